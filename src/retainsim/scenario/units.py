"""Quantities in units that people use, and what a field takes instead: 39 weeks for 9 months."""

import re
from collections.abc import Collection
from typing import Any

from retainsim.scenario import shape
from retainsim.scenario.errors import Keys
from retainsim.scenario.per_week import key_of_week

SPANS = {"day": 1 / 7, "week": 1.0, "month": 52 / 12, "quarter": 13.0, "year": 52.0}  # in weeks
ADVERBS = {"daily": "day", "weekly": "week", "monthly": "month", "quarterly": "quarter", "yearly": "year",
           "annual": "year"}
_QUANTITY = re.compile(r"[^\d\s.,+-]{0,3}\s*(\d(?:[\d_.,' ]{0,20}\d)?)\s*([a-zA-Z€$£ ]{0,20}?)\s*"
                       r"(/|\bper\b|\ban?\b)?\s*(day|week|month|quarter|year)s?")


def value_to_write(path: Keys, value: Any) -> str:
    """What to write for a text such as "9 months" at a path; nothing where it cannot be said."""
    match = _QUANTITY.fullmatch(value.strip()) if isinstance(value, str) and len(value) < 60 else None
    node = shape.at(path)
    if match is None or not isinstance(path[-1], str):
        return ""
    is_rate, own = _unit(node)
    if own is None or is_rate != bool(match[3]) or (match[2] and not is_rate):
        return ""
    number = shape.number_in_text(match[1].replace("_", ""))
    return "" if number is None else _conversion(path, number, match[4], own, is_rate)


def key_to_write(path: Keys, value: Any, names: Collection[str]) -> tuple[str, str]:
    """The key that has the same in another unit as one such as `fee_per_month` or `years`, and what to write there."""
    parts = str(path[-1]).split("_")
    if parts[0] in ADVERBS:
        parts = [*parts[1:], "per", ADVERBS[parts[0]]]
    place = next((place for place, part in enumerate(parts) if part.removesuffix("s") in SPANS), None)
    if place is None or path[-1] in names:
        return "", ""
    for name in names:
        others = name.split("_")
        if (len(others) == len(parts) and others[place].removesuffix("s") in SPANS
                and [*others[:place], *others[place + 1:]] == [*parts[:place], *parts[place + 1:]]):
            if not shape.is_number(value):
                return name, f"Did you mean {name}?"
            is_rate = parts[place - 1:place] == ["per"]
            if is_rate and (key := "_".join(parts)) != path[-1] and key_of_week(key)[0] == name:
                return name, f"Write {key} = {value:.10g}."
            return name, _conversion((*path[:-1], name), value, parts[place].removesuffix("s"),
                                     others[place].removesuffix("s"), is_rate)
    return "", ""


def in_months(unit: str | None, value: Any) -> str:
    """What people would say of money a week or of some weeks; nothing of other quantities and of less than a month."""
    if not shape.is_number(value) or unit not in ("currency/week", "weeks", "week"):
        return ""
    number = value * SPANS["month"] if unit == "currency/week" else value / SPANS["month"]
    words = f"{number:,.0f}" if number >= 100 else f"{number:.3g}"
    return "" if number < 1 else f"{words} a month" if unit == "currency/week" else (
        f"{words} {_several('month', number)}")


def _unit(node: shape.Node) -> tuple[bool, str | None]:
    """Whether a field is so much in a span of time, and which span; None where time has nothing to do with it."""
    above, slash, below = str(node.get("unit", "")).partition("/")
    span = (below if slash else above).removesuffix("s")
    return bool(slash), span if span in SPANS else None


def _conversion(path: Keys, number: float, span: str, own: str, is_rate: bool) -> str:
    node, exact = shape.at(path), number * (SPANS[own] / SPANS[span] if is_rate else SPANS[span] / SPANS[own])
    result = round(exact) if node.get("type") == "integer" else float(f"{exact:.4g}")
    low: Any = node.get("minimum", node.get("exclusiveMinimum", 0))
    high: Any = node.get("maximum", result)
    if not low <= result <= high:
        return ""
    advice = f"write {path[-1]} = {result:.10g}."
    if span == own:
        return advice.capitalize()
    verb = "is" if number == 1 else "are"
    if is_rate:
        return f"{number:.10g} a {span} {verb} {result:.10g} a {own}: {advice}"
    return f"{number:.10g} {_several(span, number)} {verb} {result:.10g} {_several(own, result)}: {advice}"


def _several(span: str, number: float) -> str:
    return span if number == 1 else f"{span}s"
