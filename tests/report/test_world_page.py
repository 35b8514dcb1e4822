"""The page about one world, from a trace made by hand."""

from types import SimpleNamespace
from typing import Any

import numpy as np

from retainsim.model import record
from retainsim.model.state import (
    BACKGROUND_EXIT,
    COURTED,
    DISSOLUTION,
    DISSOLVED,
    DISSOLVES,
    ENDS,
    FIRM,
    INSOLVENT,
    NOBODY,
    STARTS,
    TENDER,
)
from retainsim.report.world import world_page
from retainsim.results.facts import Facts

FACTS = Facts(discount_per_year=0.1, direct_cost_share=0.4, price_index=2.0, credit_line=500_000,
              person_share=0.6, positions=3, status=(True, False), suppliers=("firm", "attacker", "telco"),
              roles=("firm", "attacker", "established"))
KPIS = {"cash_end": -6_000.0, "insolvent": 1.0, "clients_end": 3.0, "cac": float("nan")}


def told(events: list[tuple[int, ...]], weeks: int = 60, **columns: Any) -> list[str]:
    """The lines of the page, runs of spaces as one."""
    series = np.zeros((weeks, len(record.COLUMNS)))
    for name, values in columns.items():
        series[:, record.COLUMNS.index(name)] = values
    trace = SimpleNamespace(
        series=series, events=np.array(events, np.int32).reshape(-1, 6), fee=np.arange(50, dtype=np.int32) * 10_000,
        segment=np.array([0] * 40 + [1] * 10, np.int32))
    lived = SimpleNamespace(trace=trace, kpis=KPIS, facts=FACTS)
    return [" ".join(line.split()) for line in world_page("isp, nurture", lived).splitlines()]


def test_a_quiet_world() -> None:
    text = told([])
    assert text[0] == "isp, nurture"
    assert "No status client left." in text


def test_the_years() -> None:
    text = told([(0, STARTS, 45, NOBODY, FIRM, 0), (51, ENDS, 46, FIRM, 1, COURTED), (52, STARTS, 46, 1, FIRM, 0),
                 (53, DISSOLVES, 47, FIRM, DISSOLVED, DISSOLUTION), (53, ENDS, 48, 1, 2, TENDER)],
                fees=420_000, order_revenue=100_000, credits=20_000, direct_costs=150_000, fixed_costs=50_000,
                written_off=10_000, cash=np.arange(60) * 1e6, clients=10, status_clients=4, attachment=2.5)
    # A full year: 52 * (4,200 + 1,000 - 200) revenue, 52 * (5,000 - 1,500 - 500 - 100) profit, cash of week 51.
    assert "1 10 4 260 151 510 0.25 1 1" in text
    assert "2 (8 weeks) 10 4 40 23 590 0.25 1 1" in text


def test_years_without_clients() -> None:
    assert "1 0 0 0 0 0 - 0 0" in told([], weeks=52)


def test_status_clients_that_left() -> None:
    text = told([(3, ENDS, 7, FIRM, 1, COURTED), (4, ENDS, 8, FIRM, 2, TENDER),
                 (5, ENDS, 9, FIRM, NOBODY, BACKGROUND_EXIT), (6, DISSOLVES, 10, FIRM, DISSOLVED, DISSOLUTION),
                 (7, ENDS, 41, FIRM, 1, COURTED), (8, ENDS, 11, 1, 2, TENDER), (9, ENDS, 12, FIRM, 2, INSOLVENT)])
    at = text.index("What happened")
    # Fees are 100 for each identity, at a price index of 2.
    assert text[at + 2:at + 8] == [
        "Week 3: status client 7 (1,400 a week) left for attacker, courted away.",
        "Week 4: status client 8 (1,600 a week) left for telco, after a tender of its own.",
        "Week 5: status client 9 (1,800 a week) left and has no supplier now, for reasons of its own.",
        "Week 6: status client 10 (2,000 a week) ceased to exist.",
        "Week 9: status client 12 (2,400 a week) left for telco, because the firm was insolvent.",
        ""]


def test_a_long_list_is_cut_and_counted() -> None:
    text = told([(week, ENDS, week, FIRM, 1, COURTED) for week in range(33)])
    assert sum(line.startswith("Week ") for line in text) == 30
    assert "... and 3 more status clients left." in text


def test_insolvency() -> None:
    cash = np.where(np.arange(60) < 20, 0.0, -500_001.0)
    assert "Week 20: the firm is insolvent; its service stops and its clients move on." in told([], cash=cash)
    assert not any("is insolvent" in line for line in told([], cash=-500_000.0))


def test_the_kpis() -> None:
    text = told([])
    assert text[text.index("Where it ended (what the figures mean: retainsim kpis)") + 2:] == [
        "cash_end -6,000 currency", "insolvent yes", "clients_end 3 clients", "cac -"]
