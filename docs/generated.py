"""What the pages say that is made from the code when the site is built: no number or name of it is copied by hand."""

from __future__ import annotations

import inspect
import json
import pkgutil
import re
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import chdir
from importlib import import_module
from pathlib import Path
from typing import Any

from click.testing import CliRunner

import retainsim
from retainsim.cli.root import root
from retainsim.model import mechanisms as mechanism_room
from retainsim.model import record
from retainsim.report.quantities import percent
from retainsim.results.dictionary import KPIS
from retainsim.scenario import shape
from retainsim.scenario.describing import by_table, in_toml, parameters
from retainsim.scenario.errors import Keys, dotted

HERE = Path(__file__).parent
TOP = "top of the file"
MINE = 'extends = "isp"\nname = "mine"\n[strategies.other]\nhours.hunters.care = 0.5\n'
QUICK = ("--set", "weeks=4", "--set", "market.seasoning_weeks=4")
DOCUMENTS = {  # of which the shape is told
    "compare": ("compare", "isp", "--strategies", "nurture,balanced", "--replications", "2", *QUICK),
    "run": ("run", "isp", "--strategy", "nurture", *QUICK),
    "switch": ("switch", "isp", "--factor", "strategies.nurture.hours.hunters.care", "--low", "0", "--high", "0.7",
               "--strategies", "nurture,balanced", "--kpi", "customer_equity", "--replications", "2", *QUICK),
    "why": ("why", "isp", "--strategies", "nurture,balanced", "--replications", "2", *QUICK),
    "describe": ("describe", "isp"),
    "diff": ("diff", "isp", "mine.toml"),
    "scenarios": ("scenarios",),
}
TYPES = {str: "text", bool: "true or false", int: "whole number", float: "number", type(None): "null"}


def markdown(what: str, *options: str) -> str:
    """The Markdown for a marker `<!-- generated: WHAT OPTION... -->`."""
    return {"parameters": parameter_tables, "scenario": scenario_tables, "kpis": kpi_table, "commands": commands,
            "python": python, "tables": result_tables, "documents": documents, "mechanisms": mechanisms,
            "assumed": assumed}[what](*options)


# ---- Parameters ------------------------------------------------------------------------------------------------------

def parameter_tables(*rooms: str) -> str:
    """The tables of the format with their fields, those of the given rooms; `top` is the room of the rest."""
    blocks = []
    for titles, keys in _tables():
        if (keys[0] if keys else "top") not in rooms:
            continue
        node = shape.at(keys)
        rows = [[_code(name), _default(node, name), _unit(inner), _allowed(inner), _meaning(inner)]
                for name in node["properties"] if (inner := shape.at((*keys, name))) and "properties" not in inner
                and _names_of(inner) is None]
        if rows:
            heading = f"### {', '.join(titles)}\n\n{node.get('description', '')}"
            blocks.append(heading + "\n\n" + _grid(["field", "default", "unit", "allowed", "meaning and source"], rows))
    return "\n\n".join(blocks)


def _tables() -> Iterator[tuple[list[str], Keys]]:
    """Each table: what it is called in files, and keys that lead to it; tables of the same kind are one."""
    found: dict[int, tuple[list[str], Keys]] = {}

    def walk(title: str, keys: Keys) -> None:
        node = shape.at(keys)
        named = _names_of(node)
        if "properties" in node:
            properties = node["properties"]
            titles, _ = found.setdefault(id(properties), ([], keys))
            titles.append(_code(title) if title else TOP)
            for name, inner in properties.items():
                walk(f"{title}.{name}".lstrip("."), (*keys, name))
        elif named:
            walk(f"{title}.{named}", (*keys, "any"))
        elif node.get("type") == "array":
            walk(f"{title}[]", (*keys, 0))

    walk("", ())
    yield from found.values()


def _names_of(node: dict[str, Any]) -> str | None:
    """What stands for a name that the user chooses, where a node is a table of named tables."""
    return "NAME" if "patternProperties" in node else None


def _default(above: dict[str, Any], name: str) -> str:
    node = above["properties"][name]
    if name in above.get("required", []):
        return "must be given"
    return _code(in_toml(node["default"])) if "default" in node else "none"


def _unit(node: dict[str, Any]) -> str:
    return "" if node.get("unit") in (None, "1") else node["unit"]


def _allowed(node: dict[str, Any]) -> str:
    """What may stand there, and within which range it is plausible."""
    said = shape.wanted(node)
    names = node.get("propertyNames", {}).get("enum")
    if names:
        said = f"for each of {', '.join(map(_code, names))}: {_allowed(shape.inner(node, names[0]) or {})}"
    if "plausible" in node:
        said += f"; plausible {' to '.join(map(shape.number_in_words, node['plausible']))}"
    return said


