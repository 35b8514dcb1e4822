"""Sweeps that are refused: another one at work in the folder, another experiment, a senseless wish."""

import json
from pathlib import Path

import pytest

from retainsim.results.folder.layout import ResultsError
from retainsim.scenario import ScenarioError
from retainsim.study.setup.request import Progress
from retainsim.study.sweep.session import sweep

from .test_sweep import EXPERIMENT, experiment


def test_two_sweeps_into_one_folder(tmp_path: Path) -> None:
    mine = experiment(tmp_path)

    def second() -> None:
        with pytest.raises(ResultsError, match="Another sweep is being played into"):
            sweep(mine, tmp_path / "rows", resume=True)

    sweep(mine, tmp_path / "rows", progress=Progress(on_start=second))


@pytest.mark.parametrize(("changes", "message"), [
    ({"weeks": "13"}, "begun with another scenario"), ({"strategies": '["nurture"]'}, "strategies has changed"),
    ({"kind": '"lhs"'}, "design has changed"), ({"points": "3"}, "1 points that are no longer in the design")])
def test_another_experiment_is_refused(changes: dict[str, str], message: str, tmp_path: Path) -> None:
    sweep(experiment(tmp_path), tmp_path / "rows")
    with pytest.raises(ResultsError, match=message):
        sweep(experiment(tmp_path, **changes), tmp_path / "rows", resume=True)


def test_another_version_is_refused(tmp_path: Path) -> None:
    sweep(experiment(tmp_path), tmp_path / "rows")
    provenance = tmp_path / "rows" / "provenance.json"
    provenance.write_text(provenance.read_text().replace('"retainsim": "', '"retainsim": "0.'))
    with pytest.raises(ResultsError, match="its rows would not go together"):
        sweep(experiment(tmp_path), tmp_path / "rows", resume=True)


def test_a_folder_of_something_else_is_refused(tmp_path: Path) -> None:
    (tmp_path / "rows").mkdir()
    (tmp_path / "rows" / "mine.txt").write_text("")
    for resume in (True, False):
        with pytest.raises(ResultsError, match="exists, and holds no sweep"):
            sweep(experiment(tmp_path), tmp_path / "rows", resume=resume)
    sweep(experiment(tmp_path), tmp_path / "other")
    with pytest.raises(ResultsError, match="holds a sweep"):
        sweep(experiment(tmp_path), tmp_path / "other")


@pytest.mark.parametrize("precision", ["a lot", "-5%"])
def test_a_precision_that_is_none_is_refused(precision: str, tmp_path: Path) -> None:
    with pytest.raises(ScenarioError, match=r"mine.toml:4: precision = .*\n  must be a share of the largest"):
        sweep(experiment(tmp_path, EXPERIMENT.replace("weeks = 12", f'weeks = 12\nprecision = "{precision}"')),
              tmp_path / "rows")


def test_a_refused_sweep_touches_nothing_of_the_one_at_work(tmp_path: Path) -> None:
    def files() -> dict[str, bytes]:
        return {path.name: path.read_bytes() for path in (tmp_path / "rows").iterdir() if path.is_file()}

    def second() -> None:
        before = files()
        assert {"points.parquet", "experiment.json"} <= set(before)
        with pytest.raises(ResultsError, match="Another sweep"):
            sweep(experiment(tmp_path, points="9", replications="5"), tmp_path / "rows", resume=True)
        assert files() == before

    sweep(experiment(tmp_path), tmp_path / "rows", progress=Progress(on_start=second))


def test_a_folder_says_what_it_holds_after_it_has_been_extended(tmp_path: Path) -> None:
    sweep(experiment(tmp_path), tmp_path / "rows")
    sweep(experiment(tmp_path, points="5", replications="4"), tmp_path / "rows", resume=True)
    extended = json.loads((tmp_path / "rows" / "experiment.json").read_text("utf-8"))
    assert (extended["design"]["points"], extended["replications"]) == (5, 4)
    sweep(experiment(tmp_path, points="5", replications="4"), tmp_path / "whole")
    assert (tmp_path / "whole" / "experiment.json").read_text() == (tmp_path / "rows" / "experiment.json").read_text()
