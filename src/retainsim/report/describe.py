"""What a scenario says and what differs between two: values as in TOML, with unit, range, source; what KPIs mean."""

from collections.abc import Iterator, Sequence
from typing import Any

from retainsim.report.blocks import REST, Block, Heading, Table, Verbatim
from retainsim.report.words import NOTHING, PERCENTAGES, unit_of
from retainsim.results.kpis.kpi import EVENT, Kpi
from retainsim.scenario.description import Difference, Parameter, by_table, in_toml
from retainsim.scenario.errors import dotted, printable
from retainsim.scenario.shape import at, number_in_words
from retainsim.scenario.units import in_months

CHANGED = "*"
LONGEST_TEXT = 5_000  # characters; no value of a scenario is longer
LONGEST_NUMBER = 10  # characters
LONGEST_VALUE, LONGEST_PATH = 18, 52  # characters of a column; a longer value is told above, a longer path is broken
PARAMETERS_LEGEND = f"{CHANGED} differs from the default. Assumed values have a plausible range [from, to]."
KPIS_LEGEND = ("Figures of one world; reports on several worlds give their means. Better: which direction is good; a "
               "dash where neither is good in itself. When: at the end of the last week, over the last 52 weeks, or "
               "over the whole run. Money is in the currency of the scenario.")


def description_report(title: str, parameters: Sequence[Parameter]) -> Iterator[Block]:
    """Every parameter of a scenario, table by table."""
    yield Heading(title)
    yield PARAMETERS_LEGEND
    for keys, members in by_table(parameters).items():
        yield Heading(dotted(keys) or "scenario", below=at(keys).get("description", ""))
        rows: list[list[str]] = []
        for parameter in members:
            value, mark, about = _value(parameter.value), CHANGED if parameter.differs else "", _about(parameter)
            if len(value) > LONGEST_VALUE:
                yield f"{f'{parameter.key} {mark}'.rstrip()} {value}: {about}"
            else:
                plausible = "" if parameter.plausible is None else ", ".join(map(number_in_words, parameter.plausible))
                unit = "\n".join(filter(None, (unit_of(parameter.unit), plausible and f"[{plausible}]")))
                rows.append([parameter.key, mark, value, unit, about])
        for row, above in reversed(list(zip(rows[1:], rows, strict=False))):
            if row[-1] == above[-1]:  # parts of one value
                row[-1] = ""
        if rows:
            yield Table([""] * 5, rows, (0, 1, 3, 4), [None] * 4 + [REST])


def difference_report(a: str, b: str, difference: Difference) -> Iterator[Block]:
    """What differs between two scenarios, by the names that the user gave them."""
    if difference.is_none or difference.only_order:
        yield Verbatim(f"{a} and {b} say the same{'' if difference.is_none else ', with tables in another order'}.")
        return
    yield Heading(f"A: {a}\nB: {b}")
    if difference.rows:
        rows = [[row.path, *(NOTHING if side is None else _value(side.value) for side in (row.a, row.b)),
                 unit_of(row.unit)] for row in difference.rows]
        path = min(LONGEST_PATH, max(len(row[0]) for row in rows))
        yield Table(["", "A", "B", "unit"], rows, (0, 3), [path, REST, REST, None], gap=2)
    for side, tables in (("A", difference.only_a), ("B", difference.only_b)):
        if tables:
            yield f"Tables that only {side} has: {', '.join(tables)}."


def kpis_report(kpis: Sequence[Kpi]) -> Iterator[Block]:
    """A row for each KPI, in the order of the dictionary, with its label; shares as percentages, as in reports."""
    units = {**PERCENTAGES, EVENT: EVENT}
    yield Table(["KPI\n  unit", "better\nwhen", "definition"],
                [[f"{kpi.name}\n  {units.get(kpi.unit, kpi.unit)}", f"{kpi.better or NOTHING}\n{kpi.horizon}",
                  kpi.definition if kpi.definition.lower().startswith(kpi.label.lower()) else
                  f"{kpi.label}: {kpi.definition}"] for kpi in kpis], range(3), [None, None, REST], gap=2)
    yield KPIS_LEGEND


def _value(value: Any) -> str:
    """A value as one writes it; of what was converted from a month or a year, as many digits as tell."""
    if isinstance(value, float) and len(repr(value)) > LONGEST_NUMBER:
        value = float(f"{value:.6g}")
    return printable(in_toml(value), LONGEST_TEXT)


def _about(parameter: Parameter) -> str:
    """Meaning, and in brackets money by the month, what is allowed, the default of another value, the source."""
    default = (f"default {_value(parameter.default)}" if parameter.differs else
               "" if parameter.has_default else "no default")
    source = "" if parameter.source in (None, "the scenario") else str(parameter.source)
    choices = f"one of {', '.join(map(_value, parameter.choices))}" if parameter.choices else ""
    bounds = parameter.bounds and f"allowed {parameter.bounds}"
    remarks = "; ".join(filter(None, (in_months(parameter.unit, parameter.value), choices, bounds, default, source)))
    return f"{parameter.meaning} ({remarks})" if remarks else parameter.meaning
