"""What a browser must know of a world before its first frame: names, levers, curves, who looks after whom."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from retainsim.classroom import frames
from retainsim.classroom.firm import Firm
from retainsim.classroom.levers import in_words, levers
from retainsim.results.movements import key_accounts
from retainsim.scenario import Scenario, digest
from retainsim.scenario.people import most_people
from retainsim.scenario.spelling import with_plain_blanks


def world_in_words(scenario: Scenario, firms: Sequence[Firm], is_hidden: bool,
                   weeks: int) -> tuple[dict[str, Any], list[bytes]]:
    """The head and the buffers of the message that precedes all frames of a world that is lived for so many weeks."""
    first = firms[0]
    return {
        "type": "world", "firms": len(firms), "n": first.p.organisations, "week": first.week, "weeks": weeks,
        "hidden": is_hidden, "replication": first.replication, "seed": scenario.seed,
        "scenario": {"name": scenario.name, "digest": digest(scenario), "title": scenario.heading,
                     "description": scenario.description.strip(),
                     "currency": scenario.currency},
        "strategies": [{"name": name, "description": strategy.description}
                       for name, strategy in scenario.strategies.items()],
        "strategy": [firm.strategy for firm in firms],
        "levers": [lever._asdict() for lever in levers(scenario, is_hidden)],
        "suppliers": first.facts.suppliers, "roles": first.facts.roles, "handlers": _handlers(scenario, first),
        "segments": _segments(scenario), "largest": key_accounts(first.trace()).tolist(),
        "curves": [{"name": curve.name, "label": curve.label, "sentence": curve.sentence, "unit": curve.unit}
                   for curve in frames.curves_of(scenario)]}, [frames.fees(first)]


def _handlers(scenario: Scenario, firm: Firm) -> list[dict[str, str]]:
    """Who looks after an organisation, in the order of the rows of handlers: the firm's people, rivals, nobody."""
    people = [{"group": in_words(name), "label": f"{_singular(in_words(name))} {number}"}
              for name, people in most_people(scenario).items() for number in range(1, people + 1)]
    return [*people, *({"group": name, "label": name} for name in firm.facts.suppliers[1:]),
            {"group": "", "label": "nobody"}]


def _singular(word: str) -> str:
    """One person of a role."""
    return word if word.endswith("ss") else word.removesuffix("s")


def _segments(scenario: Scenario) -> list[dict[str, Any]]:
    first, segments = 0, []
    for name, table in scenario.clients.items():
        segments.append({"name": name, "first": first, "number": table.organisations, "status": table.status,
                         "names": list(map(with_plain_blanks, table.names[:table.organisations]))})
        first += table.organisations
    return segments
