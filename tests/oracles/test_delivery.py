"""Delivery as a queue: backlog and waiting are what theory says, and no hour of work is lost.

One person serves clients who are all alike and never leave. Work comes at the beginning of a week; then the person's
hours go to whatever waits, each client the same share.
"""

from functools import cache

import numpy as np
import pytest
from scipy.stats import binom

from alarm import Alarm, draws_needed
from retainsim.declared import columns, fields
from retainsim.declared.codes import FIRM
from retainsim.engine.world import Key, play, season
from retainsim.model.record import Trace
from retainsim.model.state import view
from retainsim.scenario import Scenario
from retainsim.scenario.schema import MECHANISMS, Role, Staff, Strategy
from retainsim.study.setup.translation import parameters_of

from .small import small
from .worlds import STRATEGY, alike, lived, off, world_of

MINUTE = 1 / 60  # [hours]
CLIENTS, LAPSE = 50, 13.0


def desk(hours: float, clients: int = CLIENTS, parcel_weeks: float = 1.0, **delivery: float) -> Scenario:
    """Clients who ask for an hour a week each in the mean, times a parcel, and one person with so many hours."""
    mechanisms = off(delivery=MECHANISMS["delivery"](**{"lapse_weeks": LAPSE} | delivery),
                     decision=MECHANISMS["decision"](strength=0.0))
    segment = alike(clients, delivery_hours_per_week=1.0 / parcel_weeks, delivery_parcel_weeks=parcel_weeks)
    scenario = world_of(segment, mechanisms, strategy=Strategy(hours={"client_department": {"delivery": 1.0}}))
    person = Role(people=1, hours_per_week=hours, wage_per_week=0.0)
    return scenario.model_copy(update={"staff": Staff(scenario.staff, client_department=person)})


def column(trace: Trace, number: int) -> np.ndarray:
    return trace.series[:, number]


@pytest.mark.parametrize("hours", [0.0, 30.0, 45.0, 49.0])
def test_without_luck_backlog_grows_by_what_is_missing_until_work_lapses(hours: float) -> None:
    weeks, missing = 200, CLIENTS - hours
    trace = lived(desk(hours), weeks, seed=1909).trace
    expected = np.minimum(missing * np.arange(1, weeks + 1), LAPSE * CLIENTS + missing)
    assert column(trace, columns.UNDONE) == pytest.approx(expected, abs=MINUTE)
    assert column(trace, columns.WORK_ASKED) == pytest.approx(CLIENTS)
    assert column(trace, columns.DELIVERY_HOURS) == pytest.approx(hours, rel=1e-6)
    assert column(trace, columns.WORK_LAPSED)[-1] == pytest.approx(missing if expected[-1] > LAPSE * CLIENTS else 0.0,
                                                                   abs=MINUTE)
    late = expected > (1 + 0.01) * CLIENTS  # more than the work of one week was promised not to wait
    assert (column(trace, columns.LATE_CLIENTS) == CLIENTS * late).all()


@pytest.mark.parametrize("hours", [50.0, 55.0, 80.0])
def test_with_hours_enough_nothing_waits(hours: float) -> None:
    trace = lived(desk(hours), 60, seed=1909).trace
    assert not column(trace, columns.UNDONE).any()
    assert not column(trace, columns.LATE_CLIENTS).any()
    assert column(trace, columns.DELIVERY_HOURS) == pytest.approx(CLIENTS)


PARCEL, WORLDS, WEEKS = 100.0, 600, 600
GAP = 0.25  # of the distribution function, which such a test notices but for a chance of 1e-6


@cache
def backlogs(clients: int) -> np.ndarray:
    """What waits after the last week in many worlds: parcels of an hour come at random, one hour a week is worked."""
    p = parameters_of(desk(1.0, clients, PARCEL, lapse_weeks=520.0), STRATEGY)
    return np.array([play(season(p, Key(1930, number)), p, WEEKS)[1].series[-1, columns.UNDONE]
                     for number in range(WORLDS)])


def law_of_backlog(clients: int, most: int = 400) -> np.ndarray:
    """Chances of 0, 1, ... hours that wait in the long run: X' = max(0, X + A - 1), A binomial."""
    comes = binom.pmf(np.arange(most), clients, 1 / PARCEL)
    law = np.zeros(most)
    law[0] = 1.0
    for _ in range(20 * WEEKS):
        after = np.convolve(law, comes)[:most]
        after[1] += after[0]
        law = np.append(after[1:], 0.0)
    return law


