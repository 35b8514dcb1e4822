"""Sweeps: whatever interrupts one, its rows are those of an uninterrupted one."""

import errno
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow.parquet as pq
import pytest

from cli.tiny import TINY
from retainsim.experiment import Experiment, load_experiment
from retainsim.results.folder import shards
from retainsim.results.folder.layout import ResultsError
from retainsim.results.folder.provenance import read_provenance
from retainsim.results.folder.shards import Row
from retainsim.scenario import ScenarioError, change
from retainsim.study.compare import compare
from retainsim.study.setup.request import Request
from retainsim.study.sweep import ledger, session
from retainsim.study.sweep.again import rerun_row
from retainsim.study.sweep.session import Sweep, sweep
from retainsim.study.sweep.units import Job, Unit, play_unit

HOURS = "rivals.attacker.courting_hours_per_week"
POINTS = 4
EXPERIMENT = f"""
scenario = "tiny.toml"
weeks = 12
replications = 3
strategies = ["status-quo", "nurture"]
[design]
kind = "sobol"
points = {POINTS}
[design.factors."{HOURS}"]
low = 0
high = 80
[design.factors."strategies.nurture.care_focus"]
low = 0
high = 1
"""


def experiment(folder: Path, text: str = EXPERIMENT, **changes: str) -> Experiment:
    for old, new in changes.items():
        text = "\n".join(f"{old} = {new}" if line.startswith(f"{old} =") else line for line in text.splitlines())
    (folder / "tiny.toml").write_text(TINY, "utf-8")
    (folder / "mine.toml").write_text(text, "utf-8")
    return load_experiment(folder / "mine.toml")


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Sweep:
    """An uninterrupted sweep."""
    folder = tmp_path_factory.mktemp("whole")
    return sweep(experiment(folder), folder / "rows")


def test_the_provenance_says_how_many_replications_there_are_and_when_it_ended(whole: Sweep, tmp_path: Path) -> None:
    provenance = read_provenance(whole.folder)
    assert provenance["replications"] == 3
    assert provenance["finished"] >= provenance["started"]
    sweep(experiment(tmp_path), tmp_path / "rows")
    sweep(experiment(tmp_path, replications="5"), tmp_path / "rows", resume=True)
    assert read_provenance(tmp_path / "rows")["replications"] == 5


def table_of(folder: Path) -> bytes:
    return (folder / "replications.parquet").read_bytes()


def interrupted(after: int, error: BaseException) -> Any:
    """A crew that fails after so many units."""
    def crew(job: Job, units: Iterator[Unit]) -> Generator[list[Row], None, None]:
        for number, unit in enumerate(units):
            if number == after:
                raise error
            yield play_unit(job, unit)
    return crew


def disk_with(room: int) -> Any:
    """Opens files on a disk that takes so many bytes of each."""
    real = shards.opened

    class Full:
        def __init__(self, path: Path) -> None:
            self._stream, self.left = real(path), room

        def write(self, data: Any) -> int:
            self.left -= len(data)
            if self.left < 0:
                raise OSError(errno.ENOSPC, "No space left on device")
            return self._stream.write(data)

        def __getattr__(self, name: str) -> Any:
            return getattr(self._stream, name)

    return Full


def test_a_row_for_every_point_strategy_and_replication(whole: Sweep) -> None:
    rows = whole.rows.to_pydict()
    strategies = whole.experiment.strategies
    assert [(rows["point"][n], rows["replication"][n], rows["strategy"][n]) for n in range(len(whole.rows))] == [
        (point, replication, strategy) for point in range(POINTS) for replication in range(3)
        for strategy in strategies]
    assert rows[HOURS][::6] == [row[0] for row in whole.experiment.rows]
    assert whole.failures == 0
    assert pq.read_table(whole.folder / "replications.parquet").equals(whole.rows)


def test_a_row_is_what_compare_gives_at_its_point(whole: Sweep) -> None:
    changed = change(whole.experiment.scenario, whole.experiment.point(2))
    expected = compare(changed, Request(replications=3))
    rows = whole.rows.to_pandas()
    for strategy, kpis in expected.values.items():
        mine = rows[(rows["point"] == 2) & (rows["strategy"] == strategy)]
        for kpi in whole.experiment.kpis:
            np.testing.assert_array_equal(mine[kpi].to_numpy(float), kpis[kpi])


