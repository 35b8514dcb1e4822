"""The arithmetic of the mechanisms against correctly rounded references (`decimal`, 40 digits): to the unit."""

import math
import re
from collections.abc import Callable
from decimal import Decimal, localcontext

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from retainsim.numeric import (
    NEGLIGIBLE,
    chance_within_week,
    clip,
    exp,
    is_multiple,
    kept_per_week,
    left_after_week,
    log,
    logistic,
    most_within_week,
    power,
)

# Errors in units in the last place of the result, worst case, with u = 2**-53.
# exp, at r = -ln 2 / 2 and a result of .7071, whose unit is u: remainder r**13 / 13! 1.5 u; rounding of the last sum
# .5, of the last product .25, of the sums and products before, each shrunk by r, .26; of r itself .25 * .71. At
# r > 0 the unit is twice as large.
EXP_UNITS = 2.7
# log, near 1: m + 1, the quotient, the series and its product with s: u each, relatively, .05 inside the series; just
# below a power of 2 a relative u is one unit. Elsewhere the exponent's part is exact and the sum adds a half.
LOG_UNITS = 4.1
LEAST_NORMAL = 2.0**-1022
EXACT_DIGITS = 40
ULP_OF_ONE = 2.0**-52


def units_off(found: float, exact: Decimal) -> float:
    """How many units in the last place a number is away from the truth."""
    with localcontext() as context:
        context.prec = EXACT_DIGITS
        return float(abs(Decimal(found) - exact) / Decimal(math.ulp(float(exact))))


def exact_exp(x: float) -> Decimal:
    with localcontext() as context:
        context.prec = EXACT_DIGITS
        return Decimal(x).exp()


def exact_log(x: float) -> Decimal:
    with localcontext() as context:
        context.prec = EXACT_DIGITS
        return Decimal(x).ln()


SEAMS_OF_EXP = [k * math.log(2) / 2 for k in range(-2019, 2020, 6)]  # the ends of the reduced interval
SEAMS_OF_LOG = [math.ldexp(m, e) for e in range(-1021, 1023, 31)
                for m in (0.5, math.sqrt(0.5), 0.75, math.nextafter(1, 0))]


@pytest.mark.parametrize(("function", "most"), [(exp, EXP_UNITS), (log, LOG_UNITS)])
def test_docstrings_promise_what_is_true(function: Callable[[float], float], most: float) -> None:
    promised = re.search(r"to (\d+) units in the last place", function.__doc__ or "")
    assert promised is not None
    assert int(promised[1]) >= most


@pytest.mark.parametrize("side", [-1e-9, 0.0, 1e-9])
def test_exp_on_its_seams(side: float) -> None:
    assert max(units_off(exp(x + side), exact_exp(x + side)) for x in SEAMS_OF_EXP if abs(x) < 699.9) <= EXP_UNITS


@given(st.floats(-700.0, 700.0))
def test_exp_is_within_its_units(x: float) -> None:
    assert units_off(exp(x), exact_exp(x)) <= EXP_UNITS


@given(st.floats(-1.0, 1.0))
def test_exp_is_within_its_units_where_the_model_lives(x: float) -> None:
    assert units_off(exp(x), exact_exp(x)) <= EXP_UNITS


@pytest.mark.parametrize(("x", "as_if"), [(700.5, 700.0), (1e300, 700.0), (math.inf, 700.0), (-701.0, -700.0),
                                          (-math.inf, -700.0)])
def test_exp_is_clipped_and_never_infinite_or_0(x: float, as_if: float) -> None:
    assert exp(x) == exp(as_if)
    assert 0.0 < exp(x) < math.inf


def test_exp_of_0_is_1() -> None:
    assert exp(0.0) == exp(-0.0) == 1.0


def test_log_on_its_seams() -> None:
    assert max(units_off(log(x), exact_log(x)) for x in SEAMS_OF_LOG) <= LOG_UNITS


@given(st.floats(LEAST_NORMAL, 1e308))
def test_log_is_within_its_units(x: float) -> None:
    assume(x != 1.0)
    assert units_off(log(x), exact_log(x)) <= LOG_UNITS


@given(st.floats(0.5, 2.0))
def test_log_is_within_its_units_near_1(x: float) -> None:
    assume(x != 1.0)
    assert units_off(log(x), exact_log(x)) <= LOG_UNITS


def test_log_of_1_is_0() -> None:
    assert log(1.0) == 0.0


@pytest.mark.parametrize(("exponent", "unit"), [(0, 1.0), (1, 2.0), (-1, 0.5), (10, 1024.0)])
def test_log_and_exp_of_powers_of_2(exponent: int, unit: float) -> None:
    assert log(unit) == pytest.approx(exponent * math.log(2), rel=2 * ULP_OF_ONE, abs=0)
    # The argument of exp is off by 10 ln 2 / 2**53.
    assert exp(exponent * math.log(2)) == pytest.approx(unit, rel=16 * ULP_OF_ONE)


@given(st.floats(1e-6, 1e6), st.floats(-20.0, 20.0))
def test_power(base: float, exponent: float) -> None:
    """ln is off by 4.1 units and the product by 1/2, of at most 20 * 13.9 = 277: 4.6 * 277, and exp's and pow's."""
    assert power(base, exponent) == pytest.approx(math.pow(base, exponent), rel=(4.6 * 277 + 4) * ULP_OF_ONE, abs=0)


