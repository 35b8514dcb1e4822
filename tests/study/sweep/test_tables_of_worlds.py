"""What a sweep keeps beside its rows, if it is asked to: the tables of every world, whatever interrupts it."""

import errno
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from retainsim.results.folder import parcels, shards
from retainsim.results.folder.layout import EXPERIMENT, ResultsError
from retainsim.scenario import ScenarioError, change
from retainsim.study.compare import compare
from retainsim.study.setup.request import Request
from retainsim.study.sweep import session
from retainsim.study.sweep.again import rerun_row
from retainsim.study.sweep.plan import plan
from retainsim.study.sweep.session import Sweep, sweep

from .test_sweep import EXPERIMENT as TEXT
from .test_sweep import POINTS, disk_with, experiment, interrupted

FILES = ("replications.parquet", "weeks.parquet", "events.parquet")
BOTH = ("weeks", "events")


def kept_in(folder: Path) -> list[bytes]:
    return [(folder / name).read_bytes() for name in FILES]


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Sweep:
    """An uninterrupted sweep that keeps both."""
    folder = tmp_path_factory.mktemp("whole")
    return sweep(experiment(folder), folder / "rows", keep=BOTH)


def test_a_world_has_the_tables_of_a_results_folder(whole: Sweep, tmp_path: Path) -> None:
    compare(change(whole.experiment.scenario, whole.experiment.point(2)), Request(replications=3, out=tmp_path / "one"))
    for name in FILES[1:]:
        mine, there = (pq.read_table(folder / name) for folder in (whole.folder, tmp_path / "one"))
        assert mine.column_names == ["scenario", "point", *there.column_names[1:]]
        assert mine.drop_columns(["point"]).schema.equals(there.schema, check_metadata=True)
        mine = mine.filter(pa.compute.equal(mine["point"], 2)).drop_columns(["point"])
        order = ["strategy", "replication", "week"]
        pandas_of = [table.to_pandas().astype({"strategy": str}).sort_values(order, kind="stable", ignore_index=True)
                     for table in (mine, there)]
        assert len(pandas_of[0]) > 12
        assert pandas_of[0].astype(str).equals(pandas_of[1].astype(str))


def test_worlds_stand_in_the_order_of_rows(whole: Sweep) -> None:
    rows = whole.rows.select(["point", "replication", "strategy"]).to_pylist()
    weeks = pq.read_table(whole.folder / "weeks.parquet").select(["point", "replication", "strategy", "week"])
    assert weeks.to_pylist() == [{**row, "week": week} for row in rows for week in range(12)]
    assert len(rows) == POINTS * 3 * 2


def test_rows_are_those_of_a_sweep_without_tables(whole: Sweep, tmp_path: Path) -> None:
    without = sweep(experiment(tmp_path), tmp_path / "rows")
    assert without.rows.equals(whole.rows)
    assert not any((tmp_path / "rows" / name).exists() for name in FILES[1:])
    assert not rerun_row(whole.folder, 5).differences


def test_only_what_is_asked_for_is_kept(whole: Sweep, tmp_path: Path) -> None:
    sweep(experiment(tmp_path), tmp_path / "rows", keep=["events"], threads=1)
    assert (tmp_path / "rows" / "events.parquet").read_bytes() == (whole.folder / "events.parquet").read_bytes()
    assert not (tmp_path / "rows" / "weeks.parquet").exists()


@pytest.mark.parametrize("after", [0, 1, 7, 11])
def test_tables_go_on_after_an_interruption(after: int, whole: Sweep, tmp_path: Path) -> None:
    mine = experiment(tmp_path)
    with pytest.raises(KeyboardInterrupt):
        sweep(mine, tmp_path / "rows", keep=BOTH, crew=interrupted(after, KeyboardInterrupt()))
    sweep(mine, tmp_path / "rows", resume=True, keep=["events", "weeks"])
    assert kept_in(tmp_path / "rows") == kept_in(whole.folder)


