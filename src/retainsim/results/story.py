"""The events of one world that matter: attack, key accounts, status clients, changes of course, ruin; a life."""

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple, Self, get_args

import numpy as np

from retainsim.declared import columns, reasons
from retainsim.declared import events as kinds
from retainsim.declared.codes import FIRM, NOBODY
from retainsim.model.record import Trace
from retainsim.results import movements
from retainsim.results.account import years
from retainsim.results.facts import Facts, ruin_week
from retainsim.results.movements import FROM, KIND, ORGANISATION, REASON, TO, WEEK, key_accounts

MANY_LATE = 0.1  # of the clients; when the work of more is late, it is told
MOST = 40  # happenings that a person reads one by one
# [weeks] near-identical events within so many weeks share a line: decisions of key accounts, whatever else happens to
# them, and what happens to other status clients
WINDOWS = ((1, 4, 13), (1, 13, 26), (1, 26, 26), (1, 26, 52), (4, 26, 52), (4, 52, 52), (13, 52, 52), (13, 104, 104),
           (26, 104, 104), (52, 260, 260), (5_200, 5_200, 5_200))

Row = tuple[int, ...]  # an event
# within a week in this order, as in the agenda
What = Literal["enters", "changes", "leaves", "dissolves", "moves on", "joins", "returns", "complains", "delegation",
               "courts", "attack", "tries", "drops", "notice", "late", "ruin", "course", "best year", "worst year"]
DECISIONS = ("notice", "leaves", "dissolves", "moves on", "returns")
# [weeks] events that matter less share a line over at least so many weeks
LEAST: dict[What, int] = {"attack": 26, "complains": 52, "courts": 13}


class Phase(NamedTuple):
    """A strategy that was followed from a week on, and the trigger that led to it, if one did."""

    week: int
    strategy: str
    heeds: str  # what alarms the firm: notice, complaint or courtship
    observed: str = ""  # what the trigger counts
    number: int = 0  # how many were counted
    within_weeks: int = 0
    above: float | None = None
    below: float | None = None


class Change(NamedTuple):
    """What the firm or a rival does otherwise from a week on, as the scenario says."""

    week: int
    supplier: int
    words: str


@dataclass(frozen=True)
class Course:
    """What neither the trace of a world nor the facts about it say."""

    phases: tuple[Phase, ...]  # at least one
    entries: tuple[tuple[int, int], ...]  # week and supplier, of rivals that enter after week 0 and before the end
    changes: tuple[Change, ...] = ()  # by date, after week 0 and before the end

    def knows_of_courtship(self, week: int) -> bool:
        """Whether the firm hears of a rival at a client's door."""
        return next(phase for phase in reversed(self.phases) if phase.week <= week).heeds == "courtship"


class Moment(NamedTuple):
    """One organisation at the end of one week; NaN where there is no such number."""

    supplier: int
    since: int  # week in which the present service started
    term_end: int  # week
    suitor: int  # who courts it; negative: nobody
    is_trying: bool  # whether the suitor is its second supplier
    is_alarmed: bool  # whether the firm knows that something is wrong, and has not yet been there
    has_decided: bool  # whether it has decided to leave, and is not gone yet
    attachment: float  # [0..1] to its supplier; NaN without one
    believed: float  # [0..1] the same as the firm sees it; NaN unless the firm serves it
    courtship: float  # [0..1] progress of the suitor; NaN without one
    grievance: float  # [experience] positive is bad; NaN without a supplier
    is_visited: bool  # whether its supplier has paid it a caring visit this week
    owes: float  # [currency] what it owes the firm, due or not
    overdue: float  # [currency] the part of it that is overdue
    pays: float  # [currency/week] its price with the firm; NaN unless the firm serves it

    def where_defined(self) -> Self:
        """The same, with NaN for what means nothing as things stand."""
        served, ours, courted = self.supplier >= 0, self.supplier == FIRM, self.suitor >= 0
        return self._replace(attachment=self.attachment if served else math.nan,
                             believed=self.believed if ours else math.nan,
                             pays=self.pays if ours else math.nan,
                             courtship=self.courtship if courted else math.nan,
                             grievance=self.grievance if served else math.nan)


