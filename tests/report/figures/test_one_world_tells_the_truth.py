"""Every figure of one world shows what is in its tables, counted anew with pandas; that of a life what was watched."""

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from report.figures.artists import (
    areas,
    assert_reads,
    curves,
    factor,
    panels,
    row_at,
    steps,
    verticals,
)
from retainsim.report.figures.style import WIDE, Picture
from retainsim.report.pages import run_pictures
from retainsim.scenario.schema import Scenario, Trigger
from retainsim.study.run import Run, run
from retainsim.study.setup.request import Request
from study.worlds import small_scenario

WEEKS = 150  # so many that time is told in years, and only every other week is drawn
SHOWN = np.arange(1, WEEKS, 2)  # the weeks that are drawn, the last among them
YEARS = (SHOWN + 1) / 52  # where their ends lie
MOST_NOTICES = 9
CREDIT_CENTS = 100_000
ATTACK = "raider starts (week 10)"
HOURS = {"hunting": "hunting_hours", "care": "care_hours", "orders": "order_hours", "dunning": "dunning_hours",
         "repair": "repair_hours", "rescue": "rescue_hours"}
MARKED = {"fault": ["fault"], "complaint": ["complains"], "delegation": ["rescued"], "decision": ["decides"],
          "new supplier": ["ends", "starts"]}


def eventful() -> Scenario:
    """A firm that changes its strategy and is ruined in its third year."""
    scenario = small_scenario(cash=400_000.0)
    trigger = Trigger(observe="notices", within_weeks=13, above=MOST_NOTICES, become="care")
    wait = scenario.strategies["wait"].model_copy(update={"triggers": [trigger]})
    return scenario.model_copy(update={"strategies": scenario.strategies | {"wait": wait}})


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    there = tmp_path_factory.mktemp("results") / "one"
    run(eventful(), Request(strategies="wait", weeks=WEEKS, out=there))
    return there


@pytest.fixture(scope="module")
def weeks(folder: Path) -> pd.DataFrame:
    found = pd.read_parquet(folder / "weeks.parquet").set_index("week")
    assert len(found) == WEEKS
    return found


@pytest.fixture(scope="module")
def events(folder: Path) -> pd.DataFrame:
    found = pd.read_parquet(folder / "events.parquet")
    return found.astype({column: object for column in found if found[column].dtype == "category"})


@pytest.fixture(scope="module")
def lived(events: pd.DataFrame) -> Run:
    """With the life of the client that has moved between suppliers and been at odds with the firm most often."""
    told = events[events["kind"].isin(["tries", "decides", "ends", "starts", "complains", "rescued"])]
    return run(eventful(), Request(strategies="wait", weeks=WEEKS,
                                   client=int(told["organisation"].value_counts().idxmax())))


@pytest.fixture(scope="module")
def shown(lived: Run) -> dict[str, Picture]:
    """The figures of the life of a client, and those of its world."""
    return {picture.name: picture for run in (replace(lived, life=None), lived) for picture in run_pictures(run)}


def turns_of(weeks: pd.DataFrame) -> dict[str, int]:
    """What changed the course of this world, with its week: the attack, the change of strategy, the ruin."""
    changed = weeks["notices"].rolling(13).sum().gt(MOST_NOTICES).idxmax() + 1
    ruined = weeks["cash_cents"].lt(-CREDIT_CENTS).idxmax()
    assert 10 < changed < ruined < WEEKS - 1
    return {ATTACK: 10, f"strategy becomes care (week {changed})": changed,
            f"the firm is ruined (week {ruined})": ruined}


def test_every_figure_is_tested(shown: dict[str, Picture]) -> None:
    assert {f"test_{name.replace('-', '_')}" for name in shown} <= set(globals())


def test_world_state(shown: dict[str, Picture], weeks: pd.DataFrame, events: pd.DataFrame) -> None:
    picture = shown["world-state"]
    figure = picture.draw(WIDE)
    grid = panels(figure)
    unit = next(iter(grid)).removeprefix("cash [").rstrip("]")
    drawn = {f"cash [{unit}]": weeks["cash_cents"] / 100 / factor(unit), "clients": weeks["clients"],
             "status clients": weeks["status_clients"]}
    assert list(grid) == list(drawn)
    turns = turns_of(weeks)
    for title, series in drawn.items():
        (line,) = (line for line in grid[title].lines if len(line.get_xdata()) > 2 and line.get_linestyle() != "None")
        np.testing.assert_allclose(line.get_data(), [YEARS, series[SHOWN]])
        assert verticals(grid[title]) == pytest.approx([week / 52 for week in turns.values()])
    assert set(turns) <= {text.get_text() for text in figure.legends[0].get_texts()}
    cash = grid[f"cash [{unit}]"]
    assert curves(cash)["credit line: ruin below it"][1] == pytest.approx(-CREDIT_CENTS / 100 / factor(unit))
    tried = events[(events["kind"] == "tries") & (events["from"] == "firm")].groupby("to", observed=True)["week"]
    assert len(tried)
    trials = {label.removeprefix("a client begins a trial with "): line
              for label, line in curves(grid["status clients"]).items() if "trial" in label}
    assert set(trials) == set(tried.groups)
    for rival, week in tried:
        np.testing.assert_allclose(trials[rival], [week / 52, np.zeros(len(week))])

    numbers = re.findall(r"from (\S+) to (\S+?)[,.](?= |$)", picture.alt)
    for texts, series in zip(numbers, [weeks["cash_cents"] / 100, *list(drawn.values())[1:]], strict=True):
        for text, value in zip(texts, series.iloc[[0, -1]], strict=True):
            assert_reads(text, value)


