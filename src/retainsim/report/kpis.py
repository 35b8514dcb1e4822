"""The KPI dictionary: what each figure is called, what it means and which way is better."""

from collections.abc import Iterator, Sequence

from retainsim.report.blocks import REST, Block, Table
from retainsim.report.quantities import NOTHING, PERCENTAGES
from retainsim.results.kpis.kpi import EVENT, Kpi

LEGEND = ("Figures of one world; reports on several give their means. Better: which way is good, a dash where neither "
          "is in itself. When: at the end of the last week, over the last 52 weeks, or over the whole run. Currency is "
          "that of the scenario.")


def kpis_report(kpis: Sequence[Kpi]) -> Iterator[Block]:
    """A row for each KPI, in the order of the dictionary."""
    rows = [[f"{kpi.name}\n  {_unit(kpi.unit)}", f"{kpi.better or NOTHING}\n{kpi.horizon}", kpi.definition]
            for kpi in kpis]
    yield Table(["KPI\n  unit", "better\nwhen", "definition"], rows, range(3), [None, None, REST], gap=2)
    yield LEGEND


def _unit(unit: str) -> str:
    """The unit as reports tell it: shares as percentages."""
    return unit if unit == EVENT else PERCENTAGES.get(unit, unit)
