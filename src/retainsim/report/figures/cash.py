"""Cash over time: where the worlds lie, for each strategy."""

import numpy as np
from matplotlib.figure import Figure

from retainsim.report.figures.axis import Time
from retainsim.report.figures.style import BLUE, INK, PALE, SKY, Layout, Picture, panels
from retainsim.report.material import Material
from retainsim.report.quantities import percent, scale
from retainsim.report.verdict import FEW
from retainsim.report.words import each
from retainsim.results.folder.weekly import Weekly, fan
from retainsim.results.kpis.kpi import MONEY


def cash(material: Material, weekly: Weekly) -> Picture:
    """A fan for each strategy: 5 % of worlds lie below it, half of them below its line, 95 % below its upper end."""
    fans = fan(weekly.money("cash"))
    on_scale = scale(MONEY, fans.ravel())
    ruined = np.array([material.document["strategies"][name]["insolvent"]["mean"] for name in material.strategies])
    ends = each(material.strategies, (
        f"{on_scale.quantity(middle)} ({on_scale.number(low)} to {on_scale.number(high)}), ruined in {percent(share)} "
        "of worlds" for (low, middle, high), share in zip(fans[:, :, -1].T, ruined, strict=True)))
    worlds = material.document["replications"]
    caption = (f"Week by week: half of the {worlds:,} worlds lie below the line, and nine of ten within the band; no "
               "world need run along either. The wider the band, the more luck decides.")
    if worlds == 1:
        caption = "Only one world was played: there is no band, and luck cannot be told from strategy."
    elif worlds < FEW:
        caption += " So few worlds leave gaps: the band is interpolated between them."

    def draw(layout: Layout) -> Figure:
        _, grid = panels(material.strategies, layout)
        time = Time(grid, fans.shape[2], material.attackers)
        for place, axes in enumerate(grid):
            low, middle, high = fans[:, place, time.weeks] / on_scale.factor
            band = axes.fill_between(time.x, low, high, color=SKY, alpha=0.5, linewidth=0,
                                     label="90 % of worlds, week by week")
            (line,) = axes.plot(time.x, middle, color=BLUE, label="median of the worlds, week by week")
            axes.axhline(0, color=PALE, linewidth=0.8)
            if ruined.any():
                floor = axes.axhline(-material.scenario.firm.credit_line / on_scale.factor, color=INK, linestyle=":",
                                     linewidth=1.2, label="credit line: ruin below it")
            if ruined[place]:
                axes.text(0.03, 0.97, f"ruined in {percent(float(ruined[place]))} of worlds", transform=axes.transAxes,
                          va="top", color="#A03000", fontweight="bold", fontsize=8,
                          bbox={"facecolor": "white", "edgecolor": "none", "pad": 1})
        return time.label(on_scale.named, [line, band, *time.marks, *([floor] if ruined.any() else [])], layout)

    return Picture("cash", f"Cash by strategy [{on_scale.named}]", caption,
                   f"Median cash over time. At the end: {ends}", draw)
