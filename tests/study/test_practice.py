"""Firms in their own words: the accounting practice as it is shipped and in old words, and a cleaning company."""

from pathlib import Path

import numpy as np
import pytest
from scipy.stats import t

from alarm import FALSE_ALARMS
from retainsim.declared import columns
from retainsim.engine.world import Key, play, season
from retainsim.model.record import Trace
from retainsim.scenario import digest, doubts, load
from retainsim.scenario.workload import hours_asked, hours_given
from retainsim.study.compare import compare
from retainsim.study.setup.request import Request
from retainsim.study.setup.schedule import schedule_of
from retainsim.study.setup.setting import Setting
from retainsim.study.setup.translation import parameters_of

CASES = Path(__file__).parents[1] / "fixtures" / "cases"
OLD = CASES / "practice-in-old-words.toml"
BRIEF = {"weeks": 60, "market.seasoning_weeks": 26}


def test_it_is_a_partner_and_five_accountants_who_have_just_enough_hours() -> None:
    practice = load("practice")
    assert (practice.staff.partners.people, practice.staff.accountants.people) == (1, 5)
    strategy = practice.strategies[practice.market.seasoned_by]
    share = sum(hours_asked(practice).values()) / hours_given(practice, strategy)
    assert 0.85 < share < 0.9
    assert share * 5 / 4 > 1  # with an accountant fewer


def test_it_is_played_and_who_left_takes_clients_whom_he_knew() -> None:
    comparison = compare([load("practice", BRIEF)], Request(replications=2))
    assert set(comparison.strategies) == set(load("practice").strategies)
    assert comparison.values["as-now"]["exits_to.freelancer"].sum() > 0


def lived(strategy: str) -> Trace:
    """What a year of the practice leaves behind."""
    practice = load("practice", BRIEF)
    (_, p), *dates = schedule_of(practice, strategy)
    return play(season(parameters_of(practice, "as-now"), Key(practice.seed, 0)), p, practice.weeks, dates=dates)[1]


def test_decisions_with_dates_share_their_past_to_the_bit() -> None:
    base = lived("as-now")
    dates = {name: strategy.changes[0].from_week for name, strategy in load("practice").strategies.items()
             if strategy.changes}
    assert dates.keys() == {"visit", "raise", "client-manager", "fewer"}
    for name, date in dates.items():
        other = lived(name)
        np.testing.assert_array_equal(other.series[:date], base.series[:date])
        ours, theirs = (trace.events[trace.events[:, 0] < date] for trace in (base, other))
        np.testing.assert_array_equal(ours, theirs)
        assert not np.array_equal(other.series, base.series)


def test_a_firm_with_too_few_people_loses_quality_before_clients_before_cash() -> None:
    """What an accountant fewer from week 26 on makes other, by the mean of 100 worlds in four weeks of the run.

    A sign counts if it errs once in a million. What such worlds can see: 45 late clients, or 0.6 clients, in week 60; 8
    clients, or 19 thousand of cash, in week 104; 215 thousand of cash in week 233. The weeks were chosen after a look.
    """
    practice = load("practice", {"weeks": 234})
    three = [columns.LATE_CLIENTS, columns.CLIENTS, columns.CASH]
    worlds = Setting.of(practice, ["as-now", "fewer"]).play(
        range(100), lambda trace, _: trace.series[:, three].astype(float))
    differences = np.array(worlds["fewer"]) - np.array(worlds["as-now"])
    errors = differences.std(axis=0, ddof=1) / np.sqrt(len(differences))
    surely = np.sign(differences.mean(axis=0)) * (
        np.abs(differences.mean(axis=0)) > t.ppf(1 - FALSE_ALARMS / 2, len(differences) - 1) * errors)
    assert [surely[week].tolist() for week in (25, 60, 104, 233)] == [
        [0, 0, 0], [1, 0, 1], [1, -1, 1], [0, -1, -1]]


def test_what_was_written_in_old_words_means_what_it_meant() -> None:
    old = load(OLD)
    assert digest(old) == "e43060c716848ee8"  # by the version before roles had names
    assert doubts(old) == []
    assert list(old.staff) == ["hunters", "account_managers", "client_department"]


@pytest.mark.parametrize("strategy", ["as-now", "partners-visit"])
def test_the_old_words_are_played(strategy: str) -> None:
    comparison = compare([load(OLD, BRIEF)], Request(replications=1, strategies=strategy))
    assert comparison.values[strategy]["clients_end"][0] > 100


def test_a_cleaning_company_decides_by_days_of_the_calendar() -> None:
    """Its dates are days, its money is by the month, and its newcomer ends an opening offer."""
    company = load(CASES / "cleaning-decisions.toml", {"market.seasoning_weeks": 26, "weeks": 40})
    assert {name: strategy.changes[0].from_week for name, strategy in company.strategies.items() if strategy.changes
            } == {"raise": 25, "walk-round": 8, "fewer": 25}
    assert (company.rivals["cheap"].start_week, company.rivals["cheap"].changes[0].from_week) == (21, 73)
    comparison = compare([company], Request(replications=1))
    cash = {name: comparison.values[name]["cash_end"][0] for name in comparison.strategies}
    assert cash["as-now"] < min(cash["raise"], cash["fewer"])  # so soon; what clients make of it comes later
