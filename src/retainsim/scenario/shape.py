"""What the schema allows at a dotted path: keys, kinds, bounds, defaults, and in words what they mean."""

import math
import re
from contextlib import suppress
from functools import cache
from numbers import Integral, Real
from typing import Any, cast

from retainsim.scenario.days import WEEKS as DAYS
from retainsim.scenario.errors import Keys, nearest, quote
from retainsim.scenario.per_week import NAMES, key_of_week, of_week, others_than_week
from retainsim.scenario.reading import NAMED
from retainsim.scenario.schema import Scenario
from retainsim.scenario.spelling import in_plain_letters
from retainsim.scenario.tables import Table

Node = dict[str, Any]
LIKE = ("another strategy of which this one does everything that it does not say otherwise, but for the description; "
        "tables merge, all else, lists included, is replaced")
NAME_RULE = "a name of at most 40 small letters, digits and hyphens that begins with a letter"
THOUSANDS = r"[1-9]\d{0,2}(?:[,\s']\d{3})+(?:\.\d+)?"  # set off as people do
TRUTHS = {"true": True, "yes": True, "on": True, "1": True, "false": False, "no": False, "off": False, "0": False}
USUAL_INDEX = (0.5, 2)  # what is less or more was probably meant as a percentage, or as a change


@cache
def root(model: type[Table] = Scenario) -> Node:
    """The JSON Schema of a scenario, or of another file, every definition at its place."""
    schema = model.model_json_schema()
    return cast(Node, _inlined(schema, schema.get("$defs", {})))


def _inlined(node: Any, definitions: Node) -> Any:
    if isinstance(node, list):
        return [_inlined(item, definitions) for item in node]
    if not isinstance(node, dict):
        return node
    if "$ref" in node:
        node = definitions[node["$ref"].rsplit("/", 1)[1]] | {key: node[key] for key in node if key != "$ref"}
    return {key: _inlined(value, definitions) for key, value in node.items() if key != "$defs"}


def file_schema() -> Node:
    """The JSON Schema of a scenario *file*, for editors: with `extends` and `like`, which are gone after reading."""
    schema = Scenario.model_json_schema()
    meaning = ("another scenario that this one changes: the bare name of a shipped one, or a path relative to this "
               "file; tables merge, all else, lists included, is replaced")
    schema["properties"] = {"extends": {"type": "string", "description": meaning}, **schema["properties"]}
    for kind in NAMED:  # which a file may drop
        named = schema["properties"][kind]
        schema["properties"][kind] = named | {"patternProperties": {
            rule: {"anyOf": [table, {"const": False, "description": "drops the inherited table of this name"}]}
            for rule, table in named["patternProperties"].items()}}
    strategy = schema["$defs"]["Strategy"]
    strategy["properties"] = {"like": {"type": "string", "description": LIKE}, **strategy["properties"]}
    strategy["anyOf"] = [{"required": ["like"]}, {"required": strategy.pop("required")}]
    for table in schema["$defs"].values():
        rules = table.get("properties", {})
        for name in [name for name in rules if name in NAMES]:
            rules |= {other: _property(rules, other) for other in others_than_week(name)}
            table["required"] = [key for key in table.get("required", []) if key != name]
        for day, week in DAYS.items():
            if week in rules:
                rules[day] = {"type": "string", "format": "date", "description": f"{week}, given by a day"}
                table["required"] = [key for key in table.get("required", []) if key != week]
    # What a file extends may say everything that is required; only a file that stands alone must.
    schema["anyOf"] = [{"required": ["extends"]}, {"required": schema.pop("required")}]
    return schema


def at(path: Keys, model: type[Table] = Scenario) -> Node:
    """What is allowed at a path: an empty node where the path leaves the schema."""
    node = root(model)
    for key in path:
        is_place = isinstance(key, int) or ("items" in node and key.isdecimal())
        node = _resolved(node.get("items", {})) if is_place else inner(node, str(key))
    return node


