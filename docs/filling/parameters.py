"""Every parameter from the schema; what a shipped scenario says; how much of all that is assumed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from filling.cells import code, grid, plain
from retainsim.claims import evidence
from retainsim.report.claims import changed_since
from retainsim.report.reach import share_of
from retainsim.report.words import percent
from retainsim.scenario import load, shape
from retainsim.scenario.description import by_table, in_toml, parameters
from retainsim.scenario.errors import Keys, dotted

TOP = "top of the file"
CLAIMS = Path(__file__).parents[1] / "claims"


def parameter_tables(*rooms: str) -> str:
    """The tables of the format with their fields, those of the given rooms; `top` is the room of the rest."""
    blocks = []
    for titles, keys in _tables():
        if (keys[0] if keys else "top") not in rooms:
            continue
        node = shape.at(keys)
        rows = [[code(name), _default(node, name), _unit(inner), _allowed(inner), _meaning(inner)]
                for name in node["properties"] if (inner := shape.at((*keys, name))) and "properties" not in inner]
        if rows:
            heading = f"### {', '.join(titles)}\n\n{node.get('description', '')}"
            blocks.append(heading + "\n\n" + grid(["field", "default", "unit", "allowed", "meaning and source"], rows))
    return "\n\n".join(blocks)


def _tables() -> Iterator[tuple[list[str], Keys]]:
    """Each table: what it is called in files, and keys that lead to it; tables of the same kind are one."""
    tables: dict[int, tuple[list[str], Keys]] = {}

    def walk(title: str, keys: Keys) -> None:
        node = shape.at(keys)
        named = _names_of(node)
        if "properties" in node:
            properties = node["properties"]
            titles, _ = tables.setdefault(id(properties), ([], keys))
            titles.append(code(title) if title else TOP)
            for name in properties:
                walk(f"{title}.{name}".lstrip("."), (*keys, name))
        elif named:
            walk(f"{title}.{named}", (*keys, "any"))
        elif node.get("type") == "array":
            walk(f"{title}[]", (*keys, 0))

    walk("", ())
    yield from tables.values()


def _names_of(node: dict[str, Any]) -> str | None:
    """What stands for a name that the user chooses, where a node is a table of named tables."""
    return "NAME" if "patternProperties" in node else None


def _default(above: dict[str, Any], name: str) -> str:
    node = above["properties"][name]
    if name in above.get("required", []):
        return "must be given"
    return code(in_toml(node["default"])) if "default" in node else "none"


def _unit(node: dict[str, Any]) -> str:
    return "" if node.get("unit") in (None, "1") else node["unit"]


def _allowed(node: dict[str, Any]) -> str:
    """What may stand there, and within which range it is plausible."""
    words = shape.in_words(node)
    names = node.get("propertyNames", {}).get("enum")
    if names:
        words = f"for each of {', '.join(map(code, names))}: {_allowed(shape.inner(node, names[0]))}"
    if _names_of(node):
        inner = shape.inner(node, "any")
        words = f"for each {'segment' if inner.get('type') == 'number' else 'role'}: {_allowed(inner)}"
    if "plausible" in node:
        words += f"; plausible {' to '.join(map(shape.number_in_words, node['plausible']))}"
    return words


def _meaning(node: dict[str, Any]) -> str:
    source = node.get("source")
    return plain(node.get("description", "")) + ("" if source in (None, "the scenario") else f" *({plain(source)})*")


def scenario_tables(name: str) -> str:
    """What a shipped scenario says where it differs from the defaults or where there is none."""
    blocks = []
    for keys, table in by_table(parameters(load(name))).items():
        rows = [[code(p.key), code(in_toml(p.value)), _unit({"unit": p.unit}), plain(p.meaning)]
                for p in table if p.differs is not False and p.key != "description"]
        if rows:
            blocks.append(f"**{code(dotted(keys)) if keys else TOP}**\n\n"
                          + grid(["field", "value", "unit", "meaning"], rows))
    return "\n\n".join(blocks)


def assumed() -> str:
    """How much is assumed, and what became of the claims for all that."""
    sources = [inner["source"] for _, keys in _tables() for name in shape.at(keys)["properties"]
               if (inner := shape.at((*keys, name))).get("source", "the scenario") != "the scenario"]
    guesses = sum(source.startswith("assumed") for source in sources)
    judged = [evidence.marked(claim) for claim in evidence.read_back(CLAIMS).values()]
    essay = [claim for claim in judged if claim["id"].startswith("I")]
    verdicts = [claim["verdict"] for claim in essay]
    number = verdicts.count("undecided")
    open_ = f", {number} {'is' if number == 1 else 'are'} undecided" if number else ""
    founding = next(claim for claim in judged if claim["id"] == "I12")
    share = share_of(founding)
    where = "" if share is None else " in nearly all of the credible space"
    shows = "at the defaults" if share is None else f"in {percent(share)} of the credible part of the assumed space"
    return (f"Of {len(sources)} defaults that need a source {guesses} are assumed. Of the {len(essay)} claims of the "
            f"essay {verdicts.count('holds')} hold{where}, {verdicts.count('holds_when')} under a condition, "
            f"{verdicts.count('does_not_hold')} do not hold{open_}. That looking after the base outdoes hunting if "
            f"there is an attack ([I12](claims/i12.md)) shows {shows}. {changed_since(judged)}".rstrip())