def test_world_attachment(shown: dict[str, Picture], weeks: pd.DataFrame) -> None:
    picture = shown["world-attachment"]
    grid = panels(picture.draw(WIDE))
    assert list(grid) == ["wait"]
    axes = grid["wait"]
    true, believed = (weeks[name] / weeks["clients"].replace(0, np.nan) for name in ("attachment", "believed"))
    np.testing.assert_allclose(curves(axes)["as it is"], [YEARS, true[SHOWN]])
    np.testing.assert_allclose(curves(axes)["as the firm believes"], [YEARS, believed[SHOWN]])
    both = pd.concat([true, believed], axis=1).loc[SHOWN].dropna()
    np.testing.assert_allclose(areas(axes)["the gap: believed, but not real"],
                               [(both.index + 1) / 52, both.min(axis=1), both.max(axis=1)])
    for text, course in zip(re.findall(r"(?:at|believes) (0\.\d+)", picture.alt), (true, believed), strict=True):
        assert_reads(text, course.dropna().iloc[-1])


def test_world_moves(shown: dict[str, Picture], events: pd.DataFrame) -> None:
    picture = shown["world-moves"]
    quarters = range(12)
    won = events[(events["kind"] == "starts") & (events["to"] == "firm")]
    lost = events[events["kind"].isin(["ends", "dissolves"]) & (events["from"] == "firm")]
    assert (lost["reason"] == "insolvent").any()
    lost = lost[lost["reason"] != "insolvent"]
    (axes,) = picture.draw(WIDE).axes
    drawn = {bars.get_label(): bars.patches for bars in axes.containers}
    assert set(drawn) == {"won", "lost"}
    for name, sign, moves in (("won", 1, won), ("lost", -1, lost)):
        number = (moves["week"] // 13).value_counts().reindex(quarters, fill_value=0)
        assert [bar.get_height() for bar in drawn[name]] == (sign * number).tolist()
        assert [bar.get_x() for bar in drawn[name]] == pytest.approx([13 * quarter / 52 for quarter in quarters])
        assert f" {len(moves)} {'clients won' if sign > 0 else 'lost'}" in picture.alt
    assert verticals(axes) == pytest.approx([10 / 52])


def test_world_hours(shown: dict[str, Picture], weeks: pd.DataFrame) -> None:
    picture = shown["world-hours"]
    mean = weeks.groupby(weeks.index // 13)[list(HOURS.values())].mean()
    (axes,) = picture.draw(WIDE).axes
    drawn = steps(axes)
    assert list(drawn) == list(HOURS)
    below = np.zeros(len(mean))
    for job, column in HOURS.items():
        np.testing.assert_allclose(drawn[job], [mean.index * 13 / 52, below, below + mean[column]], atol=1e-9)
        below = below + mean[column]
        told = re.findall(rf"\b{job} ([\d,]*\d)", picture.alt)
        assert len(told) == mean[column].any()
        for text in told:
            assert_reads(text, mean[column].mean())
    assert mean[HOURS["repair"]].any()


def covered(axes: Any, label: str) -> list[bool]:
    """Whether the middle of each week lies in a shaded stretch of this name."""
    stretches = [(bar.get_x(), bar.get_x() + bar.get_width()) for bar in axes.patches if bar.get_label() == label]
    return [any(first < (week + 0.5) / 52 < last for first, last in stretches) for week in range(WEEKS)]


def test_client_life(shown: dict[str, Picture], lived: Run, events: pd.DataFrame) -> None:
    picture = shown["client-life"]
    assert lived.life
    life = pd.DataFrame(lived.life.to_document())
    ours, served, courted = life["supplier"] == 0, life["supplier"] >= 0, life["suitor"] > 0
    own = events[events["organisation"] == lived.life.organisation]
    assert courted.any()
    assert ours.any()
    assert not ours.all()
    feelings, grievance, lanes = picture.draw(WIDE).axes
    drawn = {"attachment as it is": life["attachment"].where(served),
             "as the firm believes": life["believed"].where(ours),
             "courtship of a rival": life["courtship"].where(courted)}
    for label, series in drawn.items():
        np.testing.assert_allclose(curves(feelings)[label], [YEARS, series[SHOWN]])
    (line,) = (line for line in grievance.lines if len(line.get_xdata()) > 2)
    np.testing.assert_allclose(line.get_data(), [YEARS, life["grievance"].where(served)[SHOWN]])

    behind = ours & courted & ~life["is_alarmed"] & ~life["has_decided"]  # neither strategy heeds courtship
    assert behind.any()
    for axes in (feelings, grievance):
        assert covered(axes, "courted, and the firm does not know") == behind.tolist()
    for axes in (feelings, grievance, lanes):
        assert covered(axes, "not the firm's client") == (~ours).tolist()

    lasting = [(name, holds) for name, holds in (("courted", courted), ("on trial", life["is_trying"])) if holds.any()]
    for bars, (name, holds) in zip(lanes.collections, lasting, strict=True):
        stretches = [path.vertices for path in bars.get_paths()]
        assert {row_at(lanes, vertices[:, 1].mean()) for vertices in stretches} <= {name}
        assert [any(x.min() < (week + 0.5) / 52 < x.max() for x, _ in (vertices.T for vertices in stretches))
                for week in range(WEEKS)] == holds.tolist()
    expected = {word: sorted({*own[own["kind"].isin(kinds)]["week"]}) for word, kinds in MARKED.items()}
    expected["caring visit"] = life.index[life["is_visited"] & ours].tolist()
    marks = {row_at(lanes, line.get_ydata()[0]): line.get_xdata() for line in lanes.lines
             if line.get_linestyle() == "None"}
    assert set(marks) == {word for word, found in expected.items() if found}
    for word, x in marks.items():
        np.testing.assert_allclose(x, (np.array(expected[word]) + 0.5) / 52)
    assert lived.names.name(lived.life.organisation) in picture.alt
