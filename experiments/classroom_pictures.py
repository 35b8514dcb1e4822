"""Pictures of every state of the page on which the firm is played, wide, on a projector and on a telephone.

    python experiments/classroom_pictures.py docs/_static/classroom

It takes Chromium and the extra `test`, plays a game and a class of the shipped scenario, and writes a PNG for each
state and width, in few colours.
"""

from __future__ import annotations

import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import Any

from PIL import Image
from playwright.sync_api import sync_playwright

SIZES = {"wide": (1280, 800), "projector": (1024, 768), "phone": (390, 844)}
COLOURS = 160
PATIENCE = 60.0  # [s]
ARGUMENTS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking",
             "--disable-component-update", "--disable-sync"]


@contextmanager
def playing(*words: str) -> Iterator[list[str]]:
    """The addresses that `retainsim play isp` prints, as long as it runs."""
    command = [sys.executable, "-m", "retainsim", "play", "isp", "--no-browser", "--port", "0", *words]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    addresses: list[str] = []
    while not (line := process.stdout.readline()).startswith("Ctrl-C"):
        addresses += re.findall(r"http://\S+", line)
    yield addresses
    process.send_signal(signal.SIGINT)
    process.wait()


def until(page: Any, words: str) -> None:
    """Wait until JavaScript is true; the policy of the page forbids the browser to wait by itself."""
    end = time.monotonic() + PATIENCE
    while not page.evaluate(words):
        if time.monotonic() > end:
            raise TimeoutError(words)
        time.sleep(0.05)


class Album:
    """A folder of pictures of one width."""

    def __init__(self, folder: Path, width: str) -> None:
        self._folder, self._width = folder, width

    def take(self, page: Any, state: str, part: str = "") -> None:
        """Take what is on the screen, or all of a part of the page."""
        time.sleep(0.7)  # marks that fly have landed
        page.evaluate("scrollTo(0, 0)")
        box = page.locator(part).bounding_box() if part else None
        picture = Image.open(BytesIO(page.screenshot(full_page=bool(part), clip=box))).convert("RGB")
        picture.quantize(COLOURS, dither=Image.Dither.NONE).save(
            self._folder / f"{state}-{self._width}.png", optimize=True)


def quickly(page: Any) -> None:
    """Play as fast as the page can."""
    page.locator("#speed").evaluate("speed => { speed.value = 60; speed.dispatchEvent(new Event('input')); }")


def bet(page: Any) -> None:
    """Place a bet and leave practice."""
    until(page, "retainsim.stage === 'bet'")
    for field, words in enumerate(("620", "4", "300000")):
        page.fill(f"#bet input >> nth={field}", words)
    page.click("#bet button")
    until(page, "retainsim.stage === 'practice'")


def quarter(page: Any, number: int) -> None:
    """Play the next quarter, which has this number."""
    until(page, "document.getElementById('quarter')?.hidden === false")
    page.click("#quarter")
    until(page, f"retainsim.quarter === {number}")


def alone(page: Any, address: str, album: Album) -> None:
    """The free page, and a game from its bet to its debrief."""
    page.goto(address)
    until(page, "retainsim.drawn > 0")
    quickly(page)
    page.click("#play")
    until(page, "retainsim.week >= 90")
    page.click("#play")
    album.take(page, "free")
    page.focus("#picture-0")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    page.wait_for_selector("#life[open]")
    album.take(page, "life")
    page.keyboard.press("Escape")
    page.select_option("#beside", "nurture")
    page.click("#restart")
    until(page, "retainsim.values.length === 2 && retainsim.week === 0")
    page.click("#play")
    until(page, "retainsim.week >= 200")
    page.click("#play")
    album.take(page, "beside", "#left")
    page.fill("#luck", "0")
    page.click("#start-game")
    until(page, "retainsim.stage === 'bet'")
    album.take(page, "bet")
    bet(page)
    album.take(page, "practice")
    page.click("#begin")
    until(page, "retainsim.stage === 'play'")
    quickly(page)
    for number in range(1, 21):
        if number == 8:
            page.click("[data-preset='balanced']")
            until(page, "retainsim.confirmed === retainsim.moves")
            album.take(page, "play")
        quarter(page, number)
    until(page, "retainsim.stage === 'over'")
    album.take(page, "over")
    page.click("#reveal")
    page.wait_for_selector("#debrief tr.own")
    album.take(page, "debrief", "#debrief")


def of_class(page: Any, addresses: list[str], album: Album) -> None:
    """A class of two teams, from joining to the ranking."""
    teacher, others = addresses
    page.goto(teacher)
    until(page, "document.getElementById('address').textContent !== ''")
    size = page.viewport_size
    teams = [page.context.browser.new_context(viewport=size).new_page() for _ in range(2)]
    for name, team in zip(("Blue", "Green"), teams, strict=True):
        team.goto(others)
        if name == "Blue":
            album.take(team, "join")
        team.fill("#name", name)
        team.click("#join button")
        team.wait_for_url(lambda url: url != others)
        bet(team)
        team.click("#begin")
        until(team, "retainsim.stage === 'play'")
        quickly(team)
    page.click("#release")
    quarter(teams[0], 1)
    album.take(teams[0], "waiting")
    page.check("#with-figures")
    album.take(page, "teacher")
    page.click("#debrief-open")
    page.click("#sure [value=yes]")
    page.wait_for_selector("#ranking tr.own", timeout=1000 * PATIENCE)
    album.take(page, "ranking", "body")


def main(folder: Path) -> None:
    """Take all pictures."""
    folder.mkdir(parents=True, exist_ok=True)
    program = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=program, args=ARGUMENTS)
        for name, (width, height) in SIZES.items():
            album, size = Album(folder, name), {"width": width, "height": height}
            with playing() as addresses:
                alone(browser.new_context(viewport=size).new_page(), addresses[0], album)
            with playing("--class") as addresses:
                of_class(browser.new_context(viewport=size).new_page(), addresses, album)
        browser.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
