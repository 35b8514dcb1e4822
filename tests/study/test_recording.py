"""A results folder holds every world of a comparison, whatever the threads; and all of it is there, or nothing."""

import errno
import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pandas as pd
import polars as pl
import pytest

import retainsim
from retainsim.model.record import COLUMNS
from retainsim.results import store, tables, unfinished
from retainsim.results.dictionary import KPIS
from retainsim.results.folder import FIGURES, FILES, REPORT, ResultsError
from retainsim.scenario import ScenarioError, digest, load
from retainsim.scenario.schema import Scenario
from retainsim.study.again import rerun
from retainsim.study.compare import compare
from retainsim.study.comparison import Comparison
from retainsim.study.single import SingleRun, run_one

from .worlds import small_scenario

REPLICATIONS = 3
KEPT = FILES - {REPORT, FIGURES}
Contents = dict[str, bytes]


@pytest.fixture(scope="module")
def scenario() -> Scenario:
    return small_scenario()


@pytest.fixture(scope="module")
def folder(scenario: Scenario, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("results") / "small"


@pytest.fixture(scope="module")
def comparison(scenario: Scenario, folder: Path) -> Comparison:
    return compare(scenario, replications=REPLICATIONS, threads=1, out=folder, command="as typed")


@pytest.fixture(scope="module")
def world(scenario: Scenario) -> SingleRun:
    return run_one(scenario, "care", replication=1)


pytestmark = pytest.mark.usefixtures("comparison")


def contents(folder: Path) -> Contents:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def short(scenario: Scenario, **more: Any) -> Comparison:
    return compare(scenario, ["care", "hunt"], 4, weeks=5, threads=2, **more)


# ---- what is in it

def test_the_replications_are_those_of_the_comparison(comparison: Comparison, folder: Path) -> None:
    rows = retainsim.open_results(folder).replications()
    assert list(rows) == ["strategy", "replication", *KPIS]
    assert list(rows["strategy"]) == [name for name in ("wait", "care", "hunt") for _ in range(REPLICATIONS)]
    assert list(rows["replication"]) == [0, 1, 2] * 3
    for name in comparison.strategies:
        for kpi in KPIS:
            kept = rows[rows["strategy"] == name][kpi].to_numpy()
            assert kept.tobytes() == comparison.values[name][kpi].tobytes()


def test_the_weeks_are_the_record(folder: Path, world: SingleRun) -> None:
    weeks = retainsim.open_results(folder).weeks()
    one = weeks[(weeks["strategy"] == "care") & (weeks["replication"] == 1)]
    assert list(one["week"]) == list(range(world.scenario.weeks))
    record = one.iloc[:, 3:3 + len(COLUMNS)]
    np.testing.assert_array_equal(record.to_numpy(float), world.trace.series)
    assert [name.removesuffix("_cents") for name in record] == list(COLUMNS)
    assert one["cash_cents"].dtype == np.int64


def test_the_segments_add_up_to_the_record(folder: Path, scenario: Scenario) -> None:
    weeks = retainsim.open_results(folder).weeks()
    assert list(weeks)[3 + len(COLUMNS):] == [
        name for segment in scenario.clients for name in (f"clients_of_{segment}", f"fees_of_{segment}_cents")]
    for each, whole in (("clients_of_{}", "clients"), ("fees_of_{}_cents", "fees_cents")):
        assert weeks[whole].nunique() > 10
        parts = weeks[[each.format(name) for name in scenario.clients]].sum(axis=1)
        pd.testing.assert_series_equal(parts, weeks[whole], check_names=False, check_dtype=False)
    status = [name for name, segment in scenario.clients.items() if segment.status]
    assert (weeks[[f"fees_of_{name}_cents" for name in status]].sum(axis=1) == weeks["status_fees_cents"]).all()


def test_the_key_accounts_are_those_of_the_kpis(folder: Path, comparison: Comparison) -> None:
    rows = retainsim.open_results(folder).key_accounts()
    assert len(rows) == 9 * 5
    events = retainsim.open_results(folder).events()
    for (name, replication), five in rows.groupby(["strategy", "replication"], observed=True):
        assert list(five["rank"]) == [1, 2, 3, 4, 5]
        assert five["fee_cents"].is_monotonic_decreasing
        assert five["is_client_at_end"].sum() == comparison.values[name]["key_accounts_kept"][replication]
        ends = events[(events["strategy"] == name) & (events["replication"] == replication)
                      & events["kind"].isin(["ends", "dissolves"]) & (events["from"] == "firm")]
        first = ends.groupby("organisation")[["week", "to", "reason"]].first()
        for row in five.itertuples():
            if row.organisation in first.index:
                end = first.loc[row.organisation]
                assert row.left_week == end["week"]
                assert (row.to, row.reason) == (end["to"], end["reason"]) or pd.isna(row.to)
            else:
                assert row.is_client_at_end
                assert pd.isna(row.left_week)
    assert 0 < rows["left_week"].notna().sum() < len(rows)


def test_the_events_are_the_diary_in_words(folder: Path, world: SingleRun) -> None:
    events = retainsim.open_results(folder).events()
    one = events[(events["strategy"] == "care") & (events["replication"] == 1)]
    assert list(one) == ["strategy", "replication", "week", "kind", "organisation", "segment", "from", "to", "reason"]
    assert len(one) == len(world.trace.events)
    np.testing.assert_array_equal(one[["week", "organisation"]], world.trace.events[:, [0, 2]])
    ends = one[(one["kind"] == "ends") & (one["from"] == "firm")]
    assert len(ends) == world.kpis["exits_total"] - world.kpis["exits_dissolved"]
    assert (ends["reason"] == "courted").sum() == world.kpis["exits_courted"]
    assert (ends["to"] == "raider").sum() == world.kpis["exits_to_attacker"]
    assert one[one["kind"] == "founded"][["from", "to", "reason"]].isna().all(axis=None)
    assert set(one[one["kind"] == "rescued"]["reason"]) <= {"not-decided", "stays", "goes"}


def test_the_scenario_and_where_it_comes_from(scenario: Scenario, folder: Path) -> None:
    assert set(contents(folder)) == KEPT
    assert digest(load(folder / "scenario.toml")) == digest(scenario)
    told = json.loads((folder / "provenance.json").read_text("utf-8"))
    assert {key: told[key] for key in ("format", "retainsim", "scenario", "digest", "seed", "weeks", "replications",
                                       "strategies", "command")} == {
        "format": 1, "retainsim": retainsim.__version__, "scenario": "small", "digest": digest(scenario), "seed": 7,
        "weeks": scenario.weeks, "replications": REPLICATIONS, "strategies": ["wait", "care", "hunt"],
        "command": "as typed"}
    assert set(told) >= {"python", "libraries", "started", "finished"}


@pytest.mark.parametrize("rows", [1, store.ROWS])
def test_threads_and_what_waits_in_memory_change_nothing(rows: int, scenario: Scenario, folder: Path, tmp_path: Path,
                                                         monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "ROWS", rows)
    compare(scenario, replications=REPLICATIONS, threads=3, out=tmp_path / "again")
    for name in ("replications", "weeks", "events", "key_accounts"):
        one, other = (retainsim.open_results(path).table(f"{name}.parquet") for path in (folder, tmp_path / "again"))
        assert one.num_rows == other.num_rows
        assert tables.differing(one, other) == []
    if rows > 1:
        for name in KEPT - {"provenance.json"}:
            assert (folder / name).read_bytes() == (tmp_path / "again" / name).read_bytes()


def test_one_line_each_in_pandas_polars_and_duckdb(folder: Path, comparison: Comparison) -> None:
    file = folder / "replications.parquet"
    in_pandas = pd.read_parquet(file).groupby("strategy")["value_end"].mean()
    in_polars = pl.read_parquet(file).group_by("strategy").agg(pl.col("value_end").mean())
    in_duckdb = duckdb.sql(f"select strategy, avg(value_end) from '{file}' group by strategy")
    means = {name: comparison.summary(name, "value_end").mean for name in comparison.strategies}
    for found in (in_pandas.to_dict(), dict(in_polars.iter_rows()), dict(in_duckdb.fetchall())):
        assert found == pytest.approx(means, rel=1e-12)
    assert len(pl.read_parquet(folder / "weeks.parquet")) == len(pd.read_parquet(folder / "weeks.parquet"))
    (events,) = duckdb.sql(f"select count(*) from '{folder / 'events.parquet'}'").fetchall()
    assert events[0] == len(pd.read_parquet(folder / "events.parquet"))


def test_every_row_can_be_played_again(folder: Path) -> None:
    for row, strategy, replication in ((0, "wait", 0), (4, "care", 1), (8, "hunt", 2)):
        found = rerun(folder, row)
        assert (found.strategy, found.replication, found.differences) == (strategy, replication, ())


@pytest.mark.parametrize("row", [-1, 9])
def test_a_row_that_is_not_there(row: int, folder: Path) -> None:
    with pytest.raises(ScenarioError, match=f"--row {row}\n  must be a whole number from 0 to 8"):
        rerun(folder, row)


# ---- all of it or nothing

@pytest.fixture
def earlier(scenario: Scenario, tmp_path: Path) -> Iterator[Path]:
    """A folder with earlier results; afterwards they are as they were, and nothing else is there."""
    place = tmp_path / "place"
    compare(scenario, ["wait"], 1, weeks=2, out=place)
    before = contents(place)
    yield place
    assert contents(place) == before
    assert list(tmp_path.iterdir()) == [place]
    assert not unfinished.UNDER_WAY


class FullDisk:
    """A file on a disk that has room for so many more bytes."""

    room = 0

    def __init__(self, path: Path) -> None:
        self._stream = path.open("xb")

    def write(self, data: Any) -> int:
        FullDisk.room -= len(data)
        if FullDisk.room < 0:
            raise OSError(errno.ENOSPC, "No space left on device")
        return self._stream.write(data)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)

    def __enter__(self) -> "FullDisk":
        return self

    def __exit__(self, *what: object) -> None:
        self._stream.close()


