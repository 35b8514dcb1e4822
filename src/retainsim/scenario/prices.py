"""What may be wrong with the lists of prices of strategies, and what is out of proportion in them."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from retainsim.scenario.errors import Keys, Problem, did_you_mean
from retainsim.scenario.schema import Scenario, Strategy

Words = Callable[..., Problem]  # `Places.problem`


def every_price(strategies: Mapping[str, Strategy]) -> Iterator[tuple[Keys, str, float]]:
    """Where an index stands, its segment, and the index: of strategies, and of their changes."""
    for name, strategy in strategies.items():
        for segment, index in strategy.prices.items():
            yield ("strategies", name, "prices", segment), segment, index
        for place, change in enumerate(strategy.changes):
            for segment, index in (change.prices or {}).items():
                yield ("strategies", name, "changes", place, "prices", segment), segment, index


def about_prices(strategies: Mapping[str, Strategy], segments: Sequence[str], problem: Words) -> Iterator[Problem]:
    """Prices of segments that there are not."""
    for path, segment, _ in every_price(strategies):
        if segment not in segments:
            yield problem(path, "is no segment; the segments are", allowed=", ".join(segments),
                          fix=did_you_mean(segment, segments))


def dearest(strategies: Mapping[str, Strategy], segment: str, usual: float) -> float:
    """The highest price index that a segment may come to."""
    return max([usual, *(index for _, other, index in every_price(strategies) if other == segment)])


def prices_without_effect(scenario: Scenario, problem: Words) -> Iterator[Problem]:
    """How new prices come, where there are none."""
    if any(every_price(scenario.strategies)) or any(one.keep_discount for one in scenario.strategies.values()):
        return
    for name, strategy in scenario.strategies.items():
        for key in ("applies", "reason"):
            if (value := getattr(strategy, key)) != type(strategy).model_fields[key].default:
                yield problem(("strategies", name, key), "has no effect: no strategy asks other prices", value,
                              fix=f"Set for instance strategies.{name}.prices.{next(iter(scenario.clients))} = 1.1.")
