"""Every point has worlds of its own, as many as the decision takes; whatever interrupts it, the answer is the same."""

import itertools
from collections.abc import Callable, Generator, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow.parquet as pq
import pytest

from cli.tiny import TINY
from retainsim.experiment import Experiment, load_experiment
from retainsim.results.folder.layout import ResultsError
from retainsim.results.folder.shards import Row
from retainsim.scenario import ScenarioError
from retainsim.study.robustness.answer import Robustness, robustness
from retainsim.study.robustness.evidence import FAILS, HOLDS, MOST, OPEN
from retainsim.study.robustness.statement import Statement, statement_about, with_budget
from retainsim.study.sweep.again import rerun_row
from retainsim.study.sweep.session import sweep
from retainsim.study.sweep.table import SweepRows
from retainsim.study.sweep.units import Job, Unit, key, play_unit

FOCUS = "strategies.nurture.care_focus"
HOURS = "rivals.attacker.courting_hours_per_week"
POINTS = 16
EXPERIMENT = f"""
scenario = "tiny.toml"
weeks = 12
strategies = ["status-quo", "nurture"]
kpis = ["cash_end", "clients_end", "insolvent"]
[design]
kind = "sobol"
points = {POINTS}
[design.factors."{HOURS}"]
low = 0
high = 80
[design.factors."{FOCUS}"]
low = 0
high = 1
"""
CASH = Statement("cash_end", "nurture", "status-quo")
Crew = Callable[[Job, Iterator[Unit]], Generator[list[Row], None, None]]


def experiment(folder: Path, text: str = EXPERIMENT, *, first: str = "") -> Experiment:
    (folder / "tiny.toml").write_text(TINY, "utf-8")
    (folder / "mine.toml").write_text(first + text, "utf-8")
    return load_experiment(folder / "mine.toml")


def planted(mine: Experiment, gap: Callable[[float, np.random.Generator], float], after: int | None = None,
            units_of: list[Unit] | None = None) -> Crew:
    """A crew that plays nothing: `nurture` has a gap in cash that depends on its focus and the luck of the world."""
    count = itertools.count()  # over all looks
    focus = {key(mine.point(number)): row[1] for number, row in enumerate(mine.rows)}

    def crew(job: Job, units: Iterator[Unit]) -> Generator[list[Row], None, None]:
        for unit in units:
            if next(count) == after:
                raise KeyboardInterrupt
            if units_of is not None:
                units_of.append(unit)
            one = key(unit.points[0])
            value = gap(focus[one], np.random.default_rng(unit.replication))
            yield [Row(one, name, unit.replication, None if np.isfinite(value) else "it broke",
                       np.array([value * (name == "nurture"), 0.0, 0.0]) if np.isfinite(value) else None)
                   for name in job.strategies]
    return crew


def half(focus: float, luck: np.random.Generator) -> float:
    """Better where the focus is above a half, by a difference that is small near it."""
    return focus - 0.5 + luck.normal(0, 0.3)


def told(answer: Robustness) -> dict[str, Any]:
    return {name: value for name, value in asdict(answer).items() if name != "new"}


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Robustness]:
    """A statement that holds in half of a space, played without interruption."""
    folder = tmp_path_factory.mktemp("whole")
    mine = experiment(folder)
    return folder / "rows", robustness(mine, folder / "rows", CASH, crew=planted(mine, half))


def test_the_share_of_a_plane_that_is_known(whole: tuple[Path, Robustness]) -> None:
    _, answer = whole
    assert answer.low < 0.5 < answer.high
    assert answer.share == pytest.approx(0.5, abs=0.1)
    for point, focus in zip(answer.points, answer.factors[FOCUS], strict=True):
        if point.decision != OPEN:
            assert (point.decision == HOLDS) == (focus > 0.5)
    assert answer.correlations[0].factor == FOCUS
    assert answer.correlations[0].low > 0.8


def test_worlds_go_where_the_decision_is_open(whole: tuple[Path, Robustness]) -> None:
    _, answer = whole
    focus, worlds = np.array(answer.factors[FOCUS]), np.array([point.worlds for point in answer.points])
    assert set(worlds) <= set(answer.looks)
    assert worlds[np.abs(focus - 0.5).argmax()] == answer.looks[0]
    assert worlds[np.abs(focus - 0.5).argmin()] == worlds.max()
    assert answer.worlds == 2 * worlds.sum() == answer.new


