"""What hardly can be meant of how rivals answer prices."""

from collections.abc import Callable, Iterator

from retainsim.scenario.errors import Problem
from retainsim.scenario.schema import Scenario


def idle_answers(scenario: Scenario, problem: Callable[..., Problem]) -> Iterator[Problem]:
    """Shares below a price that nobody matches, and followers of a list that never moves."""
    is_moving = any(one.prices for strategy in scenario.strategies.values() for one in (strategy, *strategy.changes))
    for name, rival in scenario.rivals.items():
        if rival.undercuts and not any(one.answers == "matches" for one in (rival, *rival.changes)):
            yield problem(("rivals", name, "undercuts"), "has no effect: it does not match the firm's price",
                          rival.undercuts, fix='Set answers = "matches".')
        if rival.answers == "follows" and not is_moving:
            example = f"prices = {{ {next(iter(scenario.clients))} = 1.1 }}"
            yield problem(("rivals", name, "answers"), "has no effect: no strategy has prices of its own",
                          rival.answers, fix=f"For instance {example} below [strategies.NAME].")