def test_a_batch_that_is_cut_off_takes_its_tables_with_it(whole: Sweep, tmp_path: Path) -> None:
    mine = experiment(tmp_path)
    sweep(mine, tmp_path / "rows", keep=BOTH)
    shard = tmp_path / "rows" / "shards" / "00001.arrows"
    all_of_it = shard.read_bytes()
    for size in (0, 7, len(all_of_it) // 2, len(all_of_it) - 60):
        for path in shard.parent.iterdir():
            path.unlink()
        shard.write_bytes(all_of_it[:size])
        sweep(mine, tmp_path / "rows", resume=True, keep=BOTH)
        assert kept_in(tmp_path / "rows") == kept_in(whole.folder)


def test_tables_are_those_of_as_many_worlds_as_there_are_rows(tmp_path: Path) -> None:
    half = sweep(experiment(tmp_path, TEXT + "[budget]\nworlds = 10\n"), tmp_path / "rows", threads=1, keep=["weeks"])
    weeks = pq.read_table(half.folder / "weeks.parquet")
    assert len(weeks) == 12 * len(half.rows) == 12 * 10
    more = sweep(experiment(tmp_path, points="6"), tmp_path / "rows", resume=True, keep=["weeks"])
    other = sweep(experiment(tmp_path, points="6"), tmp_path / "other", keep=["weeks"])
    assert (more.folder / "weeks.parquet").read_bytes() == (other.folder / "weeks.parquet").read_bytes()


def test_portions_change_no_value(whole: Sweep, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parcels, "ROWS", 1)  # a world at a time
    sweep(experiment(tmp_path), tmp_path / "rows", keep=BOTH)
    for name in FILES[1:]:
        file = pq.ParquetFile(tmp_path / "rows" / name)
        assert file.num_row_groups == len(whole.rows)
        assert file.read().to_pylist() == pq.read_table(whole.folder / name).to_pylist()


def test_a_world_that_fails_has_a_row_and_no_tables(tmp_path: Path) -> None:
    mine = TEXT.replace("strategies.nurture.care_focus", "clients.status.served_by_firm")
    text = mine.replace("high = 1\n", "high = 20\n") + (
        '[design.factors."clients.status.organisations"]\nlow = 14\nhigh = 20\n')
    done = sweep(experiment(tmp_path, text, points="16"), tmp_path / "rows", keep=BOTH)
    rows = done.rows.to_pandas()
    weeks = pq.read_table(done.folder / "weeks.parquet").to_pandas()
    assert 0 < done.failures < len(rows)
    assert set(weeks["point"]) == set(rows[rows["error"].isna()]["point"])


def test_tables_of_no_world_have_their_columns(whole: Sweep, tmp_path: Path) -> None:
    sweep(experiment(tmp_path, TEXT + "[budget]\nminutes = 1e-9\n"), tmp_path / "rows", keep=BOTH)
    for name in FILES[1:]:
        empty, full = (pq.read_table(folder / name) for folder in (tmp_path / "rows", whole.folder))
        assert len(empty) == 0
        assert empty.schema.equals(full.schema, check_metadata=True)


def test_a_full_disk_loses_only_what_is_in_flight(whole: Sweep, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
                                                  ) -> None:
    mine, real = experiment(tmp_path), shards.opened
    half = (whole.folder / "shards" / "00001.arrows").stat().st_size // 2
    monkeypatch.setattr(session, "FLUSH_SECONDS", 0.0)
    monkeypatch.setattr(shards, "opened", disk_with(half))
    with pytest.raises(ResultsError, match="No space left on device; what was written before is kept"):
        sweep(mine, tmp_path / "rows", threads=1, keep=BOTH)
    monkeypatch.setattr(shards, "opened", real)
    ended = sweep(mine, tmp_path / "rows", resume=True, keep=BOTH)
    assert 0 < ended.new < len(whole.rows)
    assert kept_in(tmp_path / "rows") == kept_in(whole.folder)


def test_a_disk_that_is_full_for_the_tables_keeps_what_was_played(whole: Sweep, tmp_path: Path,
                                                                  monkeypatch: pytest.MonkeyPatch) -> None:
    def full(path: Path) -> Any:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(parcels, "opened", full)
    with pytest.raises(ResultsError, match="No space left on device; what was written before is kept"):
        sweep(experiment(tmp_path), tmp_path / "rows", keep=BOTH)
    assert sorted(path.name for path in (tmp_path / "rows").glob("*.parquet")) == ["points.parquet"]
    monkeypatch.undo()
    assert sweep(experiment(tmp_path), tmp_path / "rows", resume=True, keep=BOTH).new == 0
    assert kept_in(tmp_path / "rows") == kept_in(whole.folder)


@pytest.mark.parametrize(("before", "now", "message"), [
    ((), ("weeks",), "was begun with no --keep, now there is --keep weeks: some worlds would lack their tables"),
    (BOTH, ("weeks",), "was begun with --keep weeks,events, now there is --keep weeks"),
    (("weeks",), (), "now there is no --keep: some worlds would lack their tables. Go on with --keep weeks, or play")])
def test_other_tables_are_refused(before: Sequence[str], now: Sequence[str], message: str, tmp_path: Path) -> None:
    sweep(experiment(tmp_path), tmp_path / "rows", keep=before)
    with pytest.raises(ResultsError, match=message):
        sweep(experiment(tmp_path), tmp_path / "rows", resume=True, keep=now)


def test_a_folder_from_before_there_were_tables_goes_on(tmp_path: Path) -> None:
    sweep(experiment(tmp_path), tmp_path / "rows")
    file = tmp_path / "rows" / EXPERIMENT
    file.write_text(file.read_text("utf-8").replace(',\n  "keep": []', ""), "utf-8")
    assert "keep" not in file.read_text("utf-8")
    assert sweep(experiment(tmp_path), tmp_path / "rows", resume=True).new == 0


def test_a_table_that_there_is_none_is_refused(tmp_path: Path) -> None:
    for wanted in (plan, lambda mine, keep: sweep(mine, tmp_path / "rows", keep=keep)):
        with pytest.raises(ScenarioError,
                           match=r'--keep "week"\n  is no table .*: weeks, events\. Did you mean weeks\?'):
            wanted(experiment(tmp_path), keep=["week"])  # type: ignore[operator]
    assert not (tmp_path / "rows").exists()


def test_the_plan_says_how_large_it_becomes(whole: Sweep) -> None:
    wanted = plan(whole.experiment, keep=BOTH)
    files = [path for path in whole.folder.rglob("*") if path.name in FILES or path.suffix == ".arrows"]
    actual = sum(path.stat().st_size for path in files)
    assert wanted.bytes == wanted.bytes_per_world * wanted.worlds
    assert actual / 3 < wanted.bytes < actual * 3  # of so few worlds what files say of their columns is a large part
    assert plan(whole.experiment).bytes_per_world < wanted.bytes_per_world
