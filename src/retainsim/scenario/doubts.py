"""What a scenario may say, and yet hardly means."""

from collections.abc import Iterator

from retainsim.scenario.errors import Finding, Places, Problem
from retainsim.scenario.schema import Scenario


def doubts(scenario: Scenario) -> list[Problem]:
    """Everything that has no effect, or not the one that it seems to have, in the order of the file."""
    places = scenario.places if scenario.places.file else Places(scenario.name)
    problems = map(places.problem, (*_idle_hours(scenario), *_idle_rescue(scenario), *_late_attack(scenario)))
    return sorted(problems, key=lambda problem: (problem.file, problem.line or 0))


def _idle_hours(scenario: Scenario) -> Iterator[Finding]:
    """Hours of roles that have nobody."""
    for name, strategy in scenario.strategies.items():
        for role, jobs in strategy.hours.items():
            if any(jobs.values()) and not getattr(scenario.staff, role).people:
                yield Finding(("strategies", name, "hours", role), "has no effect: that role has no people",
                              fix=f"Set staff.{role}.people, or give the work to another role.")


def _idle_rescue(scenario: Scenario) -> Iterator[Finding]:
    """Orders to a rescue delegation that has no hours, neither now nor after any trigger."""
    for name, strategy in scenario.strategies.items():
        successors = (scenario.strategies[other] for other in (name, *scenario.reachable([name])))
        if any(jobs.get("rescue") for other in successors for jobs in other.hours.values()):
            continue
        for key in ("rescue_on", "rescue_delay_weeks"):
            value = getattr(strategy, key)
            if value != type(strategy).model_fields[key].default:
                yield Finding(("strategies", name, key), "has no effect: no role has hours for rescue", value,
                              fix=f"Set for instance strategies.{name}.hours.account_managers.rescue = 0.1.")


def _late_attack(scenario: Scenario) -> Iterator[Finding]:
    """Rivals that start after the end."""
    for name, rival in scenario.rivals.items():
        if rival.enabled and rival.start_week >= scenario.weeks:
            yield Finding(("rivals", name, "start_week"), f"has no effect: the run ends after {scenario.weeks} weeks",
                          rival.start_week, fix="Make weeks longer, or start_week earlier.")
