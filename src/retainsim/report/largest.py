"""The largest clients of week 0, by name: how often each is kept, and where it goes otherwise."""

from collections.abc import Iterator, Mapping

import numpy as np

from retainsim.report.blocks import Block, Heading, Table
from retainsim.report.words import percent
from retainsim.results.folder.reader import FATES
from retainsim.results.movements import KEY_ACCOUNTS
from retainsim.scenario.names import Naming

LEAST = 0.5  # of the worlds: who is one of the largest in fewer is left out
SHORT = {"left without a supplier": "does without", "gone in the firm's ruin": "by the firm's ruin"}
KEEP = FATES.index("kept")


def largest_report(fates: Mapping[int, np.ndarray], worlds: int, strategies: list[str], rivals: list[str],
                   naming: Naming) -> Iterator[Block]:
    """A row for each client, from what `fates_by_client` counts; nothing where others are the largest in each world."""
    often = {who: counts for who, counts in fates.items() if counts[0].sum() >= LEAST * worlds}
    if not often:
        return
    ways = [*(SHORT.get(fate, fate) for fate in FATES), *(f"to {name}" for name in rivals)]

    def name(who: int, among: float) -> str:
        return naming.name(who) + (f" (in {percent(among / worlds)} of worlds)" if among < worlds else "")

    yield Heading("Who keeps the largest clients", below="In how many worlds a client neither leaves nor gives notice, "
                  "and what else happens most often. Shown is who is one of the five largest clients of week 0 in at "
                  "least half of the worlds.")
    yield Table(["kept in", *strategies], [
        [name(who, counts[0].sum()), *(_cell(row, ways) for row in counts)]
        for who, counts in list(often.items())[:KEY_ACCOUNTS]])


def _cell(counts: np.ndarray, ways: list[str]) -> str:
    """How often a client is kept; below it the other fate that is the most frequent."""
    others = counts.copy()
    others[KEEP] = 0
    most, worlds = int(others.argmax()), counts.sum()
    return percent(counts[KEEP] / worlds) + (f"\n{ways[most]} {percent(others[most] / worlds)}" if others[most] else "")
