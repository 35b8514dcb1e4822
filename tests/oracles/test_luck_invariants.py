"""The same luck: one more client changes one client; order, threads and other mechanisms change nothing."""

import os
import subprocess
import sys
from functools import cache
from pathlib import Path

import numpy as np
import pytest

import retainsim
from retainsim.declared import columns as record_columns
from retainsim.declared import events, fields
from retainsim.declared.codes import REFUSES_FIRM
from retainsim.engine.world import Key, play, season
from retainsim.model.record import Trace
from retainsim.model.state import World, view
from retainsim.scenario import Scenario
from retainsim.study.setup.setting import Setting
from retainsim.study.setup.translation import parameters_of

from .small import STRATEGIES, fingerprint, small

KEY = Key(1848, 3)
WEEKS = 104
LAST = "clients.young"

# What couples organisations, and how each coupling is taken away. All else stays on: faults (also those of a building,
# whose luck belongs to the building), grievance, attachment, alertness, promises, complaints and what the firm
# believes, dunning, decisions, inertia, pride, delegations, contacts that leave, dissolutions.
UNCOUPLED = (
    # suitors' hours and places are few: who is courted, and so who tries, depends on who else there is
    "mechanisms.courting.strength=0",
    "mechanisms.orders.strength=0",  # the hours for order calls are divided by the number of clients
    # portfolios: a change of person hits those dealt to it, so one person has all clients
    "staff.hunters.people=0", "staff.client_department.people=0", "staff.account_managers.people=1",
    # caring hours are divided by the summed weights of a portfolio, weights are shares of the mean fee of all
    *(f"strategies.{name}.hours.account_managers={{ hunting=0, care=0, orders=0, dunning=0.4, repair=0.3, rescue=0.2 }}"
      for name in STRATEGIES),
    *(f"strategies.{name}.care_focus=0" for name in STRATEGIES),
    "staff.account_managers.hours_per_week=80", "firm.repair_hours=0.01",  # ample desks: everybody's share is 1
    "mechanisms.dunning.reminder_hours=0.01", "mechanisms.rescue.hours=0.01",
    "rivals.established.capacity=100000", "rivals.attacker.capacity=100000",  # rivals' room
    "firm.cash=1e9",  # insolvency hits all
    # and that all of these are at work
    "mechanisms.inertia.strength=1", "mechanisms.decision.tender_rate_per_year=4", "firm.quality=-0.3",
    "clients.young.resistant_share=0.3", *(f"strategies.{name}.rescue_on='complaint'" for name in STRATEGIES),
)
HAPPEN = {"decides", "ends", "starts", "dissolves", "fault", "delight", "complains", "rescued"}
STIRRED = ("grievance", "attach_person", "alertness", "expected", "believed", "overdue")


def lived(scenario: Scenario, strategy: str = "balanced", weeks: int = WEEKS) -> tuple[World, Trace]:
    seasoned = season(parameters_of(scenario, scenario.market.seasoned_by), KEY)
    return play(seasoned, parameters_of(scenario, strategy), weeks)


def lives(world: World, organisations: int) -> dict[str, np.ndarray]:
    """Every field of the first so many organisations."""
    return ({field.name: view(world.real, np.uint64(row * fields.LANES), organisations) for row,
             field in enumerate(fields.REAL)}
            | {field.name: view(world.whole, np.uint64(row * fields.LANES), organisations) for row,
               field in enumerate(fields.WHOLE)})


def touched(before: Scenario, after: Scenario) -> list[str]:
    """Fields, and the events, in which the organisations of the first world live differently in the second."""
    n = parameters_of(before, "balanced").organisations
    (old_world, old), (new_world, new) = lived(before), lived(after)
    one, other = lives(old_world, n), lives(new_world, n)
    changed = [name for name in one if one[name].tobytes() != other[name].tobytes()]
    known = new.events[new.events[:, 2] < n]
    assert {events.KINDS[kind] for kind in old.events[:, 1]} >= HAPPEN  # lives in which something happens
    assert not [name for name in STIRRED if not one[name].any()]
    assert (one["marks"] >= REFUSES_FIRM).any()
    return changed + (["events"] if known.tobytes() != old.events.tobytes() else [])


def with_one_more(*overrides: str, of_the_firm: bool, founded_later: int = 0) -> tuple[Scenario, Scenario]:
    """A world and the same with one organisation appended at the end of the last segment."""
    def sized(organisations: int) -> Scenario:
        served = organisations if of_the_firm else 30
        return small(*overrides, f"{LAST}.founded_later={founded_later}", f"{LAST}.organisations={organisations}",
                     f"{LAST}.served_by_firm={served}")
    return sized(120), sized(121)


@pytest.mark.parametrize("of_the_firm", [True, False])
def test_one_more_organisation_changes_one_organisation(of_the_firm: bool) -> None:
    """With the couplings off, every other life is the same to the bit: each field of the state, each event."""
    assert touched(*with_one_more(*UNCOUPLED, of_the_firm=of_the_firm)) == []


def test_a_coupling_left_on_would_be_noticed() -> None:
    """Caring hours shared by one more client: attachments of the others change."""
    shared = (*UNCOUPLED, "strategies.balanced.hours.account_managers.care=0.1")
    assert "attach_person" in touched(*with_one_more(*shared, of_the_firm=True))


TRAITS = (fields.EXPOSURE, fields.BACKGROUND, fields.LATENESS, fields.RECOGNITION, fields.PRICE_SENSITIVITY,
          fields.VOICE, fields.RECIPROCITY)
