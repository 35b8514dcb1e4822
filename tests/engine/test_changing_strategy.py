"""A strategy that takes over between two weeks: with the same levers no bit changes, and nobody moves without need."""

import numpy as np
import pytest

from engine.fingerprint import SMALL
from retainsim.declared import columns, fields
from retainsim.declared.codes import FIRM
from retainsim.engine.world import Key, play, season
from retainsim.model.state import view
from retainsim.scenario import load
from retainsim.study.setup.schedule import repertoire_of
from retainsim.study.setup.translation import parameters_of

KEY = Key(7, 2)
WEEK = 100  # at the end of which another strategy takes over, and at that of every week that follows
SCENARIO = f"""
extends = "isp"
name = "change"

[strategies.before]
hours.hunters = {{ hunting = 0.7 }}
hours.account_managers = {{ care = 0.3, orders = 0.4 }}
hours.client_department = {{ dunning = 0.15, repair = 0.7 }}

[strategies.changing]
hours.hunters = {{ hunting = 0.7 }}
hours.account_managers = {{ care = 0.3, orders = 0.4 }}
hours.client_department = {{ dunning = 0.15, repair = 0.7 }}
triggers = [{{ observe = "notices", within_weeks = {WEEK + 1}, below = 1e6, become = "after" }}]

[strategies.after]
hours.hunters = {{ hunting = 0.7 }}
hours.account_managers = {{ care = 0.3, orders = 0.4 }}
hours.client_department = {{ dunning = 0.15, repair = 0.7 }}
"""


@pytest.fixture
def lived(tmp_path):
    """World and trace of a strategy, with changes to the scenario."""
    (tmp_path / "change.toml").write_text(SCENARIO, "utf-8")

    def live(strategy, *changes, weeks=WEEK + 20):
        scenario = load(tmp_path / "change.toml", [*SMALL, "mechanisms.decision.tender_rate_per_year=0.2",
                                                   "firm.cash=10000000", *changes])
        seasoned = season(parameters_of(scenario, "before"), KEY)
        return play(seasoned, parameters_of(scenario, strategy), weeks,
                    repertoire=repertoire_of(scenario, [strategy]))

    return live


def bits(world, trace):
    return [array.tobytes() for array in (world.real, world.whole, world.ledger, world.dealt, *trace)]


def test_a_strategy_with_the_same_levers_changes_no_bit(lived):
    assert bits(*lived("before")) == bits(*lived("changing"))


def test_nor_does_one_under_which_work_waits_and_wears(lived):
    work = ["clients.standard.delivery_hours_per_week=4", "mechanisms.delivery.errors=2", *(
        f"strategies.{name}.{lever}" for name in ("before", "changing", "after") for lever in (
            "hours.hunters.delivery=0.3", "hours.account_managers.delivery=0.2", "overtime=0.2", "helps=true"))]
    (stays, _), (goes, trace) = before, after = lived("before", *work), lived("changing", *work)
    assert bits(*before) == bits(*after)
    assert (stays.wear.tobytes(), stays.strain.tobytes()) == (goes.wear.tobytes(), goes.strain.tobytes())
    assert (goes.wear.max() > 0.0, goes.strain[0] > 0.0) == (True, True)
    assert trace.series[WEEK:, columns.LATE_CLIENTS].any()


@pytest.mark.parametrize(("levers", "anew"), [
    (["duns_by=letter", "hunt_for=largest", "hours.hunters.hunting=0.6"], False),
    (["care_focus=1.0"], True),
    (["hours.account_managers.care=0.2", "hours.hunters.care=0.1"], True),
])
def test_clients_are_dealt_anew_only_where_care_is_divided_anew(levers, anew, lived):
    """Compared after the first week that is lived so."""
    (stays, trace), (goes, _) = (lived(strategy, *(f"strategies.after.{lever}" for lever in levers), weeks=WEEK + 2)
                                 for strategy in ("before", "changing"))
    n = len(trace.fee)
    clients = (view(stays.whole, fields.SUPPLIER, n) == FIRM) & (view(goes.whole, fields.SUPPLIER, n) == FIRM)
    assert np.count_nonzero(clients) > 50
    assert (view(stays.whole, fields.HANDLER, n) != view(goes.whole, fields.HANDLER, n))[clients].any() == anew
