"""What a scenario says, and what differs between two: values as in TOML, with unit, plausible range and source."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from retainsim.report.quantities import NOTHING
from retainsim.report.renderers.terminal import columns, heading, page, sentence, table
from retainsim.scenario.description import Parameter, about_table, by_table, in_toml
from retainsim.scenario.difference import Difference
from retainsim.scenario.errors import dotted, printable
from retainsim.scenario.shape import number_in_words

if TYPE_CHECKING:
    from rich.console import RenderableType

CHANGED = "*"
LONGEST_TEXT = 5_000  # characters; no value of a scenario is longer
LONGEST_VALUE, LONGEST_PATH = 18, 52  # characters of a column; a longer value is told above, a longer path is broken
LEGEND = (f"{CHANGED} is not the default. What is assumed has a plausible range [from, to].")


def description_page(title: str, known: Sequence[Parameter], on_terminal: bool = False) -> str:
    """Every parameter of a scenario, table by table."""

    def blocks(room: int) -> Iterator[RenderableType]:
        yield heading(title)
        yield sentence(LEGEND)
        for keys, parameters in by_table(known).items():
            long = [parameter for parameter in parameters if len(_value(parameter.value)) > LONGEST_VALUE]
            short = [parameter for parameter in parameters if parameter not in long]
            yield heading(dotted(keys) or "scenario", about_table(keys))
            yield from (_paragraph(parameter) for parameter in long)
            if short:
                yield _described(short, room)

    return page(blocks(columns(on_terminal)), on_terminal)


def difference_page(a: str, b: str, found: Difference, on_terminal: bool = False) -> str:
    """What differs between two scenarios, which are called as the user called them."""
    if found.is_none:
        return f"{a} and {b} say the same."
    if found.only_order:
        return f"{a} and {b} say the same, in another order of tables."

    def blocks(room: int) -> Iterator[RenderableType]:
        yield heading(f"A: {a}\nB: {b}")
        if found.rows:
            rows = [[row.path, *(NOTHING if side is None else _value(side.value) for side in (row.a, row.b)),
                     _unit(row.unit)] for row in found.rows]
            path, unit = min(LONGEST_PATH, _longest(rows, 0, "")), _longest(rows, 3, "unit")
            sides = [min((room - path - unit - 6) // 2, _longest(rows, column, "A")) for column in (1, 2)]
            yield table(["", "A", "B", "unit"], rows, [path, *sides, unit], (0, 3), room=room)
        for side, tables in (("A", found.only_a), ("B", found.only_b)):
            if tables:
                yield sentence(f"Tables that only {side} has: {', '.join(tables)}.")

    return page(blocks(columns(on_terminal)), on_terminal)


def _value(value: Any) -> str:
    return printable(in_toml(value), LONGEST_TEXT)


def _paragraph(parameter: Parameter) -> RenderableType:
    """A parameter whose value is too long for a column."""
    mark = f" {CHANGED}" if parameter.differs else ""
    return sentence(f"{parameter.key}{mark} {_value(parameter.value)}: {_about(parameter)}")


def _described(parameters: Sequence[Parameter], room: int) -> RenderableType:
    rows = [[p.key, CHANGED if p.differs else "", _value(p.value), _unit(p.unit), _range(p.plausible), _about(p)]
            for p in parameters]
    for row, above in reversed(list(zip(rows[1:], rows, strict=False))):
        if row[-1] == above[-1]:  # parts of one value
            row[-1] = ""
    widths, gap = [_longest(rows, column, "") for column in range(5)], 1
    return table([""] * 6, rows, [*widths, room - sum(widths) - gap * len(widths)], (0, 1, 3, 4, 5), gap, room)


def _about(parameter: Parameter) -> str:
    """Meaning, and in brackets the default where the scenario has another value, with the source."""
    said = []
    if parameter.differs:
        said.append(f"default {_value(parameter.default)}")
    elif not parameter.has_default:
        said.append("no default")
    if parameter.source not in (None, "the scenario"):
        said.append(str(parameter.source))
    return parameter.meaning + (f" ({'; '.join(said)})" if said else "")


def _range(plausible: tuple[float, float] | None) -> str:
    return "" if plausible is None else f"[{', '.join(map(number_in_words, plausible))}]"


def _unit(unit: str | None) -> str:
    return "" if unit in (None, "1") else str(unit)


def _longest(rows: Sequence[Sequence[str]], column: int, title: str) -> int:
    return max(len(title), 1, *(len(row[column]) for row in rows))