def inner(node: Node, key: str) -> Node:
    """What is allowed at a key of a table: an empty node where the key is not."""
    others = [node.get("additionalProperties")] if key in node.get("propertyNames", {}).get("enum", [key]) else []
    patterns = [child for rule, child in node.get("patternProperties", {}).items() if re.fullmatch(rule, key)]
    return _resolved(next(filter(None, [_property(node.get("properties", {}), key), *patterns, *others]), {}))


def _property(properties: Node, key: str) -> Node | None:
    """What is allowed at a fixed key, or at one that says the same a month or a year."""
    name, _ = key_of_week(key)
    node: Node | None = properties.get(str(name))
    if node is None or name == key:
        return node

    def scaled(value: Any) -> Any:
        return float(f"{of_week(key, value):.6g}") if is_number(value) else value

    rules = {rule: list(map(scaled, value)) if rule == "plausible" else scaled(value)
             for rule, value in _resolved(node).items() if rule != "anyOf"}
    return rules | {"unit": node["unit"].replace("week", key.rpartition("_")[2])}


def _resolved(node: Node) -> Node:
    """The node itself, or the first of what it may be: its value may also be left out."""
    if "anyOf" in node:
        return {**node, **next(option for option in node["anyOf"] if option.get("type") != "null")}
    return node


def keys(node: Node) -> list[str]:
    """The keys that a table may have, where the schema fixes them."""
    return list(node.get("properties", {})) or list(node.get("propertyNames", {}).get("enum", []))


def in_words(node: Node) -> str:
    """In words what may stand there."""
    if "enum" in node:
        return "one of " + ", ".join(f'"{name}"' for name in node["enum"])
    match node.get("type"):
        case "integer" | "number":
            return ("a whole number" if node["type"] == "integer" else "a number") + _bounds_in_words(node)
        case "boolean":
            return "true or false"
        case "string" if "pattern" in node:
            return NAME_RULE
        case "string":
            return "text" + (f" of at most {node['maxLength']} characters" if "maxLength" in node else "")
        case "array":
            kinds = {"object": "tables", "string": "texts"}
            items = kinds.get(_resolved(node["items"])["type"], "values")
            least, most = node.get("minItems", 0), node.get("maxItems")
            number = f"{least}" if least == most else f"{least} or more" if most is None else f"{least} to {most}"
            return f"a list of {number} {items}"
        case "object" if "maxProperties" in node:
            inner = node.get("additionalProperties") or next(iter(node["patternProperties"].values()))
            kind = "tables" if _resolved(inner).get("type") == "object" else "values"
            return f"a table of {node.get('minProperties', 0)} to {node['maxProperties']} {kind}"
    return "a table"


def _bounds_in_words(node: Node) -> str:
    if "minimum" in node and "maximum" in node:
        return f" from {number_in_words(node['minimum'])} to {number_in_words(node['maximum'])}"
    bounds = {"minimum": "of at least", "exclusiveMinimum": "above", "exclusiveMaximum": "below", "maximum": "at most"}
    return " and".join(f" {words} {number_in_words(node[name])}" for name, words in bounds.items() if name in node)


def likely(node: Node, value: Any) -> str:
    """The fix that is likeliest after a wrong value: a slip of writing or of unit, else unit and default."""
    if "enum" in node:
        near = nearest(value, node["enum"]) if isinstance(value, str) else None
        return f'Did you mean "{near}"?' if near else ""
    default = node.get("default")
    guess: Any = None
    match node.get("type"):
        case "boolean" if isinstance(value, str | int | float):
            guess = TRUTHS.get(str(value).lower())
        case "integer" | "number":
            guess = _likely_number(node, value)
            is_quantity = isinstance(value, str) and any(map(str.isdigit, value))
            if guess is None and (is_quantity or (is_number(value) and abs(value) < math.inf)):
                unit = f"The unit is {node['unit']}. " if node.get("unit", "1") != "1" else ""
                return (unit + (f"The default is {quote(default)}." if default is not None else "")).strip()
            if guess is None and default is None and isinstance(value, str):
                return "Numbers are written in digits."
        case "string" if "pattern" in node and isinstance(value, str):
            guess = likely_name(value)
        case "string" if "pattern" not in node and isinstance(value, int | float):
            return f'Text stands in quotes: "{quote(value)}".'
        case "array" if isinstance(value, dict):
            return "A table of a list has double brackets around its name."
        case "object" | "array":
            return ""
    guess = default if guess is None else guess
    if guess in (None, ""):
        return ""
    return f"Did you mean {number_in_words(guess) if is_number(guess) else quote(guess)}?"


