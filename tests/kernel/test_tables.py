"""A table takes what was declared, and says what it was given instead."""

import copy
import pickle
from typing import Any

import numpy as np
import pytest

from retainsim.kernel import Float64s, Float64Table, Int64s, Table, entry


class Garden(Table):
    """Fields of each kind."""

    trees: int
    rain: float  # [mm]
    heights: Float64s
    beds: Float64Table
    ages: Int64s


def garden(**changes: Any) -> Garden:
    return Garden(**{"trees": 3, "rain": 1.5, "heights": np.array([1.0, 2.0, 3.0]), "beds": np.ones((2, 3)),
                     "ages": np.array([7, 8, 9]), **changes})


@entry
def read(g: Garden) -> float:
    """Something of each field, shapes included."""
    return (g.trees + 10.0 * g.rain + 100.0 * g.heights[1] + 1000.0 * g.beds[1, 2] + 10000.0 * g.ages[2]
            + 0.1 * g.beds.shape[0] + 0.01 * g.beds.shape[1] + 0.001 * g.heights.size)


@entry
def sow(g: Garden) -> None:
    """Write into an array."""
    g.beds[1, 0] = 5.0


def test_compiled_code_reads_what_was_put_in() -> None:
    assert read(garden()) == pytest.approx(91218.233, abs=1e-9)
    assert read(garden(trees=np.int32(4), rain=2, ages=np.array([0, 0, -1]))) == pytest.approx(-8775.767, abs=1e-9)


def test_compiled_code_writes_into_the_array_that_python_holds() -> None:
    one = garden()
    sow(one)
    np.testing.assert_array_equal(one.beds, [[1.0, 1.0, 1.0], [5.0, 1.0, 1.0]])


def test_a_copy_has_arrays_of_its_own() -> None:
    one = garden()
    for other in (one.copy(), copy.copy(one), pickle.loads(pickle.dumps(one))):
        sow(other)
        assert other.beds[1, 0] == 5.0
    assert one.beds[1, 0] == 1.0
    assert (one.copy().trees, one.copy().rain) == (3, 1.5)


GRID = np.ones((3, 4))


@pytest.mark.parametrize(("field", "value", "said"), [
    ("heights", GRID[:, 1], "Garden.heights must be an array of float64 with 1 axis, in C order, and is not in C order "
                            "without gaps: take a copy"),
    ("beds", GRID.T, "Garden.beds must be an array of float64 with 2 axes, in C order, and is not in C order without "
                     "gaps: take a copy"),
    ("heights", np.ones(3, np.float32), "Garden.heights must be an array of float64 with 1 axis, in C order, and is an "
                                        "array of float32 with 1 axis, in C order"),
    ("ages", np.ones((1, 3), np.int64), "Garden.ages must be an array of int64 with 1 axis, in C order, and is an "
                                        "array of int64 with 2 axes, in C order"),
    ("heights", [1.0], "Garden.heights must be an array of float64 with 1 axis, in C order, and is a list"),
    ("trees", 1.5, "Garden.trees must be int64, and is a float"),
    ("rain", "1.5", "Garden.rain must be float64, and is a str"),
])
def test_what_was_not_declared_is_refused(field: str, value: Any, said: str) -> None:
    with pytest.raises(TypeError) as error:
        garden(**{field: value})
    assert str(error.value) == said


def test_all_that_is_wrong_is_said_at_once() -> None:
    with pytest.raises(TypeError, match=r"Garden\.trees must be .*; Garden\.heights must be "):
        garden(trees=0.5, heights=None)
    with pytest.raises(TypeError, match=r"Garden is missing, or does not know: bees, rain$"):
        Garden(trees=1, heights=np.ones(1), beds=GRID, ages=np.ones(1, np.int64), bees=4)


def test_a_field_is_never_bound_anew() -> None:
    with pytest.raises(AttributeError, match=r"Garden\.rain cannot be bound anew"):
        garden().rain = 2.0  # type: ignore[misc]


def test_a_type_that_the_compiler_does_not_know_is_refused() -> None:
    with pytest.raises(TypeError, match="Shed: the compiler does not know the types of tools"):
        class Shed(Table):
            tools: list[str]
