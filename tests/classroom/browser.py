"""A browser without a screen, for tests of pages: with CI=true it must be there, else its tests are skipped."""

import importlib.util
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

import pytest

PROGRAM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
ARGUMENTS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking",
             "--disable-component-update", "--disable-sync"]


def require(*modules: str) -> None:
    """Skip the test if the browser or one of these modules is missing; on a build server fail."""
    lacking = [name for name in ("playwright", *modules) if importlib.util.find_spec(name) is None]
    lacking += [] if PROGRAM else ["chromium"]
    if lacking:
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(f"needs {', '.join(lacking)}")


class Traffic:
    """What a page has asked for."""

    def __init__(self, page: Any) -> None:
        self.hosts: set[str | None] = set()
        self.failures: list[str] = []  # answers of 400 and more
        page.on("request", lambda request: self._note(request.url))
        page.on("websocket", lambda socket: self._note(socket.url))
        page.on("response", lambda answer: answer.status >= 400 and self.failures.append(
            f"{answer.status} {answer.url}"))

    def _note(self, url: str) -> None:
        if not url.startswith(("data:", "blob:")):
            self.hosts.add(urlsplit(url).hostname)


@contextmanager
def opened() -> Iterator[tuple[Any, Traffic]]:
    """An empty page of a new browser, and its traffic."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=PROGRAM, args=ARGUMENTS)
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        yield page, Traffic(page)
        browser.close()
