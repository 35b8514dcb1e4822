"""Worlds written by hand: nine organisations, two years, every kind of move once, all sums small enough for paper."""

from collections.abc import Iterable

import numpy as np

from retainsim.model import record
from retainsim.model.record import Trace
from retainsim.model.state import (
    BACKGROUND_EXIT,
    COURTED,
    DECIDES,
    DISSOLUTION,
    DISSOLVED,
    DISSOLVES,
    DROPS,
    ENDS,
    FOUNDED,
    GOES,
    NO_REASON,
    NOBODY,
    NOT_DECIDED,
    RESCUED,
    STARTS,
    STAYS,
    TARGETED,
    TENDER,
    TRIES,
    UNFOUNDED,
)
from retainsim.results.facts import Facts

FIRM, RAIDER, CARRIER = range(3)
FACTS = Facts(discount_per_year=0.1, direct_cost_share=0.4, price_index=1.0, credit_line=50_000,
              person_share=0.6, positions=4, status=(False, True), suppliers=("firm", "raider", "carrier"),
              roles=("firm", "attacker", "established"))

FEE = [1000, 800, 600, 400, 400, 400, 2000, 100, 500]  # cents
SEGMENT = [1, 0, 1, 0, 0, 0, 1, 0, 0]
OPENING = [FIRM] * 6 + [CARRIER, UNFOUNDED, CARRIER]
FINAL = [FIRM, FIRM, CARRIER, DISSOLVED, FIRM, FIRM, FIRM, CARRIER, FIRM]

EVENTS = [
    (0, TARGETED, 0, FIRM, RAIDER, NO_REASON),
    (2, TRIES, 0, FIRM, RAIDER, NO_REASON),
    (4, DECIDES, 0, FIRM, RAIDER, COURTED),  # converted
    (5, FOUNDED, 7, UNFOUNDED, NOBODY, NO_REASON),
    (6, RESCUED, 0, FIRM, FIRM, GOES),
    (10, ENDS, 0, FIRM, RAIDER, COURTED),
    (10, STARTS, 0, FIRM, RAIDER, COURTED),
    (12, RESCUED, 1, FIRM, FIRM, NOT_DECIDED),
    (15, TRIES, 5, FIRM, RAIDER, NO_REASON),
    (20, ENDS, 6, CARRIER, FIRM, COURTED),
    (20, STARTS, 6, CARRIER, FIRM, COURTED),
    (21, DECIDES, 3, FIRM, CARRIER, TENDER),
    (22, RESCUED, 3, FIRM, FIRM, STAYS),
    (28, DROPS, 5, FIRM, RAIDER, NO_REASON),
    (30, STARTS, 7, NOBODY, FIRM, TENDER),
    (31, ENDS, 7, FIRM, RAIDER, TENDER),
    (31, STARTS, 7, FIRM, RAIDER, TENDER),
    (33, TRIES, 5, FIRM, CARRIER, NO_REASON),
    (35, DECIDES, 5, FIRM, RAIDER, TENDER),  # for another than it has tried
    (36, RESCUED, 5, FIRM, FIRM, STAYS),
    (40, ENDS, 7, RAIDER, CARRIER, TENDER),
    (40, STARTS, 7, RAIDER, CARRIER, TENDER),  # onward
    (40, TRIES, 1, FIRM, RAIDER, NO_REASON),
    (44, TRIES, 8, CARRIER, RAIDER, NO_REASON),  # no client of the firm
    (47, DECIDES, 8, CARRIER, RAIDER, TENDER),
    (49, TRIES, 3, FIRM, RAIDER, NO_REASON),  # dissolves before it decides
    (50, ENDS, 8, CARRIER, RAIDER, TENDER),
    (50, STARTS, 8, CARRIER, RAIDER, TENDER),  # between rivals, but the firm has never served it
    (52, DISSOLVES, 3, FIRM, DISSOLVED, DISSOLUTION),  # in the first week of the final year
    (57, DECIDES, 4, FIRM, RAIDER, COURTED),
    (58, RESCUED, 4, FIRM, FIRM, STAYS),
    (60, ENDS, 0, RAIDER, CARRIER, TENDER),
    (60, STARTS, 0, RAIDER, CARRIER, TENDER),  # onward
    (70, ENDS, 0, CARRIER, FIRM, BACKGROUND_EXIT),
    (70, STARTS, 0, CARRIER, FIRM, BACKGROUND_EXIT),  # returns
    (71, TRIES, 2, FIRM, CARRIER, NO_REASON),
    (75, DROPS, 1, FIRM, RAIDER, NO_REASON),
    (80, ENDS, 4, FIRM, NOBODY, BACKGROUND_EXIT),
    (82, DECIDES, 2, FIRM, CARRIER, TENDER),  # converted
    (84, RESCUED, 2, FIRM, FIRM, GOES),
    (90, ENDS, 2, FIRM, CARRIER, TENDER),
    (90, STARTS, 2, FIRM, CARRIER, TENDER),
    (95, ENDS, 8, RAIDER, FIRM, COURTED),
    (95, STARTS, 8, RAIDER, FIRM, COURTED),
    (100, STARTS, 4, NOBODY, FIRM, TENDER),  # returns
    (103, DECIDES, 1, FIRM, RAIDER, COURTED),  # service has not ended yet; the trial had been dropped
]
# clients at the end of the week: so many, for so many weeks
CLIENTS = np.repeat([6, 5, 6, 7, 6, 5, 6, 5, 4, 5, 6], [10, 10, 10, 1, 21, 18, 10, 10, 5, 5, 4])


