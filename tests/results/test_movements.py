"""What is read back from events is what the worlds themselves say."""

import numpy as np
import pytest

from retainsim.declared import columns, events
from retainsim.declared.codes import DISSOLVED, NOBODY, UNFOUNDED
from retainsim.results.movements import supplier_before
from retainsim.study.run import Run
from retainsim.study.run import run as play
from retainsim.study.setup.request import Request
from study.worlds import WEEKS, small_scenario

from .hand import CARRIER, FINAL, FIRM, OPENING, RAIDER, two_years

SOLVENT, BROKE = 1_000_000.0, 20_000.0


@pytest.fixture(scope="module", params=[(SOLVENT, "care"), (SOLVENT, "hunt"), (BROKE, "wait"), (BROKE, "hunt")],
                ids=lambda param: f"{param[1]} with {param[0]:.0f}")
def run(request: pytest.FixtureRequest) -> Run:
    cash, strategy = request.param
    run = play(small_scenario(cash, trial={"rate_per_year": 30.0}), Request(strategies=strategy))
    assert run.kpis["insolvent"] == (cash == BROKE)  # else the parameter does not show what it is there for
    return run


def test_suppliers_by_hand() -> None:
    trace = two_years()
    assert supplier_before(trace, 0).tolist() == OPENING
    assert supplier_before(trace, 10).tolist() == [FIRM] * 6 + [CARRIER, NOBODY, CARRIER]
    assert supplier_before(trace, 11).tolist() == [RAIDER] + [FIRM] * 5 + [CARRIER, NOBODY, CARRIER]
    assert supplier_before(trace, 52).tolist() == [RAIDER] + [FIRM] * 6 + [CARRIER, RAIDER]
    assert supplier_before(trace, 104).tolist() == FINAL


def test_suppliers_at_the_end_are_those_of_the_world(run: Run) -> None:
    np.testing.assert_array_equal(supplier_before(run.trace, WEEKS), run.trace.final_supplier)
    np.testing.assert_array_equal(supplier_before(run.trace, 0), run.trace.opening_supplier)
    assert set(run.trace.final_supplier) >= {NOBODY, DISSOLVED, 1, 2}
    assert UNFOUNDED in run.trace.opening_supplier


def test_clients_in_every_week_are_those_of_the_record(run: Run) -> None:
    read_back = [np.count_nonzero(supplier_before(run.trace, week + 1) == FIRM) for week in range(WEEKS)]
    assert read_back == run.trace.series[:, columns.CLIENTS].tolist()


def test_no_client_gets_lost(run: Run) -> None:
    kpis = run.kpis
    opening = np.count_nonzero(run.trace.opening_supplier == FIRM)
    assert opening + kpis["new_clients"] - kpis["exits_total"] == kpis["clients_end"]
    reasons = [kpis[f"exits_{why}"] for why in ("background", "courted", "tender", "insolvent", "dissolved")]
    assert sum(reasons) == kpis["exits_total"]
    assert kpis["exits_to_attacker"] + kpis["exits_to_third"] + kpis["exits_dissolved"] <= kpis["exits_total"]


def test_returns_and_onward_moves_against_a_plain_walk_through_the_events(run: Run) -> None:
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


def test_trials_and_rescues_against_a_plain_walk_through_the_events(run: Run) -> None:
    tried: dict[int, int] = {}
    started = converted = 0
    outcomes = [0, 0, 0]
    for _, kind, organisation, old, new, reason in run.trace.events.tolist():
        if old != FIRM:
            continue
        if kind == events.TRIES:
            started += 1
            tried[organisation] = new
        elif kind == events.DROPS:
            assert tried.pop(organisation) == new
        elif kind == events.DECIDES:
            converted += tried.pop(organisation, None) == new
        elif kind == events.RESCUED:
            outcomes[reason] += 1
    assert (started, converted) == (run.kpis["trials_started"], run.kpis["trials_converted"])
    undecided, stay, go = outcomes
    np.testing.assert_equal(run.kpis["save_rate"], stay / (stay + go) if stay + go else np.nan)
    assert started > 0
    assert (undecided > 0) == (run.kpis["hours_rescue"] > 0)


def test_the_last_week_of_the_record_is_the_state_at_the_end(run: Run) -> None:
    """Steps after the record is taken: a trial that is dropped warms the old relation, nothing else touches these."""
    trace, share = run.trace, run.facts.person_share
    held = trace.final_supplier == FIRM
    kept = trace.final_attachment[:, held].astype(float)
    rounding = 4 * (np.count_nonzero(held) + 1) ** 2 * 2.0**-53  # of a sum of numbers up to 1, and of their means
    assert trace.final_believed[held].sum(dtype=float) == pytest.approx(trace.series[-1, columns.BELIEVED],
                                                                        abs=rounding)
    gained = (share * kept[0] + (1 - share) * kept[1]).sum() - trace.series[-1, columns.ATTACHMENT]
    last = trace.events[trace.events[:, 0] == WEEKS - 1]
    dropped = np.count_nonzero((last[:, 1] == events.DROPS) & (last[:, 3] == FIRM))
    assert -rounding <= gained <= dropped + rounding


def test_complaints_are_those_of_the_diary(run: Run) -> None:
    assert run.kpis["complaints"] == np.count_nonzero(run.trace.events[:, 1] == events.COMPLAINS) > 0
