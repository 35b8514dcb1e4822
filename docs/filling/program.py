"""The program as it describes itself: KPIs, commands, public names, mechanisms."""

from __future__ import annotations

import inspect
import pkgutil
import re
from collections.abc import Callable
from importlib import import_module

from click.testing import CliRunner

import retainsim
from filling.cells import code, grid, plain
from retainsim.cli.root import root
from retainsim.model import mechanisms as mechanism_room
from retainsim.results.kpis.dictionary import explained

MODULE = re.compile(r"'|\b(?!retainsim\.\w+\()(?:[a-z_]+\.)+(?=[A-Z])")  # where a type of an annotation is from
WIDTH = 90  # characters of a signature on one line
SECTION = re.compile(r"(Formula|Attributes|Source|Limits?|Raises|Assumed)\s{2,}(.*)")


def kpi_table() -> str:
    """The KPI dictionary."""
    rows = [[code(kpi.name), kpi.label, kpi.unit, kpi.better or "neither", kpi.horizon, plain(kpi.definition)]
            for kpi in explained()]
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
    things = {name: getattr(retainsim, name) for name in retainsim.__all__}
    errors = {name: thing for name, thing in things.items() if inspect.isclass(thing) and issubclass(thing, Exception)}
    results = {name: thing for name, thing in things.items() if inspect.isclass(thing) and name not in errors}
    functions = {name: thing for name, thing in things.items() if callable(thing) and name not in {*errors, *results}}
    return "\n\n".join([
        "## Functions", *(_callable(f"retainsim.{name}", thing) for name, thing in functions.items()),
        "## What they give", *(_class(f"retainsim.{name}", thing) for name, thing in results.items()),
        "## Errors", *(f"### {code(f'retainsim.{name}')}\n\n{_prose(thing)}" for name, thing in errors.items())])


def _class(name: str, kind: type) -> str:
    """A class with the methods and properties of ours that it has, those of ours that it extends included."""
    ours = [vars(base) for base in reversed(kind.__mro__) if base.__module__.startswith("retainsim.")]
    members = {key: value for table in ours for key, value in table.items() if not key.startswith("_")}
    parts = [f"### {code(name)}", _prose(kind)]
    for key, value in members.items():
        function = getattr(value, "func", getattr(value, "fget", getattr(value, "__func__", value)))
        if inspect.isfunction(function) and function.__module__.startswith("retainsim."):
            is_method = function is value or isinstance(value, classmethod | staticmethod)
            parts.append(_callable(f"{kind.__name__}.{key}", function) if is_method else
                         f"#### {code(f'{kind.__name__}.{key}')}\n\n{_prose(function)}")
    return "\n\n".join(parts)


def _callable(name: str, function: Callable[..., object]) -> str:
    signature = inspect.signature(function)
    values = [str(value) for key, value in signature.parameters.items() if key not in ("self", "cls")]
    line = f"{name}({', '.join(values)})"
    if len(line) > WIDTH:
        line = ",\n    ".join([f"{name}(\n    {values[0]}", *values[1:]]) + "\n)"
    line += f" -> {inspect.formatannotation(signature.return_annotation)}"
    level = "####" if name[0].isupper() else "###"
    return f"{level} {code(name)}\n\n```text\n{MODULE.sub('', line)}\n```\n\n{_prose(function)}"


def _prose(thing: object) -> str:
    """A docstring as Markdown: what each section says, below its name."""
    lines = []
    for line in (inspect.getdoc(thing) or "").splitlines():
        section = SECTION.match(line)
        lines += ["", f"*{section[1]}.* {plain(section[2])}"] if section else [plain(line) if line.strip() else ""]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
