"""What visitors of the page in the browser wait for: `python experiments/classroom.py [SESSIONS]`, 30 if not given.

The page of isp is served by `retainsim play`, and visited by a Chromium without a screen on the same computer, which
draws without a graphics card. Visitors come one after another, then one plays at full speed, then twelve play at once.
A row of the table is a figure and its goal; the exit code is 1 if a goal is missed.
"""

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import pairwise
from math import inf
from pathlib import Path
from statistics import median, quantiles
from typing import Any, NamedTuple

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from classroom import browser, visitor  # of the tests, whose steps these are

SCENARIO = "isp"
SESSIONS = 30
RUNS = 5  # at full speed
VISITORS, SPEED, SPAN = 12, 5, 10.0  # at once; weeks/s; s
WINDOW = 1.0  # [s] in which weeks and redraws are counted
LEFT = 20.0  # [s] in which the worlds of those who have gone must have ended
WATCH = """async (window) => {
    const rows = [], pause = (ms) => new Promise((go) => setTimeout(go, ms));
    while (retainsim.playing) {
        rows.push([performance.now() / 1000, retainsim.week, retainsim.drawn]);
        await pause(1000 * window);
    }
    return rows;
}"""
LOOK = "[performance.now() / 1000, retainsim.week, retainsim.drawn]"


class Row(NamedTuple):
    """A figure of the table."""

    name: str
    value: str
    goal: str = ""
    is_met: bool = True


