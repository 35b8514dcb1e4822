"""A comparison read back from its folder is the comparison that was played."""

from pathlib import Path

import pandas as pd
import pytest

from retainsim.results.store import open_results
from retainsim.results.unfinished import ResultsError
from retainsim.study.compare import compare
from retainsim.study.kept import comparison_of, scenario_of

from .worlds import small_scenario


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "kept"


def test_the_same_document(folder: Path) -> None:
    played = compare(small_scenario(), ["hunt", "wait"], replications=2, weeks=20, seed=3, out=folder)
    results = open_results(folder)
    assert comparison_of(results, scenario_of(results)).to_document() == played.to_document()
    rows = pd.read_parquet(folder / "replications.parquet")
    rows[::-1].to_parquet(folder / "replications.parquet")
    assert comparison_of(results, scenario_of(results)).to_document() == played.to_document()
    rows[1:].to_parquet(folder / "replications.parquet")
    with pytest.raises(ResultsError, match="does not have every KPI of every strategy and replication"):
        comparison_of(results, scenario_of(results))
    scenario = (folder / "scenario.toml").read_text("utf-8")
    (folder / "scenario.toml").write_text(scenario.replace("seed = 3", "seed = 4"), "utf-8")
    with pytest.raises(ResultsError, match=r"scenario\.toml has the digest .*, and .* was played"):
        scenario_of(results)