@pytest.mark.parametrize("threads", [1, 2, 3])
def test_threads_change_nothing(threads: int, whole: Sweep, tmp_path: Path) -> None:
    assert sweep(experiment(tmp_path), tmp_path / "rows", threads=threads).rows.equals(whole.rows)


@pytest.mark.parametrize("after", [0, 1, 5, 11])
def test_it_goes_on_after_an_interruption(after: int, whole: Sweep, tmp_path: Path) -> None:
    mine = experiment(tmp_path)
    with pytest.raises(KeyboardInterrupt):
        sweep(mine, tmp_path / "rows", crew=interrupted(after, KeyboardInterrupt()))
    ended = sweep(mine, tmp_path / "rows", resume=True)
    assert ended.new == len(whole.rows) - 2 * after
    assert table_of(tmp_path / "rows") == table_of(whole.folder)


def test_nothing_is_played_twice(whole: Sweep, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    mine = experiment(tmp_path)
    sweep(mine, tmp_path / "rows")
    assert sweep(mine, tmp_path / "rows", resume=True, crew=interrupted(0, AssertionError())).new == 0
    more = experiment(tmp_path, points="7", replications="4")
    ended = sweep(more, tmp_path / "rows", resume=True)
    assert ended.new == (7 * 4 - 4 * 3) * 2
    other = tmp_path / "other"
    sweep(more, other)
    assert table_of(tmp_path / "rows") == table_of(other)


def test_partial_results_are_balanced(tmp_path: Path) -> None:
    mine = experiment(tmp_path)
    with pytest.raises(KeyboardInterrupt):
        sweep(mine, tmp_path / "rows", crew=interrupted(2 * POINTS, KeyboardInterrupt()))
    half = sweep(experiment(tmp_path, EXPERIMENT + "[budget]\nworlds = 1\n"), tmp_path / "rows", resume=True)
    counts = half.rows.to_pandas().groupby("point").size()
    assert (counts == 2 * 2).all()
    assert len(counts) == POINTS


def test_the_budget_ends_a_session(tmp_path: Path) -> None:
    first = sweep(experiment(tmp_path, EXPERIMENT + "[budget]\nworlds = 10\n"), tmp_path / "rows", threads=1)
    assert first.new == len(first.rows) == 10
    assert (first.planned, first.worlds) == (24, 10)
    assert sweep(experiment(tmp_path), tmp_path / "rows", resume=True).new == 14


def test_the_budget_in_minutes_ends_a_session(tmp_path: Path) -> None:
    assert sweep(experiment(tmp_path, EXPERIMENT + "[budget]\nminutes = 1e-9\n"), tmp_path / "rows").new == 0


def test_a_batch_that_is_cut_off_is_played_again(whole: Sweep, tmp_path: Path) -> None:
    mine = experiment(tmp_path)
    sweep(mine, tmp_path / "rows")
    shard = tmp_path / "rows" / "shards" / "00001.arrows"
    whole_shard = shard.read_bytes()
    for size in (0, 1, 7, len(whole_shard) // 2, len(whole_shard) - 60):
        shard.write_bytes(whole_shard[:size])
        for later in shard.parent.iterdir():
            if later != shard:
                later.unlink()
        sweep(mine, tmp_path / "rows", resume=True)
        assert table_of(tmp_path / "rows") == table_of(whole.folder)


def test_a_foreign_file_is_left_alone_and_told(whole: Sweep, tmp_path: Path) -> None:
    mine = experiment(tmp_path)
    sweep(mine, tmp_path / "rows")
    foreign = tmp_path / "rows" / "shards" / "notes.txt"
    foreign.write_text("mine")
    again = sweep(mine, tmp_path / "rows", resume=True)
    assert again.foreign == ("notes.txt",)
    assert foreign.read_text() == "mine"
    assert again.rows.equals(whole.rows)


def test_a_full_disk_loses_nothing_that_was_written(whole: Sweep, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
                                                    ) -> None:
    mine, real = experiment(tmp_path), shards.opened
    monkeypatch.setattr(session, "FLUSH_SECONDS", 0.0)
    monkeypatch.setattr(shards, "opened", disk_with(20_000))
    with pytest.raises(ResultsError, match="No space left on device; what was written before is kept"):
        sweep(mine, tmp_path / "rows", threads=1)
    monkeypatch.setattr(shards, "opened", real)
    ended = sweep(mine, tmp_path / "rows", resume=True)
    assert 0 < ended.new < len(whole.rows)
    assert table_of(tmp_path / "rows") == table_of(whole.folder)


def test_a_point_that_fails_is_a_row_with_its_error(tmp_path: Path) -> None:
    mine = EXPERIMENT.replace("strategies.nurture.care_focus", "clients.status.served_by_firm")
    text = mine.replace("high = 1\n", "high = 20\n") + (
        '[design.factors."clients.status.organisations"]\nlow = 14\nhigh = 20\n')
    done = sweep(experiment(tmp_path, text, points="16"), tmp_path / "rows")
    failed = done.rows.to_pandas().groupby("point")["error"].agg(lambda column: column.notna().all())
    served, every = (np.array(done.rows[f"clients.status.{name}"])[::6] for name in ("served_by_firm", "organisations"))
    assert failed.tolist() == (served > every).tolist()
    assert 0 < failed.sum() < 16
    errors = {error for error in done.rows["error"].to_pylist() if error}
    assert all("ScenarioError" in error and "served_by_firm" in error for error in errors)


def test_points_that_differ_in_strategy_share_their_seasoned_world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
                                                                  ) -> None:
    from retainsim.engine import many

    seasoned = []
    real = many.season
    monkeypatch.setattr(many, "season", lambda *args: seasoned.append(args) or real(*args))
    text = EXPERIMENT.replace(f'[design.factors."{HOURS}"]\nlow = 0\nhigh = 80\n', "")
    sweep(experiment(tmp_path, text), tmp_path / "rows")
    assert len(seasoned) == 3  # one for each replication, not for each point


def test_a_precision_takes_as_many_worlds_as_each_point_needs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ledger, "PILOT", 4)
    text = EXPERIMENT.replace("replications = 3", 'replications = 40\nprecision = "40%"')
    whole = sweep(experiment(tmp_path, text), tmp_path / "rows")
    counts = whole.rows.to_pandas().groupby("point").size() // 2
    assert counts.min() >= 4
    assert counts.max() <= 40
    assert counts.nunique() > 1
    with pytest.raises(KeyboardInterrupt):
        sweep(experiment(tmp_path, text), tmp_path / "again", crew=interrupted(20, KeyboardInterrupt()))
    sweep(experiment(tmp_path, text), tmp_path / "again", resume=True)
    assert table_of(tmp_path / "again") == table_of(tmp_path / "rows")


