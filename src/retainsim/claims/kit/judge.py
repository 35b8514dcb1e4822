"""From a claim to its verdict: pattern, knock-outs, controls, and the share of the assumed space in which it holds."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

import numpy as np
from scipy.stats import spearmanr

from retainsim.claims.kit.claim import Claim, Reading
from retainsim.claims.kit.lab import Lab
from retainsim.claims.kit.space import Space, space
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
    is_as_expected: bool | None = None  # None where nothing is expected


@dataclass(frozen=True)
class Share:
    """Share of points at which a pattern shows, with its Wilson interval."""

    share: float
    low: float
    high: float
    points: int


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
    share: Share  # of the space of assumed parameters as it is
    credible: Share  # of the part of it that the evidence allows
    fingerprint: tuple[float | None, ...]  # the effect in the first two worlds, by which a judgement is known again

    def to_document(self) -> dict[str, Any]:
        """The judgement as plain values for JSON: the contract's keys, then the rest."""
        first = self.knockouts[0] if self.knockouts else None
        return {
            "id": self.claim.identifier, "statement": self.claim.statement, "verdict": self.verdict,
            "condition": self.condition, "effect": self.effect.mean, "low": self.effect.low, "high": self.effect.high,
            "replications": self.claim.replications,
            "knockout_effect": first and first.mean, "knockout_low": first and first.low,
            "knockout_high": first and first.high, "share_of_space": self.share.share,
            "share_low": self.share.low, "share_high": self.share.high, "points_of_space": self.share.points,
            "share_of_credible": self.credible.share, "credible_low": self.credible.low,
            "credible_high": self.credible.high, "points_of_credible": self.credible.points,
            "experiment": self.claim.experiment, "figure": self.claim.figure, "unit": self.claim.unit,
            "label": self.claim.label, "note": self.claim.note, "bar": self.claim.least, "margin": self.claim.margin,
            "is_absence": self.claim.is_absence, "is_one_sided": self.claim.is_one_sided,
            "as_claimed": shows(self.claim, self.effect), "worlds": self.effect.worlds,
            "knockouts": [_plain(e) for e in self.knockouts], "controls": [_plain(e) for e in self.controls],
            "readings": [_plain(e) for e in self.readings], "fingerprint": list(self.fingerprint),
            "judged_by": f"retainsim {VERSION}",
        }


def _plain(estimate: Estimate) -> dict[str, Any]:
    return {"name": estimate.name, "unit": estimate.unit, "mean": estimate.mean, "low": estimate.low,
            "high": estimate.high, "worlds": estimate.worlds, "as_expected": estimate.is_as_expected}


def estimate(name: str, unit: str, values: np.ndarray, confidence: float = CONFIDENCE) -> Estimate:
    """The mean of the worlds that define the value, with its t interval; a share of worlds [%] with Wilson's."""
    known = values[~np.isnan(values)]
    if unit == "%" and len(known) and np.isin(known, (0.0, 100.0)).all():
        low, high = (None if bound is None else 100 * bound
                     for bound in wilson_interval(float(known.mean()) / 100, len(known)))
    else:
        low, high = t_interval(known, confidence)
    return Estimate(name, unit, float(known.mean()) if len(known) else None, low, high, len(known))


def shows(claim: Claim, effect: Estimate) -> bool:
    """Whether the interval says what the claim says."""
    if effect.low is None or effect.high is None:
        return False
    if claim.is_one_sided:
        return effect.high < claim.margin
    return is_none(claim, effect) if claim.is_absence else effect.low > claim.least


def is_none(claim: Claim, effect: Estimate) -> bool:
    """Whether the interval lies within the margin of equivalence."""
    return effect.low is not None and effect.high is not None and -claim.margin < effect.low \
        and effect.high < claim.margin


@dataclass(frozen=True)
class Trials:
    """The experiment at the defaults, its knock-outs and its controls."""

    effect: Estimate
    knockouts: tuple[Estimate, ...]
    controls: tuple[Estimate, ...]

    @property
    def failed(self) -> list[str]:
        """Names of the knock-outs and controls that did not do as expected."""
        return [check.name for check in (*self.knockouts, *self.controls) if not check.is_as_expected]


def try_out(claim: Claim, threads: int | None = None, on_experiment: Callable[[], None] = lambda: None) -> Trials:
    """Play the experiment as it is, with each knock-out and with each control."""
    def tried(name: str, overrides: tuple[str, ...] = ()) -> Estimate:
        lab = Lab(claim.replications, (*claim.world, *overrides), threads)
        found = estimate(name, claim.unit, claim.effect(lab))
        on_experiment()
        return found

    return Trials(
        tried(claim.figure),
        tuple(_expected(tried(k.name, k.overrides), lambda e: is_none(claim, e)) for k in claim.knockouts),
        tuple(_expected(tried(c.name, c.overrides), lambda e: e.low is not None and e.low > claim.margin)
              for c in claim.controls))


