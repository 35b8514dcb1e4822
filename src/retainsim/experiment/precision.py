"""How precisely differences are to be known, as a user writes it: "5%" of the largest, or a number in a KPI's unit."""

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass

_FORM = re.compile(r"\s*([0-9]*\.?[0-9]+(?:[eE][-+]?[0-9]+)?)\s*(%?)\s*")


@dataclass(frozen=True)
class Precision:
    """The largest half-width that an interval of a difference may have."""

    value: float
    is_relative: bool  # to the largest difference between two strategies; otherwise in the KPI's unit

    def __str__(self) -> str:
        return f"{self.value * 100:.15g}%" if self.is_relative else f"{self.value:.15g}"


def precision_of(text: str | float | None) -> Precision | None:
    """The precision given by a text such as "5%" or "20000", or by a number; None if it is not one."""
    match = _FORM.fullmatch(str(text)) if not isinstance(text, bool) else None
    if match is None or not 0 < float(match[1]) < math.inf:
        return None
    return Precision(float(match[1]) / (100 if match[2] else 1), is_relative=bool(match[2]))


def objections(text: str | float | None, strategies: int) -> Iterator[str]:
    """What is wrong with it for so many strategies; None stands for a fixed number of worlds."""
    if text is not None and precision_of(text) is None:
        yield ("must be a share of the largest difference, such as 5%, or a number in the unit of the KPI that "
               "strategies are judged by, such as 20000; greater than 0")
    elif text is not None and strategies < 2:
        yield "applies to differences, and needs at least two strategies"
