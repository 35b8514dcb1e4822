"""The figures of an explanation show what is in the tables of the same worlds, and of worlds with a link cut."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from report.figures.artists import assert_reads, factor, horizontals, row_at, verticals
from report.figures.test_figures_tell_the_truth import CASH, CREDIT, WEEKS, WORLDS, interval, of, table
from retainsim.report.figures.style import WIDE, Picture
from retainsim.report.pages import explanation_pictures
from retainsim.scenario.schema import Scenario
from retainsim.study.compare import compare
from retainsim.study.setup.request import Request
from retainsim.study.why import explain
from study.worlds import small_scenario

PAIR = ["hunt", "wait"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    there = tmp_path_factory.mktemp("results") / "small"
    compare(small_scenario(CASH), Request(strategies=PAIR, replications=WORLDS, weeks=WEEKS, out=there))
    return there


@pytest.fixture(scope="module")
def explanation() -> Mapping[str, Any]:
    return explain(small_scenario(CASH), Request(strategies=PAIR, kpi="value_end", replications=WORLDS,
                                                 weeks=WEEKS)).to_document()


@pytest.fixture(scope="module")
def shown(explanation: Mapping[str, Any]) -> dict[str, Picture]:
    return {picture.name: picture for picture in explanation_pictures(explanation)}


def test_every_figure_is_tested(shown: dict[str, Picture]) -> None:
    assert {f"test_{name}" for name in shown} <= set(globals())


def chain_of(world: pd.DataFrame, exits: pd.Series) -> dict[str, float]:
    """The chain of one world from its weeks, and from the reasons of its exits."""
    served = world["clients"].sum() / 52  # client-years
    final = world[world["week"] >= WEEKS - 52]
    told = exits.isin(["courted", "tender", "insolvent"])
    return {
        "hunting": world["hunting_hours"].mean(), "care": world["care_hours"].mean(),
        "orders": world["order_hours"].mean(), "rescue": world["rescue_hours"].mean(),
        "caring visits": world["visits"].sum() / served, "order calls": world["order_calls"].sum() / served,
        "reminders and outages": (world["reminders"] + world["outages"]).sum() / served,
        "as it is": world["attachment"].sum() / world["clients"].sum(),
        "as the firm sees it": world["believed"].sum() / world["clients"].sum(),
        "courted away": 100 * (exits == "courted").sum() / served,
        "after a tender": 100 * (exits == "tender").sum() / served,
        "through the firm's own ruin": 100 * (exits == "insolvent").sum() / served,
        "for other reasons": 100 * (~told).sum() / served,
        "won": world["new_clients"].sum() / (WEEKS / 52),
        "fees and orders, final year": (final["fees_cents"] + final["order_revenue_cents"]
                                        - final["credits_cents"]).sum() / 100,
        "cash at the end": world["cash_cents"].iloc[-1] / 100,
        "ruined": float(world["cash_cents"].iloc[-1] < -100 * CREDIT),
    }


def test_chain(shown: dict[str, Picture], folder: Path) -> None:
    picture = shown["chain"]
    weeks, events = table(folder, "weeks"), table(folder, "events")
    lost = events[events["kind"].isin(["ends", "dissolves"]) & (events["from"] == "firm")]
    expected = pd.DataFrame({name: pd.DataFrame(
        [chain_of(world, of(lost, name).query("replication == @replication")["reason"])
         for replication, world in of(weeks, name).groupby("replication")]).mean() for name in PAIR})
    figure = picture.draw(WIDE)
    (axes,), (legend,) = figure.axes, figure.legends
    colours = {patch.get_facecolor(): text.get_text()
               for patch, text in zip(legend.get_patches(), legend.get_texts(), strict=True)}
    words = {text.get_position()[1]: text.get_text() for text in axes.texts}
    texts: dict[str, dict[str, str]] = {label: {} for label in expected.index}
    for bar in axes.patches:
        y, name = bar.get_y() + bar.get_height() / 2, colours[bar.get_facecolor()]
        label, _, unit = row_at(axes, y).rstrip("]").partition(" [")
        longest = expected.loc[label].abs().max() or 1.0
        assert bar.get_width() == pytest.approx(expected.loc[label, name] / longest), label
        texts[label][name] = next(words[place] for place in words if abs(place - y) < 0.01)
        assert_reads(texts[label][name], expected.loc[label, name] / factor(unit))
    assert picture.caption.endswith(f" Means of {WORLDS} worlds.")
    for label, text in texts.items():
        assert f", {label}: {text['hunt']} against {text['wait']}" in picture.alt


def without(scenario: Scenario, what: str) -> Scenario:
    """The scenario without the attackers, or without hunting hours."""
    raw = scenario.model_dump(exclude_unset=True)
    if what == "nobody attacks":
        raw["rivals"]["raider"]["enabled"] = False
    else:
        for strategy in raw["strategies"].values():
            strategy["hours"] = {role: {job: share for job, share in jobs.items() if job != "hunting"}
                                 for role, jobs in strategy["hours"].items()}
    return Scenario.model_validate(raw)


def test_cuts(shown: dict[str, Picture], explanation: Mapping[str, Any], folder: Path) -> None:
    picture = shown["cuts"]
    value = table(folder, "replications").set_index(["strategy", "replication"])["value_end"]
    raw = {row["name"]: row for row in [explanation["difference"], *explanation["links"]]}
    expected = {name: [row[end] for end in ("difference", "low", "high")] for name, row in raw.items()}
    whole, *_ = expected["as it is"] = list(interval(value["hunt"] - value["wait"]))
    for what in ("nobody attacks", "nobody hunts"):
        values = compare(without(small_scenario(CASH), what),
                         Request(strategies=PAIR, replications=WORLDS, weeks=WEEKS)).values
        expected[what] = list(interval(pd.Series(values["hunt"]["value_end"] - values["wait"]["value_end"])))
    (axes,) = picture.draw(WIDE).axes
    unit = axes.get_xlabel()
    assert picture.title.endswith(f"when a link is cut in both [{unit}]")
    assert f" intervals over {WORLDS} worlds." in picture.caption
    bars = {row_at(axes, bar.get_y() + bar.get_height() / 2): bar for bar in axes.patches}
    spans = horizontals(axes)
    words = {row_at(axes, text.get_position()[1]): text.get_text().split()[0] for text in axes.texts}
    assert list(bars) == list(raw)
    for name, (mean, low, high) in expected.items():
        assert bars[name].get_x() == 0
        assert bars[name].get_width() == pytest.approx(mean / factor(unit))
        assert spans[name] == pytest.approx(np.array([low, high]) / factor(unit))
        assert_reads(words[name], 100 * mean / whole)
        assert f"{name} {words[name]} %" in picture.alt
    assert verticals(axes) == pytest.approx(sorted([0.0, whole / factor(unit)]))
