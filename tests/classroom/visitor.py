"""What a visitor does on the page, and how long it takes: for tests, and for `experiments/classroom.py`."""

import time
from typing import Any, NamedTuple

from .browser import PATIENCE, PULL, counters, until

STILL = 0.5  # [s] in which a week that stands still would go on
# Ten moves; the last one of each lever is what must come of them.
CARE, HUNTING, DUNNING = "care_focus", "hours.hunters.hunting", "hours.client_department.dunning"
MOVES = [(CARE, 1.5), (HUNTING, 0.1), (DUNNING, 0.05), (CARE, 0.25), (HUNTING, 0.2), (DUNNING, 0.0), (CARE, 1.25),
         (HUNTING, 0.15), (DUNNING, 0.1), (CARE, 0.75)]
QUICK = 20  # [ms] between two
PULL_ALL = f"""async ([moves, gap, patience]) => {{
    {PULL}
    const begun = [], delays = [], pause = (ms) => new Promise((go) => setTimeout(go, ms));
    const look = () => {{
        while (delays.length < retainsim.confirmed - first) delays.push(performance.now() - begun[delays.length]);
    }};
    const first = retainsim.moves;
    for (const [path, value] of moves) {{
        begun.push(performance.now());
        pull(path, value);
        await pause(gap);
        look();
    }}
    while (delays.length < moves.length && performance.now() < begun[0] + patience) {{ await pause(2); look(); }}
    return delays.map((delay) => delay / 1000);
}}"""
ALL = [MOVES, QUICK, 1000 * PATIENCE]  # what it takes


class Seconds(NamedTuple):
    """How long a visitor waited."""

    usable: float  # for a page with a picture and levers
    moves: list[float]  # for each move to be confirmed


def pull_all(page: Any) -> list[float]:
    """Move levers quickly; how long it took until each move was confirmed, for those that were [s]."""
    return [float(delay) for delay in page.evaluate(PULL_ALL, ALL)]


def open_page(page: Any, address: str) -> float:
    """Open the page; how long it took until it could be used [s]."""
    begun = time.monotonic()
    page.goto(address)
    until(page, "window.retainsim?.drawn > 0 && retainsim.values.length > 0")
    return time.monotonic() - begun


def play_a_session(page: Any, address: str) -> Seconds:
    """Open, play, move ten levers quickly, pause, restart, play again: nothing may freeze, and no move may be lost."""
    usable = open_page(page, address)
    page.click("#play")
    until(page, "retainsim.week >= 3")
    delays = pull_all(page)
    assert page.evaluate("[retainsim.moves, retainsim.confirmed]") == [len(MOVES)] * 2, counters(page)
    values = page.evaluate("retainsim.values[0]")
    assert {path: values[path] for path, _ in MOVES} == dict(MOVES)
    week = page.evaluate("retainsim.week")
    until(page, f"retainsim.week > {week}")
    page.click("#play")
    until(page, "!retainsim.playing")
    week = page.evaluate("retainsim.week")
    time.sleep(STILL)
    assert page.evaluate("retainsim.week") == week
    page.click("#restart")
    until(page, "retainsim.restarts === 2 && retainsim.week === 0 && !retainsim.playing")
    page.click("#play")
    until(page, "retainsim.week >= 3 && retainsim.playing")
    drawn = page.evaluate("retainsim.drawn")
    until(page, f"retainsim.drawn > {drawn}")
    assert page.evaluate("[retainsim.moves, retainsim.confirmed]") == [len(MOVES)] * 2, counters(page)
    assert page.evaluate("retainsim.errors") == []
    return Seconds(usable, delays)
