"""Why one strategy ends where it does: the chain of causes beside another's, and each link knocked out in turn."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from retainsim.results.kpis.dictionary import measure
from retainsim.scenario import Scenario, digest
from retainsim.scenario.schema import named
from retainsim.study.chain import Figure, figures_of, row_of
from retainsim.study.links import cuts
from retainsim.study.setup.request import SILENCE, WORLDS, Progress, Request
from retainsim.study.setup.setting import Setting
from retainsim.study.statistics import CONFIDENCE, compare_pairs, familywise_confidence, summarise

REPLICATIONS = 40  # unless the request names another number
KPI, RUINED, CHAIN = range(3)  # columns of what is played; the chain has all further ones

Worlds = dict[str, np.ndarray]  # what is played: replications x columns, by strategy


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
    chain: tuple[Figure, ...]
    chains: dict[str, np.ndarray]  # float64 by strategy, in the order of the chain
    whole: Link
    links: tuple[Link, ...]
    title: str = ""  # of the scenario
    currency: str = ""  # what its money is called

    def to_document(self) -> dict[str, Any]:
        """The explanation as plain values for JSON; None where a figure is not defined."""
        chains = ([None if np.isnan(value) else float(value) for value in self.chains[name]]
                  for name in (self.a, self.b))
        return {
            "scenario": self.scenario, **named(self.title, self.currency),
            "digest": self.digest, "seed": self.seed, "weeks": self.weeks,
            "a": self.a, "b": self.b, "kpi": self.kpi, "replications": self.replications,
            "chain": [{"link": figure.link, "figure": figure.name, "unit": figure.unit, "a": a, "b": b}
                      for figure, a, b in zip(self.chain, *chains, strict=True)],
            "difference": vars(self.whole), "links": [vars(link) for link in self.links],
        }


def explain(scenario: Scenario, request: Request, progress: Progress = SILENCE, whole: Worlds | None = None,
            ) -> Explanation:
    """Play two strategies in the same worlds as they are, without attackers, and with each link of the chain cut.

    In 40 replications and the KPI that strategies are judged by, unless the request names others. The `whole` are the
    worlds as they are, if these have been played before.

    Raises   `TypeError` for the name of a scenario, `ScenarioError` with everything that is wrong with the request.
    """
    scenario = request.settle(scenario, {*WORLDS, "kpi"}, 2)
    (a, b), kpi = request.names(scenario), request.kpi_of(scenario)
    replications, chain = request.replications or REPLICATIONS, figures_of(scenario)
    progress.on_start()

    def play(world: Scenario) -> Worlds:
        rows = Setting.of(world, (a, b)).play(
            range(replications), lambda trace, facts: row_of(trace.series, measure(trace, facts), kpi, chain),
            threads=request.threads, on_done=progress.on_done)
        return {name: np.array(values) for name, values in rows.items()}

    worlds_cut = cuts(scenario)
    progress.on_plan(replications * (len(worlds_cut) + (whole is None)))
    whole = play(scenario) if whole is None else whole
    links, together = [], familywise_confidence(len(worlds_cut))

    def gap(worlds: Worlds) -> np.ndarray:
        return worlds[a][:, KPI] - worlds[b][:, KPI]

    def link(name: str, worlds: Worlds, carries: bool | None = None) -> Link:
        left = compare_pairs(worlds[a][:, KPI], worlds[b][:, KPI], 0, CONFIDENCE)
        both_ruined = float((worlds[a][:, RUINED] * worlds[b][:, RUINED]).mean())
        return Link(name, left.difference, left.low, left.high, both_ruined, carries)

    for name, world in worlds_cut.items():
        worlds = play(world)
        lost = compare_pairs(gap(whole), gap(worlds), 0, together)
        links.append(link(name, worlds, lost.low is not None and lost.high is not None
                          and not lost.low <= 0 <= lost.high))
    chains = {name: np.array([summarise(column).mean for column in whole[name][:, CHAIN:].T], float) for name in (a, b)}
    return Explanation(scenario.name, digest(scenario), scenario.seed, scenario.weeks, a, b, kpi, replications, chain,
                       chains, link("as it is", whole), tuple(links), scenario.title, scenario.currency)
