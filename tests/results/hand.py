"""Worlds written by hand: nine organisations, two years, every kind of move once, all sums small enough for paper."""

from collections.abc import Iterable

import numpy as np

from retainsim.declared import columns as record_columns
from retainsim.declared import events as kinds
from retainsim.declared import reasons
from retainsim.declared.codes import DISSOLVED, NOBODY, UNFOUNDED
from retainsim.model.record import Trace
from retainsim.results.facts import Facts

FIRM, RAIDER, CARRIER = range(3)
FACTS = Facts(discount_per_year=0.1, direct_cost_share=0.4, price_index=1.0, credit_line=50_000,
              person_share=0.6, positions=4, segments=("plain", "proud"),
              status=(False, True), suppliers=("firm", "raider", "carrier"),
              roles=("firm", "attacker", "established"))

FEE = [1000, 800, 600, 400, 400, 400, 2000, 100, 500]  # cents
SEGMENT = [1, 0, 1, 0, 0, 0, 1, 0, 0]
OPENING = [FIRM] * 6 + [CARRIER, UNFOUNDED, CARRIER]
FINAL = [FIRM, FIRM, CARRIER, DISSOLVED, FIRM, FIRM, FIRM, CARRIER, FIRM]

EVENTS = [
    (0, kinds.TARGETED, 0, FIRM, RAIDER, reasons.NONE),
    (2, kinds.TRIES, 0, FIRM, RAIDER, reasons.NONE),
    (4, kinds.DECIDES, 0, FIRM, RAIDER, reasons.COURTED),  # converted
    (5, kinds.FOUNDED, 7, UNFOUNDED, NOBODY, reasons.NONE),
    (6, kinds.RESCUED, 0, FIRM, FIRM, kinds.GOES),
    (10, kinds.ENDS, 0, FIRM, RAIDER, reasons.COURTED),
    (10, kinds.STARTS, 0, FIRM, RAIDER, reasons.COURTED),
    (12, kinds.RESCUED, 1, FIRM, FIRM, kinds.NOT_DECIDED),
    (15, kinds.TRIES, 5, FIRM, RAIDER, reasons.NONE),
    (20, kinds.ENDS, 6, CARRIER, FIRM, reasons.COURTED),
    (20, kinds.STARTS, 6, CARRIER, FIRM, reasons.COURTED),
    (21, kinds.DECIDES, 3, FIRM, CARRIER, reasons.TENDER),
    (22, kinds.RESCUED, 3, FIRM, FIRM, kinds.STAYS),
    (28, kinds.DROPS, 5, FIRM, RAIDER, reasons.NONE),
    (30, kinds.STARTS, 7, NOBODY, FIRM, reasons.TENDER),
    (31, kinds.ENDS, 7, FIRM, RAIDER, reasons.TENDER),
    (31, kinds.STARTS, 7, FIRM, RAIDER, reasons.TENDER),
    (33, kinds.TRIES, 5, FIRM, CARRIER, reasons.NONE),
    (35, kinds.DECIDES, 5, FIRM, RAIDER, reasons.TENDER),  # for another than it has tried
    (36, kinds.RESCUED, 5, FIRM, FIRM, kinds.STAYS),
    (40, kinds.ENDS, 7, RAIDER, CARRIER, reasons.TENDER),
    (40, kinds.STARTS, 7, RAIDER, CARRIER, reasons.TENDER),  # onward
    (40, kinds.TRIES, 1, FIRM, RAIDER, reasons.NONE),
    (44, kinds.TRIES, 8, CARRIER, RAIDER, reasons.NONE),  # no client of the firm
    (47, kinds.DECIDES, 8, CARRIER, RAIDER, reasons.TENDER),
    (49, kinds.TRIES, 3, FIRM, RAIDER, reasons.NONE),  # dissolves before it decides
    (50, kinds.ENDS, 8, CARRIER, RAIDER, reasons.TENDER),
    (50, kinds.STARTS, 8, CARRIER, RAIDER, reasons.TENDER),  # between rivals, but the firm has never served it
    (52, kinds.DISSOLVES, 3, FIRM, DISSOLVED, reasons.DISSOLUTION),  # in the first week of the final year
    (57, kinds.DECIDES, 4, FIRM, RAIDER, reasons.COURTED),
    (58, kinds.RESCUED, 4, FIRM, FIRM, kinds.STAYS),
    (60, kinds.ENDS, 0, RAIDER, CARRIER, reasons.TENDER),
    (60, kinds.STARTS, 0, RAIDER, CARRIER, reasons.TENDER),  # onward
    (70, kinds.ENDS, 0, CARRIER, FIRM, reasons.BACKGROUND),
    (70, kinds.STARTS, 0, CARRIER, FIRM, reasons.BACKGROUND),  # returns
    (71, kinds.TRIES, 2, FIRM, CARRIER, reasons.NONE),
    (75, kinds.DROPS, 1, FIRM, RAIDER, reasons.NONE),
    (80, kinds.ENDS, 4, FIRM, NOBODY, reasons.BACKGROUND),
    (82, kinds.DECIDES, 2, FIRM, CARRIER, reasons.TENDER),  # converted
    (84, kinds.RESCUED, 2, FIRM, FIRM, kinds.GOES),
    (90, kinds.ENDS, 2, FIRM, CARRIER, reasons.TENDER),
    (90, kinds.STARTS, 2, FIRM, CARRIER, reasons.TENDER),
    (95, kinds.ENDS, 8, RAIDER, FIRM, reasons.COURTED),
    (95, kinds.STARTS, 8, RAIDER, FIRM, reasons.COURTED),
    (100, kinds.STARTS, 4, NOBODY, FIRM, reasons.TENDER),  # returns
    (103, kinds.DECIDES, 1, FIRM, RAIDER, reasons.COURTED),  # service has not ended yet; the trial had been dropped
]
# clients at the end of the week: so many, for so many weeks
CLIENTS = np.repeat([6, 5, 6, 7, 6, 5, 6, 5, 4, 5, 6], [10, 10, 10, 1, 21, 18, 10, 10, 5, 5, 4])


