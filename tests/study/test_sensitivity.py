"""What moves a figure: on functions whose indices are known."""

import math
import sys
from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pyarrow as pa
import pytest
from scipy.special import stdtr

from retainsim.experiment.factors import Factor
from retainsim.experiment.points import rows as points_of
from retainsim.experiment.schema import Design
from retainsim.results.folder.layout import ResultsError
from retainsim.scenario import ScenarioError
from retainsim.study.sensitivity import CLOSE, Sensitivity, _enough, _luck, sensitivity
from retainsim.study.sweep.table import Answers, Range, SweepRows

pytest.importorskip("SALib")
Function = Callable[[np.ndarray], np.ndarray]


def ishigami(x: np.ndarray) -> np.ndarray:
    """Ishigami & Homma 1990: sin x + 7 sin^2 y + 0.1 z^4 sin x over [-pi, pi]."""
    return np.sin(x[:, 0]) + 7 * np.sin(x[:, 1]) ** 2 + 0.1 * x[:, 2] ** 4 * np.sin(x[:, 0])


ISHIGAMI = {"first": (0.3139, 0.4424, 0.0), "total": (0.5576, 0.4424, 0.2437)}


def swept(kind: str, number: int, ends: tuple[float, float], strategies: dict[str, Function], *, worlds: int = 1,
          luck: float = 0.0) -> SweepRows:
    """The rows of functions of three factors; the luck of a world is the same for all strategies."""
    factors = [Factor(name, (name,), *ends) for name in "xyz"]
    points = np.array(points_of(Design.model_validate({"kind": kind, "points": number}), factors), float)
    noise = np.random.default_rng(3).normal(0, luck, (worlds, len(points)))
    columns: dict[str, list[object]] = {"point": [], "strategy": [], "replication": [], "cash_end": []}
    for name, function in strategies.items():
        for world in range(worlds):
            for point, value in enumerate(function(points) + noise[world]):
                row = (point, name, world, value)
                for column, entry in zip(columns.values(), row, strict=True):
                    column.append(entry)
    return SweepRows("mine", kind, tuple(strategies), ("cash_end",), ("cash_end",),
                     dict(zip("xyz", points.T, strict=True)), dict.fromkeys("xyz", Range(*ends, False)),
                     pa.table(columns))


def asked(rows: SweepRows, *strategies: str) -> Sensitivity:
    return sensitivity(rows, rows.question("cash_end", list(strategies)))


def test_sobol_indices_of_the_ishigami_function() -> None:
    found = asked(swept("saltelli", 2048, (-math.pi, math.pi), {"a": ishigami}), "a")
    assert found.method == "sobol"
    for one in found.influences:
        place = "xyz".index(one.factor)
        assert one.first == pytest.approx(ISHIGAMI["first"][place], abs=0.02)
        assert one.total == pytest.approx(ISHIGAMI["total"][place], abs=0.02)
    assert [one.factor for one in found.influences] == ["x", "y", "z"]


def test_only_the_special_designs_ask_for_salib(monkeypatch: pytest.MonkeyPatch) -> None:
    strategies: dict[str, Function] = {"a": lambda p: p @ [1.0, -3.0, 0.0]}
    special = {kind: swept(kind, 16, (0.0, 1.0), strategies) for kind in ("saltelli", "morris")}
    others = [swept(kind, 64, (0.0, 1.0), strategies) for kind in ("sobol", "lhs")]
    monkeypatch.setitem(sys.modules, "SALib", None)
    for kind, rows in special.items():
        with pytest.raises(ResultsError, match=f"design {kind} needs SALib, which is not installed"):
            asked(rows, "a")
    for rows in others:
        assert asked(rows, "a").influences[0].factor == "y"


def test_it_says_how_many_points_an_index_lacks() -> None:
    few = asked(swept("saltelli", 128, (-math.pi, math.pi), {"a": ishigami}), "a")
    assert few.more is not None
    width = max(one.half_width for one in few.influences)
    assert width > CLOSE
    assert few.more == round(128 * ((width / CLOSE) ** 2 - 1))
    many = asked(swept("saltelli", 8192, (-math.pi, math.pi), {"a": ishigami}), "a")
    assert many.more is None


def test_indices_of_differences_of_linear_strategies() -> None:
    """Of a - b = 3x + y + 0z with x, y, z uniform: 9/10, 1/10, 0; neither strategy alone has these."""
    strategies: dict[str, Function] = {"a": lambda p: p @ [4.0, 2.0, 9.0], "b": lambda p: p @ [1.0, 1.0, 9.0]}
    for kind, number, within in (("saltelli", 512, 0.02), ("sobol", 2048, 0.05)):
        found = asked(swept(kind, number, (0.0, 1.0), strategies, worlds=2, luck=5.0), "a", "b")
        first = {one.factor: one.first for one in found.influences}
        assert first == {"x": pytest.approx(0.9, abs=within), "y": pytest.approx(0.1, abs=within),
                         "z": pytest.approx(0.0, abs=within)}, kind
        assert found.luck == pytest.approx(0.0, abs=1e-9)  # both have the same, and it goes away in the difference
    alone = asked(swept("saltelli", 512, (0.0, 1.0), strategies), "a")
    assert alone.influences[0].factor == "z"


