"""How a value is written that stands in the wrong form: one number for many, a day for a week."""

from datetime import date
from typing import Any

from retainsim.scenario.days import START, WEEKS
from retainsim.scenario.errors import Keys
from retainsim.scenario.shape import is_number, number_in_words

PARTS = {"prices": ("clients", "segment"), "people": ("staff", "role")}  # whose names are keys, and what each is


def in_its_form(path: Keys, value: Any, tree: dict[str, Any]) -> str:
    """What to write in place of a value of the wrong form; nothing where that cannot be told."""
    key, days = str(path[-1]), {week: day for day, week in WEEKS.items()}
    if key in days and isinstance(value, date):
        return f"A day is written {days[key]} = {value}, and {START} says on which day week 0 begins."
    if key in PARTS and is_number(value) and path[:1] == ("strategies",):
        room, what = PARTS[key]
        first = next((name for name, table in tree.get(room, {}).items() if isinstance(table, dict)), "NAME")
        return f"Write {key} = {{ {first} = {number_in_words(value)} }}, and so each {what} that changes."
    return ""
