"""The values of a factor, of which only a few are tried: it must come to the same as if each were."""

import math
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyarrow import parquet, table

from cli.tiny import TINY
from retainsim.experiment import load_experiment, reading
from retainsim.experiment.factors import Factor
from retainsim.experiment.values import first_refused
from retainsim.scenario import Scenario, ScenarioError, change, from_toml, load, shape
from retainsim.scenario.description import parameters

ENDS = st.integers(-5, 5)


def numbers(scenario: Scenario) -> Iterator[tuple[str, list[float]]]:
    """Each number of a scenario, with values over and beyond all that its schema allows."""
    for one in parameters(scenario):
        node = shape.at(tuple(one.path.split(".")))
        if node.get("type") in ("integer", "number"):
            low = node.get("minimum", node.get("exclusiveMinimum", -1.0))
            high = min(node.get("maximum", node.get("exclusiveMaximum", 1e6)), 1e15)
            grid = [low - 1, low, *(low + (high - low) * share for share in (1e-6, 1e-3, 0.1, 0.5, 0.9)), high,
                    high + 1]
            yield one.path, sorted({float(round(x)) if node["type"] == "integer" else x for x in grid})


def is_allowed(scenario: Scenario, factor: Factor, value: float) -> bool:
    try:
        change(scenario, [f"{factor.path}={factor.text_of(value)}"])
    except ScenarioError:
        return False
    return True


@pytest.mark.parametrize("scenario", [load("isp"), from_toml(TINY)], ids=["isp", "tiny"])
def test_what_a_number_may_be_has_no_gaps(scenario: Scenario) -> None:
    tried = 0
    for path, grid in numbers(scenario):
        whole = shape.at(tuple(path.split(".")))["type"] == "integer"
        factor = Factor(path, (path,), is_whole=whole)
        allowed = [is_allowed(scenario, factor, value) for value in grid]
        changes = sum(a != b for a, b in pairwise(allowed))
        assert changes <= 2, (path, list(zip(grid, allowed, strict=True)))
        assert not (changes == 2 and allowed[0]), (path, list(zip(grid, allowed, strict=True)))
        tried += 1
    assert tried > 40


def list_of(folder: Path, columns: dict[str, list[object]]) -> Path:
    (folder / "tiny.toml").write_text(TINY, "utf-8")
    parquet.write_table(table(columns), folder / "points.parquet")
    path = folder / "mine.toml"
    path.write_text('scenario = "tiny.toml"\n[design]\nkind = "list"\nfile = "points.parquet"\n', "utf-8")
    return path


def test_a_long_table_takes_a_few_tries(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tries = 0

    def counted(*args: object) -> Scenario:
        nonlocal tries
        tries += 1
        return change(*args)  # type: ignore[arg-type]

    monkeypatch.setattr(reading, "change", counted)
    cash = np.linspace(1, 9e5, 20_000)
    path = list_of(tmp_path, {"firm.cash": cash.tolist(), "weeks": [12, 13] * 10_000})
    assert len(load_experiment(path).rows) == 20_000
    assert tries < 40
    tries, cash[[15_000, 15_002, 12_345]] = 0, (-1.0, 1e300, -2.0)
    with pytest.raises(ScenarioError, match=r"firm\.cash=-2\.0"):
        load_experiment(list_of(tmp_path, {"firm.cash": cash.tolist()}))
    assert tries < 40


@pytest.mark.parametrize("value", [-3.0, math.inf, math.nan])
def test_the_first_wrong_value_of_a_table_is_told(value: float, tmp_path: Path) -> None:
    with pytest.raises(ScenarioError, match=f"firm.cash={value}"):
        load_experiment(list_of(tmp_path, {"firm.cash": [5.0, 7.0, value, -9.0, 8.0]}))


@given(st.lists(st.one_of(ENDS, ENDS.map(float), st.sampled_from(["a", "b", True, float("inf")])), min_size=1),
       ENDS, ENDS, st.sampled_from([(), ("a",), (True,)]))
def test_the_first_that_is_refused_is_the_same(values: list[Any], low: int, high: int, words: tuple[Any, ...]) -> None:
    def refusal(value: Any) -> str | None:
        is_number = isinstance(value, int | float) and not isinstance(value, bool)
        return None if (low <= value <= high if is_number else value in words) else repr(value)

    assert first_refused(values, refusal) == next((text for value in values if (text := refusal(value))), None)


def test_what_is_no_number_in_any_order_is_tried_by_itself() -> None:
    assert first_refused([float("nan"), 1.0], lambda value: value != value or None)