def judge(claim: Claim, threads: int | None = None, on_experiment: Callable[[], None] = lambda: None) -> Judgement:
    """Play everything that belongs to a claim and say what became of it; `on_experiment` is called after each step."""
    trials = try_out(claim, threads, on_experiment)
    parts = [(part, try_out(part, threads, on_experiment)) for part in claim.parts]
    readings = claim.readings(Lab(claim.replications, claim.world, threads)) if claim.readings else []
    on_experiment()
    tried_at = space()
    effects = [_effects_in_space(c, tried_at, threads, on_experiment) for c in (claim, *claim.parts)]
    shown = np.array([_holds(c, found) for c, found in zip((claim, *claim.parts), effects, strict=True)])
    holds: np.ndarray = np.logical_and.reduce(shown)
    credible = _share(holds[tried_at.is_credible])
    rarest = effects[int(np.argmin(shown.mean(axis=1)))]
    verdict, condition = _verdict(claim, trials, parts, credible, holds, rarest, tried_at)
    further = [*(e for part in parts for e in _of_part(*part)), *(_of_reading(r) for r in readings)]
    return Judgement(claim, verdict, condition, trials.effect, trials.knockouts, trials.controls,
                     tuple(further), _share(holds[tried_at.is_sampled]), credible, fingerprint(claim, threads))


def fingerprint(claim: Claim, threads: int | None = None) -> tuple[float | None, ...]:
    """The effect of an experiment of two worlds; None where it is not defined. It changes when the model does."""
    return tuple(None if np.isnan(value) else float(value) for value in claim.effect(Lab(2, claim.world, threads)))


def _expected(found: Estimate, is_so: Callable[[Estimate], bool]) -> Estimate:
    return replace(found, is_as_expected=is_so(found))


def _of_reading(reading: Reading) -> Estimate:
    return estimate(reading.name, reading.unit, reading.values)


def _of_part(part: Claim, trials: Trials) -> list[Estimate]:
    """What was found on a part of the claim, as readings."""
    def named(prefix: str, found: Estimate) -> Estimate:
        return replace(found, name=f"{part.figure}; {prefix}: {found.name}")

    return [_expected(trials.effect, lambda e: shows(part, e)),
            *(named("cause taken away", e) for e in trials.knockouts),
            *(named("effect put in", e) for e in trials.controls)]


def _effects_in_space(claim: Claim, tried_at: Space, threads: int | None, on_experiment: Callable[[], None],
                      ) -> np.ndarray:
    """Mean effect at each point, NaN where no world defines it."""
    means = []
    for point in tried_at.overrides:
        found = claim.effect(Lab(claim.space_replications, (*point, *claim.world), threads))
        means.append(np.nan if np.isnan(found).all() else float(np.nanmean(found)))
        on_experiment()
    return np.array(means)


def _holds(claim: Claim, effects: np.ndarray) -> np.ndarray:
    """At which points the mean effect says what the claim says; where it is not defined it does not."""
    if claim.is_one_sided:
        return effects < claim.margin
    return np.abs(effects) < claim.margin if claim.is_absence else effects > claim.least


def _share(holds: np.ndarray) -> Share:
    share = float(holds.mean())
    low, high = wilson_interval(share, len(holds))
    return Share(share, 0.0 if low is None else low, 1.0 if high is None else high, len(holds))


def _verdict(claim: Claim, trials: Trials, parts: Sequence[tuple[Claim, Trials]], credible: Share, holds: np.ndarray,
             effects: np.ndarray, tried_at: Space) -> tuple[Verdict, str]:
    if not shows(claim, trials.effect):
        return "does_not_hold", "the pattern does not show at the defaults"
    absent = [part.figure for part, found in parts if not shows(part, found.effect)]
    if absent:
        return "does_not_hold", "a part of the pattern does not show at the defaults: " + "; ".join(absent)
    failed = [name for found in (trials, *(found for _, found in parts)) for name in found.failed]
    if failed:
        return "does_not_hold", "the pattern shows, but not for the reason claimed: see " + "; ".join(failed)
    conditions = [claim.condition] if claim.condition else []
    if credible.share < WIDE:
        where = tried_at.is_credible
        telling = most_telling(tried_at.names, tried_at.values[where], effects[where], holds[where])
        conditions.append(f"in {credible.share:.0%} of the credible space: {telling}")
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
    return (f"{names[best]} {'at least' if above else 'below'} {cut:.3g} (there in {holds[side].mean():.0%} of the "
            f"points tried, elsewhere in {holds[~side].mean():.0%})")
