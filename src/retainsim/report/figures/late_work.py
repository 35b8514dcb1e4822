"""Whose work is late, over time: of a results folder by strategy, and of one world."""

from collections.abc import Sequence

import numpy as np
from matplotlib.figure import Figure

from retainsim.declared import columns
from retainsim.report.board import Material
from retainsim.report.figures import style
from retainsim.report.figures.run import dates_of
from retainsim.report.words import each
from retainsim.results.folder.reader import Weekly, mean_per_client
from retainsim.study.run import Run

PERCENT = 100.0
CAPTION = "Late is work of which more waits than was promised. It offends first, costs clients then, and money last."


def of_strategies(material: Material, weekly: Weekly) -> style.Picture:
    """A line for each strategy."""
    late = PERCENT * mean_per_client(weekly.column("late_clients"), weekly.column("clients"))
    return _picture("late-work", f"Mean of all clients in all worlds. {CAPTION}", material.strategies, late,
                    material.dates)


def of_world(run: Run) -> style.Picture:
    """One line."""
    week = run.trace.series[None, None]  # as if of one strategy and one world
    late = PERCENT * mean_per_client(week[..., columns.LATE_CLIENTS], week[..., columns.CLIENTS])
    return _picture("world-late-work", CAPTION, [run.course.phases[0].strategy], late, [dates_of(run)])


def _picture(name: str, caption: str, titles: Sequence[str], late: np.ndarray, starts: Sequence[style.Starts],
             ) -> style.Picture:
    """`late` is titles x weeks [% of clients], NaN where there are no clients."""
    def draw(layout: style.Layout) -> Figure:
        figure, grid = style.panels(titles, layout)
        time = style.Time(grid, late.shape[1], *starts)
        for axes, line in zip(grid, late[:, time.weeks], strict=True):
            handles = axes.plot(time.x, line, color=style.BLUE, label="clients whose work is late")
        grid[0].set_ylim(0, 100)
        return time.label(figure, "% of clients", [*handles, *time.marks], layout)

    means = each(titles, (f"{np.nanmean(line):.0f} %" if np.isfinite(line).any() else "nothing" for line in late))
    return style.Picture(name, "Clients whose work is late [% of clients]", caption,
                         f"Share of the clients whose work is late, over time. In the mean of the weeks: {means}", draw)
