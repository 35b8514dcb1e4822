"""A statement about two strategies, and whether an experiment can be asked about it."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial

from retainsim.experiment import Experiment
from retainsim.experiment.schema import REPLICATIONS
from retainsim.results.kpis.dictionary import KPIS, judged_by
from retainsim.scenario.errors import Problem, did_you_mean, quote
from retainsim.study.compare import SIGNS
from retainsim.study.robustness.evidence import MOST, Rule, looks, of_events, of_mean
from retainsim.study.setup import checks
from retainsim.study.sweep.units import key

LEAST_POINTS = 16  # from which anything is said of a space
IN_LINES = ("saltelli", "morris")  # designs whose points are no sample of the space


@dataclass(frozen=True)
class Statement:
    """`a` is better than `b` in a KPI by more than a margin [unit of the KPI, in its better direction]."""

    kpi: str
    a: str
    b: str
    margin: float = 0.0

    @property
    def sign(self) -> int:
        """1 if more of the KPI is better, -1 if less."""
        return SIGNS[KPIS[self.kpi].better]


def statement_about(experiment: Experiment, kpi: str | None, strategies: Sequence[str] | None, margin: float
                    ) -> Statement:
    """The statement that is meant: of the first two strategies, in the KPI that judges, if nothing else is said.

    Raises   `ScenarioError` with everything that is wrong with it.
    """
    names = list(strategies or experiment.strategies[:2])
    primary = [name for name in experiment.scenario.primary_kpis if name in experiment.kpis]
    name = kpi or judged_by([*primary, *experiment.kpis])
    checks.refuse([*_about_strategies(experiment, names),
                   *checks.about_kpi(name, "--kpi", {one: KPIS[one] for one in experiment.kpis}, is_judge=True),
                   *_about_margin(margin)])
    a, b = names
    return Statement(name, a, b, float(margin))


def with_budget(experiment: Experiment, worlds: int | None) -> Experiment:
    """The same experiment with this budget of worlds, if there is one."""
    if worlds is None:
        return experiment
    budget = experiment.definition.budget.model_copy(update={"worlds": worlds})
    return replace(experiment, definition=experiment.definition.model_copy(update={"budget": budget}))


def rule_of(experiment: Experiment, statement: Statement) -> Rule:
    """How its points are judged."""
    first = experiment.definition.replications or REPLICATIONS
    return Rule(statement.margin, looks(first), of_events if KPIS[statement.kpi].is_event else of_mean)


def about(experiment: Experiment) -> Iterator[Problem]:
    """Why the points of an experiment would not tell in which share of its space something holds."""
    definition = experiment.definition
    wrong = partial(Problem, experiment.name, None)
    if definition.design.kind in IN_LINES:
        yield wrong("design.kind", "has points in lines, which are no sample of the space", quote(
            definition.design.kind), fix='Say "sobol" or "lhs".')
    if definition.precision is not None:
        yield wrong("precision", "asks for equally narrow intervals; robustness adds worlds where the decision is open",
                    fix="Leave it out.")
    if (definition.replications or 0) > MOST:
        yield wrong("replications", "are the worlds of the first look; allowed:", str(definition.replications),
                    f"at most {MOST:,}")
    points = len({key(experiment.point(number)) for number in range(len(experiment.rows))})
    if points < LEAST_POINTS:
        yield wrong("design", f"has {points} different points; a share of a space takes {LEAST_POINTS} at least")
    first = looks(definition.replications or REPLICATIONS)[0] * points * len(experiment.strategies)
    if (definition.budget.worlds or first) < first:
        each = looks(definition.replications or REPLICATIONS)[0]
        yield checks.wrong(f"--worlds {definition.budget.worlds}", "is not enough for a first look at every point, "
                           f"{each} worlds under each strategy, which takes {first:,}",
                           fix="Fewer points or strategies in the file take fewer.")


def _about_strategies(experiment: Experiment, names: Sequence[str]) -> Iterator[Problem]:
    for name in names:
        if name not in experiment.strategies:
            yield checks.wrong(f"--strategies {quote(name)}", "is not in this experiment; there are:",
                               ", ".join(experiment.strategies), did_you_mean(name, experiment.strategies))
    if len(names) != 2 or len(set(names)) < 2:
        yield checks.wrong(f"--strategies {quote(','.join(names))}", "must name two different strategies, the better "
                           "one first, such as nurture and balanced")


def _about_margin(margin: object) -> Iterator[Problem]:
    if isinstance(margin, bool) or not isinstance(margin, int | float) or not math.isfinite(margin):
        yield checks.wrong(f"--margin {quote(margin)}", "must be a number, in the unit of the KPI")