@pytest.mark.parametrize("clients", [50, 80])
def test_backlog_follows_the_law_of_the_queue(clients: int, alarm: Alarm) -> None:
    """Its mean is that of Pollaczek and Khinchine for unit service: E[A(A - 1)] / (2 (1 - rho))."""
    law, load = law_of_backlog(clients), clients / PARCEL
    mean = clients * (clients - 1) / PARCEL**2 / (2 * (1 - load))
    assert (np.arange(law.size) * law).sum() == pytest.approx(mean, rel=1e-6)
    assert draws_needed(GAP) <= WORLDS
    drawn = np.rint(backlogs(clients))
    assert backlogs(clients) == pytest.approx(drawn, abs=MINUTE)  # whole hours
    alarm.cdf_equals(drawn, lambda hours: np.cumsum(law)[hours.astype(int)], must_detect=GAP, lattice=range(400))


def test_a_longer_queue_is_told_from_a_shorter_one(alarm: Alarm) -> None:
    """The control: the law of a busier desk does not fit."""
    law = law_of_backlog(95)
    with pytest.raises(AssertionError, match="CDF off"):
        alarm.cdf_equals(np.rint(backlogs(80)), lambda hours: np.cumsum(law)[hours.astype(int)], must_detect=GAP,
                         lattice=range(400))


BUSY = ("clients.status.delivery_hours_per_week=1.5", "clients.standard.delivery_hours_per_week=0.4",
        "clients.young.delivery_hours_per_week=0.3", "clients.young.delivery_parcel_weeks=4",
        "mechanisms.delivery.lapse_weeks=6", "mechanisms.decision.tender_rate_per_year=1",
        "strategies.status-quo.hours.hunters.delivery=0.3", "strategies.balanced.hours.hunters.delivery=0.3",
        "strategies.balanced.hours.account_managers.delivery=0.3")


@pytest.mark.parametrize("strategy", ["status-quo", "balanced"])
def test_every_hour_of_work_is_done_waits_or_has_lapsed(strategy: str) -> None:
    """To the minute, in a market with everything in it: clients come, leave and dissolve with work undone."""
    scenario = small(*BUSY)
    p = parameters_of(scenario, strategy)
    seasoned = season(parameters_of(scenario, "status-quo"), Key(1894, 5))
    opening = view(seasoned.real, fields.UNDONE, p.organisations).astype(float).sum()
    assert opening > 0
    _, trace = play(seasoned, p, 156)
    waits, comes, hours, lapses, given = (column(trace, number) for number in (
        columns.UNDONE, columns.WORK_ASKED, columns.DELIVERY_HOURS, columns.WORK_LAPSED, columns.DELIVERY_GIVEN))
    assert np.diff(waits, prepend=opening) == pytest.approx(comes - hours - lapses, abs=MINUTE)
    assert (hours <= given + MINUTE).all()
    assert (hours[waits > MINUTE] == pytest.approx(given[waits > MINUTE]))  # nobody is idle while work waits
    assert lapses.sum() > 1
    assert 0 < column(trace, columns.LATE_CLIENTS).max() <= column(trace, columns.CLIENTS).max()


def test_everyone_who_waits_gets_the_same_share_of_the_hours() -> None:
    scenario = small(*BUSY, "clients.young.delivery_parcel_weeks=1", "mechanisms.delivery.lapse_weeks=520",
                     "mechanisms.decision.strength=0", "mechanisms.demography.strength=0", "market.seasoning_weeks=0")
    p = parameters_of(scenario, "status-quo")
    world, _ = play(season(p, Key(1894, 5)), p, 30)
    is_client = view(world.whole, fields.SUPPLIER, p.organisations) == FIRM
    fee, segment = world.fee[:p.organisations], view(world.whole, fields.SEGMENT, p.organisations)
    weekly = p.clients.delivery_hours_per_week[segment] * (
        1 - p.delivery.proportion + p.delivery.proportion * fee / (100 * p.clients.fee_per_week[segment]))
    weeks = (view(world.real, fields.UNDONE, p.organisations) / weekly)[is_client]
    assert weeks == pytest.approx(weeks[0], rel=1e-5)
    assert weeks[0] > 1
