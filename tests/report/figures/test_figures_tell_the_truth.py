"""Every figure on a results folder shows what is in its tables, counted anew with pandas."""

import re
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from matplotlib.figure import Figure
from scipy.stats import t as student

from report.figures.artists import (
    areas,
    assert_reads,
    assert_stacks,
    curves,
    factor,
    horizontals,
    panels,
    row_at,
    stacks,
    verticals,
)
from retainsim.report.board import Material, material
from retainsim.report.comparison import comparison_report
from retainsim.report.figures.style import WIDE, Picture
from retainsim.report.figures.wholes import by_name
from retainsim.report.pages import board_pictures
from retainsim.report.renderers.terminal import text as as_text
from retainsim.results.folder.reader import Results
from retainsim.results.kpis.dictionary import KPIS
from retainsim.study.compare import compare
from retainsim.study.setup.request import Request
from study.worlds import small_scenario

WORLDS, WEEKS = 5, 62
CASH, CREDIT = 160_000.0, 1_000.0  # ruins the firm always, sometimes or never, as the strategy is
STRATEGIES = ["wait", "care", "hunt"]
SEGMENTS = ["large", "young"]
ATTACK = "raider starts (week 10)"
NUMBER = r"(-?[\d,.]*\d)"
REASONS = {"courted": "courted away", "tender": "after a tender of their own", "background": "reasons of their own",
           "insolvent": "the firm's own ruin", "dissolved": "ceased to exist"}
