"""Why one strategy ends where it does: the chain of causes beside another's, and each link knocked out in turn."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from retainsim.engine.many import play_replications
from retainsim.results.chain import FIGURES, chain
from retainsim.results.measure import measure
from retainsim.scenario.schema import Scenario
from retainsim.study import arguments
from retainsim.study.facts import facts_of
from retainsim.study.statistics import CONFIDENCE, t_interval
from retainsim.study.translation import parameters_of, repertoire_of

Levers = dict[str, dict[str, float]]
LINKS: tuple[tuple[str, Levers], ...] = (
    ("caring visits build no attachment", {"attachment": {"visit_gain_person": 0.0, "visit_gain_firm": 0.0}}),
    ("reminders and outages do not touch the relation",
     {"attachment": {"bad_news_dent": 0.0}, "grievance": {"loss_weight": 0.0}, "alertness": {"bad_news": 0.0}}),
    ("sales calls wake nobody", {"alertness": {"selling": 0.0}}),
    ("attachment and courtship do not count in decisions", {"decision": {"attention_weight": 0.0}}),
    ("attachment brings neither orders nor punctuality",
     {"orders": {"attachment_effect": 0.0}, "dunning": {"mutual_effect": 0.0}}),
    ("nobody tries a second supplier", {"trial": {"strength": 0.0}}),
)


@dataclass(frozen=True)
class Link:
    """What is left of the difference when a link of the chain is cut, in both strategies."""

    name: str
    difference: float  # mean of a - b
    low: float | None  # 95 % interval
    high: float | None


@dataclass(frozen=True)
class Explanation:
    """The chains of two strategies, and what cutting each link leaves of the difference in `kpi`."""

    scenario: str
    a: str
    b: str
    kpi: str
    replications: int
    chains: dict[str, np.ndarray]  # float64 by strategy, in the order of FIGURES
    whole: Link
    links: tuple[Link, ...]

    def to_document(self) -> dict[str, Any]:
        """The explanation as plain values for JSON; None where a figure is not defined."""
        return {
            "scenario": self.scenario, "a": self.a, "b": self.b, "kpi": self.kpi, "replications": self.replications,
            "chain": [{"link": figure.link, "figure": figure.name, "unit": figure.unit,
                       **{side: _plain(self.chains[name][row]) for side, name in (("a", self.a), ("b", self.b))}}
                      for row, figure in enumerate(FIGURES)],
            "difference": vars(self.whole), "links": [vars(link) for link in self.links],
        }


def _plain(value: float) -> float | None:
    return None if np.isnan(value) else float(value)


def explain(scenario: Scenario, a: str, b: str, kpi: str = "cash_end", replications: int = 40, seed: int | None = None,
            threads: int | None = None, on_start: Callable[[], None] = lambda: None,
            on_done: Callable[[], None] = lambda: None) -> Explanation:
    """Play two strategies in the same worlds as they are, without attackers, and with each link of the chain cut.

    `on_start` is called once, when the arguments are right and work begins; `on_done` after each replication of each.

    Raises   `ScenarioError` with everything that is wrong with the arguments.
    """
    arguments.refuse([
        *arguments.about_strategies(scenario, [a, b], "--strategies"),
        *arguments.about_kpi(kpi, "--kpi"),
        *arguments.about_number("--replications", replications, 2, arguments.MOST_REPLICATIONS),
        *arguments.about_number("--seed", seed, 0, arguments.LARGEST_KEY),
        *arguments.about_number("--threads", threads, 1, arguments.MOST_THREADS)])
    scenario = arguments.settled(scenario, seed, None)
    on_start()

    def link(name: str, world: Scenario) -> tuple[Link, dict[str, np.ndarray]]:
        rows = _play(world, (a, b), kpi, replications, threads, on_done)
        gap = rows[a][:, 0] - rows[b][:, 0]
        gap = gap[~np.isnan(gap)]
        return Link(name, float(gap.mean()) if len(gap) else np.nan, *t_interval(gap, CONFIDENCE)), rows

    whole, rows = link("as it is", scenario)
    chains = {name: rows[name][:, 1:].mean(axis=0) for name in (a, b)}
    links = [link("nobody attacks", _without_attackers(scenario))[0]] if _attackers(scenario) else []
    links += [link(name, _with_levers(scenario, levers))[0] for name, levers in LINKS]
    return Explanation(scenario.name, a, b, kpi, replications, chains, whole, tuple(links))


def experiments(scenario: Scenario) -> int:
    """How many worlds `explain` plays for each replication."""
    return 1 + bool(_attackers(scenario)) + len(LINKS)


def _play(scenario: Scenario, names: tuple[str, str], kpi: str, replications: int, threads: int | None,
          on_done: Callable[[], None]) -> dict[str, np.ndarray]:
    """The KPI and the chain: replications x (1 + figures), by strategy."""
    parameters = {name: parameters_of(scenario, name) for name in names}
    facts = {name: facts_of(scenario, p) for name, p in parameters.items()}
    rows = play_replications(
        parameters_of(scenario, scenario.market.seasoned_by), parameters, scenario.seed, range(replications),
        scenario.weeks, lambda name, trace: np.array([measure(trace, facts[name])[kpi], *chain(trace)]), threads,
        on_done, repertoire_of(scenario, names))
    return {name: np.array(values) for name, values in rows.items()}


def _attackers(scenario: Scenario) -> list[str]:
    return [name for name, rival in scenario.rivals.items() if rival.enabled and rival.role == "attacker"]


def _without_attackers(scenario: Scenario) -> Scenario:
    attackers = _attackers(scenario)
    return scenario.model_copy(update={"rivals": {
        name: rival.model_copy(update={"enabled": False}) if name in attackers else rival
        for name, rival in scenario.rivals.items()}})


def _with_levers(scenario: Scenario, levers: Levers) -> Scenario:
    mechanisms = scenario.mechanisms.model_copy(update={
        name: getattr(scenario.mechanisms, name).model_copy(update=changes) for name, changes in levers.items()})
    return scenario.model_copy(update={"mechanisms": mechanisms})