@pytest.mark.parametrize("room", [0, 10, 3_000, 10_000, 20_000, 30_000, 40_000, 50_000])
def test_a_full_disk(room: int, scenario: Scenario, earlier: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "opened", FullDisk)
    monkeypatch.setattr(store, "ROWS", 1)
    FullDisk.room = room
    with pytest.raises(ResultsError, match=r"cannot be written to .*: No space left on device"):
        short(scenario, out=earlier, force=True)


def test_the_disk_of_these_tests_is_full_at_last(scenario: Scenario, tmp_path: Path,
                                                 monkeypatch: pytest.MonkeyPatch) -> None:
    """How much must fit: the rooms above end in every part of the writing."""
    monkeypatch.setattr(store, "opened", FullDisk)
    monkeypatch.setattr(store, "ROWS", 1)
    FullDisk.room = 10_000_000
    short(scenario, out=tmp_path / "large")
    assert 50_000 < 10_000_000 - FullDisk.room < 300_000


def refusing(error: BaseException) -> Callable[..., Any]:
    def refused(*what: object, **more: object) -> None:
        raise error
    return refused


@pytest.mark.parametrize(("room", "name"), [(store, "opened"), (unfinished, "_to_disk"),
                                            (unfinished, "_exchange")])
def test_a_folder_that_cannot_be_written(room: Any, name: str, scenario: Scenario, earlier: Path,
                                         monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, name, refusing(PermissionError(errno.EACCES, "Permission denied")))
    with pytest.raises(ResultsError, match="Permission denied; an earlier folder is"):
        short(scenario, out=earlier, force=True)
    monkeypatch.undo()


