"""Sweeps from Python: a design in, a data frame out."""

from pathlib import Path

import pytest

import retainsim
from cli.tiny import TINY

HOURS = "rivals.attacker.courting_hours_per_week"


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> retainsim.Scenario:
    path = tmp_path_factory.mktemp("tiny") / "tiny.toml"
    path.write_text(TINY, "utf-8")
    return retainsim.load(path).override("weeks=12")


def test_a_design_in_a_data_frame_out(tiny: retainsim.Scenario) -> None:
    rows = retainsim.sweep({HOURS: [0, 40.0, 80.0]}, tiny, replications=2, kpis=["cash_end"])
    assert list(rows.columns) == ["scenario", "point", "strategy", "replication", HOURS, "error", "cash_end"]
    assert len(rows) == 3 * 2 * 2
    at_once = tiny.override({HOURS: 80.0}).compare(replications=2).values["nurture"]["cash_end"]
    assert rows[(rows.point == 2) & (rows.strategy == "nurture")].cash_end.tolist() == at_once.tolist()


def test_a_data_frame_is_a_design(tiny: retainsim.Scenario) -> None:
    import pandas

    points = pandas.DataFrame({HOURS: [0.0, 80.0], "clients.*.resistant_share": [0.1, 0.2]})
    rows = retainsim.sweep(points, tiny, strategies=["nurture"], replications=1, kpis=["cash_end"])
    assert rows["clients.*.resistant_share"].tolist() == [0.1, 0.2]


@pytest.mark.parametrize(("points", "more", "message"), [
    ({}, {}, "must have at least one column"), ({HOURS: [1], "weeks": [10, 11]}, {}, "as many values in each"),
    ({HOURS: [-1]}, {}, "must be a number from 0"), ({"rivals.attaker.start_week": [1]}, {}, "Did you mean"),
    ({HOURS: [1]}, {"strategies": ["nurtur"]}, "Did you mean nurture?"),
    ({HOURS: [1]}, {"kpis": ["cash"]}, "Did you mean cash_end?"),
    ({HOURS: [1]}, {"replications": 0}, "replications = 0"), ({HOURS: [1]}, {"threads": 0}, "threads")])
def test_what_is_wrong_is_said(points: dict[str, list[float]], more: dict[str, object], message: str,
                               tiny: retainsim.Scenario) -> None:
    with pytest.raises(retainsim.ScenarioError) as raised:
        retainsim.sweep(points, tiny, **more)  # type: ignore[arg-type]
    assert message in str(raised.value)


def test_an_experiment_file_is_played_into_a_folder(tiny: retainsim.Scenario, tmp_path: Path) -> None:
    (tmp_path / "tiny.toml").write_text(TINY, "utf-8")
    (tmp_path / "mine.toml").write_text(
        f'scenario = "tiny.toml"\nweeks = 12\nreplications = 1\n[design]\nkind = "grid"\n'
        f'[design.factors."{HOURS}"]\nvalues = [0, 80]\n', "utf-8")
    rows = retainsim.play_experiment(tmp_path / "mine.toml", tmp_path / "rows")
    assert len(rows) == 4
    with pytest.raises(retainsim.ResultsError, match="holds a sweep"):
        retainsim.play_experiment(tmp_path / "mine.toml", tmp_path / "rows")
    assert retainsim.play_experiment(tmp_path / "mine.toml", tmp_path / "rows", resume=True).equals(rows)


def test_its_rows_open_with_one_line(tmp_path: Path) -> None:
    import duckdb
    import pandas
    import polars

    (tmp_path / "tiny.toml").write_text(TINY, "utf-8")
    (tmp_path / "mine.toml").write_text(
        f'scenario = "tiny.toml"\nweeks = 12\nreplications = 1\n[design]\nkind = "grid"\n'
        f'[design.factors."{HOURS}"]\nvalues = [0, 80]\n', "utf-8")
    retainsim.play_experiment(tmp_path / "mine.toml", tmp_path / "rows")
    file = tmp_path / "rows" / "replications.parquet"
    assert len(pandas.read_parquet(file)) == len(polars.read_parquet(file)) == 4
    assert len(duckdb.sql(f"select * from '{file}'")) == 4
    cube = pandas.read_parquet(file).set_index(["point", "strategy", "replication"]).to_xarray()
    assert dict(cube.sizes) == {"point": 2, "strategy": 2, "replication": 1}
    assert float(cube["cash_end"].sel(point=1, strategy="nurture", replication=0)) == (
        polars.read_parquet(file).filter(point=1, strategy="nurture")["cash_end"].item())
