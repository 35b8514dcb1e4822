"""What is read back from events is what the worlds themselves say."""

import numpy as np
import pytest

from retainsim.model.record import R_CLIENTS
from retainsim.model.state import DISSOLVED, NOBODY, UNFOUNDED
from retainsim.results.movements import supplier_before
from retainsim.study.single import SingleRun, run_one
from study.worlds import WEEKS, small_scenario

from .hand import CARRIER, FINAL, FIRM, OPENING, RAIDER, two_years

SOLVENT, BROKE = 1_000_000.0, 20_000.0


@pytest.fixture(scope="module", params=[(SOLVENT, "care"), (SOLVENT, "hunt"), (BROKE, "wait"), (BROKE, "hunt")],
                ids=lambda param: f"{param[1]} with {param[0]:.0f}")
def run(request: pytest.FixtureRequest) -> SingleRun:
    cash, strategy = request.param
    run = run_one(small_scenario(cash), strategy)
    assert run.kpis["insolvent"] == (cash == BROKE)  # else the parameter does not show what it is there for
    return run


def test_suppliers_by_hand() -> None:
    trace = two_years()
    assert supplier_before(trace, 0).tolist() == OPENING
    assert supplier_before(trace, 10).tolist() == [FIRM] * 6 + [CARRIER, NOBODY, CARRIER]
    assert supplier_before(trace, 11).tolist() == [RAIDER] + [FIRM] * 5 + [CARRIER, NOBODY, CARRIER]
    assert supplier_before(trace, 52).tolist() == [RAIDER] + [FIRM] * 6 + [CARRIER, RAIDER]
    assert supplier_before(trace, 104).tolist() == FINAL


def test_suppliers_at_the_end_are_those_of_the_world(run: SingleRun) -> None:
    np.testing.assert_array_equal(supplier_before(run.trace, WEEKS), run.trace.final_supplier)
    np.testing.assert_array_equal(supplier_before(run.trace, 0), run.trace.opening_supplier)
    assert set(run.trace.final_supplier) >= {NOBODY, DISSOLVED, 1, 2}
    assert UNFOUNDED in run.trace.opening_supplier


def test_clients_in_every_week_are_those_of_the_record(run: SingleRun) -> None:
    read_back = [np.count_nonzero(supplier_before(run.trace, week + 1) == FIRM) for week in range(WEEKS)]
    assert read_back == run.trace.series[:, R_CLIENTS].tolist()


def test_no_client_gets_lost(run: SingleRun) -> None:
    kpis = run.kpis
    opening = np.count_nonzero(run.trace.opening_supplier == FIRM)
    assert opening + kpis["new_clients"] - kpis["exits_total"] == kpis["clients_end"]
    reasons = [kpis[f"exits_{why}"] for why in ("background", "courted", "tender", "insolvent", "dissolved")]
    assert sum(reasons) == kpis["exits_total"]
    assert kpis["exits_to_attacker"] + kpis["exits_to_third"] + kpis["exits_dissolved"] <= kpis["exits_total"]


def test_returns_and_onward_moves_against_a_plain_walk_through_the_events(run: SingleRun) -> None:
    served_before = set(np.flatnonzero(run.trace.opening_supplier == FIRM))
    returns = onward = 0
    for _, kind, organisation, old, new, _ in run.trace.events.tolist():
        if kind != 2:  # starts
            continue
        returns += new == FIRM and organisation in served_before
        onward += old > FIRM and new > FIRM and organisation in served_before
        if new == FIRM:
            served_before.add(organisation)
    assert (returns, onward) == (run.kpis["returns"], run.kpis["onward_moves"])