def _meaning(node: dict[str, Any]) -> str:
    source = node.get("source")
    return _plain(node.get("description", "")) + ("" if source in (None, "the scenario") else f" *({_plain(source)})*")


def scenario_tables(name: str) -> str:
    """What a shipped scenario says where it differs from the defaults or where there is none."""
    blocks = []
    for keys, known in by_table(parameters(retainsim.load(name))).items():
        rows = [[_code(p.key), _code(in_toml(p.value)), _unit({"unit": p.unit}), _plain(p.meaning)]
                for p in known if p.differs is not False and p.key != "description"]
        if rows:
            blocks.append(f"**{_code(dotted(keys)) if keys else TOP}**\n\n"
                          + _grid(["field", "value", "unit", "meaning"], rows))
    return "\n\n".join(blocks)


def assumed() -> str:
    """How much is assumed, and what became of the claims for all that."""
    sources = [inner["source"] for _, keys in _tables() for name in shape.at(keys)["properties"]
               if (inner := shape.at((*keys, name))).get("source", "the scenario") != "the scenario"]
    guesses = sum(source.startswith("assumed") for source in sources)
    judged = json.loads((HERE / "claims" / "claims.json").read_text())["claims"]
    essay = [claim["verdict"] for claim in judged if claim["id"].startswith("I")]
    founding = next(claim for claim in judged if claim["id"] == "I12")
    return (f"Of {len(sources)} defaults that need a source {guesses} are assumed. Of the {len(essay)} claims of the essay "
            f"{essay.count('holds')} hold in nearly all of the credible space, {essay.count('holds_when')} under a "
            f"condition, {essay.count('does_not_hold')} do not hold. That looking after the base outdoes hunting if "
            f"there is an attack ([I12](claims/i12.md)) shows in {percent(founding['share_of_credible'])} of the credible "
            f"part of the assumed space, and in {percent(founding['share_of_space'])} of the whole of it.")


def mechanisms() -> str:
    """Each mechanism with its formula, its source and its limits, from its docstring."""
    said = []
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
                lines.append(f"*{heading.strip(':')}.* {_plain(body)}")
        said.append("\n\n".join(lines))
    return "\n\n".join(said)


# ---- KPIs, commands, Python ------------------------------------------------------------------------------------------

def kpi_table() -> str:
    """The KPI dictionary."""
    rows = [[_code(kpi.name), kpi.unit, kpi.better or "neither", kpi.horizon, _plain(kpi.definition)]
            for kpi in KPIS.values()]
    return _grid(["KPI", "unit", "better", "measured", "definition"], rows)


def commands() -> str:
    """The help of every command, as it is printed."""
    said = []
    for name in root.commands:
        done = CliRunner().invoke(root, [name, "--help"], prog_name="retainsim", terminal_width=100)
        said.append(f"## {_code(name)}\n\n```text\n{done.output.rstrip()}\n```")
    return "\n\n".join(said)


def python() -> str:
    """The public names with their docstrings, and the classes of what they give."""
    from retainsim.results.store import Results
    from retainsim.study.comparison import Comparison, Pair
    from retainsim.study.statistics import Summary
    from retainsim.study.switch import Switch

    known = {name: getattr(retainsim, name) for name in retainsim.__all__}
    functions = [f"retainsim.{name}" for name, thing in known.items() if inspect.isfunction(thing)]
    errors = [f"retainsim.{name}" for name, thing in known.items()
              if inspect.isclass(thing) and issubclass(thing, Exception)]
    classes = [thing for thing in known.values() if inspect.isclass(thing) and not issubclass(thing, Exception)]
    classes += [thing for thing in (type(retainsim.load("isp")), Comparison, Summary, Pair, Switch, Results)
                if thing not in classes]
    lines = [*_rst("autofunction", functions, "Functions"), "## What they give\n"]
    for thing in classes:
        methods = [name for name, value in vars(thing).items()
                   if not name.startswith("_") and (inspect.isfunction(value) or isinstance(value, property))]
        lines += _rst("autoclass", [f"{thing.__module__}.{thing.__qualname__}"], "", f":members: {', '.join(methods)}"
                      if methods else "")
    return "\n".join([*lines, *_rst("autoexception", errors, "Errors")])


def _rst(directive: str, names: Iterable[str], heading: str, option: str = "") -> Iterator[str]:
    if heading:
        yield f"## {heading}\n"
    for name in names:
        yield f"```{{eval-rst}}\n.. {directive}:: {name}" + (f"\n   {option}" if option else "") + "\n```\n"


