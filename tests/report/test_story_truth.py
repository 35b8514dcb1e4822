"""What a story says of several clients at once is true: every number in it is counted again in the events."""

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache

from retainsim.declared import events, reasons
from retainsim.declared.codes import FIRM
from retainsim.report.story import Words
from retainsim.results.story import story
from retainsim.scenario import load
from retainsim.study.run import Run, run
from retainsim.study.setup.request import Request

WORLDS = [(strategy, replication) for strategy in ("all-in-acquisition", "status-quo", "late-rescue")
          for replication in (0, 1)]
WEEKS = 260
ATTACKER = 1  # among the suppliers of the scenario; 0 is the firm
GROUP = r"(\d+) other status clients \(([^)]*)\)"
OUTCOMES = {"had not decided": events.NOT_DECIDED, "after all": events.STAYS, "all the same": events.GOES}
Row = tuple[int, ...]  # week, kind, organisation, from, to, reason


@cache
def world(strategy: str, replication: int) -> Run:
    return run(load("isp"), Request(strategies=strategy, weeks=WEEKS, replication=replication))


@cache
def rows_of_others(strategy: str, replication: int) -> list[Row]:
    """The events of the status clients that are no key accounts, without those of a ruined firm."""
    lived = world(strategy, replication)
    trace, at_opening = lived.trace, [who for who, firm in enumerate(lived.trace.opening_supplier) if firm == FIRM]
    largest = sorted(at_opening, key=lambda who: (-lived.trace.fee[who], who))[:5]
    return [tuple(row) for row in trace.events.tolist() if row[5] != reasons.INSOLVENT and row[2] not in largest
            and lived.facts.status[trace.segment[row[2]]]]


def said(pattern: str) -> Iterator[tuple[Run, re.Match[str], list[Row]]]:
    """Each line that is like this: its world, what is found in it, and the events of its weeks."""
    seen = 0
    for strategy, replication in WORLDS:
        lived = world(strategy, replication)
        words = Words(lived)
        for happening in story(lived.trace, lived.facts, lived.course).happenings:
            weeks, text = words.line(happening)
            first, last = (int(week) for week in (weeks.split("-") * 2)[:2])
            if found := re.search(pattern, text):
                seen += 1
                yield lived, found, [row for row in rows_of_others(strategy, replication) if first <= row[0] <= last]
    assert seen


def number_named(lived: Run, names: str) -> int:
    """How many clients are named or counted in `A, B, C, D and 3 more`."""
    more = re.search(r" and (\d+) more$", names)
    known = {row[2] for row in lived.trace.events.tolist() if lived.facts.status[lived.trace.segment[row[2]]]}
    called = sorted(map(lived.names.name, known), key=len, reverse=True)
    named = re.findall("|".join(rf"\b{re.escape(name)}\b" for name in called), names)
    return len(named) + (int(more[1]) if more else 0)


def fees(lived: Run, who: set[int]) -> str:
    """What clients pay the firm in a week, by the cent from the smallest one up."""
    return f"{sum(int(lived.trace.fee[one] * lived.facts.price_index + 0.5) for one in sorted(who)) / 100:,.0f}"


def test_losses() -> None:
    for lived, found, rows in said(r"^The firm loses (\d+) other status clients \(([\d,]+) a week\)"
                                   r"(?: in (\d+) exits)?(.*): (.*)\.$"):
        number, paid, times, where, names = found.groups()
        exits = [row for row in rows if row[1] in (events.ENDS, events.DISSOLVES) and row[3] == FIRM]
        who = {row[2] for row in exits}
        assert (int(number), paid, number_named(lived, names)) == (len(who), fees(lived, who), len(who)), found[0]
        assert int(times or number) == len(exits), found[0]
        to = Counter(row[4] for row in exits)
        assert sorted(map(int, re.findall(r"(\d+) (?:to|out)", where))) == (
            sorted(to.values()) if len(to) > 1 else []), found[0]


def test_gains() -> None:
    for lived, found, rows in said(rf"^The firm wins {GROUP} \(([\d,]+) a week\)\.$"):
        who = {row[2] for row in rows if row[1] == events.STARTS and row[4] == FIRM}
        told = int(found[1]), number_named(lived, found[2]), found[3]
        assert told == (len(who), len(who), fees(lived, who)), found[0]


def test_delegations() -> None:
    for lived, found, rows in said(rf"^Delegations visit {GROUP}: (.*)\.$"):
        last = {row[2]: row[5] for row in rows if row[1] == events.RESCUED and row[3] == FIRM}
        assert (int(found[1]), number_named(lived, found[2])) == (len(last), len(last)), found[0]
        counted = {OUTCOMES[what]: int(number) for number, what in re.findall(
            rf"(\d+) (?:stays? |leaves? )?({'|'.join(OUTCOMES)})", found[3])}
        assert counted == Counter(last.values()), found[0]


def test_notices_at_the_end() -> None:
    for lived, found, rows in said(rf"^{GROUP} have given notice, and are still served at the end\.$"):
        bound = {row[2] for row in rows if row[1] == events.DECIDES and row[3] == FIRM}
        still = {who for who in bound if lived.trace.final_supplier[who] == FIRM}
        still -= {row[2] for row in rows if row[1] == events.RESCUED and row[5] == events.STAYS}
        assert (int(found[1]), number_named(lived, found[2])) == (len(still), len(still)), found[0]


def test_attacks() -> None:
    for lived, found, rows in said(rf"^The attacker begins to court {GROUP}(.*)"):
        courted, trying, dropping = ({row[2] for row in rows if (row[1], row[3], row[4]) == (kind, FIRM, ATTACKER)}
                                     for kind in (events.TARGETED, events.TRIES, events.DROPS))
        assert (int(found[1]), number_named(lived, found[2])) == (len(courted), len(courted)), found[0]
        if more := re.search(r"; (\d+) of its targets takes? a trial line", found[3]):
            assert int(more[1]) == len(trying), found[0]
        if more := re.search(r"; (\d+) gives? one up", found[3]):
            assert int(more[1]) == len(dropping), found[0]
