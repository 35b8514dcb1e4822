"""Mesa's own page plays the model, and asks nobody but its server."""

import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.request import urlopen

import pytest

from classroom import browser

PROGRAM = Path(__file__).parents[2] / "experiments" / "mesa_page.py"
COUNTER = r"(?:Step|Time): (\d+)"  # as versions of Mesa call it
BEGINNING = "text=/(Step|Time): 0/"
START, STEP = 90, 30  # seconds; some of each on a busy machine


def free_port() -> int:
    with socket.socket() as taker:
        taker.bind(("127.0.0.1", 0))
        return int(taker.getsockname()[1])


def answers(url: str) -> bool:
    try:
        return urlopen(url, timeout=5).status == 200
    except OSError:
        return False


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    """Where the page is served."""
    browser.require("altair", "mesa", "networkx", "solara")
    port = free_port()
    log = tmp_path / "log"
    environment = os.environ | {"SOLARA_HOME": str(tmp_path)}  # as if it had never run here
    del environment["PYTEST_CURRENT_TEST"]  # Solara asks more of its makers if it is not tested
    with log.open("w") as said:
        server = subprocess.Popen([sys.executable, PROGRAM, "--no-open", "--port", str(port)], stdout=said,
                                  stderr=said, env=environment)
    try:
        limit = time.monotonic() + START
        while not answers(f"http://127.0.0.1:{port}/"):
            assert server.poll() is None, log.read_text()
            assert time.monotonic() < limit, log.read_text()
            time.sleep(0.2)
        yield f"http://127.0.0.1:{port}/"
    finally:
        server.terminate()
        server.wait(20)


def steps(page) -> int:
    return int(re.search(COUNTER, page.inner_text("body"))[1])


def wait_for_step(page, number: int) -> None:
    page.wait_for_function("number => Number(/(?:Step|Time): (\\d+)/.exec(document.body.innerText)?.[1]) >= number",
                           arg=number, timeout=1000 * STEP)


def test_the_page_plays_pauses_and_begins_anew(address: str) -> None:
    with browser.opened() as (page, traffic):
        page.goto(address)
        page.wait_for_selector(BEGINNING, timeout=1000 * STEP)
        page.wait_for_selector("img", timeout=1000 * STEP)
        first = page.get_attribute("img", "src")
        page.click("text=▶")
        wait_for_step(page, 3)
        page.click("text=❚❚")
        page.wait_for_selector("text=▶", timeout=1000 * STEP)
        page.wait_for_timeout(2_000)  # a step that had begun, on a busy machine
        week = steps(page)
        page.wait_for_timeout(1_000)
        assert steps(page) == week
        assert page.get_attribute("img", "src") != first
        page.click("text=Reset")
        page.wait_for_selector(BEGINNING, timeout=1000 * STEP)
        assert "error" not in page.inner_text("body").lower()
        assert traffic.failures == []
        assert traffic.hosts == {"127.0.0.1"}
