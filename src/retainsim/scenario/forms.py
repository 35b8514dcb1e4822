"""How a value is written that stands in the wrong form: one number for many, a day for a week."""

import re
from collections.abc import Collection
from datetime import date
from typing import Any

from retainsim.declared.jobs import NAMES
from retainsim.scenario.days import START, WEEKS
from retainsim.scenario.errors import Keys, quote
from retainsim.scenario.shape import is_number, number_in_words

PARTS = {"prices": ("clients", "segment"), "people": ("staff", "role")}  # whose names are keys, and what each is
DAY = r"\d{4}-\d\d-\d\d"
LISTS = ("jobs", "primary_kpis", "names")
IN_STRATEGIES = {  # what people call what strategies and their changes say
    "extends": "like", "staff": "people", "price_index": "prices", "price": "prices", "fee": "prices",
    "fees": "prices", **dict.fromkeys(("fee_per_week", "fee_per_month", "fee_per_year"), "prices"),
    "date": "from_date", "start_date": "from_date", "week": "from_week", "start_week": "from_week"}


def in_its_form(path: Keys, value: Any, tree: dict[str, Any]) -> str:
    """What to write in place of a value of the wrong form; nothing where that cannot be told."""
    key, days = str(path[-1]), {week: day for day, week in WEEKS.items()}
    is_day = isinstance(value, date) or (isinstance(value, str) and re.fullmatch(DAY, value))
    if key in days and is_day:
        return f"A day is written {days[key]} = {value}, and {START} says on which day week 0 begins."
    if key in PARTS and is_number(value) and path[:1] == ("strategies",):
        room, what = PARTS[key]
        first = next((name for name, table in tree.get(room, {}).items() if isinstance(table, dict)), "NAME")
        return f"Write {key} = {{ {first} = {number_in_words(value)} }}, and so each {what} that changes."
    if path[2:3] == ("hours",) and len(path) == 4 and is_number(value):
        role = tree.get("staff", {}).get(key)
        first = next(iter(role.get("jobs") or NAMES), "") if isinstance(role, dict) else NAMES[0]
        return f"Write hours.{key} = {{ {first} = {number_in_words(value)} }}, and so each job."
    if key in LISTS and isinstance(value, str):
        return f"A list stands in brackets: {key} = [{quote(value)}]."
    return ""


def instead(path: Keys, names: Collection[str]) -> tuple[str, str]:
    """The key that says what one of another table was to say here, and what to say of it; nothing where there is none.
    """
    key = str(path[-1])
    if key.endswith("_per_hour") and (week := f"{key.removesuffix('hour')}week") in names:
        return week, f"Write {week}: what an hour costs, times hours_per_week."
    word = IN_STRATEGIES.get(key, "") if path[0] == "strategies" else ""
    return WEEKS.get(word, word), f"Did you mean {word}?" if word else ""
