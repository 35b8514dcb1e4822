"""Worlds that are kept in a results folder are explained as if they had been played again."""

import json
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from retainsim.results.folder.layout import ResultsError
from retainsim.results.folder.reader import Results
from retainsim.study.compare import compare
from retainsim.study.read_back import scenarios_of, worlds_of
from retainsim.study.setup.request import Progress, Request
from retainsim.study.setup.setting import Setting
from retainsim.study.why import Worlds, explain
from study.worlds import small_scenario

PAIR = ["hunt", "wait"]


@pytest.fixture
def results(tmp_path: Path) -> Results:
    """Three strategies in three worlds, in which the firm may be ruined."""
    request = Request(strategies=["wait", "care", "hunt"], replications=3, out=tmp_path / "kept")
    compare(small_scenario(cash=60_000.0), request)
    return Results(tmp_path / "kept")


def of_folder(results: Results, kpi: str = "value_end", replications: int = 2) -> Worlds | None:
    return worlds_of(results, *scenarios_of(results), PAIR, kpi, replications)


@pytest.mark.parametrize("kpi", ["value_end", "save_rate"])
def test_the_same_bits_and_nothing_is_played_again(kpi: str, results: Results, monkeypatch: pytest.MonkeyPatch) -> None:
    played, planned = list[list[str]](), list[int]()
    play = Setting.play

    def counted(setting: Setting, *args: Any, **more: Any) -> Any:
        played.append(list(setting.strategies))
        return play(setting, *args, **more)

    monkeypatch.setattr(Setting, "play", counted)
    (scenario,) = scenarios_of(results)
    anew = explain(scenario, Request(strategies=PAIR, kpi=kpi, replications=2))
    times = len(played)
    kept = explain(scenario, Request(strategies=PAIR, kpi=kpi, replications=2), Progress(on_plan=planned.append),
                   whole=of_folder(results, kpi))
    assert str(kept.to_document()) == str(anew.to_document())
    assert len(played) - times == times - 1 == len(kept.links)
    assert planned == [2 * len(kept.links)]


def test_rows_may_lie_in_any_order(results: Results) -> None:
    before = of_folder(results)
    assert before is not None
    for name in ("replications", "weeks", "events"):
        rows = pd.read_parquet(results.folder / f"{name}.parquet")
        rows[::-1].to_parquet(results.folder / f"{name}.parquet", index=False)
    after = of_folder(results)
    assert after is not None
    assert [after[name].tobytes() for name in PAIR] == [before[name].tobytes() for name in PAIR]


def test_another_version_may_have_played_other_worlds(results: Results) -> None:
    told = json.loads((results.folder / "provenance.json").read_text()) | {"retainsim": "0.0.1"}
    (results.folder / "provenance.json").write_text(json.dumps(told))
    assert of_folder(Results(results.folder)) is None


def test_a_folder_that_somebody_has_changed(results: Results) -> None:
    rows = pd.read_parquet(results.folder / "weeks.parquet")
    rows[1:].to_parquet(results.folder / "weeks.parquet", index=False)
    with pytest.raises(ResultsError, match="does not have one row per strategy, replication and week"):
        of_folder(results)
