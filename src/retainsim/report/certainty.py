"""What the number of worlds has to do with how sure a comparison is."""

from __future__ import annotations

import statistics
from collections.abc import Iterator, Mapping
from typing import Any

from retainsim.report.quantities import Scale

Document = Mapping[str, Any]
PLAIN = 0.95  # below this factor shared luck costs worlds rather than making no difference


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
    worlds = f"{document['replications']:,} worlds"
    if asked["half_width"] is None:
        return f"{worlds} give no interval of a difference in {asked['kpi']}: a precision of {asked['asked']} has no " \
               "meaning here."
    half = f"±{on_scale.quantity(asked['half_width'])}"
    whole = f" of the largest difference, {on_scale.quantity(asked['largest'])}" if asked["asked"].endswith("%") else ""
    if asked["is_reached"]:
        return (f"It took {worlds} to know every difference in {asked['kpi']} within {asked['asked']}{whole}: the widest "
                f"interval is {half}.")
    return (f"{worlds} were not enough to know every difference in {asked['kpi']} within {asked['asked']}{whole}: the "
            f"widest interval is {half}. --replications allows more.")


def luck(factors: list[float], kpi: str) -> str:
    """How many times as many worlds independent luck would take."""
    least, middle, most = min(factors), statistics.median(factors), max(factors)
    spread = f"{middle:.1f}" if len(factors) == 1 else f"{least:.1f} to {most:.1f} (median {middle:.1f})"
    said = f"With luck of their own for each strategy, instead of the same, these intervals of {kpi} would take {spread} " \
           "times as many worlds"
    return f"{said}: here the shared luck costs worlds." if middle < PLAIN else f"{said}."
