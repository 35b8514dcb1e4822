"""From a claim to its verdict: pattern, knock-outs, controls, and the share of the assumed space in which it holds."""

from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from typing import Any, Literal, NamedTuple

import numpy as np
from scipy.stats import spearmanr

from retainsim.claims.kit.claim import Changes, Claim, Pattern, Truth
from retainsim.claims.kit.lab import Lab, Values
from retainsim.claims.kit.space import Space, digest, space
from retainsim.study.statistics import CONFIDENCE, t_interval, wilson_interval
from retainsim.version import VERSION

Verdict = Literal["holds", "holds_when", "does_not_hold"]
WIDE = 0.9  # share of the credible space from which on a claim holds without a condition
TELLING = 0.6  # rank correlation: the largest of a hundred over 32 points passes it by chance once in twenty


@dataclass(frozen=True)
class Estimate:
    """Mean of a pattern over worlds, with its interval; None where too few worlds define it."""

    name: str
    unit: str
    mean: float | None
    low: float | None
    high: float | None
    worlds: int  # that define it
    as_expected: bool | None = None  # None where nothing is expected


class Share(NamedTuple):
    """Share of points at which a pattern shows, with its Wilson interval."""

    share: float
    low: float
    high: float
    points: int


class Trials(NamedTuple):
    """A pattern at the defaults, its knock-outs and its controls."""

    pattern: Pattern
    effect: Estimate
    knockouts: list[Estimate]
    controls: list[Estimate]

    @property
    def failures(self) -> list[str]:
        """Names of the knock-outs and controls that did not do as expected."""
        return [check.name for check in (*self.knockouts, *self.controls) if not check.as_expected]

    def as_readings(self) -> list[Estimate]:
        """What became of a part of a claim, for the claim's page."""
        return [self.effect, *(replace(check, name=f"{self.pattern.figure}; {prefix}: {check.name}")
                               for prefix, checks in (("cause taken away", self.knockouts),
                                                      ("effect put in", self.controls)) for check in checks)]


@dataclass(frozen=True)
class Judgement:
    """What became of a claim."""

    claim: Claim
    verdict: Verdict
    condition: str
    trials: Trials
    readings: list[Estimate]
    share: Share  # of the space of assumed parameters as it is
    credible: Share  # of the part of it that the evidence allows
    fingerprint: list[float | None]  # the effect in the first two worlds, by which a judgement is recognised
    space: str  # digest of the space in which it was judged

    def to_document(self) -> dict[str, Any]:
        """The judgement as plain values for JSON: the contract's keys, then the rest.

        A row that does not say its unit or its number of worlds has those of the claim.
        """
        claim, effect = self.claim, self.trials.effect
        usual = {"unit": claim.unit, "worlds": claim.replications, "as_expected": None}

        def rows(estimates: list[Estimate]) -> list[dict[str, Any]]:
            return [{key: value for key, value in asdict(one).items() if key not in usual or value != usual[key]}
                    for one in estimates]

        first = next(iter(self.trials.knockouts), Estimate("", "", None, None, None, 0))
        return {
            "id": claim.identifier, "statement": claim.statement, "verdict": self.verdict, "condition": self.condition,
            "effect": effect.mean, "low": effect.low, "high": effect.high, "replications": claim.replications,
            "knockout_effect": first.mean, "knockout_low": first.low, "knockout_high": first.high,
            "share_of_space": self.share.share, "share_low": self.share.low, "share_high": self.share.high,
            "points_of_space": self.share.points, "share_of_credible": self.credible.share,
            "credible_low": self.credible.low, "credible_high": self.credible.high,
            "points_of_credible": self.credible.points,
            "experiment": claim.experiment, "figure": claim.figure, "unit": claim.unit, "bar": claim.least,
            "margin": claim.margin, "as_claimed": effect.as_expected, "worlds": effect.worlds,
            **{name: value for name in ("label", "note", "is_absence", "is_one_sided")
               if (value := getattr(claim, name))},
            "knockouts": rows(self.trials.knockouts), "controls": rows(self.trials.controls),
            "readings": rows(self.readings),
            "fingerprint": self.fingerprint, "judged_by": f"retainsim {VERSION}", "space": self.space,
        }


Expectation = Callable[[float, float], Truth]
"""Whether an interval is what is expected."""


def estimate(name: str, unit: str, values: Values, expectation: Expectation | None = None) -> Estimate:
    """The mean of the worlds that define the value, with its t interval; a share of worlds [%] with Wilson's."""
    defined = values[~np.isnan(values)]
    mean = float(defined.mean()) if len(defined) else None
    low, high = t_interval(defined, CONFIDENCE)
    if unit == "%" and mean is not None and np.isin(defined, (0.0, 100.0)).all():
        low, high = (None if bound is None else 100 * bound for bound in wilson_interval(mean / 100, len(defined)))
    return Estimate(name, unit, mean, low, high, len(defined), None if expectation is None else
                    low is not None and high is not None and bool(expectation(low, high)))


