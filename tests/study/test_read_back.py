"""A comparison read back from its folder is the comparison that was played."""

from pathlib import Path

import pandas as pd
import pytest

from retainsim.results.folder.layout import ResultsError
from retainsim.results.folder.reader import Results
from retainsim.study.compare import compare
from retainsim.study.read_back import comparison_of, is_as_played, scenarios_of
from retainsim.study.setup.request import Request

from .worlds import small_scenario


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "kept"


def test_the_same_document(folder: Path) -> None:
    played = compare(small_scenario(), Request(strategies=["hunt", "wait"], replications=2, weeks=20, seed=3,
                                               out=folder))
    results = Results(folder)
    assert comparison_of(results, scenarios_of(results)).to_document() == played.to_document()
    rows = pd.read_parquet(folder / "replications.parquet")
    rows[::-1].to_parquet(folder / "replications.parquet")
    assert comparison_of(results, scenarios_of(results)).to_document() == played.to_document()
    rows.assign(replication=rows["replication"] + 7).to_parquet(folder / "replications.parquet")
    assert comparison_of(results, scenarios_of(results)).to_document() == played.to_document()
    rows[1:].to_parquet(folder / "replications.parquet")
    with pytest.raises(ResultsError, match="does not have every KPI of every strategy and replication"):
        comparison_of(results, scenarios_of(results))


def test_the_precision_that_was_asked_for(folder: Path) -> None:
    played = compare(small_scenario(), Request(strategies=["hunt", "wait"], replications=3, precision="0.1%", weeks=20,
                                               out=folder))
    assert not played.precision.is_reached
    results = Results(folder)
    assert results.provenance["precision"] == "0.1%"
    assert comparison_of(results, scenarios_of(results)).to_document() == played.to_document()


def test_a_scenario_that_somebody_has_changed(folder: Path) -> None:
    compare(small_scenario(), Request(strategies=["wait"], replications=1, weeks=5, seed=3, out=folder))
    results = Results(folder)
    assert is_as_played(results, scenarios_of(results))
    text = (folder / "scenario.toml").read_text("utf-8")
    (folder / "scenario.toml").write_text(text.replace("seed = 3", "seed = 4"), "utf-8")
    assert not is_as_played(results, scenarios_of(results))
