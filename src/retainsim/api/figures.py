"""Figures that a notebook shows, and that can be saved."""

import os
from collections.abc import Iterable

from matplotlib.figure import Figure as Plot

from retainsim.report.figures.style import WIDE, Picture
from retainsim.report.pages import Sheet
from retainsim.report.renderers.page import fragment


class Figure:
    """A figure of a report.

    Attributes   `title` says what the figure shows, with units; `caption` says how to read it.
    """

    def __init__(self, picture: Picture) -> None:
        self.picture, self.title, self.caption = picture, picture.title, picture.caption

    def draw(self) -> Plot:
        """Draw it as a figure of matplotlib, which you may change."""
        return self.picture.draw(WIDE)

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
