"""Which of many values a scenario refuses, when each answer takes a millisecond."""

import math
from bisect import bisect_left
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

Refusal = TypeVar("Refusal")


def first_refused(values: Sequence[Any], refusal: Callable[[Any], Refusal | None]) -> Refusal | None:
    """Why the first of the values that are refused is; None if none is.

    Every rule about a number of a scenario is a bound, by itself or together with other numbers: those of one kind that
    are allowed are an interval, whose ends are searched for. All else is tried one by one.
    """
    kinds: dict[Any, dict[Any, None]] = {}
    for value in values:
        kinds.setdefault(_kind(value), {}).setdefault(value)
    refused = {kind: set(_outside(list(several), refusal)) if kind in (int, float) else
               {value for value in several if refusal(value)} for kind, several in kinds.items()}
    return next((refusal(value) for value in values if value in refused[_kind(value)]), None)


def _kind(value: Any) -> Any:
    return type(value) if not isinstance(value, float) or math.isfinite(value) else "not finite"


def _outside(numbers: Sequence[float], refusal: Callable[[float], object]) -> Sequence[float]:
    """The numbers that are refused; only the first, if it is one of them."""
    if refusal(numbers[0]):
        return numbers[:1]
    in_order = sorted(numbers)
    inside = in_order.index(numbers[0])
    low = bisect_left(in_order, True, 0, inside, key=lambda number: not refusal(number))
    high = bisect_left(in_order, True, inside, key=lambda number: bool(refusal(number)))
    return [*in_order[:low], *in_order[high:]]
