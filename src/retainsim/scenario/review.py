"""What deserves a second look in a valid scenario: unusual values, and tables that it inherits without a mention."""

from retainsim.scenario.description import Parameter, parameters
from retainsim.scenario.reading import NAMED
from retainsim.scenario.schema import Scenario


def implausible(scenario: Scenario) -> list[Parameter]:
    """The values outside the plausible range of what is assumed; the fee of a single client has no spread."""
    single = {f"clients.{name}.fee_spread" for name, segment in scenario.clients.items() if segment.served_by_firm == 1}
    return [one for one in parameters(scenario)
            if one.plausible is not None and not one.plausible[0] <= one.value <= one.plausible[1]
            and not (one.path in single and one.value == 0)]


def inherited(scenario: Scenario) -> dict[str, list[str]]:
    """The segments, rivals and strategies that come from what the file extends, and of which it says nothing itself."""
    places = scenario.places
    spoken_of = {path[:2] for path in places.keys if not places.is_inherited(path)}
    origins = {path[:2] for path in places.keys}
    names = {kind: [name for name in getattr(scenario, kind) if (kind, name) in origins - spoken_of] for kind in NAMED}
    return {kind: there for kind, there in names.items() if there}
