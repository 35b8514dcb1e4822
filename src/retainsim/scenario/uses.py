"""Which mechanisms a scenario makes use of: some act only where it asks for them, whatever their numbers say."""

from collections.abc import Callable, Mapping

from retainsim.scenario.schema import Scenario


def _asks_other_prices(scenario: Scenario) -> bool:
    return any(one.prices for strategy in scenario.strategies.values() for one in (strategy, *strategy.changes))


ASK: Mapping[str, Callable[[Scenario], bool]] = {  # what acts only where a scenario asks for it
    "delivery": lambda scenario: any(segment.delivery_hours_per_week for segment in scenario.clients.values()),
    "learning": lambda scenario: any(role.weeks_to_learn for role in scenario.staff.values()),
    **dict.fromkeys(("prices", "pricing"), _asks_other_prices),
    "answers": lambda scenario: any(rival.enabled and rival.answers != "none" for rival in scenario.rivals.values()),
    "overtime": lambda scenario: ASK["delivery"](scenario) and any(
        one.overtime for strategy in scenario.strategies.values() for one in (strategy, *strategy.changes)),
}


def uses(scenario: Scenario, mechanism: str) -> bool:
    """Whether a mechanism may act in a scenario, strength aside; one that is not in `ASK` always may."""
    return mechanism not in ASK or ASK[mechanism](scenario)
