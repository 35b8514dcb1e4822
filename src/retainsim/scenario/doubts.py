"""What a scenario may say, and yet hardly means."""

from __future__ import annotations

from collections.abc import Iterator

from retainsim.scenario.errors import Keys, Problem, dotted, quote
from retainsim.scenario.schema import Scenario


def doubts(scenario: Scenario) -> list[Problem]:
    """Everything that has no effect, or not the one that it seems to have, in the order of the file."""
    found = []
    for path, message, given, fix in (*_idle_hours(scenario), *_idle_rescue(scenario), *_late_attack(scenario)):
        file, line = scenario.places.of(path)
        found.append(Problem(file or scenario.name, line, dotted(path), message,
                             None if given is None else quote(given), fix=fix))
    return sorted(found, key=lambda problem: (problem.file, problem.line or 0))


Doubt = tuple[Keys, str, object, str]  # path, message, what was given, fix


def _idle_hours(scenario: Scenario) -> Iterator[Doubt]:
    """Hours of roles that have nobody."""
    for name, strategy in scenario.strategies.items():
        for role, jobs in strategy.hours.items():
            if any(jobs.values()) and not getattr(scenario.staff, role).people:
                yield (("strategies", name, "hours", role), "has no effect: that role has no people", None,
                       f"Set staff.{role}.people, or give the work to another role.")


def _idle_rescue(scenario: Scenario) -> Iterator[Doubt]:
    """Orders to a rescue delegation that has no hours, neither now nor after any trigger."""
    for name, strategy in scenario.strategies.items():
        followed = (scenario.strategies[other] for other in (name, *scenario.reachable([name])))
        if any(jobs.get("rescue") for other in followed for jobs in other.hours.values()):
            continue
        for key in ("rescue_on", "rescue_delay_weeks"):
            value = getattr(strategy, key)
            if value != type(strategy).model_fields[key].default:
                yield (("strategies", name, key), "has no effect: no role has hours for rescue", value,
                       f"Set for instance strategies.{name}.hours.account_managers.rescue = 0.1.")


def _late_attack(scenario: Scenario) -> Iterator[Doubt]:
    """Rivals that start after the end."""
    for name, rival in scenario.rivals.items():
        if rival.enabled and rival.start_week >= scenario.weeks:
            yield (("rivals", name, "start_week"), f"has no effect: the run ends after {scenario.weeks} weeks",
                   rival.start_week, "Make weeks longer, or start_week earlier.")