HOURS = {"hunting": "hunting_hours", "care": "care_hours", "orders": "order_hours", "dunning": "dunning_hours",
         "repair": "repair_hours", "rescue": "rescue_hours"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    there = tmp_path_factory.mktemp("results") / "small"
    compare(small_scenario(CASH), Request(strategies=STRATEGIES, replications=WORLDS, weeks=WEEKS, out=there))
    return there


@pytest.fixture(scope="module")
def known(folder: Path) -> Material:
    return material(Results(folder))


@pytest.fixture(scope="module")
def shown(known: Material) -> dict[str, Picture]:
    return {picture.name: picture for picture in board_pictures(known)}


def table(folder: Path, name: str) -> pd.DataFrame:
    found = pd.read_parquet(folder / f"{name}.parquet")
    return found.astype({column: object for column in found if found[column].dtype == "category"})


@pytest.fixture(scope="module")
def weeks(folder: Path) -> pd.DataFrame:
    return table(folder, "weeks")


@pytest.fixture(scope="module")
def kpis(folder: Path) -> pd.DataFrame:
    """One row per strategy and replication."""
    return table(folder, "replications").set_index(["strategy", "replication"])


def of(frame: pd.DataFrame, strategy: str) -> pd.DataFrame:
    return frame[frame["strategy"] == strategy]


def test_every_figure_is_tested(shown: dict[str, Picture]) -> None:
    assert {f"test_{name.replace('-', '_')}" for name in shown} <= set(globals())


def unit_of(figure: Figure) -> str:
    """The unit beside the panels: of one row, or of several."""
    return figure.get_supylabel() or figure.axes[0].get_ylabel()


def test_cash(shown: dict[str, Picture], weeks: pd.DataFrame) -> None:
    picture = shown["cash"]
    figure = picture.draw(WIDE)
    unit = unit_of(figure)
    assert picture.title == f"Cash by strategy [{unit}]"
    assert list(panels(figure)) == STRATEGIES
    said = dict(zip(STRATEGIES, re.findall(rf"{NUMBER} (\w+) \({NUMBER} to {NUMBER}\), ruined in (\d+) %", picture.alt),
                    strict=True))
    assert re.findall(r"(\w+): -?\d", picture.alt) == STRATEGIES
    for name, axes in panels(figure).items():
        cash = of(weeks, name).groupby("week")["cash_cents"].quantile([0.05, 0.5, 0.95]).unstack() / 100
        cash /= factor(unit)
        lines, band = curves(axes), areas(axes)["90 % of worlds, week by week"]
        np.testing.assert_allclose(lines["median of the worlds, week by week"], [cash.index + 1, cash[0.5]])
        np.testing.assert_allclose(band, [cash.index + 1, cash[0.05], cash[0.95]])
        assert lines["credit line: ruin below it"][1] == pytest.approx(-CREDIT / factor(unit))
        assert verticals(axes) == [10.0] == lines[ATTACK][0, :1].tolist()

        last = of(weeks, name).query("week == @WEEKS - 1")
        ruined = round(100 * (last["cash_cents"] < -100 * CREDIT).mean())
        assert [text.get_text() for text in axes.texts] == [f"ruined in {ruined} % of worlds"] * bool(ruined)
        middle, told_unit, low, high, share = said[name]
        assert (told_unit, int(share)) == (unit, ruined)
        for text, rank in ((low, 0.05), (middle, 0.5), (high, 0.95)):
            assert_reads(text, cash[rank].iloc[-1])


def test_revenue(shown: dict[str, Picture], weeks: pd.DataFrame) -> None:
    picture = shown["revenue"]
    figure = picture.draw(WIDE)
    unit = unit_of(figure)
    assert picture.title == f"Recurring fees by segment [{unit}]"
    assert list(panels(figure)) == STRATEGIES
    for name, axes in panels(figure).items():
        below = np.zeros(WEEKS)
        for segment in SEGMENTS:
            fees = of(weeks, name).groupby("week")[f"fees_of_{segment}_cents"].mean() / 100 / factor(unit)
            x, low, high = areas(axes)[segment]
            np.testing.assert_allclose(x, fees.index + 1)
            np.testing.assert_allclose([low, high], [below, below + fees], atol=1e-9)
            below = high
            (text,) = re.findall(rf"{name}: [^;]*\b{segment} {NUMBER}", picture.alt)
            assert_reads(text, fees.iloc[-1])
        total = of(weeks, name).groupby("week")["fees_cents"].mean() / 100 / factor(unit)
        np.testing.assert_allclose(below, total, atol=1e-9)


def test_attachment(shown: dict[str, Picture], weeks: pd.DataFrame) -> None:
    picture = shown["attachment"]
    figure = picture.draw(WIDE)
    assert list(panels(figure)) == STRATEGIES
    for name, axes in panels(figure).items():
        sums = of(weeks, name).groupby("week")[["attachment", "believed", "clients"]].sum()
        true, believed = (sums[column] / sums["clients"].replace(0, np.nan) for column in ("attachment", "believed"))
        lines = curves(axes)
        np.testing.assert_allclose(lines["as it is"], [sums.index + 1, true])
        np.testing.assert_allclose(lines["as the firm believes"], [sums.index + 1, believed])
        both = pd.concat([true, believed], axis=1).dropna()
        assert len(both) > WEEKS / 2
        np.testing.assert_allclose(areas(axes)["the gap: believed, but not real"],
                                   [both.index + 1, both.min(axis=1), both.max(axis=1)])
        (gap,) = re.findall(r"gap at the end ([+−][\d.]+)", axes.texts[0].get_text())
        assert_reads(gap, both[1].iloc[-1] - both[0].iloc[-1])
        for text, course in zip(re.findall(rf"{name}: (\S+) against ([\w.]*\w)", picture.alt)[0], (true, believed),
                                strict=True):
            if np.isnan(course.iloc[-1]):
                assert text == "unknown"
            else:
                assert_reads(text, course.iloc[-1])


def test_exits(shown: dict[str, Picture], folder: Path) -> None:
    picture = shown["exits"]
    events = table(folder, "events")
    lost = events[events["kind"].isin(["ends", "dissolves"]) & (events["from"] == "firm")].copy()
    lost["whither"] = "to " + lost["to"].fillna("no supplier")
    lost["why"] = lost["reason"].map(REASONS).fillna("no stated reason")
    grid = panels(picture.draw(WIDE))
    assert {" ".join(title.split()) for title in grid} == set(lost["why"])
    for why, axes in grid.items():
        there = lost[lost["why"] == " ".join(why.split())]
        assert_stacks(stacks(axes), pd.crosstab(there["strategy"], there["whither"]) / WORLDS)
    assert ("ruin, the rivals are where" in picture.caption) == ("the firm's own ruin" in set(lost["why"]))
    for whither in ("to raider", "to carrier", "to no supplier"):
        for name in STRATEGIES:
            (text,) = re.findall(rf"{name}: [^;]*?{NUMBER} {whither}", picture.alt)
            assert_reads(text, len(of(lost[lost["whither"] == whither], name)) / WORLDS)


def test_a_rival_has_one_colour_in_all_figures(shown: dict[str, Picture]) -> None:
    looks = [{text.get_text(): handle.get_facecolor() for text, handle in zip(legend.get_texts(), legend.get_patches(),
                                                                              strict=True)}
             for name in ("exits", "key-accounts") for legend in shown[name].draw(WIDE).legends]
    both = looks[0].keys() & looks[1].keys()
    assert both >= {"to raider"}
    assert all(looks[0][name] == looks[1][name] for name in both)


def test_many_rivals_are_drawn_as_a_few_and_the_others(known: Material) -> None:
    rivals = [f"rival-{number}" for number in range(8)]
    means = {f"exits_to.{name}": {"mean": float(number % 5)} for number, name in enumerate(rivals)}
    crowd = replace(known, rivals=rivals, document={"strategies": {"wait": means}})
    looks, values = by_name(crowd, np.arange(16.0).reshape(2, 8))
    assert list(looks) == ["rival-2", "rival-3", "rival-4", "rival-7", "other rivals"]
    assert len(set(looks.values())) == len(looks)
    assert values.tolist() == [[2, 3, 4, 7, 0 + 1 + 5 + 6], [10, 11, 12, 15, 8 + 9 + 13 + 14]]


def test_nothing_is_drawn_that_is_not_in_the_scenario(tmp_path: Path) -> None:
    small = small_scenario(CASH)
    alone = small.model_copy(update={"rivals": {name: rival.model_copy(update={"enabled": False})
                                                for name, rival in small.rivals.items()}})
    compare(alone, Request(strategies=STRATEGIES, replications=2, weeks=30, out=tmp_path / "alone"))
    content = material(Results(tmp_path / "alone"))
    for picture in board_pictures(content):
        said = " ".join([picture.title, picture.caption, picture.alt, *(
            text.get_text() for legend in picture.draw(WIDE).legends for text in legend.get_texts())])
        assert not re.search(r"raider|carrier|attacker|other rivals", said), picture.name
    text = as_text(comparison_report(content.document, content.primary))
    assert not re.search(r"exits_to[._]|courted_by|trials_of|attacker", text)


WORLD_AND_CLIENT = ["strategy", "replication", "organisation"]


def under_notice(events: pd.DataFrame) -> set[tuple[str, int, int]]:
    notices = (events["kind"] == "decides") & (events["from"] == "firm")
    spoken = events[notices | ((events["kind"] == "rescued") & (events["reason"] == "stays"))]
    last = spoken.astype({"strategy": str, "kind": str}).groupby(WORLD_AND_CLIENT)["kind"].last()
    return set(last[last == "decides"].index)


def fate_of(row: pd.Series, notices: set[tuple[str, int, int]]) -> str:
    if pd.isna(row["left_week"]):
        return "gave notice" if tuple(row[WORLD_AND_CLIENT]) in notices else "kept"
    if row["is_client_at_end"]:
        return "came back"
    if row["reason"] in ("dissolved", "insolvent"):
        return {"dissolved": "ceased to exist", "insolvent": "gone in the firm's ruin"}[row["reason"]]
    return "left without a supplier" if pd.isna(row["to"]) else f"to {row['to']}"


def test_key_accounts(shown: dict[str, Picture], folder: Path) -> None:
    picture = shown["key-accounts"]
    accounts = table(folder, "key_accounts")
    fates = accounts.apply(fate_of, axis=1, notices=under_notice(table(folder, "events")))
    expected = pd.crosstab(accounts["strategy"], fates) / WORLDS
    assert expected["gave notice"].any()
    assert expected.sum(axis=1).tolist() == pytest.approx([5.0] * 3)
    (axes,) = picture.draw(WIDE).axes
    assert_stacks(stacks(axes), expected)
    for name in STRATEGIES:
        for fate, number in expected.loc[name].items():
            assert re.search(rf"{name}: [^;]*\b{number:.2f} {fate}", picture.alt)


def test_hours(shown: dict[str, Picture], weeks: pd.DataFrame) -> None:
    picture = shown["hours"]
    expected = weeks.groupby("strategy")[list(HOURS.values())].mean().set_axis(list(HOURS), axis=1)
    (axes,) = picture.draw(WIDE).axes
    assert_stacks(stacks(axes), expected)
    for name in STRATEGIES:
        for job in HOURS:
            (text,) = re.findall(rf"{name}: [^;]*\b{job} {NUMBER}", picture.alt)
            assert_reads(text, expected.loc[name, job])


def interval(gap: pd.Series, statements: int = 1) -> tuple[float, float, float]:
    """Mean and t interval; so many of them hold together with 95 %."""
    low, high = student.interval(1 - 0.05 / statements, len(gap) - 1, gap.mean(), gap.sem())
    return gap.mean(), low, high


def test_differences(shown: dict[str, Picture], known: Material, kpis: pd.DataFrame) -> None:
    picture = shown["differences"]
    best = kpis["value_end"].groupby("strategy").mean().idxmax()
    others = [name for name in STRATEGIES if name != best]
    assert picture.title.startswith(f"{best} minus each other strategy")
    grid = panels(picture.draw(WIDE))
    assert len(grid) == len(known.primary) == 4
    for kpi, (title, axes) in zip(known.primary, grid.items(), strict=True):
        label, _, unit = title.rstrip("]").partition(" [")
        assert label == KPIS[kpi].label
        spans = horizontals(axes)
        dots = {row_at(axes, line.get_ydata()[0]): line for line in axes.lines if line.get_marker() == "o"}
        assert list(dots) == others
        for other in others:
            mean, low, high = np.divide(interval(kpis.loc[best, kpi] - kpis.loc[other, kpi], 3 * 4), factor(unit))
            assert dots[other].get_xdata() == pytest.approx([mean])
            assert spans[other] == pytest.approx([low, high])
            assert (dots[other].get_markerfacecolor() != "white") == (not low <= 0 <= high)
            (text,) = re.findall(rf"{label} \[{unit}\]: [^;]*\b{other} ([+-]?[\d,.]*\d)", picture.alt)
            assert_reads(text, mean)
        assert [text.get_text() for text in axes.texts] == ["← worse", "better →"]  # more is better
