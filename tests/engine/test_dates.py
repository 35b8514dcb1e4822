"""What changes on a date changes nothing before it, and all that it says from it on."""

import numpy as np
import pytest

from engine.fingerprint import SMALL
from retainsim.declared import columns
from retainsim.engine.world import Key, play, season
from retainsim.scenario import load
from retainsim.study.setup.schedule import repertoire_of, schedule_of
from retainsim.study.setup.translation import parameters_of

KEY, WEEKS, DATE = Key(7, 2), 40, 26
NURTURE = "hours={hunters={hunting=0.1, care=0.6}, account_managers={care=0.5, orders=0.3}}"


SCENARIO = f"""
extends = "isp"
name = "dates"

[strategies.turning]
hours = {{ client_department = {{ repair = 0.7 }} }}
triggers = [{{ observe = "notices", within_weeks = {DATE}, below = 1e6, become = "caring" }}]

[strategies.caring]
hours = {{ client_department = {{ repair = 0.7 }}, hunters = {{ care = 0.6 }} }}

[strategies.dated]
hours = {{ client_department = {{ repair = 0.7 }} }}
changes = [{{ from_week = {DATE}, hours = {{ hunters = {{ care = 0.6 }} }} }}]

[strategies.early]
hours = {{}}
triggers = [{{ observe = "notices", within_weeks = 10, below = 1e6, become = "on-and-off" }}]

[strategies.on-and-off]
hours = {{}}
changes = [{{ from_week = 5, hours = {{ hunters = {{ care = 0.3 }} }} }},
           {{ from_week = 20, until_week = 30, hours = {{ hunters = {{ care = 0.0 }} }} }}]
"""


@pytest.fixture
def lived(tmp_path):
    """World and trace of a strategy, with changes to the scenario."""
    (tmp_path / "dates.toml").write_text(SCENARIO, "utf-8")

    def live(*changes, strategy="milking", watch=None):
        scenario = load(tmp_path / "dates.toml", [*SMALL, f"weeks={WEEKS}", "firm.cash=10000000", *changes])
        (_, p), *dates = schedule_of(scenario, strategy)
        return play(season(parameters_of(scenario, "status-quo"), KEY), p, WEEKS, watch=watch,
                    repertoire=repertoire_of(scenario, [strategy]), dates=dates)

    return live


def bits(world, trace):
    return [array.tobytes() for array in (world.real, world.whole, world.ledger, world.dealt, *trace)]


def test_a_change_that_says_what_is_so_changes_no_bit(lived):
    same = "strategies.milking.changes=[{from_week=26, rescue_on='notice'}]"
    assert bits(*lived()) == bits(*lived(same))


@pytest.mark.parametrize("change", [
    f"strategies.milking.changes=[{{from_week={DATE}, {NURTURE}}}]",
    f"strategies.milking.changes=[{{from_week={DATE}, firm={{fault_rate_per_year=20.0}}}}]",
    f"rivals.attacker.changes=[{{from_week={DATE}, price_index=0.6, courting_hours_per_week=500.0}}]"])
def test_before_its_date_nothing_is_otherwise(change, lived):
    (_, plain), (_, other) = lived(), lived(change)
    np.testing.assert_array_equal(plain.series[:DATE], other.series[:DATE])
    np.testing.assert_array_equal(*(trace.events[trace.events[:, 0] < DATE] for trace in (plain, other)))
    assert (plain.series[DATE:] != other.series[DATE:]).any()


def test_a_date_is_a_trigger_that_fires_in_that_week(lived):
    assert bits(*lived(strategy="turning")) == bits(*lived(strategy="dated"))


def test_who_looks_on_sees_what_holds_and_changes_no_bit(lived):
    change, seen = f"strategies.milking.changes=[{{from_week={DATE}, care_focus=2.0}}]", {}
    watched = lived(change, watch=lambda week, _, p: seen.setdefault(week, p.strategy.care_focus))
    assert bits(*watched) == bits(*lived(change))
    assert list(seen.values()) == [0.5] * DATE + [2.0] * (WEEKS - DATE)


def test_a_strategy_that_takes_over_has_its_own_dates(lived):
    """What it has changed before stands; what it changes later holds from its date on, and no longer than it says."""
    _, trace = lived(strategy="early")
    care = trace.series[:, columns.CARE_HOURS] > 0
    assert [week for week in range(WEEKS) if care[week]] == [*range(10, 20), *range(30, WEEKS)]