def judge(claim: Claim, threads: int | None = None, on_experiment: Callable[[], None] = lambda: None) -> Judgement:
    """Play everything that belongs to a claim and say what became of it; `on_experiment` is called after each step."""
    def play(pattern: Pattern, replications: int, overrides: tuple[str, ...]) -> Values:
        effect = pattern.effect(Lab(claim.scenario, replications, overrides, threads))
        on_experiment()
        return effect

    def trial(pattern: Pattern) -> Trials:
        def checks(changes: Changes, expectation: Expectation) -> list[Estimate]:
            return [estimate(name, pattern.unit, play(pattern, pattern.replications, pattern.world + overrides),
                             expectation) for name, overrides in changes.items()]

        [effect] = checks({pattern.figure: ()}, pattern.shows)
        return Trials(pattern, effect, checks(pattern.knockouts, pattern.is_none),
                      checks(pattern.controls, pattern.is_detected))

    trials, *parts = map(trial, claim.patterns)
    further = [estimate(*reading) for reading in claim.readings(
        Lab(claim.scenario, claim.replications, claim.world, threads))]
    on_experiment()
    where = space(claim.scenario)
    effects = [np.array([_mean(play(pattern, pattern.space_replications, point + pattern.world))
                         for point in where.overrides]) for pattern in claim.patterns]
    showing: np.ndarray = np.array([
        pattern.shows(means, means) for pattern, means in zip(claim.patterns, effects, strict=True)])
    holds = np.logical_and.reduce(showing)
    credible = _share(holds[where.is_credible])
    verdict, condition = _at_the_defaults(trials, parts)
    conditions = [claim.condition] if claim.condition else []
    if verdict == "holds" and credible.share < WIDE:
        rarest = effects[int(np.argmin(showing.mean(axis=1)))]
        conditions.append(f"in {credible.share:.0%} of the credible space: {most_telling(where, rarest, holds)}")
    if verdict == "holds" and conditions:
        verdict, condition = "holds_when", "; ".join(conditions)
    readings = [row for part in parts for row in part.as_readings()] + further
    return Judgement(claim, verdict, condition, trials, readings, _share(holds[where.is_sampled]), credible,
                     fingerprint(claim, threads), digest(claim.scenario))


def fingerprint(claim: Claim, threads: int | None = None) -> list[float | None]:
    """The effect of an experiment of two worlds; None where it is not defined. It changes when the model does."""
    effect = claim.effect(Lab(claim.scenario, 2, claim.world, threads))
    return [None if np.isnan(value) else value for value in effect.tolist()]


def _mean(effect: Values) -> float:
    """Of the worlds that define it; NaN where none does."""
    return float("nan") if np.isnan(effect).all() else float(np.nanmean(effect))


def _share(holds: np.ndarray) -> Share:
    share = float(holds.mean())
    low, high = wilson_interval(share, len(holds))
    return Share(share, 0.0 if low is None else low, 1.0 if high is None else high, len(holds))


def _at_the_defaults(trials: Trials, parts: list[Trials]) -> tuple[Verdict, str]:
    """What the experiments at the defaults say, and why it does not hold."""
    if not trials.effect.as_expected:
        return "does_not_hold", "the pattern does not show at the defaults"
    if absent := [part.pattern.figure for part in parts if not part.effect.as_expected]:
        return "does_not_hold", "a part of the pattern does not show at the defaults: " + "; ".join(absent)
    if failures := [name for one in (trials, *parts) for name in one.failures]:
        return "does_not_hold", "the pattern shows, but not for the reason claimed: see " + "; ".join(failures)
    return "holds", ""


def most_telling(where: Space, effects: Values, holds: np.ndarray) -> str:
    """The parameter that best tells where in the credible space a pattern holds, and the cut that does so best."""
    values, effects, holds = (one[where.is_credible] for one in (where.values, effects, holds))
    defined = ~np.isnan(effects)
    ranks = np.nan_to_num([spearmanr(parameter[defined], effects[defined]).statistic for parameter in values.T])
    best = int(np.argmax(np.abs(ranks)))
    if abs(ranks[best]) < TELLING:
        return "no single assumed parameter tells where"
    column, above = values[:, best], ranks[best] > 0
    cuts = np.unique(column)[1:]
    cut = cuts[np.argmax([np.mean(((column >= cut) == above) == holds) for cut in cuts])]
    side = (column >= cut) == above
    return (f"{where.names[best]} {'at least' if above else 'below'} {cut:.3g} (there in {holds[side].mean():.0%} of "
            f"the points tried, elsewhere in {holds[~side].mean():.0%})")