class Life(NamedTuple):
    """One organisation from before week 0 to the last week."""

    organisation: int
    opening: Moment
    weeks: tuple[Moment, ...]
    events: np.ndarray  # int32, its events x FIELDS

    def before(self, week: int) -> Moment:
        """How it was when a week began."""
        return self.weeks[week - 1] if week else self.opening

    def to_document(self) -> dict[str, list[Any]]:
        """Each field at the end of each week, as plain values for JSON: None where there is no number."""
        return {field: [None if value != value else value for value in values]
                for field, values in zip(Moment._fields, zip(*self.weeks, strict=True), strict=True)}


@dataclass(frozen=True)
class Happening:
    """Something that happened once or several times; `rows` are its events, empty if it is in no diary."""

    week: int
    what: What
    is_key: bool = False  # whether it is told of one key account
    is_known: bool = True  # to the firm
    rows: tuple[Row, ...] = ()
    number: float = 0.0  # supplier that enters, place of a phase or change, weeks of late work, profit of a year

    @property
    def last(self) -> int:
        """The week of its last event; the clients of a ruined firm move on a week later."""
        return self.week if self.what == "ruin" or not self.rows else self.rows[-1][WEEK]

    @property
    def organisations(self) -> list[int]:
        """Who is concerned, each once."""
        return list(dict.fromkeys(row[ORGANISATION] for row in self.rows))


@dataclass(frozen=True)
class Story:
    """The happenings in their order, and how many events of the firm's clients are not told."""

    happenings: tuple[Happening, ...]
    untold: int


def story(trace: Trace, facts: Facts, course: Course) -> Story:
    """The events that matter, in at most `MOST` happenings wherever a world allows it."""
    single = list(_of_the_firm(trace, facts, course))
    accounts, others = list(_of_accounts(trace)), list(_of_status(trace, facts))
    happenings: list[Happening] = []
    for decisions, approaches, of_others in WINDOWS:
        happenings = [*single, *_together(accounts, course, (decisions, approaches), is_key=True),
                      *_together(others, course, (of_others, of_others), is_key=False)]
        if len(happenings) <= MOST:
            break
    happenings.sort(key=_order)
    in_all = np.count_nonzero((trace.events[:, FROM] == FIRM) | (trace.events[:, TO] == FIRM))
    in_story = sum(FIRM in (row[FROM], row[TO]) for happening in happenings for row in happening.rows)
    return Story(tuple(happenings), int(in_all) - in_story)


def news(trace: Trace, facts: Facts, course: Course) -> list[Happening]:
    """What happens in the last week of a trace that has no other week's events; each notice is told of one client."""
    week = len(trace.series) - 1
    single = (happening for happening in _of_the_firm(trace, facts, course)
              if happening.week == week and not happening.what.endswith("year"))
    accounts, others = list(_of_accounts(trace)), list(_of_status(trace, facts))
    notices = [event for event in others if event[0] == "notice"]
    happenings = [*single, *_together([*accounts, *notices], course, (1, 1), is_key=True),
                  *_together([event for event in others if event[0] != "notice"], course, (1, 1), is_key=False)]
    return sorted(happenings, key=_order)


def _order(happening: Happening) -> tuple[int, int]:
    return happening.week, get_args(What).index(happening.what)


