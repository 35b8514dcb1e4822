"""Claims over a space are played point by point; what was played is never played again, and never taken for another."""

import json
import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from retainsim.claims.kit import exploration
from retainsim.claims.kit.claim import Claim
from retainsim.claims.kit.exploration import explore
from retainsim.claims.kit.lab import Lab
from retainsim.claims.kit.reach import Reach
from retainsim.claims.kit.space import Space
from retainsim.results.folder.layout import ResultsError
from retainsim.results.folder.lock import locked
from retainsim.scenario import ScenarioError
from retainsim.study.robustness.evidence import MOST

POINTS = 20
SEED = 5


class Stage:
    """Two made-up claims, and who was asked for which worlds."""

    def __init__(self) -> None:
        self.labs: list[Lab] = []
        self.fails_at: int | None = None
        claim = Claim(scenario="isp", experiment="e", figure="f", unit="u", margin=0.5, effect=self.effect)
        self.claims = [replace(claim, identifier=name, declaration=f"of {name}") for name in ("T1", "T2")]

    def effect(self, lab: Lab) -> np.ndarray:
        if self.fails_at is not None and lab.first == self.fails_at * MOST:
            raise KeyboardInterrupt
        self.labs.append(lab)
        values = 2.0 + np.linspace(-0.5, 0.5, lab.replications)
        values[0] = np.nan
        return values