def is_name(text: str) -> bool:
    """Whether a scenario, a segment, a rival or a strategy may be called so."""
    return bool(re.fullmatch(at(("name",))["pattern"], text))


def likely_name(text: str) -> str | None:
    """The name that was probably meant, if the rule allows it."""
    slug = re.sub(r"[^a-z0-9]+", "-", in_plain_letters(text[:100])).strip("-")
    return slug if is_name(slug) else None


def in_brackets(unit: str | None) -> str:
    """A unit behind the words that it belongs to; nothing for a plain number."""
    return "" if unit in (None, "1") else f" [{unit}]"


def is_number(value: Any) -> bool:
    """Whether a value is a number for TOML, to which truth values are none."""
    return isinstance(value, int | float) and not isinstance(value, bool)


def plain_number(value: Any) -> Any:
    """A number of any library as one of Python's; all else as it is."""
    if isinstance(value, bool) or not isinstance(value, Real):
        return value
    return int(value) if isinstance(value, Integral) else float(value)


def number_in_text(text: str) -> float | None:
    """The number of a text as people write it: with thousands set off, a comma for the point, a percent sign."""
    plain = text.strip()
    if re.fullmatch(THOUSANDS, plain):
        plain = re.sub(r"[^\d.]", "", plain)
    with suppress(ValueError):
        return float(re.sub(r"\s*%", "e-2", plain.replace(",", ".")))
    return None


def number_in_words(value: float) -> str:
    """A bound as one would write it in TOML."""
    whole = int(value)
    return repr(value) if whole != value else f"{whole:_}" if abs(whole) >= 100_000 else str(whole)


def index_meant(value: float) -> float | None:
    """The index near 1 that was probably meant: by 105 or by a change of 5, as percentages or as shares, 1.05."""
    guesses = (round(guess, 12) for guess in (value, value / 100, 1 + value, 1 + value / 100))
    return next((guess for guess in guesses if USUAL_INDEX[0] <= guess <= USUAL_INDEX[1]), None)


def _likely_number(node: Node, value: Any) -> float | int | None:
    """The allowed number that was probably meant: without quotes, without a fraction, as a share, without the minus."""
    if isinstance(value, str) and len(value) < 40:
        value = number_in_text(value)
    if not is_number(value) or not abs(value) <= 1e15:
        return None
    if (node.get("exclusiveMinimum"), node.get("default"), node.get("unit")) == (0, 1, "1") and (
            index := index_meant(value)):
        return index
    low: Any = node.get("minimum", node.get("exclusiveMinimum", -math.inf))
    high: Any = node.get("maximum", node.get("exclusiveMaximum", math.inf))
    least, most = node.get("plausible", (low, high)) if high > 1 else (low, high)
    is_percentage = node.get("unit") in ("1", "1/year") and least <= value / 100 <= most
    for guess in (value, *((value / 100,) if 0 <= low <= high <= 1 or is_percentage else ()),
                  *(() if node.get("unit") == "people" else (-value,))):  # one fewer is not one
        if low <= guess <= high and guess not in (node.get("exclusiveMinimum"), node.get("exclusiveMaximum")):
            if guess == int(guess):
                return int(guess)
            return None if node["type"] == "integer" else round(guess, 12)
    return None
