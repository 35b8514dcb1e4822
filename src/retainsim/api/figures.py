"""Figures that a notebook shows, and that can be saved."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from retainsim.report.figures.sheet import Sheet
from retainsim.report.figures.style import WIDE, Picture
from retainsim.report.renderers.page import fragment

if TYPE_CHECKING:
    from matplotlib.figure import Figure as Plot


@dataclass(frozen=True)
class Figure:
    """A figure of a report, with what is said of it.

    Attributes   `picture` is what is drawn from; it is inside, and may change with any version.
    """

    picture: Picture

    @property
    def title(self) -> str:
        """What is seen, with units."""
        return self.picture.title

    @property
    def caption(self) -> str:
        """How to read it."""
        return self.picture.caption

    def draw(self) -> Plot:
        """The figure as one of matplotlib's, to be changed at will."""
        return self.picture.draw(WIDE)

    def save(self, file: str | os.PathLike[str]) -> None:
        """Write it, with its title, in the format that the name ends with: svg, png, pdf.

        Raises   `OSError`; `ValueError` for another format.
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
