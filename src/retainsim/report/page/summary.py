"""Where each strategy leads, in a table that one look takes in."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from retainsim.report.blocks import Grid
from retainsim.report.comparison import scale_of_means

RUIN = "insolvent"


def summary(document: Mapping[str, Any], primary: Sequence[str], named: Callable[[str], str] = str) -> Grid:
    """A row per strategy, a column per primary KPI and one for ruin; `named` gives the headings."""
    scales = {kpi: scale_of_means(document, kpi) for kpi in columns(primary)}
    rows = []
    for name, kpis in document["strategies"].items():
        cells = [(on_scale.number(kpis[kpi]["mean"]), on_scale.interval(kpis[kpi]["low"], kpis[kpi]["high"]))
                 for kpi, on_scale in scales.items()]
        rows.append([name, *("\n".join(filter(None, cell)) for cell in cells)])
    return Grid(["", *(f"{named(kpi)}\n{on_scale.unit}".rstrip() for kpi, on_scale in scales.items())], rows, (0,))


def columns(primary: Sequence[str]) -> list[str]:
    """The KPIs that are shown."""
    return list(dict.fromkeys([*primary, RUIN]))