@pytest.mark.parametrize(("room", "name"), [(unfinished.Path, "mkdir"), (unfinished, "_rename")])
def test_what_would_fail_at_the_end_fails_at_the_start(room: Any, name: str, scenario: Scenario, earlier: Path,
                                                       monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, name, refusing(PermissionError(errno.EACCES, "Permission denied")))
    with pytest.raises(ScenarioError, match=r"--out .*\n  cannot be written: Permission denied"):
        short(scenario, out=earlier, force=True, on_start=pytest.fail)
    monkeypatch.undo()


def test_a_folder_that_only_itself_cannot_be_moved(scenario: Scenario, earlier: Path,
                                                   monkeypatch: pytest.MonkeyPatch) -> None:
    """As where another folder is mounted from the same disk."""
    rename = unfinished.os.rename

    def busy(source: Path, target: Path) -> None:
        if source == earlier:
            raise OSError(errno.EBUSY, "Device or resource busy")
        rename(source, target)

    monkeypatch.setattr(unfinished.os, "rename", busy)
    with pytest.raises(ScenarioError, match=r"cannot be written: Device or resource busy"):
        short(scenario, out=earlier, force=True, on_start=pytest.fail)


@pytest.mark.parametrize("force", [False, True])
def test_a_folder_where_a_disk_is_mounted(force: bool, scenario: Scenario, tmp_path: Path,
                                          monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.path.ismount", lambda path: path == tmp_path)
    with pytest.raises(ScenarioError, match="is where a disk is mounted, which cannot be replaced. Name a folder "
                                            f"inside it, such as --out {tmp_path}/results."):
        short(scenario, out=tmp_path, force=force, on_start=pytest.fail)


@pytest.mark.parametrize("force", [False, True])
@pytest.mark.parametrize(("out", "said"), [
    (".", "--out .\n  is the folder you are in, which cannot be replaced. Name a folder inside it, such as --out "
          "results."),
    ("..", "--out ..\n  is around the folder you are in, and cannot be replaced. Name a folder inside it, such as "
           "--out ../results."),
    ("../..", "is around the folder you are in"), ("", '--out ""\n  names no folder. For instance --out results.')])
def test_the_folder_one_is_in(out: str, said: str, force: bool, scenario: Scenario, tmp_path: Path,
                              monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "around" / "here").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "around" / "here")
    with pytest.raises(ScenarioError) as error:
        short(scenario, out=out, force=force, on_start=pytest.fail)
    assert said in str(error.value)


