"""A browser without a screen, for tests of pages: with CI=true it must be there, else its tests are skipped."""

import importlib.util
import os
import shutil
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from typing import Any
from urllib.parse import urlsplit

import pytest

PATIENCE = 20.0  # [s] that a busy machine may take
PULL = """const pull = (path, value) => {
    const lever = document.querySelector(`[data-path='${path}']`);
    lever.value = value;
    lever.dispatchEvent(new Event("input"));
};"""
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


@contextmanager
def served(make: Callable[[str], Any]) -> Iterator[Any]:
    """A house whose pages are served, as the command does it; `make` gets the address without a key."""
    import uvicorn

    from retainsim.classroom.host import Host, page_files
    from retainsim.cli.play import PINGS

    with closing(socket.socket()) as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        name = f"127.0.0.1:{listener.getsockname()[1]}"
        with closing(make(f"http://{name}/")) as house:
            config = uvicorn.Config(Host(house, [name], page_files()).app, log_level="critical",
                                    ws_ping_interval=PINGS, ws_ping_timeout=PINGS)
            server = uvicorn.Server(config)
            thread = threading.Thread(target=server.run, args=([listener],), daemon=True)
            thread.start()
            yield house
            server.should_exit = True
            thread.join(PATIENCE)


def counters(page: Any) -> str:
    """What the page has counted, as text."""
    return str(page.evaluate("JSON.stringify({...window.retainsim, drawMs: 0})"))


def until(page: Any, words: str) -> None:
    """Wait; the page's policy forbids the browser to do so by itself."""
    end = time.monotonic() + PATIENCE
    while not page.evaluate(words):
        assert time.monotonic() < end, (words, counters(page))
        time.sleep(0.02)


def pull(page: Any, path: str, value: float) -> None:
    """Move a lever."""
    page.evaluate(f"([path, value]) => {{ {PULL} pull(path, value); }}", [path, value])


def hurry(page: Any, weeks: int = 60) -> None:
    """Play so many weeks a second; as a rule as many as the page can."""
    page.locator("#speed").evaluate(
        f"speed => {{ speed.value = {weeks}; speed.dispatchEvent(new Event('input')); }}")


def another(page: Any) -> Any:
    """A page in the same browser that shares nothing with the first: the browser of somebody else."""
    return page.context.browser.new_context(viewport={"width": 1024, "height": 768}).new_page()