def world(weeks: int, opening: Iterable[int], final: Iterable[int], events: Iterable[tuple[int, ...]] = (),
          fee: Iterable[int] | None = None, segment: Iterable[int] | None = None, **columns: object) -> Trace:
    """A trace with these columns of the weekly series; all others are 0, all fees 1.00 and all segments the first."""
    series = np.zeros((weeks, len(record_columns.NAMES)))
    for name, values in columns.items():
        series[:, record_columns.NAMES.index(name)] = values
    opening, final = np.array(list(opening), np.int32), np.array(list(final), np.int32)
    return Trace(series, np.array(list(events), np.int32).reshape(-1, 6),
                 np.full(len(opening), 100, np.int32) if fee is None else np.array(list(fee), np.int32),
                 np.zeros(len(opening), np.int32) if segment is None else np.array(list(segment), np.int32),
                 opening, final, np.zeros((2, len(opening)), np.float32), np.zeros(len(opening), np.float32),
                 *np.zeros((2, len(opening)), np.int32))


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
        "repair_hours": week % 2 * 8, "rescue_hours": week % 4 // 3 * 8, "staff_changes": week % 13 == 0,
        "delivery_hours": 40, "delivery_given": 50, "work_asked": np.where(week < 52, 40, 60), "undone": 2 * week,
        "late_clients": week >= 100, "overtime_hours": 6}
    return world(104, OPENING, FINAL, EVENTS, FEE, SEGMENT, **{**story, **columns})

PROVENANCE = {  # of a folder with two strategies, two worlds, two weeks
    "format": 1, "retainsim": "0", "scenario": "hand", "digest": "0", "seed": 1, "weeks": 2, "replications": 2,
    "strategies": ["a", "b"], "command": None, "libraries": {}}
