"""What a drawn figure shows, read back from its artists: positions, lengths and words, whatever it was to draw."""

from typing import Any

import numpy as np
import pandas as pd
import pytest

FACTORS = {"thousand": 1e3, "million": 1e6, "%": 0.01}  # of the first word of a unit
Axes = Any
Figure = Any


def panels(figure: Figure) -> dict[str, Axes]:
    """The visible panels by title."""
    return {axes.get_title(loc="left"): axes for axes in figure.axes if axes.get_visible()}


def factor(unit: str) -> float:
    """By what a number in this unit is to be multiplied."""
    return FACTORS.get(unit.split()[0], 1.0) if unit else 1.0


def curves(axes: Axes) -> dict[str, np.ndarray]:
    """Lines that have a name, the marks of weeks among them: x and y by name."""
    return {line.get_label(): np.array(line.get_data(), float) for line in axes.lines
            if not line.get_label().startswith("_")}


def verticals(axes: Axes) -> list[float]:
    """Where vertical lines stand, from left to right."""
    return sorted(x[0] for x, y in (line.get_data() for line in axes.lines) if len(x) == 2 and x[0] == x[1])


def horizontals(axes: Axes) -> dict[str, np.ndarray]:
    """From where to where level lines run, by the name beside which they lie."""
    return {row_at(axes, y[0]): x for x, y in (line.get_data() for line in axes.lines) if len(x) == 2 and y[0] == y[1]}


def areas(axes: Axes) -> dict[str, np.ndarray]:
    """Filled areas by name: x, lower and upper edge, where they are known."""
    found = {}
    for area in axes.collections:
        x, y = np.concatenate([path.vertices for path in area.get_paths()]).T
        at = np.unique(x)
        found[area.get_label()] = np.array([at, *([edge(y[x == each]) for each in at] for edge in (np.min, np.max))])
    return found


def steps(axes: Axes) -> dict[str, np.ndarray]:
    """Filled stairs by name: left end, lower and upper edge of each step."""
    found = {}
    for area in axes.collections:
        (x, y), (to, level) = (area.get_paths()[0].vertices[end].T for end in (slice(-1), slice(1, None)))
        level_parts = (x != to) & (y == level)
        left = np.minimum(x, to)[level_parts]
        at = np.unique(left)
        found[area.get_label()] = np.array(
            [at, *([edge(y[level_parts][left == each]) for each in at] for edge in (np.min, np.max))])
    return found


def row_at(axes: Axes, y: float) -> str:
    """The name beside which something lies."""
    places = axes.get_yticks()
    names = axes.yaxis.get_major_formatter().format_ticks(places)  # panels further right do not repeat them
    return str(names[np.abs(places - y).argmin()])


def stacks(axes: Axes) -> pd.DataFrame:
    """Lengths of the parts of bars, names x parts; the parts lie beside each other, and the sum is in bold letters."""
    bars = {part.get_label(): {row_at(axes, bar.get_y() + bar.get_height() / 2): (bar.get_x(), bar.get_width())
                               for bar in part.patches} for part in axes.containers}
    left, width = (pd.DataFrame({part: {name: bar[end] for name, bar in found.items()} for part, found in bars.items()})
                   for end in (0, 1))
    np.testing.assert_allclose(left, width.cumsum(axis=1) - width, atol=1e-9)
    for text in axes.texts:
        name = row_at(axes, text.get_position()[1])
        x = text.get_position()[0]
        if text.get_fontweight() == "bold":
            assert_reads(text.get_text(), width.loc[name].sum())
        else:
            inside = (left.loc[name] < x) & (x < left.loc[name] + width.loc[name])
            assert_reads(text.get_text(), width.loc[name][inside].item())
    return width


def assert_stacks(shown: pd.DataFrame, expected: pd.DataFrame) -> None:
    """Both have the same numbers by the same names, in whatever order; what one of them lacks is 0."""
    index, columns = shown.index.union(expected.index), shown.columns.union(expected.columns)
    one, other = (table.reindex(index=index, columns=columns).fillna(0.0) for table in (shown, expected))
    np.testing.assert_allclose(one, other, rtol=1e-9, atol=1e-9, err_msg=f"{shown}\n{expected}")
    assert shown.to_numpy().any()  # nothing equals nothing


def assert_reads(text: str, value: float) -> None:
    """The text is the value with as many decimals as it has."""
    text = text.replace(",", "").replace("−", "-")
    decimals = len(text.partition(".")[2])
    assert float(text) == pytest.approx(value, abs=0.5001 * 10.0**-decimals)