def test_every_point_has_worlds_of_its_own(whole: tuple[Path, Robustness]) -> None:
    rows = pq.read_table(whole[0] / "replications.parquet").to_pandas()
    assert rows.groupby("replication")["point"].nunique().max() == 1
    assert (rows.groupby(["point", "replication"])["strategy"].nunique() == 2).all()  # which strategies share
    assert (rows["replication"] // MOST == rows["point"]).all()


@pytest.mark.parametrize("after", [0, 7, 165, 200])
def test_an_interruption_changes_nothing(after: int, whole: tuple[Path, Robustness], tmp_path: Path) -> None:
    """In the first look of 160 worlds, between two looks or in the middle of the second."""
    mine = experiment(tmp_path)
    with pytest.raises(KeyboardInterrupt):
        robustness(mine, tmp_path / "rows", CASH, crew=planted(mine, half, after))
    ended = robustness(mine, tmp_path / "rows", CASH, resume=True, crew=planted(mine, half))
    assert told(ended) == told(whole[1])
    assert ended.new == whole[1].new - 2 * after
    assert (tmp_path / "rows/replications.parquet").read_bytes() == (
        whole[0] / "replications.parquet").read_bytes()


@pytest.mark.parametrize("after", [165, 200])
def test_an_interruption_changes_nothing_under_a_budget(after: int, tmp_path: Path) -> None:
    mine = with_budget(experiment(tmp_path), 501)
    once = robustness(mine, tmp_path / "once", CASH, crew=planted(mine, half))
    assert 400 < once.worlds <= 501
    assert not once.is_finished
    with pytest.raises(KeyboardInterrupt):
        robustness(mine, tmp_path / "rows", CASH, crew=planted(mine, half, after))
    assert told(robustness(mine, tmp_path / "rows", CASH, resume=True, crew=planted(mine, half))) == told(once)
    more = with_budget(mine, 10_000)
    whole = robustness(more, tmp_path / "whole", CASH, crew=planted(mine, half))
    assert told(robustness(more, tmp_path / "rows", CASH, resume=True, crew=planted(mine, half))) == told(whole)


def test_another_statement_uses_the_same_worlds(whole: tuple[Path, Robustness], tmp_path: Path) -> None:
    mine = experiment(tmp_path)
    other = Statement("cash_end", "status-quo", "nurture", -0.2)  # focus below 0.7
    units: list[Unit] = []
    robustness(mine, tmp_path / "rows", CASH, crew=planted(mine, half, units_of=units))
    again = robustness(mine, tmp_path / "rows", other, resume=True, crew=planted(mine, half, units_of=units))
    assert len(set(units)) == len(units)
    fresh = robustness(mine, tmp_path / "fresh", other, crew=planted(mine, half))
    assert [point.decision for point in again.points] == [point.decision for point in fresh.points]
    assert (again.share, again.low, again.high) == (fresh.share, fresh.low, fresh.high)
    assert again.worlds > fresh.worlds


def test_a_tie_everywhere_is_not_shown(tmp_path: Path) -> None:
    mine = experiment(tmp_path)
    answer = robustness(mine, tmp_path / "rows", CASH, crew=planted(mine, lambda *_: 0.0))
    assert answer.count(FAILS) == POINTS
    assert answer.share < 0.001
    assert (answer.low, answer.high) == (0.0, pytest.approx(0.1936, abs=0.001))  # Wilson's for 0 of 16
    assert answer.new == POINTS * 10 * 2


def test_worlds_that_fail_are_counted(tmp_path: Path) -> None:
    mine = experiment(tmp_path)
    answer = robustness(mine, tmp_path / "rows", CASH, crew=planted(
        mine, lambda _, luck: luck.choice([5.0, 6.0, np.nan], p=[0.4, 0.4, 0.2])))
    assert answer.count(HOLDS) == POINTS
    assert answer.undefined * 2 == answer.failures > 0


def test_a_point_without_the_figure_is_left_out(tmp_path: Path) -> None:
    mine = experiment(tmp_path, EXPERIMENT.replace("points = 16", "points = 20"))
    lowest = min(row[1] for row in mine.rows)
    answer = robustness(mine, tmp_path / "rows", CASH, crew=planted(
        mine, lambda focus, luck: np.nan if focus == lowest else 5 + luck.normal()))
    assert answer.unknown == 1
    assert (answer.count(HOLDS), answer.count(OPEN)) == (19, 1)
    assert [point.chance for point in answer.points].count(None) == 1


def test_too_many_points_without_the_figure_are_an_error(tmp_path: Path) -> None:
    mine = experiment(tmp_path)
    with pytest.raises(ResultsError, match="0 of 16 points have cash_end of both strategies"):
        robustness(mine, tmp_path / "rows", CASH, crew=planted(mine, lambda *_: np.nan))


def test_what_would_decide_the_rest(tmp_path: Path) -> None:
    """Differences of 0.06 with a spread of 1: by hand, some (2.64 / 0.06)^2 worlds; at the margin itself too many."""
    mine = experiment(tmp_path)
    answer = robustness(mine, tmp_path / "rows", CASH, crew=planted(
        mine, lambda focus, luck: (0.06 if focus > 0.5 else 0.0) + luck.normal()))
    assert answer.is_finished
    assert answer.count(OPEN) >= 8
    assert answer.further.points + answer.further.at_margin == answer.count(OPEN)
    assert answer.further.replications <= 10_000


def test_the_folder_is_that_of_a_sweep(tmp_path: Path) -> None:
    """Really played: a row again, what moves the figure; the worlds are those of `compare`, elsewhere in the list."""
    mine = experiment(tmp_path)
    answer = robustness(mine, tmp_path / "rows", Statement("insolvent", "nurture", "status-quo"))
    assert answer.count(FAILS) == POINTS  # nobody is
    rows = pq.read_table(tmp_path / "rows/replications.parquet").to_pandas()
    again = rerun_row(tmp_path / "rows", 25)
    assert again.differences == []
    assert (again.point, again.replication) == (1, MOST + 2)
    table = SweepRows.of(tmp_path / "rows")
    assert len(table.answers(table.question("cash_end", ["nurture"])).means) == POINTS
    unit, = play_unit(Job.of(mine), Unit((mine.point(3),), 3 * MOST + 4))[1:]
    assert unit.kpis is not None
    mine_there = rows[(rows["replication"] == 3 * MOST + 4) & (rows["strategy"] == "nurture")]
    assert mine_there["cash_end"].item() == unit.kpis[0]


def test_a_folder_of_the_other_command_is_refused(whole: tuple[Path, Robustness], tmp_path: Path) -> None:
    mine = experiment(tmp_path)
    with pytest.raises(ResultsError, match="was begun by another command: sweep plays all points in the same worlds"):
        sweep(mine, whole[0], resume=True)
    sweep(mine, tmp_path / "swept", crew=planted(mine, half))
    with pytest.raises(ResultsError, match="was begun by another command"):
        robustness(mine, tmp_path / "swept", CASH, resume=True)


def test_points_that_are_the_same_count_once(tmp_path: Path) -> None:
    (tmp_path / "points.csv").write_text(f"{HOURS},{FOCUS}\n" + "".join(
        f"40,{0.05 * (number // 2)}\n" for number in range(40)), "utf-8")
    mine = experiment(tmp_path, EXPERIMENT.partition("[design]")[0] + '[design]\nkind = "list"\nfile = "points.csv"\n')
    answer = robustness(mine, tmp_path / "rows", CASH, crew=planted(mine, half))
    assert [point.point for point in answer.points] == list(range(0, 40, 2))


@pytest.mark.parametrize(("old", "new", "message"), [
    ('kind = "sobol"', 'kind = "saltelli"', "has points in lines, which are no sample of the space"),
    ("weeks = 12", 'weeks = 12\nprecision = "5%"', "asks for equally narrow intervals"),
    ("weeks = 12", "weeks = 12\nreplications = 5000", "allowed: at most 4,096"),
    ("points = 16", "points = 15", "has 15 different points; a share of a space takes 16 at least"),
    ("weeks = 12", "weeks = 12\nbudget = { worlds = 319 }",
     "--worlds 319 is not enough for a first look at every point, 10 worlds under each strategy, which takes 320"),
])
def test_an_experiment_that_is_no_sample_is_refused(old: str, new: str, message: str, tmp_path: Path) -> None:
    mine = experiment(tmp_path, EXPERIMENT.replace(old, new))
    with pytest.raises(ScenarioError) as refused:
        robustness(mine, tmp_path / "rows", CASH)
    assert message in " ".join(str(refused.value).split())
    assert not (tmp_path / "rows").exists()


@pytest.mark.parametrize(("kpi", "strategies", "margin", "message"), [
    ("value_end", None, 0.0, '--kpi "value_end" is not kept here; allowed: cash_end, clients_end, insolvent.'),
    (None, ["nurture"], 0.0, "must name two different strategies, the better one first"),
    (None, ["nurture", "nurture"], 0.0, "must name two different strategies"),
    (None, ["nurture", "stasus-quo"], 0.0, '--strategies "stasus-quo" is not in this experiment; there are:'),
    (None, None, float("nan"), "--margin nan must be a number, in the unit of the KPI"),
])
def test_a_statement_that_means_nothing_is_refused(kpi: str | None, strategies: list[str] | None, margin: float,
                                                   message: str, tmp_path: Path) -> None:
    with pytest.raises(ScenarioError) as refused:
        statement_about(experiment(tmp_path), kpi, strategies, margin)
    assert message in " ".join(str(refused.value).split())


def test_the_statement_that_is_meant_if_nothing_is_said(tmp_path: Path) -> None:
    assert statement_about(experiment(tmp_path), None, None, 0) == Statement("cash_end", "status-quo", "nurture", 0.0)


def test_less_may_be_better() -> None:
    assert Statement("insolvent", "a", "b").sign == -1