def test_elementary_effects_of_a_linear_function_are_its_slopes() -> None:
    found = asked(swept("morris", 10, (0.0, 2.0), {"a": lambda p: p @ [1.0, -3.0, 0.0]}), "a")
    assert [(one.factor, round(one.effect or 0.0, 9), round(one.spread or 0.0, 9)) for one in found.influences] == [
        ("y", 6.0, 0.0), ("x", 2.0, 0.0), ("z", 0.0, 0.0)]
    assert found.more is None


def test_luck_is_told() -> None:
    """Variance between points of x + y + z: 3/12; of the mean of four worlds: 0.25 / 4."""
    found = asked(swept("sobol", 4096, (0.0, 1.0), {"a": lambda p: p.sum(axis=1)}, worlds=4, luck=0.5), "a")
    assert found.luck == pytest.approx(0.0625 / (0.25 + 0.0625), rel=0.05)


def test_worlds_that_answer_to_a_factor_each_in_its_own_way_are_luck() -> None:
    """In mean over all worlds it moves nothing; in four it seems to explain everything, and nearly all is luck."""
    luck = []
    for seed in range(200):
        slopes = np.random.default_rng(seed).normal(size=4)
        x = np.linspace(0, 1, 64)
        luck.append(_luck(Answers(slopes.mean() * x, np.outer(x, slopes))))
    within = 2 * stdtr(3, 1) - 1  # chance that Student's t of a mean slope is within 1: then all is luck
    assert np.mean(np.array(luck) == 1) == pytest.approx(within, abs=4 * np.sqrt(within * (1 - within) / 200))
    assert _enough(0.5, 4) == 36
    assert _enough(0.05, 4) is _enough(1.0, 4) is _enough(None, 1) is None


def test_what_a_world_adds_to_all_points_is_no_luck_between_them() -> None:
    rows = swept("sobol", 256, (0.0, 1.0), {"a": lambda p: p.sum(axis=1)}, worlds=3)
    world = rows.rows["replication"].to_numpy()
    better = rows.rows.set_column(3, "cash_end", [rows.rows["cash_end"].to_numpy() + 100.0 * world])
    assert asked(replace(rows, rows=better), "a").luck == pytest.approx(0.0, abs=1e-12)


def test_too_few_points_are_refused() -> None:
    with pytest.raises(ResultsError, match="19 points are too few"):
        asked(swept("lhs", 19, (0.0, 1.0), {"a": ishigami}), "a")


def test_a_figure_that_does_not_move_is_refused() -> None:
    with pytest.raises(ResultsError, match="nothing moves it"):
        asked(swept("lhs", 30, (0.0, 1.0), {"a": lambda p: p[:, 0] * 0}), "a")


def test_a_special_design_needs_every_point() -> None:
    with pytest.raises(ResultsError, match="needs every point"):
        asked(swept("saltelli", 8, (0.0, 1.0), {"a": lambda p: np.where(p[:, 0] > 0.5, np.nan, p[:, 1])}), "a")


@pytest.mark.parametrize(("kpi", "strategies", "message"), [
    ("cash", ["a"], "Did you mean cash_end?"), ("cash_end", ["c"], "is not in this sweep; there are: a"),
    ("cash_end", ["a", "a"], "two different ones")])
def test_a_question_that_cannot_be_asked(kpi: str, strategies: list[str], message: str) -> None:
    with pytest.raises(ScenarioError) as raised:
        swept("lhs", 30, (0.0, 1.0), {"a": ishigami}).question(kpi, strategies)
    assert message in str(raised.value)


def test_what_chance_alone_lets_a_factor_seem_to_explain() -> None:
    """Three classes: the corrected share of a factor without influence has mean 0 and spread 2 / 61."""
    noise = np.random.default_rng(5).normal(size=64)
    nothing = asked(swept("sobol", 64, (0.0, 1.0), {"a": lambda _: noise}), "a")
    assert nothing.chance is not None
    assert 2 / 61 < nothing.chance < 5 * 2 / 61
    assert (nothing.influences[0].first or 0.0) <= nothing.chance
    assert asked(swept("saltelli", 64, (0.0, 1.0), {"a": ishigami}), "a").chance is None


def test_a_share_from_given_data_is_that_of_three_classes_less_chance() -> None:
    """Of 0, 1, ... 62 in three classes of 21, 1 - 21^2 - 1 in 63^2 - 1 lies between them."""
    rows = swept("lhs", 63, (0.0, 63.0), {"a": lambda p: np.floor(p[:, 0])})
    found = {one.factor: one.first for one in asked(rows, "a").influences}
    between = 1 - (21**2 - 1) / (63**2 - 1)
    assert found["x"] == pytest.approx(1 - (1 - between) * 62 / 60)


def test_factors_without_influence_explain_nothing_on_average() -> None:
    """Of 300 shares with a spread of 2 / 61 the mean lies within 5 standard errors of 0 but once in a million times."""
    luck, shares = np.random.default_rng(11), []
    for _ in range(100):
        noise = luck.normal(size=64)
        found = asked(swept("sobol", 64, (0.0, 1.0), {"a": lambda _, noise=noise: noise}), "a")  # type: ignore[misc]
        shares += [one.first or 0.0 for one in found.influences]
    assert abs(np.mean(shares)) < 5 * (2 / 61) / math.sqrt(300)
