"""The links of the chain of causes that can be knocked out of a scenario: what is then so, and what it takes."""

from collections.abc import Iterator
from typing import Any

from retainsim.scenario import Scenario, change
from retainsim.scenario.uses import uses

TRIALS = "nobody tries a second supplier"  # cut only where a rival offers that
LINKS = {  # what is then so: the parameters that are 0, where their mechanisms are in use
    "caring visits build no attachment": ("attachment.visit_gain_person", "attachment.visit_gain_firm"),
    "reminders do not touch the relation": ("grievance.reminder",),
    "bad news neither dent attachment nor wake": ("attachment.bad_news_dent", "alertness.bad_news"),
    "nothing ever fails": ("faults.strength",),
    "sales calls wake nobody": ("alertness.selling",),
    "attachment and courtship do not count in decisions": ("decision.attention_weight",),
    "attachment brings neither orders nor punctuality": ("orders.attachment_effect", "dunning.mutual_effect"),
    TRIALS: ("trial.strength",),
    "late work offends nobody": ("delivery.late_weight", "delivery.wakes", "delivery.errors"),
    "a rise of prices offends nobody": ("pricing.strength",),
    "nobody works overtime": ("overtime.strength",),
    "newcomers are able at once": ("learning.strength",),
    "rivals do not answer prices": ("answers.strength",),
}
Changes = dict[str, Any]  # values by path


def cuts(scenario: Scenario) -> dict[str, Scenario]:
    """The scenario with each link that it has cut in turn, by what is then so."""
    changes = {"nobody attacks": _without_attackers(scenario), "nobody hunts": _without_hunting(scenario),
               **{name: {f"mechanisms.{path}": 0.0 for path in paths} for name, paths in LINKS.items()
                  if _is_there(scenario, name)},
               "everybody is asked the usual price": _at_usual_prices(scenario),
               "nobody is fond of who left the firm": _among_strangers(scenario)}
    return {name: change(scenario, these) for name, these in changes.items() if these}


def _is_there(scenario: Scenario, name: str) -> bool:
    offers_trial = any(rival.enabled and rival.offers_trial for rival in scenario.rivals.values())
    return (name != TRIALS or offers_trial) and all(uses(scenario, path.partition(".")[0]) for path in LINKS[name])


def _plans(scenario: Scenario) -> Iterator[tuple[str, Any]]:
    """All that strategies say, at first and from a week on, each with its path."""
    for name, strategy in scenario.strategies.items():
        yield f"strategies.{name}", strategy
        yield from ((f"strategies.{name}.changes.{place}", one) for place, one in enumerate(strategy.changes))


def _without_attackers(scenario: Scenario) -> Changes:
    return {f"rivals.{name}.enabled": False for name, rival in scenario.rivals.items()
            if rival.enabled and rival.role == "attacker"}


def _without_hunting(scenario: Scenario) -> Changes:
    """The hours stay empty."""
    return {f"{path}.hours.{role}.hunting": 0.0 for path, plan in _plans(scenario)
            for role, jobs in (plan.hours or {}).items() if "hunting" in jobs}


def _at_usual_prices(scenario: Scenario) -> Changes:
    return {f"{path}.prices.{segment}": scenario.firm.price_index for path, plan in _plans(scenario)
            for segment in plan.prices or ()}


def _among_strangers(scenario: Scenario) -> Changes:
    """Rivals know whom they know, and are nothing to them."""
    return {f"rivals.{name}.knows": [some.model_dump() | {"attachment": 0.0} for some in rival.knows]
            for name, rival in scenario.rivals.items() if rival.knows}
