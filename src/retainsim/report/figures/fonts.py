"""Fonts for what figures say: the usual one, and of those that are installed as many as it takes."""

import unicodedata
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import NamedTuple

from matplotlib.font_manager import findfont, fontManager
from matplotlib.ft2font import FT2Font

USUAL, SHIPPED = "sans-serif", "DejaVu Sans"  # what it means by default: a font that comes with matplotlib
PLACEHOLDERS = ("lastresort", "adobeblank", "tofu")  # fonts that have a box, or nothing, for every character
SHAPELESS = {"Cc", "Cf", "Zs", "Zl", "Zp"}  # categories of characters that need no picture
SELECTORS = range(0xFE00, 0xFE10)  # which variant of a character is meant
SIZE, DOTS = 9, 72  # at which it is tried whether a font can be drawn


class Fonts(NamedTuple):
    """Families of fonts that show a text together, and the characters of it that no font here shows."""

    families: list[str]
    missing: str

    @property
    def notice(self) -> str:
        """A sentence about the characters that are missing; empty if none is."""
        return (f" No font for {self.missing} is installed where this was drawn: PNG and PDF files show boxes instead."
                if self.missing else "")


@cache
def fonts_for(text: str) -> Fonts:
    """The fonts for a text: those that show most of what is still missing first."""
    missing = {ord(c) for c in text if unicodedata.category(c) not in SHAPELESS and ord(c) not in SELECTORS}
    missing -= _characters(findfont(SHIPPED))
    families, others = [USUAL], _others() if missing else {}
    while missing and others:
        best = max(others, key=lambda name: len(missing & _characters(others[name])))
        gain = missing & _characters(others.pop(best))
        if not gain:
            break
        families.append(best)
        missing -= gain
    return Fonts(families, "".join(c for c in dict.fromkeys(text) if ord(c) in missing))


@contextmanager
def without_warnings() -> Iterator[None]:
    """Let matplotlib say nothing of characters that are missing: the caption does."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", ".*missing from font", UserWarning)
        yield


def _others() -> dict[str, str]:
    """The files of the fonts that are installed, upright and of usual weight, by family in alphabetical order."""
    return {font.name: font.fname for font in sorted(fontManager.ttflist, key=lambda font: (font.name, font.fname))
            if font.style == "normal" and font.weight in (400, "normal", "regular")
            and not font.name.replace(" ", "").lower().lstrip(".").startswith(PLACEHOLDERS)}


@cache
def _characters(file: str) -> frozenset[int]:
    """What a font can show; nothing if it cannot be drawn, as some of coloured pictures cannot."""
    try:
        font = FT2Font(file)
        font.set_size(SIZE, DOTS)
        characters = frozenset(font.get_charmap())
        font.load_char(next(iter(characters), 0))
    except (OSError, RuntimeError, ValueError):
        return frozenset()
    return characters
