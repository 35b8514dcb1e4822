"""A strategy that is `like` another: it does all that the other does, but for what it says itself."""

from collections.abc import Mapping
from functools import reduce
from typing import Any

from retainsim.scenario.errors import Keys, Places, ScenarioError, did_you_mean
from retainsim.scenario.reading import Source, merge

LIKE, ROOM = "like", "strategies"


def with_likes(source: Source) -> Source:
    """The source with every strategy written out.

    Raises   `ScenarioError` for a strategy that is like none, or like itself by a circle.
    """
    tables = source.tree.get(ROOM)
    if not isinstance(tables, dict) or not any(isinstance(table, dict) and LIKE in table for table in tables.values()):
        return source
    tree, keys, words = {}, source.places.keys, source.places.words
    for name in tables:
        models = [_called(source, other, name) for other in reversed(_models(source, name))]
        whole = reduce(merge, models)
        tree[name], keys, words = whole.tree[ROOM][name], keys | whole.places.keys, words | whole.places.words
    return Source(source.tree | {ROOM: tree}, Places(source.places.file, keys, words))


def _models(source: Source, name: str) -> list[str]:
    """A strategy and those that it is like, the nearest first."""
    tables, models = source.tree[ROOM], [name]
    while isinstance(table := tables[models[-1]], dict) and LIKE in table:
        model, others = table[LIKE], [other for other in tables if other != models[-1]]
        at, near = (ROOM, models[-1], LIKE), did_you_mean(str(model), others)
        if source.places.is_inherited(at):
            near = near or f"It is inherited: strategies.{models[-1]} = false drops it."
        if model not in others:
            raise ScenarioError([source.places.problem(at, "must be one of the other strategies:", model,
                                                       ", ".join(others) or "there is none", near)])
        if model in models:
            raise ScenarioError([source.places.problem(at, f"goes round in a circle: {' -> '.join([*models, model])}",
                                                       model)])
        models.append(model)
    return models


def _called(source: Source, model: str, name: str) -> Source:
    """What a strategy says, as if another said it: without its description, unless it is the same."""
    own = (LIKE,) if model == name else (LIKE, "description")

    def renamed(places: Mapping[Keys, Any]) -> dict[Keys, Any]:
        return {(ROOM, name, *path[2:]): place for path, place in places.items()
                if path[:2] == (ROOM, model) and path[2:3] not in [(key,) for key in own]}

    table, places = source.tree[ROOM][model], source.places
    table = {key: value for key, value in table.items() if key not in own} if isinstance(table, dict) else table
    return Source({ROOM: {name: table}}, Places(places.file, renamed(places.keys), renamed(places.words)))
