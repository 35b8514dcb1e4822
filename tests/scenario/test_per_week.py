"""What people say by the month or by the year is read so, and called so in messages."""

from collections.abc import Callable
from pathlib import Path

import pytest

from retainsim.experiment import load_experiment
from retainsim.experiment.factors import point, targets
from retainsim.report.describe import description_report
from retainsim.report.renderers.terminal import text
from retainsim.scenario import ScenarioError, digest, doubts, file_schema, load, resolved_toml, shape
from retainsim.scenario.description import below, parameters
from retainsim.scenario.per_week import NAMES
from retainsim.study.factor import about_factor, factor_of, own_value, unit_of, with_factors

Complaint = Callable[..., str]
FEE = "fee_per_week = 60"


def own(small: Path, old: str, new: str) -> Path:
    small.write_text(small.read_text().replace(old, new))
    return small


@pytest.mark.parametrize(("old", "new"), [
    (FEE, "fee_per_month = 260"), (FEE, "fee_per_year = 3_120"), ("wage_per_week = 900", "wage_per_month = 3900"),
    ("overhead_per_week = 10", "overhead_per_year = 520"), ("courting_hours_per_week = 5",
                                                            "courting_hours_per_year = 260")])
def test_a_month_is_twelve_52ths_of_a_year(old: str, new: str, small: Path) -> None:
    plain = load(small)
    other = load(own(small, old, new))
    assert other == plain
    assert digest(other) == digest(plain)
    assert resolved_toml(other) == resolved_toml(plain)


def test_what_a_file_says_a_month_wins_over_what_it_inherits_a_week_and_the_other_way_round(small: Path) -> None:
    mine = small.with_name("mine.toml")
    mine.write_text('extends = "small.toml"\nclients.standard.fee_per_month = 520\n')
    yours = small.with_name("yours.toml")
    yours.write_text('extends = "mine.toml"\nclients.standard.fee_per_week = 70\n')
    assert [load(file).clients["standard"].fee_per_week for file in (mine, yours)] == [120, 70]
    assert load(mine).places.of(("clients", "standard", "fee_per_week")) == ("mine.toml", 2)
    changes = ["clients.standard.fee_per_year=5_200", "staff.hunters={wage_per_month=5200}"]
    assert load(yours, changes).clients["standard"].fee_per_week == 100
    assert load(yours, changes).staff.hunters.wage_per_week == 1200


@pytest.mark.parametrize(("new", "words"), [
    (f"{FEE}\nfee_per_month = 260", "7: clients.standard.fee_per_month = 260\n  says the same as fee_per_week; leave "
     "one of them out."),
    ("fee_per_month = 260\nfee_per_year = 1", "7: clients.standard.fee_per_year = 1\n  says the same as "
     "fee_per_month; leave one of them out."),
    ("fee_per_month = -260", "6: clients.standard.fee_per_month = -260\n  must be a number above 0 and at most "
     "4_333_330_000_000. Did you mean 260?"),
    ('fee_per_month = "260"', '6: clients.standard.fee_per_month = "260"\n  must be a number above 0 and at most '
     "4_333_330_000_000. Did you mean 260?"),
    ("fee_per_month = true", "6: clients.standard.fee_per_month = true\n  must be a number above 0 and at most "
     "4_333_330_000_000."),
    ("fee_per_month = 1e400", "6: clients.standard.fee_per_month = inf\n  must be a number above 0 and at most "
     "4_333_330_000_000; nan and inf are no numbers to compute with."),
    (f"{FEE}\nwage_per_month = 1", "7: clients.standard.wage_per_month = 1\n  is not known here.")])
def test_a_mistake_is_called_as_it_is_written(new: str, words: str, complaint: Complaint) -> None:
    assert complaint(FEE, new).startswith(f"small.toml:{words}".removesuffix(" is not known here."))