@pytest.fixture
def stage(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Stage:
    rows = np.arange(float(POINTS))[:, None]
    where = Space(["x"], rows, [(f"x={value}",) for value in range(POINTS)], np.ones(POINTS, bool),
                  np.ones(POINTS, bool))
    monkeypatch.setattr(exploration, "space", {"isp": where}.get)
    monkeypatch.setattr(exploration, "digest", {"isp": "of today"}.get)
    monkeypatch.chdir(tmp_path)
    return Stage()


def tried(stage: Stage, folder: str = "runs", **changes: Any) -> dict[str, Reach]:
    return explore([replace(claim, **changes) for claim in stage.claims], Path(folder), SEED)


def lines(folder: str = "runs") -> list[dict[str, Any]]:
    return list(map(json.loads, Path(folder, "points.jsonl").read_text().splitlines()))


def test_every_point_has_worlds_of_its_own_which_claims_share(stage: Stage) -> None:
    found = tried(stage)
    assert {name: (one.points, one.share) for name, one in found.items()} == {"T1": (POINTS, 1.0), "T2": (POINTS, 1.0)}
    assert [lab.first for lab in stage.labs] == [number * MOST for number in range(POINTS) for _ in stage.claims]
    assert {(lab.seed, lab.replications) for lab in stage.labs} == {(SEED, 8)}
    assert [lab.overrides for lab in stage.labs[::2]] == [(f"x={number}",) for number in range(POINTS)]
    shelves = [lab.shelf for lab in stage.labs]
    assert shelves[0] is shelves[1] is not shelves[2]


def test_claims_that_a_session_left_out_are_tried_later(stage: Stage) -> None:
    """An interrupted session of both, one of the first alone, then both again."""
    stage.fails_at = 3
    with pytest.raises(KeyboardInterrupt):
        tried(stage)
    stage.fails_at, both = None, stage.claims
    stage.claims = both[:1]
    tried(stage)
    stage.claims, before = both, len(stage.labs)
    assert {one.points for one in tried(stage).values()} == {POINTS}
    assert len(stage.labs) - before == POINTS - 3


def test_a_line_for_what_they_have_in_common_and_one_for_each_point(stage: Stage) -> None:
    tried(stage)
    first, *points = lines()
    assert first["space"] == "of today"
    assert first["claims"] == {"T1": "of T1", "T2": "of T2"}
    assert [one["point"] for one in points] == list(range(POINTS))
    assert points[3]["effects"]["T2"][0][0] is None
    assert points[3]["effects"]["T2"][0][7] == 2.5


def test_what_was_played_is_not_played_again(stage: Stage) -> None:
    before = tried(stage)
    stage.labs.clear()
    assert tried(stage) == before
    assert stage.labs == []
    assert explore(stage.claims[1:], Path("runs"), SEED) == {"T2": before["T2"]}


def test_an_interruption_loses_one_point_at_most(stage: Stage) -> None:
    stage.fails_at = 7
    with pytest.raises(KeyboardInterrupt):
        tried(stage)
    assert len(lines()) == 1 + 7
    stage.fails_at = None
    stage.labs.clear()
    there = tried(stage)
    assert {lab.first // MOST for lab in stage.labs} == set(range(7, POINTS))
    assert there == tried(stage, "whole")
    assert Path("runs/points.jsonl").read_bytes() == Path("whole/points.jsonl").read_bytes()


@pytest.mark.parametrize("torn", [1, 20, 250])
def test_a_line_that_is_torn_is_played_again(torn: int, stage: Stage) -> None:
    whole = tried(stage)
    file = Path("runs/points.jsonl")
    content = file.read_bytes()
    file.write_bytes(content[:-torn])
    stage.labs.clear()
    assert tried(stage) == whole
    assert {lab.first // MOST for lab in stage.labs} == {POINTS - 1}
    assert file.read_bytes() == content


def test_a_torn_beginning_is_no_beginning(stage: Stage) -> None:
    Path("runs").mkdir()
    Path("runs/points.jsonl").write_text('{"scenario": "is')
    tried(stage)
    assert len(lines()) == 1 + POINTS


@pytest.mark.parametrize(("change", "wanted"), [
    (lambda head: head.update(space="of then"), "has points of another space"),
    (lambda head: head.update(scenario="other"), "has points of another space"),
    (lambda head: head.update(tried_at="others"), "has points of another space"),
    (lambda head: head.update(judged_by="retainsim 0.1.0"), "was begun by retainsim 0.1.0; this is retainsim"),
    (lambda head: head.update(seed=6), "has worlds of another seed, or other numbers of worlds"),
    (lambda head: head.update(looks=[4]), "has worlds of another seed, or other numbers of worlds"),
    (lambda head: head["claims"].pop("T2"), "was begun without T2"),
    (lambda head: head["claims"].update(T1="of then"), "has points of T1 as declared before; now declared otherwise"),
])
def test_a_folder_of_something_else_is_refused(change: Callable[[dict[str, Any]], None], wanted: str, stage: Stage,
                                               ) -> None:
    tried(stage)
    file = Path("runs/points.jsonl")
    head, rest = file.read_text().split("\n", 1)
    other = json.loads(head)
    change(other)
    file.write_text(f"{json.dumps(other)}\n{rest}")
    before = file.read_bytes()
    with pytest.raises(ScenarioError) as refusal:
        tried(stage)
    assert f"--space runs\n  {wanted}" in str(refusal.value)
    assert "Name another folder." in str(refusal.value)
    assert file.read_bytes() == before


@pytest.mark.parametrize("content", ["mine\n", "[]\n", '{"claims": 3}\n', '{}\n{"point": 1}\n', '{}\nmine\n{}\n'])
def test_a_file_that_is_damaged_is_refused(content: str, stage: Stage) -> None:
    Path("runs").mkdir()
    Path("runs/points.jsonl").write_text(content)
    with pytest.raises(ScenarioError, match=r"has a damaged points\.jsonl"):
        tried(stage)
    assert Path("runs/points.jsonl").read_text() == content


def test_a_folder_of_other_files_is_refused(stage: Stage) -> None:
    Path("full").mkdir()
    Path("full/mine.txt").touch()
    Path("file").touch()
    for name in ("full", "file"):
        with pytest.raises(ScenarioError, match="is neither empty nor a folder of points of a space"):
            tried(stage, name)
    assert [path.name for path in Path("full").iterdir()] == ["mine.txt"]


def test_claims_of_several_scenarios_are_refused(stage: Stage) -> None:
    stage.claims[1] = replace(stage.claims[1], scenario="other")
    with pytest.raises(ScenarioError, match="holds one scenario; T2 is played in another one"):
        tried(stage)
    assert not Path("runs").exists()


def test_two_sessions_in_one_folder_are_one_too_many(stage: Stage) -> None:
    tried(stage)
    other = locked(Path("runs"), "session of claims")
    with pytest.raises(ResultsError, match="Another session of claims is being played into runs"):
        tried(stage)
    os.close(other)
    tried(stage)


def test_a_disk_that_takes_nothing_is_told(stage: Stage) -> None:
    Path("file").touch()
    with pytest.raises(ResultsError, match="cannot be written"):
        tried(stage, "file/runs")