SECTION = re.compile(r"(Formula|Source|Limits?|Raises|Assumed)\s{2,}(.*)")


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


# ---- Files -----------------------------------------------------------------------------------------------------------

def result_tables() -> str:
    """The columns of every table of a results folder, read from a folder that is written for this."""
    import pyarrow.parquet as pq

    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "results"
        _said("compare", "isp", "--strategies", "nurture", "--replications", "1", *QUICK, "--out", str(folder))
        said = [f"### `{path.name}`\n\n" + _columns(pq.read_schema(path)) for path in sorted(folder.glob("*.parquet"))]
        provenance = json.loads((folder / "provenance.json").read_text())
    return "\n\n".join([*said, f"### `provenance.json`\n\n{_block(provenance)}"])


def _columns(schema: Any) -> str:
    """The columns of one table; those that are KPIs are told in the dictionary."""
    comments = dict(re.findall(r'^    "(\w+)",(?:  # (?:\[\w+\] ?)?(.*))?$', inspect.getsource(record), re.MULTILINE))
    kpis = KPIS.keys() if set(schema.names) >= KPIS.keys() else set()
    rows = []
    for field in schema:
        unit = (field.metadata or {}).get(b"unit", b"").decode()
        if field.name not in kpis:
            rows.append([_code(field.name), _type(str(field.type)), unit,
                         _plain(comments.get(field.name.removesuffix("_cents"), ""))])
    grid = _grid(["column", "type", "unit", "meaning"], rows)
    return grid + ("\n\nThen a column for every KPI of the [dictionary](kpis.md), a number in its unit or null."
                   if kpis else "")


def _type(arrow: str) -> str:
    return {"int64": "whole number", "double": "number", "bool": "true or false"}.get(
        arrow, "text" if "string" in arrow else arrow)


def documents() -> str:
    """The shape of every JSON document, made from a real one."""
    said = [(name, json.loads(_said(*arguments, "--json"))) for name, arguments in DOCUMENTS.items()]
    said.append(("claims", json.loads((HERE / "claims" / "claims.json").read_text())))
    return "\n\n".join(f"### `{name} --json`\n\n{_block(document)}" for name, document in said)


def _block(document: Any) -> str:
    told = json.dumps(outline(document), indent=2)
    return "```text\n" + re.sub(r'"([^"]+)"(,?)$', r"\1\2", told, flags=re.MULTILINE) + "\n```"


def outline(value: Any) -> Any:
    """A document with types in place of values; of things that are alike only one."""
    if isinstance(value, dict):
        inner = {key: outline(item) for key, item in value.items()}
        kinds = {json.dumps(item) for item in inner.values()}
        if len(inner) > 1 and len(kinds) == 1 and isinstance(next(iter(value.values())), dict):
            return {"NAME": next(iter(inner.values()))}
        return {"KPI": "number or null"} if inner.keys() == KPIS.keys() else inner
    if isinstance(value, list):
        return [_merged([outline(item) for item in value])] if value else []
    return TYPES[type(value)]


def _merged(kinds: Sequence[Any]) -> Any:
    """What stands for all entries of a list."""
    if all(isinstance(kind, list) for kind in kinds):
        entries = [entry for kind in kinds for entry in kind]
        return [_merged(entries)] if entries else []
    if all(isinstance(kind, dict) for kind in kinds):
        keys = dict.fromkeys(key for kind in kinds for key in kind)
        return {key: _merged([kind[key] for kind in kinds if key in kind]) for key in keys}
    if all(kind == kinds[0] for kind in kinds):
        return kinds[0]
    return " or ".join(dict.fromkeys(kind if isinstance(kind, str) else "list" if isinstance(kind, list) else "table"
                                     for kind in kinds))


def _said(*arguments: str) -> str:
    """What a command prints."""
    with tempfile.TemporaryDirectory() as folder, chdir(folder):
        Path("mine.toml").write_text(MINE, "utf-8")
        done = CliRunner().invoke(root, arguments, prog_name="retainsim")
    if done.exit_code:
        raise RuntimeError(f"retainsim {' '.join(arguments)}: {done.output}")
    return done.stdout


def _grid(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [headings, ["---"] * len(headings), *rows]
    return "\n".join(f"| {' | '.join(row)} |" for row in lines)


def _code(text: str) -> str:
    return f"`{text}`"


def _plain(text: str) -> str:
    """Text that Markdown shows as it is, with its code."""
    return "`".join(part if place % 2 else re.sub(r"([\\*_|<>])", r"\\\1", part)
                    for place, part in enumerate(" ".join(text.split()).split("`")))