@pytest.mark.parametrize(("base", "exponent", "expected"), [(7.0, 0.0, 1.0), (1.0, 5.0, 1.0), (1e-9, 0.0, 1.0)])
def test_power_is_exact_where_the_model_relies_on_it(base: float, exponent: float, expected: float) -> None:
    """With `care_focus` 0 every care weight is 1 to the bit, whatever the mean fee."""
    assert power(base, exponent) == expected


@pytest.mark.parametrize(("x", "expected"), [(0.0, 0.5), (math.log(3), 0.75), (-math.log(3), 0.25)])
def test_logistic_table(x: float, expected: float) -> None:
    assert logistic(x) == pytest.approx(expected, rel=8 * ULP_OF_ONE)


@given(st.floats(-2000.0, 2000.0), st.floats(0.0, 100.0))
def test_logistic_is_a_rising_chance_symmetric_about_0(x: float, step: float) -> None:
    """1/(1 + e) carries the 2.7 units of e and 1 of each of two roundings; a rise smaller than that may be lost."""
    assert 0.0 < logistic(x) <= 1.0
    assert logistic(x + step) >= logistic(x) * (1.0 - 8 * ULP_OF_ONE)
    assert logistic(x) + logistic(-x) == pytest.approx(1.0, abs=8 * ULP_OF_ONE)


@pytest.mark.parametrize(("x", "expected"), [(-3.0, -1.0), (-1.0, -1.0), (0.5, 0.5), (2.0, 2.0), (9.0, 2.0)])
def test_clip_table(x: float, expected: float) -> None:
    assert clip(x, -1.0, 2.0) == expected


@given(st.integers(-(2**40), 2**40), st.integers(1, 2**12))
def test_multiples_are_those_that_leave_no_remainder(number: int, of: int) -> None:
    assert is_multiple(float(number), float(of)) == (number % of == 0)
    assert is_multiple(float(number * of), float(of))
    assert is_multiple(float(number * of + 1), float(of)) == is_multiple(float(number * of - 1), float(of)) == (of == 1)


@pytest.mark.parametrize(("x", "expected"), [
    (0.0, 0.0), (NEGLIGIBLE, 0.0), (-NEGLIGIBLE, 0.0), (math.nextafter(NEGLIGIBLE, 1), math.nextafter(NEGLIGIBLE, 1)),
    (-math.nextafter(NEGLIGIBLE, 1), -math.nextafter(NEGLIGIBLE, 1)), (5e-324, 0.0), (0.25, 0.25), (-3.0, -3.0)])
def test_what_is_negligible_is_nothing(x: float, expected: float) -> None:
    """The spec: below 10**-6 becomes 0. The bound itself, which no decay hits, becomes 0 too."""
    assert left_after_week(x, 1.0) == expected


@pytest.mark.parametrize(("hazard", "expected"), [(0.0, 0.0), (math.log(2), 0.5), (800.0, 1.0), (1e-300, 0.0)])
def test_chance_within_week_table(hazard: float, expected: float) -> None:
    assert chance_within_week(hazard) == pytest.approx(expected, abs=3 * ULP_OF_ONE)


@given(st.floats(0.0, 50.0), st.floats(0.0, 50.0))
def test_competing_risks_survive_independently(one: float, other: float) -> None:
    """Surviving the sum of two hazards is surviving both; each chance is off by 2.7 units of exp and a rounding."""
    both = 1.0 - chance_within_week(one + other)
    assert both == pytest.approx((1.0 - chance_within_week(one)) * (1.0 - chance_within_week(other)),
                                 abs=10 * ULP_OF_ONE)
    assert 0.0 <= chance_within_week(one) <= chance_within_week(one + other) + 3 * ULP_OF_ONE <= 1.0 + 3 * ULP_OF_ONE


@given(st.one_of(st.floats(0.0, 800.0), st.floats(0.0, 1e-14), st.integers(0, 99).map(lambda n: n * 2.0**-54)))
def test_no_chance_exceeds_what_is_most(hazard: float) -> None:
    """Without the margin it would: from 0.75 * 2**-53 on, exp(-h) is rounded down to 1 - 2**-53 or less."""
    assert chance_within_week(hazard) <= most_within_week(hazard)
    assert most_within_week(hazard) <= hazard + 2.0**-49 + hazard * ULP_OF_ONE


@given(st.floats(0.5, 10_000.0))
def test_after_a_half_life_half_is_kept(half_life: float) -> None:
    """One week's factor is off by 2.7 units (exp) and by the rounding of ln 2 / H; `half_life` weeks add them up."""
    kept = kept_per_week(half_life)
    assert 0.0 < kept < 1.0
    assert kept**half_life == pytest.approx(0.5, rel=(4 * half_life + 4) * ULP_OF_ONE, abs=0)


def test_a_half_life_of_0_stands_for_never() -> None:
    assert kept_per_week(0.0) == 1.0


def test_decay_week_by_week_ends_at_0_not_among_denormal_numbers() -> None:
    kept, left, weeks = kept_per_week(4.0), 1.0, 0
    while left > 0.0:
        left, weeks = left_after_week(left, kept), weeks + 1
        assert left == 0.0 or left > NEGLIGIBLE
    assert weeks == math.ceil(4 * math.log2(1 / NEGLIGIBLE))


def test_compiled_and_plain_agree_to_the_bit() -> None:
    """The twin of the machine code: the same functions interpreted. Skipped parts would show as different bits."""
    grid = np.linspace(-30.0, 30.0, 401)
    assert [exp(x) for x in grid] == [exp.py_func(x) if hasattr(exp, "py_func") else exp(x) for x in grid]
    positive = [float(x) for x in np.exp(grid)]
    assert [log(x) for x in positive] == [log.py_func(x) if hasattr(log, "py_func") else log(x) for x in positive]