def test_any_row_again_bit_for_bit(whole: Sweep) -> None:
    for row in (0, 7, 23):
        again = rerun_row(whole.folder, row)
        assert again.differences == []
        assert again.changes == whole.experiment.point(again.point)
    with pytest.raises(ScenarioError, match="--row 24"):
        rerun_row(whole.folder, 24)


def test_a_row_that_was_changed_is_noticed(tmp_path: Path) -> None:
    done = sweep(experiment(tmp_path), tmp_path / "rows")
    place = done.rows.column_names.index("cash_end")
    pq.write_table(done.rows.set_column(place, "cash_end", [np.nextafter(done.rows["cash_end"].to_numpy(), np.inf)]),
                   tmp_path / "rows" / "replications.parquet")
    difference, = rerun_row(tmp_path / "rows", 5).differences
    assert difference.startswith("cash_end was ")


def test_points_that_are_the_same_are_played_once_and_stand_as_often_as_they_are(tmp_path: Path) -> None:
    text = EXPERIMENT.replace('kind = "sobol"\npoints = 4', 'kind = "grid"').replace(
        "low = 0\nhigh = 80", "values = [9, 0, 9]").replace("low = 0\nhigh = 1", "values = [0.5]")
    done = sweep(experiment(tmp_path, text), tmp_path / "rows")
    assert (done.new, done.worlds, done.planned) == (12, 12, 12)
    rows = done.rows.to_pandas()
    assert rows[HOURS].tolist() == [9] * 6 + [0] * 6 + [9] * 6
    first, again = (rows[rows["point"] == point].drop(columns="point").reset_index(drop=True) for point in (0, 2))
    assert first.equals(again)
