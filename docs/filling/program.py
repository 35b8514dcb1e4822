"""The program as it describes itself: KPIs, commands, public names, mechanisms."""

from __future__ import annotations

import inspect
import pkgutil
import re
from importlib import import_module

from click.testing import CliRunner

import retainsim
from filling.cells import code, grid, plain
from retainsim.cli.root import root
from retainsim.model import mechanisms as mechanism_room
from retainsim.results.kpis.dictionary import KPIS

SECTION = re.compile(r"(Formula|Attributes|Source|Limits?|Raises|Assumed)\s{2,}(.*)")


def kpi_table() -> str:
    """The KPI dictionary."""
    rows = [[code(kpi.name), kpi.label, kpi.unit, kpi.better or "neither", kpi.horizon, plain(kpi.definition)]
            for kpi in KPIS.values()]
    return grid(["KPI", "in words", "unit", "better", "measured", "definition"], rows)


def mechanisms() -> str:
    """Each mechanism with its formula, its source and its limits, from its docstring."""
    blocks = []
    for module in sorted(pkgutil.iter_modules(mechanism_room.__path__), key=lambda module: module.name):
        text = inspect.getdoc(import_module(f"{mechanism_room.__name__}.{module.name}")) or ""
        first, *parts = re.split(r"\n(?=(?:Formula|Source|Assumed:|Limits)\s)", text)
        lines = [f"### {module.name.capitalize()}", first.strip()]
        for part in parts:
            heading, _, body = part.partition(" ")
            body = inspect.cleandoc(" " * 11 + body.strip())
            if heading == "Formula":
                lines.append(f"```text\n{body}\n```")
            else:
                lines.append(f"*{heading.strip(':')}.* {plain(body)}")
        blocks.append("\n\n".join(lines))
    return "\n\n".join(blocks)


def commands() -> str:
    """The help of every command, as it is printed."""
    blocks = []
    for name in root.commands:
        result = CliRunner().invoke(root, [name, "--help"], prog_name="retainsim", terminal_width=100)
        blocks.append(f"## {code(name)}\n\n```text\n{result.output.rstrip()}\n```")
    return "\n\n".join(blocks)


def python() -> str:
    """The public names with their docstrings: functions, the classes of what they give, errors."""
    things = {f"retainsim.{name}": getattr(retainsim, name) for name in retainsim.__all__}
    classes = [name for name, thing in things.items() if inspect.isclass(thing)]
    errors = [name for name in classes if issubclass(things[name], Exception)]
    functions = [name for name in things if name not in classes]
    results = [name for name in classes if name not in errors]
    return "\n\n".join([
        "## Functions", *(_rst("autofunction", name) for name in functions),
        "## What they give", *(_rst("autoclass", name, _members(things[name])) for name in results),
        "## Errors", *(_rst("autoexception", name) for name in errors)])


def _members(thing: type) -> str:
    """The option that shows methods and properties of a class of ours, and of those of ours that it extends."""
    ours = [vars(kind) for kind in reversed(thing.__mro__) if kind.__module__.startswith("retainsim.")]
    functions = {key: getattr(value, "func", getattr(value, "fget", value))  # of a property, cached or not
                 for kind in ours for key, value in kind.items()}
    names = [key for key, value in functions.items() if not key.startswith("_") and inspect.isfunction(value)
             and value.__module__.startswith("retainsim.")]
    return f"\n   :members: {', '.join(names)}" if names else ""


def _rst(directive: str, name: str, option: str = "") -> str:
    return f"```{{eval-rst}}\n.. {directive}:: {name}{option}\n```"


def as_rst(lines: list[str]) -> None:
    """Make a docstring of ours reStructuredText, in place: sections with hanging text, stars that mean only stars."""
    made: list[str] = []
    for line in lines:
        text = re.sub(r"([*|]|(?<=\w)_(?=\W|$))", r"\\\1", line) if "`" not in line else line
        section = SECTION.match(text)
        if section:
            made += ["", f"**{section[1]}**", f"   {section[2]}"]
        else:
            is_inside = made and made[-1].startswith("   ") and text.startswith(" ")
            made.append(f"   {text.strip()}" if is_inside else text)
    lines[:] = made
