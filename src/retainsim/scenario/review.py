"""What deserves a second look in a valid scenario: unusual values, and tables that it inherits without a mention."""

from retainsim.scenario.description import Parameter, parameters
from retainsim.scenario.errors import dotted
from retainsim.scenario.reading import NAMED
from retainsim.scenario.schema import Scenario

FEW = 20  # clients of a segment whose fees a firm knows one by one


def implausible(scenario: Scenario) -> list[Parameter]:
    """The values outside the plausible range of what is assumed; the fees of few clients may well have no spread."""
    few = {f"clients.{name}.fee_spread" for name, segment in scenario.clients.items() if segment.served_by_firm <= FEW}
    return [one for one in parameters(scenario)
            if one.plausible is not None and not one.plausible[0] <= one.value <= one.plausible[1]
            and not (one.path in few and one.value == 0)]


def inherited(scenario: Scenario) -> dict[str, list[str]]:
    """The segments, rivals and strategies that come from what the file extends, and of which it says nothing itself."""
    places = scenario.places
    spoken_of = {path[:2] for path in places.keys if not places.is_inherited(path)}
    origins = {path[:2] for path in places.keys}
    names = {kind: [name for name in getattr(scenario, kind) if (kind, name) in origins - spoken_of] for kind in NAMED}
    return {kind: there for kind, there in names.items() if there}


def partly_inherited(scenario: Scenario) -> dict[str, list[str]]:
    """The keys that tables inherit of which the file says something itself, by table."""
    places, keys = scenario.places, dict[str, list[str]]()
    own = {path[:2] for path in places.keys if len(path) > 2 and not places.is_inherited(path)}
    # The innermost keys: whatever is above another one is a table.
    above = {path[:length] for path in places.keys for length in range(len(path))}
    for path in places.keys:
        if path[0] in NAMED and path[:2] in own and path not in above and places.is_inherited(path):
            keys.setdefault(dotted(path[:2]), []).append(dotted(path[2:]))
    return keys