def test_force_without_a_folder(scenario: Scenario) -> None:
    said = "--force\n  is about the folder of --out, which is not given. Name it: --out DIR."
    with pytest.raises(ScenarioError, match=said):
        short(scenario, force=True, on_start=pytest.fail)
    with pytest.raises(ScenarioError, match=said):
        run_one(scenario, "care", force=True, on_start=pytest.fail)


def test_folders_around_it_are_made_and_go_with_it(scenario: Scenario, tmp_path: Path) -> None:
    def interrupted() -> None:
        assert (tmp_path / "far" / "away").is_dir()
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        short(scenario, out=tmp_path / "far" / "away" / "place", on_done=interrupted)
    assert not list(tmp_path.iterdir())
    (tmp_path / "far").mkdir()
    with pytest.raises(KeyboardInterrupt):
        short(scenario, out=tmp_path / "far" / "away" / "place", on_done=interrupted)
    assert [path.name for path in tmp_path.rglob("*")] == ["far"]


def test_ctrl_c_while_the_earlier_folder_is_removed(scenario: Scenario, tmp_path: Path,
                                                    monkeypatch: pytest.MonkeyPatch) -> None:
    place, remove = tmp_path / "far" / "place", unfinished.shutil.rmtree
    short(scenario, out=place)
    left: list[Path] = []

    def interrupted(folder: Path, ignore_errors: bool) -> None:
        if (folder / "weeks.parquet").exists() and not left:
            left[:] = list(unfinished.UNDER_WAY)
        remove(folder, ignore_errors=ignore_errors)

    monkeypatch.setattr(unfinished.shutil, "rmtree", interrupted)
    short(scenario, out=place, force=True)
    assert [path.parent for path in left] == [place.parent]


