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
    ENDS,
    FOUNDED,
    NO_REASON,
    NOBODY,
    STARTS,
    TARGETED,
    TENDER,
    UNFOUNDED,
)
from retainsim.results.facts import Facts

FIRM, RAIDER, CARRIER = range(3)
FACTS = Facts(discount_per_year=0.1, direct_cost_share=0.4, price_index=1.0, credit_line=50_000,
              acquisition_cost_per_week=50.0, retention_cost_per_week=3.0, positions=4, status=(False, True),
              suppliers=("firm", "raider", "carrier"), roles=("firm", "attacker", "established"))

FEE = [1000, 800, 600, 400, 400, 400, 2000, 100, 500]  # cents
SEGMENT = [1, 0, 1, 0, 0, 0, 1, 0, 0]
OPENING = [FIRM] * 6 + [CARRIER, UNFOUNDED, CARRIER]
FINAL = [FIRM, FIRM, CARRIER, DISSOLVED, FIRM, FIRM, FIRM, CARRIER, FIRM]

EVENTS = [
    (0, TARGETED, 0, FIRM, RAIDER, NO_REASON),
    (4, DECIDES, 0, FIRM, RAIDER, COURTED),
    (5, FOUNDED, 7, UNFOUNDED, NOBODY, NO_REASON),
    (10, ENDS, 0, FIRM, RAIDER, COURTED),
    (10, STARTS, 0, FIRM, RAIDER, COURTED),
    (20, ENDS, 6, CARRIER, FIRM, COURTED),
    (20, STARTS, 6, CARRIER, FIRM, COURTED),
    (30, STARTS, 7, NOBODY, FIRM, TENDER),
    (31, ENDS, 7, FIRM, RAIDER, TENDER),
    (31, STARTS, 7, FIRM, RAIDER, TENDER),
    (40, ENDS, 7, RAIDER, CARRIER, TENDER),
    (40, STARTS, 7, RAIDER, CARRIER, TENDER),  # onward
    (50, ENDS, 8, CARRIER, RAIDER, TENDER),
    (50, STARTS, 8, CARRIER, RAIDER, TENDER),  # between rivals, but the firm has never served it
    (52, DISSOLVES, 3, FIRM, DISSOLVED, DISSOLUTION),  # in the first week of the final year
    (60, ENDS, 0, RAIDER, CARRIER, TENDER),
    (60, STARTS, 0, RAIDER, CARRIER, TENDER),  # onward
    (70, ENDS, 0, CARRIER, FIRM, BACKGROUND_EXIT),
    (70, STARTS, 0, CARRIER, FIRM, BACKGROUND_EXIT),  # returns
    (80, ENDS, 4, FIRM, NOBODY, BACKGROUND_EXIT),
    (90, ENDS, 2, FIRM, CARRIER, TENDER),
    (90, STARTS, 2, FIRM, CARRIER, TENDER),
    (95, ENDS, 8, RAIDER, FIRM, COURTED),
    (95, STARTS, 8, RAIDER, FIRM, COURTED),
    (100, STARTS, 4, NOBODY, FIRM, TENDER),  # returns
    (103, DECIDES, 1, FIRM, RAIDER, COURTED),  # service has not ended yet
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
                 opening, final)


def two_years(**columns: object) -> Trace:
    """The world above; the first year earns 1000.00, the second 1560.00."""
    week = np.arange(104)
    story: dict[str, object] = {
        "clients": CLIENTS, "cash": np.where(week == 103, 123_456, 70_000), "fees": np.where(week < 52, 10_000, 12_000),
        "order_revenue": 1_000, "direct_costs": 4_000, "fixed_costs": np.where(week < 52, 5_000, 6_000),
        "written_off": np.where(week == 3, 4_000, 0), "collected": 9_000,
        "status_fees": np.where(week < 52, 9_999, 3_000), "receivables": np.where(week == 103, 48_000, 77_777),
        "attachment": np.where(week == 103, 3.0, 9.0),
        "grievance": np.where(week == 103, 1.2, 9.0), "outages": 1, "hunting_hours": 20, "care_hours": 30,
        "order_hours": 10, "dunning_hours": 5, "repair_hours": week % 2 * 8, "staff_changes": week % 13 == 0}
    return world(104, OPENING, FINAL, EVENTS, FEE, SEGMENT, **{**story, **columns})