class Server:
    """The process that serves the page."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        words = re.search(r"http://\S+", process.stdout.readline() if process.stdout else "")
        if not words:
            raise SystemExit("The page is not served.")
        self.address, self._status = words[0], Path(f"/proc/{process.pid}/status")

    def _number(self, name: str) -> int:
        return int(re.search(rf"^{name}:\s+(\d+)", self._status.read_text(), re.MULTILINE)[1])

    @property
    def megabytes(self) -> float:
        """Memory that it has now."""
        return self._number("VmRSS") * 1024 / 1e6

    @property
    def threads(self) -> int:
        """Its threads."""
        return self._number("Threads")


@contextmanager
def serving() -> Iterator[Server]:
    """The page, served in a process of its own."""
    process = subprocess.Popen([sys.executable, "-m", "retainsim", "play", SCENARIO, "--no-browser", "--port", "0"],
                               stdout=subprocess.PIPE, text=True)
    try:
        yield Server(process)
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(LEFT)


def per_second(rows: Sequence[Sequence[float]], column: int) -> list[float]:
    """How fast a column grows from each row to the next; the first column is the time."""
    return [(after[column] - before[column]) / (after[0] - before[0])
            for before, after in pairwise(rows)]


def span_of(values: Sequence[float], unit: str, digits: int = 1) -> str:
    """Median and extremes in words."""
    return f"{median(values):.{digits}f} {unit} ({min(values):.{digits}f} to {max(values):.{digits}f})"


def moves_row(name: str, delays: Sequence[float], number: int, limit: float = 1.0) -> Row:
    """How long moves took to be confirmed, and whether all were, within so many seconds."""
    words = f"{span_of([1000 * delay for delay in delays], 'ms', 0)}, {number - len(delays)} of {number} lost"
    return Row(name, words, "none lost" if limit == inf else f"all <= {1000 * limit:.0f} ms",
               max(delays) <= limit and len(delays) == number)


def in_a_row(chromium: Any, address: str, number: int) -> list[Row]:
    """Visitors one after another; what goes wrong is printed at once."""
    from playwright.sync_api import Error

    visits, failures = [], 0
    for k in range(number):
        page = chromium.new_page(viewport={"width": 1280, "height": 900})
        try:
            visits.append(visitor.play_a_session(page, address))
        except (AssertionError, Error) as error:
            failures += 1
            print(f"session {k + 1}: {error}", flush=True)
        page.close()
    usable, moves = [visit.usable for visit in visits], [delay for visit in visits for delay in visit.moves]
    return [Row("sessions in a row that froze or lost a move", f"{failures} of {number}", "none", failures == 0),
            Row("page usable after", span_of(usable, "s", 2), "median <= 5 s", median(usable) <= 5),
            moves_row("move confirmed, 10 weeks/s", moves, len(visitor.MOVES) * len(visits))]


def at_full_speed(chromium: Any, address: str) -> list[Row]:
    """One visitor who plays as fast as the page can."""
    page = chromium.new_page(viewport={"width": 1280, "height": 900})
    visitor.open_page(page, address)
    browser.hurry(page)
    weeks, redraws, delays = [], [], []
    for run in range(RUNS):
        page.click("#play")
        browser.until(page, "retainsim.playing")
        rows = page.evaluate(WATCH, WINDOW)
        weeks += per_second(rows, 1)
        redraws += per_second(rows, 2)
        page.click("#restart")
        browser.until(page, f"retainsim.restarts === {run + 2} && retainsim.week === 0")
    times, size = page.evaluate("[retainsim.drawMs, retainsim.bytes / retainsim.frames]")
    for run in range(RUNS):
        page.click("#play")
        browser.until(page, "retainsim.week >= 3")
        delays += visitor.pull_all(page)
        page.click("#restart")
        browser.until(page, f"retainsim.restarts === {RUNS + run + 2} && retainsim.week === 0")
    page.close()
    return [Row("weeks/s at full speed", span_of(weeks, "weeks/s"), "median >= 20", median(weeks) >= 20),
            Row("redraws/s at full speed", span_of(redraws, "redraws/s"), "median >= 10, never under 3",
                median(redraws) >= 10 and min(redraws) >= 3),
            Row("a frame", f"{size:,.0f} bytes"),
            Row("drawing a frame", f"median {median(times):.1f} ms, 95 % within {quantiles(times, n=20)[-1]:.1f} ms"),
            moves_row("move confirmed, full speed", delays, RUNS * len(visitor.MOVES))]


def arrive(chromium: Any, address: str) -> list[Any]:
    """The pages of twelve visitors who have opened theirs."""
    pages = [chromium.new_page(viewport={"width": 1280, "height": 900}) for _ in range(VISITORS)]
    for page in pages:
        visitor.open_page(page, address)
    return pages


def depart(pages: Sequence[Any], server: Server) -> int:
    """Close pages; how many threads the server has when their worlds have ended."""
    most = server.threads
    for page in pages:
        page.context.close()
    end = time.monotonic() + LEFT
    while server.threads > most - len(pages) and time.monotonic() < end:
        time.sleep(0.1)
    return server.threads


def all_at_once(chromium: Any, server: Server) -> list[Row]:
    """Twelve visitors, each in a browser context of his own; then all leave."""
    threads = depart(arrive(chromium, server.address), server)  # by now it has all that it keeps for the next ones
    before, most = server.megabytes, 0.0
    pages = arrive(chromium, server.address)
    for page in pages:
        browser.hurry(page, SPEED)
        page.click("#play")
    for page in pages:
        browser.until(page, "retainsim.week >= 3")
    begun = [page.evaluate(LOOK) for page in pages]
    end = time.monotonic() + SPAN
    while time.monotonic() < end:
        most = max(most, server.megabytes)
        time.sleep(0.2)
    rows = [(row, page.evaluate(LOOK)) for row, page in zip(begun, pages, strict=True)]
    in_turn = [delay for page in pages for delay in visitor.pull_all(page)]
    for page in pages:
        page.evaluate(f"moves => {{ window.delays = ({visitor.PULL_ALL})(moves); }}", visitor.ALL)
    together = [delay for page in pages for delay in page.evaluate("window.delays")]
    after, moves = depart(pages, server), VISITORS * len(visitor.MOVES)
    weeks, redraws = ([per_second(pair, column)[0] for pair in rows] for column in (1, 2))
    return [Row("twelve: weeks/s of each", span_of(weeks, "weeks/s"), "each >= 4", min(weeks) >= 4),
            Row("twelve: redraws/s of each", span_of(redraws, "redraws/s"), "each >= 2", min(redraws) >= 2),
            moves_row("twelve: ten moves of one after another", in_turn, moves),
            moves_row("twelve: ten moves of all at once", together, moves, inf),
            Row("memory of the server: before, with twelve, after",
                f"{before:.0f}, {most:.0f}, {server.megabytes:.0f} MB", "<= 500 MB", most <= 500),
            Row("threads of the server: before, after", f"{threads}, {after}", "as before", after <= threads)]


def print_table(rows: Sequence[Row]) -> None:
    """Print figures beside their goals."""
    widths = [max(len(row[column]) for row in rows) for column in range(3)]
    for row in rows:
        cells = "  ".join(cell.ljust(width) for cell, width in zip(row[:3], widths, strict=True))
        print(f"{cells}  {'' if not row.goal else 'met' if row.is_met else 'MISSED'}".rstrip())


def main(sessions: str = str(SESSIONS)) -> None:
    """Measure, and print the table."""
    from playwright.sync_api import sync_playwright

    with serving() as server, sync_playwright() as driver:
        chromium = driver.chromium.launch(executable_path=browser.PROGRAM, args=browser.ARGUMENTS)
        rows = [*in_a_row(chromium, server.address, int(sessions)), *at_full_speed(chromium, server.address),
                *all_at_once(chromium, server)]
        chromium.close()
    print_table(rows)
    sys.exit(not all(row.is_met for row in rows))


if __name__ == "__main__":
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}", flush=True)
    main(*sys.argv[1:])
