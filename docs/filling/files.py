"""What commands write and print: columns of tables and shapes of documents, made from real ones."""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Sequence
from contextlib import chdir
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
from click.testing import CliRunner

from filling.cells import code, grid, plain
from retainsim.cli.root import root
from retainsim.declared import columns
from retainsim.results.kpis.dictionary import KPIS

CLAIMS = Path(__file__).parents[1] / "claims" / "claims.json"
MINE = 'extends = "isp"\nname = "mine"\n[strategies.other]\nhours.hunters.care = 0.5\n'
QUICK = ("--set", "weeks=4", "--set", "market.seasoning_weeks=4")
DOCUMENTS = {  # of which the shape is told
    "compare": ("compare", "isp", "--strategies", "nurture,balanced", "--replications", "2", *QUICK),
    "run": ("run", "isp", "--strategy", "nurture", *QUICK),
    "switch": ("switch", "isp", "--factor", "strategies.nurture.hours.account_managers.care", "--low", "0", "--high",
               "0.6", "--strategies", "nurture,balanced", "--kpi", "attachment_mean", "--replications", "2", *QUICK),
    "switch --factor X --factor Y": (
        "switch", "isp", "--factor", "strategies.nurture.hours.account_managers.care", "--low", "0", "--high", "0.6",
        "--factor", "rivals.attacker.start_week", "--low", "1", "--high", "2", "--strategies", "nurture,balanced",
        "--kpi", "attachment_mean", "--replications", "2", *QUICK),
    "why": ("why", "isp", "--strategies", "nurture,balanced", "--replications", "2", *QUICK),
    "describe": ("describe", "isp"),
    "diff": ("diff", "isp", "mine.toml"),
    "scenarios": ("scenarios",),
}
BY_NAME = ("scenarios", "digests")  # tables of text whose keys are names
TYPES = {str: "text", bool: "true or false", int: "whole number", float: "number", type(None): "null"}


def result_tables() -> str:
    """The columns of every table of a results folder, read from a folder that is written for this."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "results"
        _output("compare", "isp", "--strategies", "nurture", "--replications", "1", *QUICK, "--out", str(folder))
        blocks = [f"### `{path.name}`\n\n" + _columns(pq.read_schema(path))
                  for path in sorted(folder.glob("*.parquet"))]
        provenance = json.loads((folder / "provenance.json").read_text())
    return "\n\n".join([*blocks, f"### `provenance.json`\n\n{_block(provenance)}"])


def _columns(schema: Any) -> str:
    """The columns of one table; those that are KPIs are told in the dictionary."""
    meanings = {column.name: column.meaning for column in columns.ALL}
    kpis = {name for name in schema.names if name in KPIS} if set(schema.names) >= KPIS.keys() else set()
    rows = []
    for field in schema:
        unit = (field.metadata or {}).get(b"unit", b"").decode()
        if field.name not in kpis:
            rows.append([code(field.name), _type(str(field.type)), unit,
                         plain(meanings.get(field.name.removesuffix("_cents"), ""))])
    return grid(["column", "type", "unit", "meaning"], rows) + (
        "\n\nThen a column for every KPI of the [dictionary](kpis.md), those of each rival by its name, a number in "
        "its unit or null." if kpis else "")


def _type(arrow: str) -> str:
    return {"int64": "whole number", "double": "number", "bool": "true or false"}.get(
        arrow, "text" if "string" in arrow else arrow)


def documents() -> str:
    """The shape of every JSON document, made from a real one."""
    pairs = [(name, json.loads(_output(*arguments, "--json"))) for name, arguments in DOCUMENTS.items()]
    pairs.append(("claims", json.loads(CLAIMS.read_text())))
    return "\n\n".join(f"### `{name} --json`\n\n{_block(document)}" for name, document in pairs)


def _block(document: Any) -> str:
    told = json.dumps(outline(document), indent=2)
    return "```text\n" + re.sub(r'"([^"]+)"(,?)$', r"\1\2", told, flags=re.MULTILINE) + "\n```"


def outline(value: Any) -> Any:
    """A document with types in place of values; of things that are alike only one."""
    if isinstance(value, dict):
        inner = {key: {"NAME": TYPES[str]} if key in BY_NAME and isinstance(item, dict) else outline(item)
                 for key, item in value.items()}
        kinds = {json.dumps(item) for item in inner.values()}
        if len(inner) > 1 and len(kinds) == 1 and isinstance(next(iter(value.values())), dict):
            return {"NAME": next(iter(inner.values()))}
        return {"KPI": "number or null"} if inner.keys() >= KPIS.keys() else inner
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


def _output(*arguments: str) -> str:
    """What a command prints."""
    with tempfile.TemporaryDirectory() as folder, chdir(folder):
        Path("mine.toml").write_text(MINE, "utf-8")
        result = CliRunner().invoke(root, arguments, prog_name="retainsim")
    if result.exit_code:
        raise RuntimeError(f"retainsim {' '.join(arguments)}: {result.output}")
    return result.stdout