def test_a_doubt_is_told_as_it_is_written(small: Path) -> None:
    own(small, f"served_by_firm = 40\n{FEE}", "served_by_firm = 1\nfee_per_month = 33_566")
    assert str(doubts(load("small.toml"))[0]) == (
        "small.toml:6: clients.standard.fee_per_month = 33566\n  has one client, whose fee is drawn anew in every "
        "world around this median (fee_spread 0.6). With fee_spread = 0 it is 33566 in every world.")


def test_arguments_are_called_as_they_are_written(complaint: Complaint) -> None:
    assert complaint(overrides=("staff.hunters.hours_per_month=400",)) == (
        "--set staff.hunters.hours_per_month=400\n  must be a number from 0 to 346.667. The unit is hours/month. The "
        "default is 173.333.")


def test_a_factor_may_be_so_much_a_month(small: Path) -> None:
    scenario = load(small)
    for path, number in (("clients.standard.fee_per_month", 260.0), ("clients.*.fee_per_year", 3120.0)):
        assert about_factor(scenario, path, 100, 400) == []
        factor = factor_of(scenario, path, 100, 400)
        assert (own_value(scenario, factor), targets(scenario, path)) == (number, factor.targets)
    assert unit_of(factor) == "currency/year"
    assert with_factors(scenario, {"clients.standard.fee_per_month": 520.0}).clients["standard"].fee_per_week == 120


def test_a_change_on_a_date_may_say_so_too_and_an_argument_changes_it_where_it_stands(small: Path) -> None:
    small.write_text(f"{small.read_text()}changes = [{{ from_week = 9, advertising_per_month = 260 }}]\n")
    path = "strategies.status-quo.changes.0.advertising_per_"
    for scenario, amount in ((load(small), 60), (load(small, [f"{path}year=5200"]), 100),
                             (load(small, [f"{path}week=7"]), 7)):
        change, = scenario.strategies["status-quo"].changes
        assert (change.from_week, change.advertising_per_week) == (9, amount)
    with pytest.raises(ScenarioError, match=r"per_month = -260\n  must be a number from 0 to 4_333_330_000_000"):
        load(own(small, "= 260", "= -260"))
    with pytest.raises(ScenarioError, match=r"per_year = -1\n  must be a number from 0 to 52_"):
        load(own(small, "= -260", "= 260"), [f"{path}year=-1"])


def test_a_design_may_vary_it_too(small: Path) -> None:
    small.with_name("design.toml").write_text(
        'scenario = "small.toml"\n[design]\nkind = "grid"\n[design.factors]\n'
        '"clients.*.fee_per_month" = { values = [260, 520] }\n"staff.hunters.wage_per_year" = { values = [1, 9] }\n')
    first, second = load_experiment(small.with_name("design.toml")).factors
    assert (first.targets, second.targets) == (("clients.standard.fee_per_month",), ("staff.hunters.wage_per_year",))
    assert load(small, point([first], [520])).clients["standard"].fee_per_week == 120


def test_a_value_is_described_by_either_name(small: Path) -> None:
    own(small, FEE, "fee_per_month = 350")
    for name in ("fee_per_month", "fee_per_week"):
        one, = below(parameters(load(small)), f"clients.standard.{name}")
        assert one.path == "clients.standard.fee_per_week"
    assert " 80.7692 currency/week " in " ".join(text(description_report("small", [one])).split())


def test_editors_know_all_three_words() -> None:
    segment = file_schema()["$defs"]["Segment"]
    assert {"fee_per_week", "fee_per_month", "fee_per_year"} <= segment["properties"].keys()
    assert segment["required"] == ["organisations", "served_by_firm"]
    assert segment["properties"]["fee_per_month"]["unit"] == "currency/month"


def test_these_are_all_quantities_of_a_week() -> None:
    assert {"fee_per_week", "wage_per_week", "overhead_per_week", "advertising_per_week", "hours_per_week",
            "courting_hours_per_week"} <= NAMES
    assert not shape.at(("firm", "fee_per_month"))