def world(weeks: int, opening: Iterable[int], final: Iterable[int], events: Iterable[tuple[int, ...]] = (),
          fee: Iterable[int] | None = None, segment: Iterable[int] | None = None, **columns: object) -> Trace:
    """A trace with these columns of the weekly series; all others are 0, all fees 1.00 and all segments the first."""
    series = np.zeros((weeks, len(record.COLUMNS)))
    for name, values in columns.items():
        series[:, record.COLUMNS.index(name)] = values
    opening, final = np.array(list(opening), np.int32), np.array(list(final), np.int32)
    return Trace(series, np.array(list(events), np.int32).reshape(-1, 6),
                 np.full(len(opening), 100, np.int32) if fee is None else np.array(list(fee), np.int32),
                 np.zeros(len(opening), np.int32) if segment is None else np.array(list(segment), np.int32),
                 opening, final, np.zeros((2, len(opening)), np.float32), np.zeros(len(opening), np.float32))


def two_years(**columns: object) -> Trace:
    """The world above; the first year earns 1000.00, the second 1300.00."""
    week = np.arange(104)
    story: dict[str, object] = {
        "clients": CLIENTS, "cash": np.where(week == 103, 123_456, 70_000), "fees": np.where(week < 52, 10_000, 12_000),
        "order_revenue": 1_000, "credits": np.where(week < 52, 0, 500), "direct_costs": 4_000,
        "fixed_costs": np.where(week < 52, 5_000, 6_000), "finding_costs": 5_000,
        "keeping_costs": np.where(week == 103, 300, 700), "written_off": np.where(week == 3, 4_000, 0),
        "collected": 9_000, "status_fees": np.where(week < 52, 9_999, 3_000),
        "receivables": np.where(week == 103, 48_000, 77_777), "attachment": np.where(week == 103, 3.0, 9.0),
        "believed": np.where(week == 103, 4.2, 9.0), "grievance": np.where(week == 103, 1.2, 9.0), "outages": 1,
        "complaints": week % 2, "hunting_hours": 20, "care_hours": 30, "order_hours": 10, "dunning_hours": 5,
        "repair_hours": week % 2 * 8, "rescue_hours": week % 4 // 3 * 8, "staff_changes": week % 13 == 0}
    return world(104, OPENING, FINAL, EVENTS, FEE, SEGMENT, **{**story, **columns})

PROVENANCE = {  # of a folder with two strategies, two worlds, two weeks
    "format": 1, "retainsim": "0", "scenario": "hand", "digest": "0", "seed": 1, "weeks": 2, "replications": 2,
    "strategies": ["a", "b"], "command": None, "libraries": {}}
