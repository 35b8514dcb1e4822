"""From a claim to its verdict: pattern, knock-outs, controls, and the share of the assumed space in which it holds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Literal

import numpy as np
from scipy.stats import spearmanr

from retainsim.scenario import load
from retainsim.study.claims.claim import Change, Claim, Reading
from retainsim.study.claims.lab import SCENARIO, Lab
from retainsim.study.claims.space import points
from retainsim.study.statistics import CONFIDENCE, t_interval, wilson_interval

Verdict = Literal["holds", "holds_when", "does_not_hold"]
POINTS = 48  # of the space
WIDE = 0.9  # share of the space from which on a claim holds without a condition
TELLING = 0.4  # rank correlation from which on a parameter is named


@dataclass(frozen=True)
class Estimate:
    """Mean of a pattern over worlds, with its interval; None where too few worlds define it."""

    name: str
    unit: str
    mean: float | None
    low: float | None
    high: float | None
    is_as_expected: bool | None = None  # None where nothing is expected


@dataclass(frozen=True)
class Judgement:
    """What became of a claim."""

    claim: Claim
    verdict: Verdict
    condition: str
    effect: Estimate
    knockouts: tuple[Estimate, ...]
    controls: tuple[Estimate, ...]
    readings: tuple[Estimate, ...]
    share: float
    share_low: float
    share_high: float
    replications: int
    points: int = field(default=POINTS)

    def to_document(self) -> dict[str, Any]:
        """The judgement as plain values for JSON: the contract's keys, then the rest."""
        first = self.knockouts[0] if self.knockouts else None
        return {
            "id": self.claim.identifier, "statement": self.claim.statement, "verdict": self.verdict,
            "condition": self.condition, "effect": self.effect.mean, "low": self.effect.low, "high": self.effect.high,
            "replications": self.replications,
            "knockout_effect": first and first.mean, "knockout_low": first and first.low,
            "knockout_high": first and first.high, "share_of_space": self.share,
            "share_low": self.share_low, "share_high": self.share_high, "points_of_space": self.points,
            "experiment": self.claim.experiment, "figure": self.claim.figure, "unit": self.claim.unit,
            "bar": self.claim.bar, "margin": self.claim.margin, "is_absence": self.claim.is_absence,
            "knockouts": [_plain(e) for e in self.knockouts], "controls": [_plain(e) for e in self.controls],
            "readings": [_plain(e) for e in self.readings],
        }


def _plain(estimate: Estimate) -> dict[str, Any]:
    return {"name": estimate.name, "unit": estimate.unit, "mean": estimate.mean, "low": estimate.low,
            "high": estimate.high, "as_expected": estimate.is_as_expected}


def estimate(name: str, unit: str, values: np.ndarray, confidence: float = CONFIDENCE) -> Estimate:
    """The mean of the worlds that define the value, with its t interval."""
    known = values[~np.isnan(values)]
    low, high = t_interval(known, confidence)
    return Estimate(name, unit, float(known.mean()) if len(known) else None, low, high)


def shows(claim: Claim, effect: Estimate) -> bool:
    """Whether the interval says what the claim says."""
    if effect.low is None or effect.high is None:
        return False
    return is_none(claim, effect) if claim.is_absence else effect.low > claim.bar


def is_none(claim: Claim, effect: Estimate) -> bool:
    """Whether the interval lies within the margin of equivalence."""
    return effect.low is not None and effect.high is not None and -claim.margin < effect.low \
        and effect.high < claim.margin


def judge(claim: Claim, threads: int | None = None, on_experiment: Callable[[], None] = lambda: None) -> Judgement:
    """Play everything that belongs to a claim and say what became of it; `on_experiment` is called after each step."""
    def lab(extra: tuple[str, ...] = (), replications: int = claim.replications) -> Lab:
        return Lab(replications, (*claim.world, *extra), threads)

    def tried(name: str, change: Change | None) -> Estimate:
        found = estimate(name, claim.unit, claim.effect(lab(change.overrides if change else ())))
        on_experiment()
        return found

    effect = tried(claim.figure, None)
    knockouts = tuple(_expected(tried(k.name, k), lambda e: is_none(claim, e)) for k in claim.knockouts)
    controls = tuple(_expected(tried(c.name, c), lambda e: e.low is not None and e.low > claim.margin)
                     for c in claim.controls)
    further = tuple(_of_reading(r) for r in claim.readings(lab())) if claim.readings else ()
    on_experiment()
    share, holds, means, names, values = _space(claim, threads, on_experiment)
    low, high = wilson_interval(share, POINTS)
    verdict, condition = _verdict(claim, effect, (*knockouts, *controls), share, holds, means, names, values)
    return Judgement(claim, verdict, condition, effect, knockouts, controls, further, share, low or 0.0, high or 1.0,
                     claim.replications)


def _expected(found: Estimate, is_so: Callable[[Estimate], bool]) -> Estimate:
    return Estimate(found.name, found.unit, found.mean, found.low, found.high, is_so(found))


def _of_reading(reading: Reading) -> Estimate:
    return estimate(reading.name, reading.unit, reading.values)


def _space(claim: Claim, threads: int | None, on_experiment: Callable[[], None],
           ) -> tuple[float, np.ndarray, np.ndarray, list[str], np.ndarray]:
    names, values, overrides = points(load(SCENARIO, claim.world), POINTS)
    means = []
    for point in overrides:
        found = claim.effect(Lab(claim.space_replications, (*point, *claim.world), threads))
        means.append(np.nan if np.isnan(found).all() else float(np.nanmean(found)))
        on_experiment()
    effects = np.array(means)
    holds = np.abs(effects) < claim.margin if claim.is_absence else effects > claim.bar
    return float(holds.mean()), holds, effects, names, values


def _verdict(claim: Claim, effect: Estimate, checks: tuple[Estimate, ...], share: float, holds: np.ndarray,
             effects: np.ndarray, names: list[str], values: np.ndarray) -> tuple[Verdict, str]:
    failed = [check.name for check in checks if not check.is_as_expected]
    if not shows(claim, effect):
        return "does_not_hold", "the pattern does not show at the defaults"
    if failed:
        return "does_not_hold", "the pattern shows, but not for the reason claimed: see " + "; ".join(failed)
    conditions = [claim.condition] if claim.condition else []
    if share < WIDE:
        conditions.append(most_telling(names, values, effects, holds))
    return ("holds_when", "; ".join(conditions)) if conditions else ("holds", "")


def most_telling(names: list[str], values: np.ndarray, effects: np.ndarray, holds: np.ndarray) -> str:
    """The parameter that best tells where in the space a pattern holds, and the cut that does so best."""
    known = ~np.isnan(effects)
    ranks = np.nan_to_num([spearmanr(values[known, k], effects[known]).statistic for k in range(len(names))])
    best = int(np.argmax(np.abs(ranks)))
    if abs(ranks[best]) < TELLING:
        return "no single assumed parameter tells where"
    column = values[:, best]
    cuts = np.unique(column)[1:]
    above = ranks[best] > 0
    agreement = [np.mean(((column >= cut) == above) == holds) for cut in cuts]
    cut = cuts[int(np.argmax(agreement))]
    side = column >= cut if above else column < cut
    return (f"{names[best]} {'at least' if above else 'below'} {cut:.3g} (there {holds[side].mean():.0%} of the space, "
            f"elsewhere {holds[~side].mean():.0%})")