QUIET = ("mechanisms.decision.strength=0", "mechanisms.demography.strength=0",  # who is a client when is given
         "staff.client_department.people=40", "firm.cash=1e9",  # every outage lasts one week, so lines are free to fail
         "strategies.balanced.hours.client_department.rescue=0.1", "strategies.balanced.rescue_on='complaint'",
         "mechanisms.trial.rate_per_year=50")
FAULT_LUCK = ("outages", "delights")
PEOPLE_LUCK = ("staff_changes", "contact_changes")


def told(trace: Trace, columns: tuple[str, ...]) -> bytes:
    return trace.series[:, [record_columns.NAMES.index(c) for c in columns]].tobytes()


@pytest.mark.parametrize("toggled", [
    "grievance", "attachment", "dunning", "courting", "orders", "turnover", "faults", "alertness", "voice", "rescue",
    "trial", "inertia"])
def test_the_uniforms_do_not_know_which_mechanisms_are_on(toggled: str) -> None:
    """The same faults, delights and changes of people, week by week, and the same traits, with it on or off."""
    on, off = (lived(small(*QUIET, f"mechanisms.{toggled}.strength={s}")) for s in (1, 0))
    assert any(np.asarray(one).tobytes() != np.asarray(other).tobytes() for one,
               other in zip(on[0], off[0], strict=True))  # it does matter
    if toggled != "faults":
        assert told(on[1], FAULT_LUCK) == told(off[1], FAULT_LUCK)
        assert on[1].series[:, record_columns.NAMES.index("outages")].sum() > 100
    if toggled != "turnover":
        assert told(on[1], PEOPLE_LUCK) == told(off[1], PEOPLE_LUCK)
        assert on[1].series[:, record_columns.NAMES.index("contact_changes")].sum() > 20
    for row in TRAITS:
        assert view(on[0].real, row, 340).tobytes() == view(off[0].real, row, 340).tobytes()
    assert on[1].fee.tobytes() == off[1].fee.tobytes()
    assert (lives(on[0], 340)["building"] == lives(off[0], 340)["building"]).all()


@pytest.mark.parametrize("rate", [2, 4])
def test_more_faults_are_the_same_faults_and_further_ones(rate: int) -> None:
    """The chance changes, the luck does not: week by week at least as many outages as at the lower rate."""
    few, many = (lived(small(*QUIET, f"firm.fault_rate_per_year={r}"))[1].series[:,
                                                                                 record_columns.NAMES.index("outages")]
                 for r in (1, rate))
    assert (few <= many).all()
    assert few.sum() < many.sum()


def traces(order: tuple[str, ...], replications: range, threads: int) -> dict[str, list[Trace]]:
    scenario = small()
    scenario = scenario.model_copy(update={"weeks": WEEKS})
    return Setting.of(scenario, order).play(replications, lambda trace, _: trace, threads=threads)


@cache
def in_order() -> dict[str, str]:
    return {name: fingerprint(found) for name, found in traces(STRATEGIES, range(3), 1).items()}


@pytest.mark.parametrize("order", [STRATEGIES[::-1], (STRATEGIES[2], STRATEGIES[0], STRATEGIES[3], STRATEGIES[1])])
def test_the_order_of_strategies_changes_nothing(order: tuple[str, ...]) -> None:
    assert {name: fingerprint(found) for name, found in traces(order, range(3), 1).items()} == in_order()
    assert len(set(in_order().values())) == len(STRATEGIES)  # strategies do differ


def test_a_strategy_alone_lives_as_in_company() -> None:
    alone = traces(("nurture",), range(3), 1)
    assert fingerprint(alone["nurture"]) == in_order()["nurture"]


def test_a_replication_does_not_depend_on_those_before_it() -> None:
    later = traces(("balanced",), range(2, 3), 1)["balanced"]
    all_of_them = traces(("balanced",), range(3), 1)["balanced"]
    assert fingerprint(later) == fingerprint(all_of_them[2:])
    assert len({fingerprint([trace]) for trace in all_of_them}) == 3  # replications do differ


def test_playing_leaves_the_seasoned_world_as_it_was() -> None:
    scenario = small()
    seasoned = season(parameters_of(scenario, "status-quo"), KEY)
    kept = [np.asarray(field).tobytes() for field in seasoned]
    first = play(seasoned, parameters_of(scenario, "nurture"), WEEKS)[1]
    assert [np.asarray(field).tobytes() for field in seasoned] == kept
    play(seasoned, parameters_of(scenario, "all-in-acquisition"), WEEKS)
    assert fingerprint([play(seasoned, parameters_of(scenario, "nurture"), WEEKS)[1]]) == fingerprint([first])


ALONE = """
import sys
from oracles.small import fingerprint
from oracles.test_luck_invariants import traces, STRATEGIES
found = traces(STRATEGIES, range(6), int(sys.argv[1]))
print(fingerprint(trace for name in STRATEGIES for trace in found[name]))
"""


def test_threads_change_nothing() -> None:
    """Six replications of all strategies on 1, 2 and 4 threads, each in a process of its own: the same bits."""
    tests = Path(__file__).parents[1]
    source = Path(retainsim.__file__).parents[1]
    environment = os.environ | {"PYTHONPATH": f"{source}{os.pathsep}{tests}"}
    started = [subprocess.Popen([sys.executable, "-c", ALONE, threads], env=environment, text=True,
                                stdout=subprocess.PIPE, stderr=subprocess.PIPE) for threads in ("1", "2", "4")]
    said = [process.communicate(timeout=300) for process in started]
    assert [process.returncode for process in started] == [0, 0, 0], said
    assert len({out for out, _ in said}) == 1
    assert len(said[0][0].strip()) == 16