@pytest.mark.parametrize("after", [0, 1, 3])
def test_an_interruption(after: int, scenario: Scenario, earlier: Path) -> None:
    def done() -> None:
        nonlocal after
        after -= 1
        if after < 0:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        short(scenario, out=earlier, force=True, on_done=done)


def test_a_folder_that_exists_is_refused_before_anything_is_played(scenario: Scenario, earlier: Path) -> None:
    with pytest.raises(ScenarioError, match=r"exists and is not empty\. Name another folder, or give --force"):
        short(scenario, out=earlier, on_start=pytest.fail)


@pytest.mark.parametrize("force", [False, True])
def test_a_folder_that_appears_meanwhile_is_not_lost(force: bool, scenario: Scenario, tmp_path: Path) -> None:
    place = tmp_path / "place"

    def appears() -> None:
        place.mkdir()
        (place / "letter.txt").write_text("dear")

    with pytest.raises(ResultsError, match="by now; nothing was written"):
        short(scenario, out=place, force=force, on_start=appears)
    assert contents(place) == {"letter.txt": b"dear"}
    assert list(tmp_path.iterdir()) == [place]


def test_two_at_once_into_one_folder(scenario: Scenario, tmp_path: Path) -> None:
    place = tmp_path / "place"
    with pytest.raises(ResultsError, match="exists and is not empty by now"):
        short(scenario, out=place, on_start=lambda: print(short(scenario, out=place, seed=3)))
    assert retainsim.open_results(place).provenance["seed"] == 3
    assert list(tmp_path.iterdir()) == [place]


@pytest.mark.parametrize("at_once", [True, False])
def test_force_replaces_results_when_the_new_ones_are_complete(at_once: bool, scenario: Scenario, tmp_path: Path,
                                                               monkeypatch: pytest.MonkeyPatch) -> None:
    place = tmp_path / "place"
    short(scenario, out=place)
    if not at_once:
        monkeypatch.setattr(unfinished.ctypes, "CDLL", refusing(AttributeError()))
    seeds: list[int] = []
    short(scenario, out=place, force=True, seed=3,
          on_done=lambda: seeds.append(retainsim.open_results(place).provenance["seed"]))
    assert set(seeds) == {7}
    assert retainsim.open_results(place).provenance["seed"] == 3
    assert list(tmp_path.iterdir()) == [place]


def test_force_replaces_nothing_but_results(scenario: Scenario, tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("dear")
    with pytest.raises(ScenarioError, match=r"holds other things than results \(thesis.txt\) and is not replaced"):
        short(scenario, out=tmp_path, force=True)
    with pytest.raises(ScenarioError, match="cannot be a folder: it is a file"):
        short(scenario, out=tmp_path / "thesis.txt", force=True)


# ---- folders that are none

@pytest.mark.parametrize(("provenance", "said"), [
    (None, "no results folder: provenance.json: No such file"), ("{", "provenance.json is not JSON")])
def test_what_is_no_results_folder(provenance: str | None, said: str, tmp_path: Path) -> None:
    if provenance is not None:
        (tmp_path / "provenance.json").write_text(provenance)
    with pytest.raises(retainsim.ResultsError, match=said):
        retainsim.open_results(tmp_path)


def test_a_table_that_is_broken(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "provenance.json").write_bytes((folder / "provenance.json").read_bytes())
    (tmp_path / "weeks.parquet").write_bytes(b"PAR1")
    for read in (retainsim.open_results(tmp_path).weeks, retainsim.open_results(tmp_path).events):
        with pytest.raises(ResultsError, match="cannot be read"):
            read()


def test_without_pandas_tables_come_as_arrow(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pandas", None)
    assert retainsim.open_results(folder).replications().num_rows == 9
