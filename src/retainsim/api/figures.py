"""Figures that a notebook shows, and that can be saved."""

import os
from collections.abc import Iterable

from matplotlib.axes import Axes
from matplotlib.figure import Figure as Plot

from retainsim.report.figures.style import WIDE, Picture
from retainsim.report.pages import Sheet
from retainsim.report.renderers.page import fragment
from retainsim.study.setup.checks import UnknownNameError


class Figure:
    """A figure of a report.

    Attributes   `title` says what the figure shows, with units; `caption` says how to read it.
    """

    def __init__(self, picture: Picture) -> None:
        self.picture, self.title, self.caption = picture, picture.title, picture.caption

    def draw(self) -> Plot:
        """Draw it as a figure of matplotlib, which you may change."""
        return self.picture.draw(WIDE)

    @property
    def panels(self) -> tuple[str, ...]:
        """What each of its panels shows; an empty name where there is only one."""
        return self.picture.panels

    def draw_into(self, axes: Axes, panel: str | None = None) -> Axes:
        """Draw it, or one of its panels, into axes of a figure of your own, in the style of that; returns the axes.

        Nothing is made beside them. Their title says what is seen, with units; scales are those of the whole figure.
        What colours mean stands below the axes: `layout="constrained"` makes room for it.

        Raises   `UnknownNameError` for a panel that there is not; `ValueError` if there are several and none is named.
        """
        names = self.panels
        if panel is None and len(names) > 1:
            raise ValueError(f"The figure has {len(names)} panels, and axes have room for one: name it, panel=... of "
                             f"{', '.join(map(repr, names))}.")
        if panel is not None and panel not in names:
            raise UnknownNameError("panel", panel, names)
        self.picture.draw_into(axes, 0 if panel is None else names.index(panel))
        return axes

    def save(self, file: str | os.PathLike[str]) -> None:
        """Write it, with its title, to a file that ends with svg, png or pdf.

        Raises   `OSError` if it cannot be written; `ValueError` for another format.
        """
        Sheet(self.picture).save(file)

    def _repr_html_(self) -> str:
        return fragment([Sheet(self.picture).block()])


class Figures(dict[str, Figure]):
    """Figures by name, in the order of the report."""

    def __init__(self, pictures: Iterable[Picture]) -> None:
        super().__init__((picture.name, Figure(picture)) for picture in pictures)

    def _repr_html_(self) -> str:
        return fragment([Sheet(figure.picture).block() for figure in self.values()])
