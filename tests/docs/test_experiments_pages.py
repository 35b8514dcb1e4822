"""The pages on the experiments show what is kept of them, and the model of today still gives it."""

import re
from importlib import import_module

import pytest

from docs.outputs import CHECKOUT
from retainsim.experiment import load_experiment
from retainsim.study.sweep.units import Job, Unit, play_unit

experiments = import_module("filling.experiments")  # beside the pages, where outputs.py has it looked for
RECORD = experiments.record()
TEXT = re.compile(r"<text[^>]*>([^<]*)")


def test_every_shipped_experiment_has_its_page():
    shipped = sorted(path.stem for path in (CHECKOUT / "experiments").glob("*.toml"))
    assert shipped == sorted(experiments.NAMES) == sorted(RECORD)
    assert all((CHECKOUT / "docs" / "experiments" / f"{name}.md").is_file() for name in shipped)


@pytest.mark.parametrize("name", experiments.NAMES)
def test_a_point_still_gives_what_is_kept(name):
    experiment, kept = load_experiment(name), RECORD[name]
    if experiments.changed_since(name, kept):
        return  # which the page says
    rows = play_unit(Job.of(experiment), Unit((experiment.point(0),), 0))
    values = {row.strategy: dict(zip(experiment.kpis, row.kpis, strict=True)) for row in rows}
    a, b = kept["strategies"]
    for kpi in experiments.JUDGES:
        assert values[a][kpi] - values[b][kpi] == kept["kpis"][kpi]["first_point"][0]


def test_the_record_is_as_the_script_writes_it():
    assert experiments.RECORD.read_text("utf-8") == experiments.as_text(RECORD)


def test_the_record_is_of_the_whole_experiment():
    for name, kept in RECORD.items():
        definition = load_experiment(name).definition
        assert (kept["points"], kept["replications"]) == (definition.design.points, definition.replications)
        assert kept["worlds"] == kept["points"] * kept["replications"] * len(kept["strategies"])


def test_pictures_show_what_is_kept():
    for file, svg in experiments.pictures(RECORD).items():
        shown = file.read_text("utf-8")
        assert TEXT.findall(shown) == TEXT.findall(svg)
        assert shown.count("<use") == svg.count("<use")


@pytest.mark.parametrize(("key", "value", "change"), [
    ("scenario", "0", "the scenario"), ("design", {}, "the design"),
    ("played_by", "0.3.0", "the meaning of value_end")])
def test_a_page_says_what_has_changed_since(monkeypatch, key, value, change):
    monkeypatch.setattr(experiments, "record", lambda: {"order-flips": {**RECORD["order-flips"], key: value}})
    assert f"**Since then {change} changed: until it is played again" in experiments.experiment("order-flips")
    monkeypatch.undo()
    assert "Since then" not in experiments.experiment("order-flips")


def test_words_on_what_decides_hold():
    kept = RECORD["what-decides"]
    for of_kpi in kept["kpis"].values():
        first, open_, second = experiments.counts(of_kpi)
        assert open_ > kept["points"] / 2
        assert 2 * second < first
        influences = of_kpi["sensitivity"]["influences"]
        assert [one["factor"] for one in influences[:2]] == ["mechanisms.decision.tender_rate_per_year",
                                                             "mechanisms.decision.attention_weight"]
        strongest, next_one = influences[:2]
        assert strongest["first"] < 1 / 7
        assert (strongest["first"] - strongest["first_half_width"]
                < next_one["first"] + next_one["first_half_width"])  # their intervals overlap


def test_words_on_order_flips_hold():
    kept = RECORD["order-flips"]
    places = kept["map"]["points"]
    assert {place["ahead"] for place in places if place["y"] >= 8 or place["x"] >= 0.3} == {"a"}
    assert {place["ahead"] for place in places if place["y"] < 4 and place["x"] < 0.05} == {"b"}
    assert {place["ahead"] for place in places if place["ahead"] != "a" and place["x"] >= 0.05} == {"open"}
    assert kept["map"]["shares"]["a"] > 0.95
    assert kept["map"]["factors"][1]["own"] == 60


def test_the_steps_of_order_flips_are_those_of_the_model():
    """The newcomer courts a whole number of organisations: between multiples of the hours for one, nothing changes."""
    hours = load_experiment("order-flips").scenario.mechanisms.courting.hours_per_week
    assert hours == 4
    gaps = {}
    for place in RECORD["order-flips"]["map"]["points"]:
        gaps.setdefault((place["x"], place["y"] // hours), set()).add(place["difference"])
    assert {len(one) for one in gaps.values()} == {1}
    assert len({gap for x, steps in gaps if x == 0 for gap in gaps[x, steps]}) > 5


def test_the_map_is_of_the_experiment():
    kept = RECORD["order-flips"]
    document = kept["map"]
    assert (document["digest"], [document["a"], document["b"]]) == (kept["scenario"], kept["strategies"])
    assert [[axis["factor"], axis["low"], axis["high"]] for axis in document["factors"]] == kept["design"]["factors"]
