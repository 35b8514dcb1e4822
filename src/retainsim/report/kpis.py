"""The KPI dictionary as a page: what each figure is called, what it means and which way is better."""

from __future__ import annotations

from collections.abc import Sequence

from retainsim.report.quantities import NOTHING, PERCENTAGES
from retainsim.report.renderers.terminal import columns, page, sentence, table
from retainsim.results.kpis.kpi import EVENT, Kpi

LEGEND = ("Figures of one world; reports on several give their means. Better: which way is good, a dash where neither "
          "is in itself. When: at the end of the last week, over the last 52 weeks, or over the whole run. Currency is "
          "that of the scenario.")
GAP = 2


def kpis_page(kpis: Sequence[Kpi], on_terminal: bool = False) -> str:
    """A row for each KPI, in the order of the dictionary."""
    headings = ["KPI\n  unit", "better\nwhen", "definition"]
    rows = [[f"{kpi.name}\n  {_unit(kpi.unit)}", f"{kpi.better or NOTHING}\n{kpi.horizon}", kpi.definition]
            for kpi in kpis]
    widths = [max(len(line) for row in [headings, *rows] for line in row[column].split("\n")) for column in (0, 1)]
    room = columns(on_terminal)
    made = table(headings, rows, [*widths, room - sum(widths) - 2 * GAP], range(3), GAP, room)
    return page([made, sentence(LEGEND)], on_terminal)


def _unit(unit: str) -> str:
    """The unit as reports tell it: shares as percentages."""
    return unit if unit == EVENT else PERCENTAGES.get(unit, unit)
