"""What organisations are called: by the scenario, else by segment and number, counted from 1."""

from collections.abc import Collection
from itertools import accumulate

from retainsim.scenario.errors import nearest, quote, refusal
from retainsim.scenario.schema import Scenario
from retainsim.scenario.spelling import same_name, with_plain_blanks


def is_taken(name: str, segments: Collection[str]) -> bool:
    """Whether a name means an organisation by its number."""
    segment, _, number = same_name(name).rpartition(" ")
    return _is_number(number) and (not segment or segment in segments)


class Naming:
    """The names of all organisations of a scenario; they are numbered 0, 1, ... over its segments."""

    def __init__(self, scenario: Scenario) -> None:
        self._scenario, self._segments = scenario.name, scenario.clients
        sizes: list[int] = [table.organisations for table in scenario.clients.values()]
        self._first: dict[str, int] = dict(zip(scenario.clients, accumulate(sizes, initial=0), strict=False))
        self._total = sum(sizes)
        # A scenario that changes another may have fewer organisations than that one has named.
        self._numbers = {same_name(name): self._first[segment] + place for segment, table in scenario.clients.items()
                         for place, name in enumerate(table.names[:table.organisations])}

    def name(self, organisation: int) -> str:
        """What an organisation is called."""
        segment = self.segment(organisation)
        place = organisation - self._first[segment]
        names = self._segments[segment].names
        return with_plain_blanks(names[place]) if place < len(names) else f"{segment} {place + 1}"

    def segment(self, organisation: int) -> str:
        """The segment of an organisation."""
        return next(segment for segment, first in self._first.items()
                    if first <= organisation < first + self._segments[segment].organisations)

    def organisation(self, text: str, argument: str = "--client") -> int:
        """The organisation of this name, however it is spelt, or of this number, or the only one of this segment.

        Raises   `ScenarioError` with what may have been meant.
        """
        name = same_name(text)
        segment, _, number = name.rpartition(" ")
        place, last = f"{argument} {quote(text)}", self._total - 1
        if name in self._numbers:
            return self._numbers[name]
        if name in self._segments and self._segments[name].organisations == 1:
            return self._first[name]
        if segment in self._segments and _is_number(number):
            most = self._segments[segment].organisations
            if 1 <= int(number) <= most:
                return self._first[segment] + int(number) - 1
            raise refusal(place, f"does not exist: {segment} has the numbers 1 to {most}")
        if _is_number(name):
            if int(name) <= last:
                return int(name)
            raise refusal(place, f"does not exist: organisations have the numbers 0 to {last}")
        if near := nearest(name, [*self._numbers, *self._segments]) or nearest(segment, self._segments):
            near = (self.name(self._numbers[near]) if near in self._numbers else
                    f"{near} {number if _is_number(number) else 1}")
        example = next(segment for segment, table in self._segments.items() if table.organisations)
        raise refusal(place, f"is not an organisation of {self._scenario}; allowed: its name, its segment and number "
                      f'as in "{example} 1", or its number in events from 0 to {last}',
                      f"Did you mean {quote(near)}?" if near else "")


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 12
