"""What the number of worlds has to do with how sure a comparison is."""

from __future__ import annotations

import statistics
from collections.abc import Iterator, Mapping
from typing import Any

from retainsim.report.quantities import Scale

Document = Mapping[str, Any]


def certainty(document: Document, kpi: str, on_scale: Scale) -> Iterator[str]:
    """Whether the precision that was asked for is reached, and how many worlds the shared luck has saved.

    `kpi` is the first primary one; its differences are told on the scale.
    """
    if document.get("precision"):
        yield precision(document, on_scale)
    factors = [pair["luck_factor"] for pair in document["pairs"]
               if pair["kpi"] == kpi and pair["luck_factor"] is not None]
    if factors:
        yield luck(factors, kpi)


def precision(document: Document, on_scale: Scale) -> str:
    """How many worlds the precision has taken, or that so many were not enough."""
    asked = document["precision"]
    kpi, within, worlds = asked["kpi"], asked["asked"].replace("%", " %"), f"{document['replications']:,} worlds"
    if asked["half_width"] is None:
        return f"{worlds} give no interval of a difference in {kpi}, so that none can be known within {within}."
    if within.endswith("%"):
        within = f"{within} of the largest, {on_scale.quantity(asked['largest'])}"
    widest = f"the widest interval is ±{on_scale.quantity(asked['half_width'])}"
    if asked["is_reached"]:
        return f"It took {worlds} to know every difference in {kpi} within {within}: {widest}."
    return (f"{worlds} were not enough to know every difference in {kpi} within {within}: {widest}. --replications "
            "allows more.")


def luck(factors: list[float], kpi: str) -> str:
    """How many times as many worlds independent luck would take."""
    middle = statistics.median(factors)
    spread = f"{min(factors):.1f} to {max(factors):.1f} times" if len(factors) > 1 else f"{middle:.1f} times"
    said = (f"If each strategy had luck of its own, and not the same, it would take {spread} as many worlds to know "
            f"the differences in {kpi} as well")
    return f"{said}: here the shared luck costs worlds." if middle < 1 else f"{said}."
