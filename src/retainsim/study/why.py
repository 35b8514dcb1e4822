"""Why one strategy ends where it does: the chain of causes beside another's, and each link knocked out in turn."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from retainsim.model.record import Trace
from retainsim.results.chain import FIGURES, chain
from retainsim.results.facts import Facts
from retainsim.results.kpis.dictionary import judged_by, measure
from retainsim.results.movements import exits_by_reason
from retainsim.scenario.schema import Scenario
from retainsim.scenario.writing import digest
from retainsim.study.setup import checks
from retainsim.study.setup.setting import Setting
from retainsim.study.statistics import CONFIDENCE, familywise_confidence, t_interval

KPI, RUINED, CHAIN = range(3)  # columns of what is played; the chain has all further ones

Worlds = dict[str, np.ndarray]  # what is played: replications x columns, by strategy
Levers = dict[str, dict[str, float]]
LINKS: tuple[tuple[str, Levers], ...] = (
    ("caring visits build no attachment", {"attachment": {"visit_gain_person": 0.0, "visit_gain_firm": 0.0}}),
    ("reminders do not touch the relation", {"grievance": {"reminder": 0.0}}),
    ("bad news neither dent attachment nor wake",
     {"attachment": {"bad_news_dent": 0.0}, "alertness": {"bad_news": 0.0}}),
    ("nothing ever fails", {"faults": {"strength": 0.0}}),
    ("sales calls wake nobody", {"alertness": {"selling": 0.0}}),
    ("attachment and courtship do not count in decisions", {"decision": {"attention_weight": 0.0}}),
    ("attachment brings neither orders nor punctuality",
     {"orders": {"attachment_effect": 0.0}, "dunning": {"mutual_effect": 0.0}}),
    ("nobody tries a second supplier", {"trial": {"strength": 0.0}}),
)


@dataclass(frozen=True)
class Link:
    """What is left of the difference when a link of the chain is cut, in both strategies.

    Attributes   `name` says what is then so. `difference` is the mean of a - b over the worlds that define it [unit of
                 the KPI] with its 95 % interval from `low` to `high`; None if there is none. `both_ruined` [0..1] is
                 the share of the worlds in which the firm is ruined under both strategies. `carries` says whether
                 cutting it changes the difference by more than chance; None for the whole.
    """

    name: str
    difference: float | None
    low: float | None
    high: float | None
    both_ruined: float
    carries: bool | None = None


@dataclass(frozen=True)
class Explanation:
    """The chains of two strategies, and what cutting each link leaves of the difference in `kpi`."""

    scenario: str
    digest: str
    seed: int
    weeks: int
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
            "scenario": self.scenario, "digest": self.digest, "seed": self.seed, "weeks": self.weeks,
            "a": self.a, "b": self.b, "kpi": self.kpi, "replications": self.replications,
            "chain": [{"link": figure.link, "figure": figure.name, "unit": figure.unit,
                       **{side: _plain(self.chains[name][row]) for side, name in (("a", self.a), ("b", self.b))}}
                      for row, figure in enumerate(FIGURES)],
            "difference": vars(self.whole), "links": [vars(link) for link in self.links],
        }


def _plain(value: float) -> float | None:
    return None if np.isnan(value) else float(value)


def explain(scenario: Scenario, a: str, b: str, kpi: str | None = None, replications: int = 40,
            seed: int | None = None, threads: int | None = None, on_start: Callable[[], None] = lambda: None,
            on_done: Callable[[], None] = lambda: None, weeks: int | None = None,
            on_plan: Callable[[int], None] = lambda _: None, whole: Worlds | None = None) -> Explanation:
    """Play two strategies in the same worlds as they are, without attackers, and with each link of the chain cut.

    The KPI is, if none is given, the one that strategies are judged by: the first primary one of the scenario that has
    a better direction. `on_start` is called once, when the arguments are right and work begins; `on_plan` with the
    number of replications to be played, `on_done` after each. The `whole` are the worlds as they are, if these have
    been played before.

    Raises   `TypeError` for the name of a scenario, `ScenarioError` with everything that is wrong with the arguments.
    """
    checks.refuse_unloaded(scenario)
    kpi = judged_by(scenario.primary_kpis) if kpi is None else kpi
    checks.refuse([
        *checks.about_strategies(scenario, [a, b], "--strategies"),
        *checks.about_kpi(kpi, "--kpi"),
        *checks.about_number("--replications", replications, 2, checks.MOST_REPLICATIONS),
        *checks.about_number("--seed", seed, 0, checks.LARGEST_KEY),
        *checks.about_number("--weeks", weeks, 1, checks.LONGEST),
        *checks.about_number("--threads", threads, 1, checks.MOST_THREADS),
        *checks.about_primary_kpis(scenario)])
    scenario = checks.settled(scenario, seed, weeks)
    on_start()

    cut = _cut(scenario)
    on_plan(replications * (len(cut) + (whole is None)))
    rows = _play(scenario, (a, b), kpi, replications, threads, on_done) if whole is None else whole
    as_it_is = rows[a][:, KPI] - rows[b][:, KPI]
    links = []
    together = familywise_confidence(len(cut))
    for name, world in cut.items():
        played = _play(world, (a, b), kpi, replications, threads, on_done)
        gap = played[a][:, KPI] - played[b][:, KPI]
        low, high = t_interval(_known(as_it_is - gap), together)
        links.append(_link(name, gap, _both_ruined(played),
                           low is not None and high is not None and not low <= 0 <= high))
    chains = {name: np.array([_mean(column) for column in rows[name][:, CHAIN:].T], float) for name in (a, b)}
    return Explanation(scenario.name, digest(scenario), scenario.seed, scenario.weeks, a, b, kpi, replications, chains,
                       _link("as it is", as_it_is, _both_ruined(rows)), tuple(links))


def _known(values: np.ndarray) -> np.ndarray:
    known: np.ndarray = values[~np.isnan(values)]
    return known


def _mean(values: np.ndarray) -> float | None:
    known = _known(values)
    return float(known.mean()) if len(known) else None


def _both_ruined(rows: Worlds) -> float:
    return float(np.prod([played[:, RUINED] for played in rows.values()], axis=0).mean())


def _link(name: str, gap: np.ndarray, both_ruined: float, carries: bool | None = None) -> Link:
    return Link(name, _mean(gap), *t_interval(_known(gap), CONFIDENCE), both_ruined, carries)


def _cut(scenario: Scenario) -> dict[str, Scenario]:
    """The scenario with each link cut, by what is then so."""
    peace = {"nobody attacks": _without_attackers(scenario)} if _attackers(scenario) else {}
    return {**peace, "nobody hunts": _without_hunting(scenario),
            **{name: _with_levers(scenario, levers) for name, levers in LINKS}}


def _without_hunting(scenario: Scenario) -> Scenario:
    """Hunters and all others leave empty the hours that they would hunt."""
    return scenario.model_copy(update={"strategies": {
        name: strategy.model_copy(update={"hours": {
            role: {job: share for job, share in jobs.items() if job != "hunting"}
            for role, jobs in strategy.hours.items()}})
        for name, strategy in scenario.strategies.items()}})


def _play(scenario: Scenario, names: tuple[str, str], kpi: str, replications: int, threads: int | None,
          on_done: Callable[[], None]) -> Worlds:
    """The KPI, whether the firm is ruined, and the chain of every world."""
    def figures(trace: Trace, facts: Facts) -> np.ndarray:
        kpis = measure(trace, facts)
        return np.array([kpis[kpi], kpis["insolvent"], *chain(trace.series, exits_by_reason(trace), facts)])

    rows = Setting.of(scenario, names).play(range(replications), figures, threads=threads, on_done=on_done)
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
