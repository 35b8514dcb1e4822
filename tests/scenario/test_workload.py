"""Work that clients ask for, and hours that nobody or somebody gives to it, are named with their place."""

from pathlib import Path

import pytest

from retainsim.scenario import doubts, load
from retainsim.scenario.uses import uses
from retainsim.scenario.workload import hours_asked

ASKED = "clients.standard.delivery_hours_per_week=0.5"
GIVEN = "strategies.status-quo.hours.account_managers={ delivery = 0.6 }"
HOURS = "strategies.status-quo.hours"


@pytest.mark.parametrize(("changes", "words"), [
    ((GIVEN,), f"--set {GIVEN}: {HOURS}.account_managers.delivery = 0.6\n  has no effect: clients ask for no work. "
     "Set clients.standard.delivery_hours_per_week."),
    (("strategies.status-quo.overtime=0.1",), "--set strategies.status-quo.overtime=0.1\n  has no effect: clients ask "
     "for no work. Set clients.standard.delivery_hours_per_week."),
    ((ASKED,), "small.toml:21: strategies.status-quo.hours\n  leave 22.76 hours of clients' work a week undone: no "
     "role has hours for delivery. Set for instance strategies.status-quo.hours.hunters.delivery = 0.1."),
    ((ASKED, f"{HOURS}.hunters.delivery=0.5"), "small.toml:21: strategies.status-quo.hours\n  give 20 hours a week to "
     "clients' work, and at week 0 clients ask for 22.76: the firm begins with as much undone as is kept at all. "
     "Give delivery more hours, or state fewer in delivery_hours_per_week."),
])
@pytest.mark.usefixtures("small")
def test_work_and_hours_that_do_not_meet_are_doubted(changes: tuple[str, ...], words: str) -> None:
    assert [str(doubt) for doubt in doubts(load("small.toml", changes))] == [words]


@pytest.mark.usefixtures("small")
def test_work_that_somebody_does_is_meant() -> None:
    scenario = load("small.toml", [ASKED, GIVEN])
    assert doubts(scenario) == []
    assert uses(scenario, "delivery")


def test_too_few_hours_under_another_strategy_are_meant(small: Path) -> None:
    small.write_text(small.read_text("utf-8") + "[strategies.fewer]\nhours.hunters = { delivery = 0.1 }\n", "utf-8")
    assert doubts(load("small.toml", [ASKED, GIVEN])) == []


@pytest.mark.usefixtures("small")
def test_hours_that_clients_ask_for() -> None:
    """40 clients at half an hour; at a spread of 0.6 the mean fee is exp(0.18) of the median: worked by hand."""
    part, mean = 0.7, 1.1972173631218102
    scenario = load("small.toml", [ASKED])
    assert hours_asked(scenario) == {"standard": pytest.approx(20 * (1 - part + part * mean))}
    assert hours_asked(load("small.toml", [ASKED, "clients.standard.fee_spread=0"])) == {
        "standard": pytest.approx(20)}
