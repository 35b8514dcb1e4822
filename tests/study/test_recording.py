"""A results folder holds every world of a comparison, whatever the threads, in tables that other programs read."""

import json
import shutil
import sys
from pathlib import Path

import duckdb
import numpy as np
import pandas as pd
import polars as pl
import pytest

import retainsim
from retainsim.declared import columns
from retainsim.results.folder import tables, writer
from retainsim.results.folder.layout import FIGURES, FILES, REPORT, ResultsError
from retainsim.results.kpis.dictionary import kpis_of
from retainsim.scenario import ScenarioError, digest, load
from retainsim.scenario.schema import Scenario
from retainsim.study.compare import Comparison, compare
from retainsim.study.read_back import rerun
from retainsim.study.run import Run, run
from retainsim.study.setup.request import Request

from .worlds import small_scenario

REPLICATIONS = 3
KEPT = FILES - {REPORT, FIGURES}


@pytest.fixture(scope="module")
def scenario() -> Scenario:
    return small_scenario()


@pytest.fixture(scope="module")
def folder(scenario: Scenario, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("results") / "small"


@pytest.fixture(scope="module")
def comparison(scenario: Scenario, folder: Path) -> Comparison:
    return compare(scenario, Request(replications=REPLICATIONS, threads=1, out=folder, command="as typed"))


@pytest.fixture(scope="module")
def world(scenario: Scenario) -> Run:
    return run(scenario, Request(strategies="care", replication=1))


pytestmark = pytest.mark.usefixtures("comparison")


# ---- what is in it

def test_the_replications_are_those_of_the_comparison(comparison: Comparison, folder: Path) -> None:
    rows = retainsim.open_results(folder).replications()
    assert list(rows) == ["scenario", "strategy", "replication", *kpis_of("carrier", "raider")]
    assert list(rows["strategy"]) == [name for name in ("wait", "care", "hunt") for _ in range(REPLICATIONS)]
    assert list(rows["replication"]) == [0, 1, 2] * 3
    for name in comparison.strategies:
        for kpi in comparison.kpis:
            kept = rows[rows["strategy"] == name][kpi].to_numpy()
            assert kept.tobytes() == comparison.values[name][kpi].tobytes()


def test_the_weeks_are_the_record(folder: Path, world: Run) -> None:
    weeks = retainsim.open_results(folder).weekly()
    one = weeks[(weeks["strategy"] == "care") & (weeks["replication"] == 1)]
    assert list(one["week"]) == list(range(world.scenario.weeks))
    record = one.iloc[:, 4:4 + len(columns.NAMES)]
    np.testing.assert_array_equal(record.to_numpy(float), world.trace.series)
    assert [name.removesuffix("_cents") for name in record] == list(columns.NAMES)
    assert one["cash_cents"].dtype == np.int64


def test_the_segments_add_up_to_the_record(folder: Path, scenario: Scenario) -> None:
    weeks = retainsim.open_results(folder).weekly()
    assert list(weeks)[4 + len(columns.NAMES):] == [
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


def test_the_events_are_the_diary_in_words(folder: Path, world: Run) -> None:
    events = retainsim.open_results(folder).events()
    one = events[(events["strategy"] == "care") & (events["replication"] == 1)]
    assert list(one) == ["scenario", "strategy", "replication", "week", "kind", "organisation", "segment", "from", "to",
                         "reason", "price_index"]
    assert one["price_index"].isna().all()
    assert len(one) == len(world.trace.events)
    np.testing.assert_array_equal(one[["week", "organisation"]], world.trace.events[:, [0, 2]])
    ends = one[(one["kind"] == "ends") & (one["from"] == "firm")]
    assert len(ends) == world.kpis["exits_total"] - world.kpis["exits_dissolved"]
    assert (ends["reason"] == "courted").sum() == world.kpis["exits_courted"]
    assert (ends["to"] == "raider").sum() == world.kpis["exits_to_attacker"] == world.kpis["exits_to.raider"]
    for name, kind in (("courted_by", "targeted"), ("trials_of", "tries")):
        for rival in ("raider", "carrier"):
            there = one[(one["kind"] == kind) & (one["from"] == "firm") & (one["to"] == rival)]
            assert len(there) == world.kpis[f"{name}.{rival}"]
    assert one[one["kind"] == "founded"][["from", "to", "reason"]].isna().all(axis=None)
    assert set(one[one["kind"] == "rescued"]["reason"]) <= {"not-decided", "stays", "goes"}


def test_the_scenario_and_where_it_comes_from(scenario: Scenario, folder: Path) -> None:
    assert {path.name for path in folder.iterdir()} == KEPT
    assert digest(load(folder / "scenario.toml")) == digest(scenario)
    told = json.loads((folder / "provenance.json").read_text("utf-8"))
    assert {key: told[key] for key in ("format", "retainsim", "scenario", "digest", "seed", "weeks", "replications",
                                       "strategies", "command")} == {
        "format": 1, "retainsim": retainsim.__version__, "scenario": "small", "digest": digest(scenario), "seed": 7,
        "weeks": scenario.weeks, "replications": REPLICATIONS, "strategies": ["wait", "care", "hunt"],
        "command": "as typed"}
    assert set(told) >= {"python", "libraries", "started", "finished"}


@pytest.mark.parametrize("rows", [1, writer.ROWS])
def test_threads_and_what_waits_in_memory_change_nothing(rows: int, scenario: Scenario, folder: Path, tmp_path: Path,
                                                         monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writer, "ROWS", rows)
    compare(scenario, Request(replications=REPLICATIONS, threads=3, out=tmp_path / "again"))
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
        assert (found.run.strategy, found.run.replication, found.differences) == (strategy, replication, ())


@pytest.mark.parametrize("row", [-1, 9])
def test_a_row_that_is_not_there(row: int, folder: Path) -> None:
    with pytest.raises(ScenarioError, match=f"--row {row}\n  must be a whole number from 0 to 8"):
        rerun(folder, row)


# ---- folders that are none

@pytest.mark.parametrize(("provenance", "said"), [
    (None, "is not a results folder: provenance.json: No such file"), ("{", "provenance.json is not JSON")])
def test_what_is_no_results_folder(provenance: str | None, said: str, tmp_path: Path) -> None:
    if provenance is not None:
        (tmp_path / "provenance.json").write_text(provenance)
    with pytest.raises(retainsim.ResultsError, match=said):
        retainsim.open_results(tmp_path)


def test_a_table_that_is_broken(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "provenance.json").write_bytes((folder / "provenance.json").read_bytes())
    (tmp_path / "weeks.parquet").write_bytes(b"PAR1")
    with pytest.raises(ResultsError, match="cannot be read"):
        retainsim.open_results(tmp_path).weekly()
    with pytest.raises(ResultsError, match="is missing"):
        retainsim.open_results(tmp_path).events()


@pytest.mark.parametrize("table", ["replications", "weeks", "events", "key_accounts"])
def test_a_table_that_is_damaged(table: str, comparison: Comparison, folder: Path, tmp_path: Path) -> None:
    """Whatever has happened to it: the message says which, and what to do; and no number of it is told."""
    shutil.copytree(folder, tmp_path / "copy")
    path, whole = tmp_path / "copy" / f"{table}.parquet", (folder / f"{table}.parquet").read_bytes()
    third = len(whole) // 3
    results = retainsim.open_results(tmp_path / "copy")
    for damage in (b"", b"garbage" * 100, whole[:2 * third], whole[:64] + b"wrong" * 4 + whole[84:],
                   whole[:third] + bytes(99) + whole[third + 99:]):
        path.write_bytes(damage)
        with pytest.raises(ResultsError, match=rf"{table}\.parquet.* it is damaged, or not .*Copy the whole folder"):
            results.table(path.name)
    path.unlink()
    path.mkdir()
    with pytest.raises(ResultsError, match=rf"{table}\.parquet cannot be read: "):
        results.table(path.name)


def test_without_pandas_tables_come_as_arrow(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pandas", None)
    assert retainsim.open_results(folder).replications().num_rows == 9
