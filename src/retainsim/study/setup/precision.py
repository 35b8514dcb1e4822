"""How precisely somebody wants to know the differences of a comparison."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

from retainsim.scenario.errors import Problem, quote
from retainsim.study.setup.checks import wrong

_FORM = re.compile(r"\s*([0-9]*\.?[0-9]+(?:[eE][-+]?[0-9]+)?)\s*(%?)\s*")


@dataclass(frozen=True)
class Precision:
    """The half-width that every interval of a difference may have at most."""

    value: float
    is_relative: bool  # to the largest difference between two strategies; otherwise in the KPI's unit

    def __str__(self) -> str:
        return f"{self.value * 100:.15g}%" if self.is_relative else f"{self.value:.15g}"


def precision_of(text: str | float | None) -> Precision | None:
    """The precision that a text such as "5%" or "20000", or a number, stands for; None if it is none."""
    match = _FORM.fullmatch(str(text)) if not isinstance(text, bool) else None
    value = float(match[1]) if match else 0.0
    if match is None or not 0 < value < math.inf:
        return None
    return Precision(value / 100, True) if match[2] else Precision(value, False)


def about_precision(text: str | float | None, strategies: int) -> list[Problem]:
    """What is wrong with it for so many strategies; None stands for a fixed number of worlds."""
    if text is None:
        return []
    if precision_of(text) is None:
        return [wrong(f"--precision {quote(text)}",
                      "must be a share of the largest difference, such as 5%, or a number in the unit of the KPI that "
                      "strategies are judged by, such as 20000; greater than 0")]
    if strategies < 2:
        return [wrong(f"--precision {quote(text)}", "is that of a difference, and needs at least two strategies")]
    return []
