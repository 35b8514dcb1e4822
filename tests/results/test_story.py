"""What of a world is told, by hand: five key accounts, four more organisations of status, one that is not."""

from dataclasses import replace

import numpy as np

from retainsim.declared import events as kinds
from retainsim.declared import reasons
from retainsim.declared.codes import DISSOLVED, NOBODY
from retainsim.model.record import Trace
from retainsim.results import story as telling
from retainsim.results.story import Course, Phase, Story

from .hand import CARRIER, FACTS, FIRM, RAIDER, world

STATUS = replace(FACTS, status=(True, False))
PLAIN = Course((Phase(0, "care", "notice"),), ())
FEE = [1000, 900, 800, 700, 600, 500, 400, 300, 200, 550]  # cents; 9 is large, no key account, and not of status
SEGMENT = [0, 0, 1, 0, 0, 0, 0, 0, 0, 1]


def told(events: list[tuple[int, ...]], weeks: int = 60, course: Course = PLAIN, opening: int = FIRM,
         **columns: object) -> Story:
    return telling.story(lived(events, weeks, opening, **columns), STATUS, course)


def lived(events: list[tuple[int, ...]], weeks: int = 60, opening: int = FIRM, **columns: object) -> Trace:
    served = [opening] * 10
    served[8] = CARRIER
    return world(weeks, served, served, events, FEE, SEGMENT, **columns)


def short(story: Story) -> list[tuple[int, int, str, list[int]]]:
    return [(one.week, one.last, one.what, one.organisations) for one in story.happenings]


def test_the_life_of_a_key_account_is_told_step_by_step() -> None:
    story = told([
        (1, kinds.FAULT, 2, FIRM, NOBODY, 0), (2, kinds.COMPLAINS, 2, FIRM, FIRM, 0),
                  (3, kinds.TARGETED, 2, FIRM, CARRIER, 0),
        (5, kinds.TRIES, 2, FIRM, CARRIER, 0), (9, kinds.DROPS, 2, FIRM, CARRIER, 0),
                  (10, kinds.DECIDES, 2, FIRM, CARRIER, reasons.TENDER),
        (11, kinds.RESCUED, 2, FIRM, FIRM, kinds.GOES), (20, kinds.ENDS, 2, FIRM, CARRIER, reasons.TENDER),
        (20, kinds.STARTS, 2, FIRM, CARRIER, reasons.TENDER), (22, kinds.TARGETED, 2, CARRIER, FIRM, 0),
        (25, kinds.DECIDES, 2, CARRIER, RAIDER, reasons.COURTED),
        (30, kinds.ENDS, 2, CARRIER, RAIDER, reasons.COURTED), (30, kinds.STARTS, 2, CARRIER, RAIDER, reasons.COURTED),
        (40, kinds.ENDS, 2, RAIDER, FIRM, reasons.COURTED), (40, kinds.STARTS, 2, RAIDER, FIRM, reasons.COURTED),
        (50, kinds.DISSOLVES, 2, FIRM, DISSOLVED, reasons.DISSOLUTION)])
    assert short(story) == [
        (2, 2, "complains", [2]), (3, 3, "courts", [2]), (5, 5, "tries", [2]), (9, 9, "drops", [2]),
        (10, 10, "notice", [2]), (11, 11, "delegation", [2]), (20, 20, "leaves", [2]), (22, 22, "courts", [2]),
        (30, 30, "moves on", [2]), (40, 40, "returns", [2]), (50, 50, "dissolves", [2])]
    assert all(one.is_key for one in story.happenings)
    assert story.untold == 3  # the fault, and what goes with the moves to and from the firm


def test_other_clients_of_status_are_told_together() -> None:
    story = told([
        (3, kinds.TARGETED, 5, FIRM, RAIDER, 0), (4, kinds.TARGETED, 6, FIRM, CARRIER, 0),
                  (8, kinds.TRIES, 5, FIRM, RAIDER, 0),
        (14, kinds.TARGETED, 7, FIRM, RAIDER, 0), (15, kinds.ENDS, 5, FIRM, RAIDER, reasons.COURTED),
        (15, kinds.STARTS, 5, FIRM, RAIDER, reasons.COURTED),
                  (16, kinds.DISSOLVES, 6, FIRM, DISSOLVED, reasons.DISSOLUTION),
        (17, kinds.STARTS, 8, CARRIER, FIRM, reasons.TENDER),
        (30, kinds.TARGETED, 7, FIRM, RAIDER, 0), (31, kinds.COMPLAINS, 7, FIRM, FIRM, 0),
                  (32, kinds.RESCUED, 7, FIRM, FIRM, kinds.STAYS),
        (33, kinds.TARGETED, 9, FIRM, RAIDER, 0), (34, kinds.ENDS, 9, FIRM, RAIDER, reasons.COURTED)])
    assert short(story) == [(3, 14, "attack", [5, 7]), (15, 16, "leaves", [5, 6]), (17, 17, "joins", [8]),
                            (30, 30, "attack", [7]), (32, 32, "delegation", [7])]
    assert not any(one.is_key for one in story.happenings)


