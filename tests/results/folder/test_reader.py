"""The weekly record of a small folder written by hand."""

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from retainsim.results.folder.layout import ResultsError
from retainsim.results.folder.reader import Results, Weekly, fan, mean_per_client

from ..hand import PROVENANCE

# Two strategies, two worlds, two weeks, in an order that nobody has promised.
ROWS = [("b", 1, 1, 800), ("a", 0, 0, 100), ("a", 1, 0, 300), ("b", 0, 0, 500), ("a", 0, 1, 200), ("b", 0, 1, 600),
        ("b", 1, 0, 700), ("a", 1, 1, 400)]


def folder_of(place: Path, rows: list[tuple[str, int, int, int]]) -> Path:
    pd.DataFrame(rows, columns=["strategy", "replication", "week", "cash_cents"]).to_parquet(place / "weeks.parquet")
    (place / "provenance.json").write_text(json.dumps(PROVENANCE))
    return place


def test_each_value_in_its_place(tmp_path: Path) -> None:
    weekly = Weekly(Results(folder_of(tmp_path, ROWS)))
    assert weekly.column("cash_cents").tolist() == [[[100, 200], [300, 400]], [[500, 600], [700, 800]]]
    assert weekly.money("cash").tolist() == [[[1, 2], [3, 4]], [[5, 6], [7, 8]]]


def test_worlds_may_be_counted_from_any_number(tmp_path: Path) -> None:
    rows = [(name, world + 7, week, cents) for name, world, week, cents in ROWS]
    weekly = Weekly(Results(folder_of(tmp_path, rows)))
    assert weekly.column("cash_cents").tolist() == [[[100, 200], [300, 400]], [[500, 600], [700, 800]]]


@pytest.mark.parametrize("rows", [ROWS[:-1], [*ROWS, ROWS[0]], [*ROWS[:-1], ROWS[0]], [*ROWS[:-1], ("c", 1, 1, 4)],
                                  [*ROWS[:-1], ("a", 2, 1, 4)], [*ROWS[:-1], ("a", 1, -1, 4)]],
                         ids=["missing", "twice", "twice-and-missing", "strategy", "replication", "week"])
def test_a_row_too_few_or_too_many(rows: list[tuple[str, int, int, int]], tmp_path: Path) -> None:
    with pytest.raises(ResultsError, match="does not have one row per strategy, replication and week"):
        Weekly(Results(folder_of(tmp_path, rows)))


def test_a_column_that_is_not_there(tmp_path: Path) -> None:
    weekly = Weekly(Results(folder_of(tmp_path, ROWS)))
    with pytest.raises(ResultsError, match=r"weeks\.parquet: the column love cannot be read"):
        weekly.column("love")


def test_a_fan() -> None:
    worlds = np.arange(101.0).reshape(1, 101, 1)  # one strategy, one week
    assert fan(worlds).ravel().tolist() == [5, 50, 95]


def test_the_mean_is_over_clients_and_not_over_worlds() -> None:
    clients = np.array([[[1.0, 0.0], [3.0, 0.0]]])  # one strategy, two worlds, two weeks
    sums = np.array([[[0.8, 0.0], [0.6, 0.0]]])
    mean = mean_per_client(sums, clients)
    assert mean[0, 0] == pytest.approx(0.35)
    assert np.isnan(mean[0, 1])