def _of_the_firm(trace: Trace, facts: Facts, course: Course) -> Iterator[Happening]:
    for week, supplier in course.entries:
        yield Happening(week, "enters", number=supplier)
    for place, change in enumerate(course.changes):
        yield Happening(change.week, "changes", number=place)
    for place, phase in enumerate(course.phases):
        if phase.observed:
            yield Happening(phase.week, "course", number=place)
    is_late = trace.series[:, columns.LATE_CLIENTS] > MANY_LATE * trace.series[:, columns.CLIENTS]
    if is_late.any():
        yield Happening(int(is_late.argmax()), "late", number=int(is_late.sum()))
    if (ruin := ruin_week(trace.series, facts)) is not None:
        exits = movements.exits(trace)
        yield Happening(ruin, "ruin", rows=_rows(exits[exits[:, REASON] == reasons.INSOLVENT]))
    full = [year for year in years(trace) if year.is_full]
    if len(full) > 1:
        best, worst = (choose(full, key=lambda year: year.profit) for choose in (max, min))
        if best.profit > worst.profit:
            yield Happening(best.last - 1, "best year", number=best.profit)
            yield Happening(worst.last - 1, "worst year", number=worst.profit)


def _of_accounts(trace: Trace) -> Iterator[tuple[What, Row]]:
    """All that happens to a key account, whoever serves it, but faults and delights."""
    mine = trace.events[np.isin(trace.events[:, ORGANISATION], key_accounts(trace))]
    for row in _rows(mine[mine[:, REASON] != reasons.INSOLVENT]):
        kind, ours = row[KIND], row[FROM] == FIRM
        if kind == kinds.TARGETED and (ours or row[TO] == FIRM):
            yield "courts", row
        elif kind in _OF_CLIENTS and ours:
            yield _OF_CLIENTS[kind], row
        elif kind == kinds.STARTS and row[TO] == FIRM:
            yield "returns", row
        elif kind == kinds.ENDS and row[TO] != FIRM:
            yield "moves on", row


_OF_CLIENTS: dict[int, What] = {
    kinds.TRIES: "tries", kinds.DROPS: "drops", kinds.COMPLAINS: "complains", kinds.RESCUED: "delegation",
    kinds.DECIDES: "notice", kinds.ENDS: "leaves", kinds.DISSOLVES: "dissolves"}


def _of_status(trace: Trace, facts: Facts) -> Iterator[tuple[What, Row]]:
    """The attack on the other status clients, and their coming and going."""
    is_status = np.array(facts.status, bool)[trace.segment]
    is_status[key_accounts(trace)] = False
    mine = trace.events[is_status[trace.events[:, ORGANISATION]] & (trace.events[:, REASON] != reasons.INSOLVENT)]
    under_way = set(_rows(movements.notices_under_way(mine)))
    for row in _rows(mine):
        kind, ours = row[KIND], row[FROM] == FIRM
        if ours and kind in (kinds.TARGETED, kinds.TRIES, kinds.DROPS):
            if facts.roles[row[TO]] == "attacker":
                yield "attack", row
        elif kind == kinds.STARTS and row[TO] == FIRM:
            yield "joins", row
        elif ours and kind in (kinds.ENDS, kinds.DISSOLVES):
            yield "leaves", row
        elif ours and kind == kinds.RESCUED:
            yield "delegation", row
        elif row in under_way:
            yield "notice", row


def _together(events: Iterable[tuple[What, Row]], course: Course, windows: tuple[int, int], is_key: bool,
              ) -> Iterator[Happening]:
    """Events of a kind that fall into the same window of weeks as one happening: that of decisions, or of others."""
    groups: dict[tuple[What, int, bool, int], list[Row]] = {}
    for what, row in events:
        by_a_suitor = what in ("attack", "courts", "tries", "drops")
        is_known = not by_a_suitor or course.knows_of_courtship(row[WEEK])
        window = windows[0] if what in DECISIONS else max(windows[1], LEAST.get(what, 1))
        groups.setdefault((what, row[TO] if by_a_suitor else NOBODY, is_known, row[WEEK] // window), []).append(row)
    for (what, _, is_known, _), rows in groups.items():
        yield Happening(rows[0][WEEK], what, is_key, is_known, tuple(rows))


def _rows(events: np.ndarray) -> tuple[Row, ...]:
    return tuple(tuple(row) for row in events.tolist())