def test_notices_are_told_of_the_others_only_if_the_world_ends_before_they_do() -> None:
    story = told([(3, kinds.DECIDES, 5, FIRM, RAIDER, reasons.COURTED),
                  (9, kinds.ENDS, 5, FIRM, RAIDER, reasons.COURTED),
                  (10, kinds.DECIDES, 6, FIRM, RAIDER, reasons.COURTED),
                  (11, kinds.RESCUED, 6, FIRM, FIRM, kinds.STAYS),
                  (12, kinds.DECIDES, 7, FIRM, RAIDER, reasons.COURTED)])
    assert short(story) == [(9, 9, "leaves", [5]), (11, 11, "delegation", [6]), (12, 12, "notice", [7])]


def test_who_comes_and_goes_is_the_same_to_whom_the_firm_never_served() -> None:
    story = told([(3, kinds.TARGETED, 5, CARRIER, RAIDER, 0), (4, kinds.ENDS, 5, CARRIER, RAIDER, reasons.COURTED)],
                 opening=CARRIER)
    assert (story.happenings, story.untold) == ((), 0)


def test_what_the_firm_knows_depends_on_the_strategy_in_force() -> None:
    course = Course((Phase(0, "care", "complaint"), Phase(10, "watch", "courtship", "notices", 2, 4, 1.0)), ())
    story = told([(9, kinds.TARGETED, 0, FIRM, RAIDER, 0), (10, kinds.TARGETED, 1, FIRM, RAIDER, 0),
                  (11, kinds.COMPLAINS, 1, FIRM, FIRM, 0)], course=course)
    assert [(one.what, one.is_known) for one in story.happenings] == [
        ("courts", False), ("courts", True), ("course", True), ("complains", True)]


def test_entries_ruin_and_years() -> None:
    cash = np.where(np.arange(110) < 80, 0.0, -50_001.0)
    story = told([(81, kinds.ENDS, who, FIRM, CARRIER, reasons.INSOLVENT) for who in range(8)], 110,
                 Course((Phase(0, "care", "notice"),), ((20, RAIDER),)), cash=cash,
                 fees=np.where(np.arange(110) < 52, 500.0, 300.0))
    assert [(one.week, one.last, one.what, one.number) for one in story.happenings] == [
        (20, 20, "enters", RAIDER), (51, 51, "best year", 260.0), (80, 80, "ruin", 0.0),
        (103, 103, "worst year", 156.0)]
    assert story.happenings[2].organisations == list(range(8))


def test_late_work_is_told_when_it_begins_if_it_is_that_of_many() -> None:
    late = np.array([0, 0, 1, 2, 0, 3, 0])
    story = told([], 7, clients=np.full(7, 10), late_clients=late)
    assert [(one.week, one.what, one.number) for one in story.happenings] == [(3, "late", 2)]
    assert told([], 7, clients=np.full(7, 30), late_clients=late).happenings == ()


def test_years_that_are_alike_or_alone_are_not_told() -> None:
    assert told([], 104, fees=100.0).happenings == ()
    assert told([], 103, fees=np.arange(103.0)).happenings == ()


def test_a_long_world_is_told_in_few_lines_that_hold_everything() -> None:
    events = [(week, kind, who, FIRM, RAIDER, reason) for week in range(0, 520, 2) for who in (0, 3, 5, 6)
              for kind, reason in ((kinds.TARGETED, 0), (kinds.TRIES, 0), (kinds.DROPS, 0),
                                   (kinds.ENDS, reasons.BACKGROUND))]
    story = told(events, 520)
    assert len(story.happenings) <= telling.MOST
    assert (sum(len(one.rows) for one in story.happenings), story.untold) == (len(events), 0)
    weeks = [one.week for one in story.happenings]
    assert weeks == sorted(weeks)
