"""Quantities a month or a year, as the format has them: `fee_per_month = 350` is `fee_per_week = 350 * 12 / 52`."""

from typing import Any

from retainsim.declared import market, mechanisms
from retainsim.declared.parameter import Declared, parameters
from retainsim.scenario.errors import Keys, Places

WEEK = "_per_week"
IN_A_YEAR = {WEEK: 52, "_per_month": 12, "_per_year": 1}
TABLES: tuple[type[Declared], ...] = (
    market.Market, market.Segment, market.Role, market.Firm, market.Rival, market.Strategy,
    *mechanisms.TABLES.values())
NAMES = {name for table in TABLES for name in parameters(table) if name.endswith(WEEK)}
LARGEST = 1e15  # what is more is wrong in any span, and may be no number that can be converted


def key_of_week(key: str | int) -> tuple[str | int, int]:
    """The key that has the same quantity a week, and how often a year has the span of this one; itself for others."""
    for ending, times in IN_A_YEAR.items():
        if isinstance(key, str) and key.endswith(ending) and (name := key.removesuffix(ending) + WEEK) in NAMES:
            return name, times
    return key, IN_A_YEAR[WEEK]


def others_than_week(name: str) -> list[str]:
    """The keys that say the same a month and a year."""
    return [name.removesuffix(WEEK) + ending for ending in IN_A_YEAR if ending != WEEK]


def of_week(key: str | int, value: Any) -> Any:
    """What a key says where the quantity is so much a week, but for the last digits."""
    name, times = key_of_week(key)
    return value if name == key else float(f"{value * IN_A_YEAR[WEEK] / times:.12g}")


def path_of_week(path: Keys) -> Keys:
    """The path that leads to the same quantity a week."""
    return (*path[:-1], key_of_week(path[-1])[0]) if path else path


def in_weeks(tree: dict[Any, Any], places: Places, above: Keys = ()) -> tuple[dict[Any, Any], Places]:
    """The tree that stands there with all such quantities a week, and places that know how they were written.

    A key stays as it is in a table that says the same a week, too.
    """
    words: dict[Keys, tuple[str, Any]] = {}

    def converted(value: Any, above: Keys) -> Any:
        if isinstance(value, list):
            return [converted(item, (*above, number)) for number, item in enumerate(value)]
        if not isinstance(value, dict):
            return value
        table: dict[Any, Any] = {}
        for key, item in value.items():
            name, times = key_of_week(key)
            if name == key or name in value or name in table or isinstance(item, dict):
                table[key] = converted(item, (*above, key))
                continue
            words[*above, name] = key, item
            is_number = isinstance(item, int | float) and not isinstance(item, bool) and abs(item) < LARGEST
            table[name] = item * times / IN_A_YEAR[WEEK] if is_number else item
        return table

    tree = converted(tree, above)
    renamed = {(*path[:-1], key): path for path, (key, _) in words.items()}
    return tree, Places(places.file, {renamed.get(path, path): place for path, place in places.keys.items()}, words)
