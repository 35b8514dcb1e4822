"""From a claim to its verdict: pattern, knock-outs, controls, and the share of the assumed space in which it holds."""

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

import numpy as np
from scipy.stats import spearmanr

from retainsim.claims.kit.claim import Changes, Claim, Pattern, Truth
from retainsim.claims.kit.finding import Finding, Finds, Interval, of_all, of_pattern
from retainsim.claims.kit.lab import Lab, Values
from retainsim.claims.kit.space import Space, digest, space
from retainsim.study.statistics import CONFIDENCE, t_interval, wilson_interval
from retainsim.version import VERSION

REASONS: dict[Finding, str] = {
    "refuted": "the opposite shows at the defaults: {}", "too small": "the effect at the defaults is too small: {}",
    "another cause": "the pattern shows, but not for the reason claimed: see {}",
    "undecided": "the worlds that were played cannot tell: {}", "shown": ""}
WIDE = 0.9  # share of the credible space from which on a claim holds without a condition
TELLING = 0.6  # rank correlation: the largest of a hundred over 32 points passes it by chance once in twenty

Expectation = Callable[[float, float], Truth]
"""Whether an interval is what is expected."""
Row = dict[str, Any]
"""A figure over worlds: `name`, `unit`, `mean` with its interval from `low` to `high`, each None where too few worlds
define it, how many `worlds` do, and whether it is `as_expected`, None where nothing is expected."""


class Trials(NamedTuple):
    """A pattern at the defaults, its knock-outs and its controls."""

    effect: Row
    knockouts: list[Row]
    controls: list[Row]


def estimate(name: str, unit: str, values: Values, expectation: Expectation | None = None) -> Row:
    """The mean of the worlds that define the value, with its t interval; a share of worlds [%] with Wilson's."""
    defined = values[~np.isnan(values)]
    mean = float(defined.mean()) if len(defined) else None
    low, high = t_interval(defined, CONFIDENCE)
    if unit == "%" and mean is not None and np.isin(defined, (0.0, 100.0)).all():
        low, high = (None if bound is None else 100 * bound for bound in wilson_interval(mean / 100, len(defined)))
    return {"name": name, "unit": unit, "mean": mean, "low": low, "high": high, "worlds": len(defined),
            "as_expected": expectation and (low is not None and high is not None and bool(expectation(low, high)))}


def judge(claim: Claim, threads: int | None = None, on_experiment: Callable[[], None] = lambda: None) -> dict[str, Any]:
    """Play everything that belongs to a claim and say what became of it; `on_experiment` is called after each step.

    Returns    plain values for JSON: the contract's keys, then the rest. A row that does not say its unit or its number
               of worlds has those of the claim.
    """
    def play(pattern: Pattern, replications: int, overrides: tuple[str, ...]) -> Values:
        effect = pattern.effect(Lab(claim.scenario, replications, overrides, threads, seed=claim.seed))
        on_experiment()
        return effect

    def try_out(pattern: Pattern) -> Trials:
        def checks(changes: Changes, expectation: Expectation) -> list[Row]:
            return [estimate(name, pattern.unit, play(pattern, pattern.replications, pattern.world + overrides),
                             expectation) for name, overrides in changes.items()]

        [effect] = checks({pattern.figure: ()}, pattern.shows)
        return Trials(effect, checks(pattern.knockouts, pattern.is_none),
                      checks(pattern.controls, lambda low, high: low > pattern.margin))

    trials, *parts = map(try_out, claim.patterns)
    lab = Lab(claim.scenario, claim.replications, claim.world, threads, seed=claim.seed)
    further = [estimate(name, unit, values) for unit, group in claim.readings(lab) for name, values in group.items()]
    on_experiment()
    where = space(claim.scenario)
    effects = [np.array([_mean(play(pattern, pattern.space_replications, point + pattern.world))
                         for point in where.overrides]) for pattern in claim.patterns]
    showing = np.array([pattern.shows(means, means) for pattern, means in zip(claim.patterns, effects, strict=True)])
    holds: np.ndarray = np.logical_and.reduce(showing)
    credible = _share(holds[where.is_credible], "credible", "credible")
    finds = of_all([_finds(pattern, one) for pattern, one in zip(claim.patterns, (trials, *parts), strict=True)])
    verdict = "undecided" if finds.finding == "undecided" else "does_not_hold"
    condition = REASONS[finds.finding].format("; ".join(finds.by))
    if finds.finding == "shown":
        conditions = [claim.condition] if claim.condition else []
        if (share := credible["share_of_credible"]) < WIDE:
            rarest = effects[int(np.argmin(showing.mean(axis=1)))]
            conditions.append(f"in {share:.0%} of the credible space: {most_telling(where, rarest, holds)}")
        verdict, condition = "holds_when" if conditions else "holds", "; ".join(conditions)
    effect, knockout = trials.effect, next(iter(trials.knockouts), {"mean": None, "low": None, "high": None})
    usual = {"unit": claim.unit, "worlds": claim.replications, "as_expected": None}

    def rows(estimates: Iterable[Row]) -> list[Row]:
        return [{key: value for key, value in row.items() if key not in usual or value != usual[key]}
                for row in estimates]

    return {
        "id": claim.identifier, "statement": claim.statement, "verdict": verdict, "condition": condition,
        "finding": finds.finding,
        "effect": effect["mean"], "low": effect["low"], "high": effect["high"], "replications": claim.replications,
        **{f"knockout_{key}": knockout[name] for key, name in (("effect", "mean"), ("low", "low"), ("high", "high"))},
        **_share(holds[where.is_sampled], "space", "share"), **credible,
        "experiment": claim.experiment, "figure": claim.figure, "unit": claim.unit, "bar": claim.least,
        "margin": claim.margin, "as_claimed": effect["as_expected"], "worlds": effect["worlds"],
        **{name: value for name in ("label", "note", "is_absence", "is_one_sided") if (value := getattr(claim, name))},
        "knockouts": rows(trials.knockouts), "controls": rows(trials.controls),
        "readings": rows([*(row for part in parts for row in _as_readings(part)), *further]),
        "fingerprint": fingerprint(claim, threads), "judged_by": f"retainsim {VERSION}",
        "seed": claim.seed, "declaration": claim.declaration,
        "space": digest(claim.scenario),
    }


def fingerprint(claim: Claim, threads: int | None = None) -> list[float | None]:
    """The effect of an experiment of two worlds; None where it is not defined. It changes when the model does."""
    effect = claim.effect(Lab(claim.scenario, 2, claim.world, threads, seed=claim.seed))
    return [None if np.isnan(value) else value for value in effect.tolist()]


def _mean(effect: Values) -> float:
    """Of the worlds that define it; NaN where none does."""
    return float("nan") if np.isnan(effect).all() else float(np.nanmean(effect))


def _share(holds: np.ndarray, part: str, prefix: str) -> dict[str, float]:
    """Share of points of a part of the space at which a pattern shows, with its Wilson interval."""
    share = float(holds.mean())
    low, high = wilson_interval(share, len(holds))
    return {f"share_of_{part}": share, f"{prefix}_low": 0.0 if low is None else low,
            f"{prefix}_high": 1.0 if high is None else high, f"points_of_{part}": len(holds)}


def _as_readings(part: Trials) -> list[Row]:
    """What became of a part of a claim, for the claim's page."""
    checks = {"cause taken away": part.knockouts, "effect put in": part.controls}
    return [part.effect, *({**row, "name": f"{part.effect['name']}; {prefix}: {row['name']}"}
                           for prefix, rows in checks.items() for row in rows)]


def _finds(pattern: Pattern, trials: Trials) -> Finds:
    """What a pattern, its knock-outs and its controls say at the defaults."""
    effect, *others = ([Interval(row["low"], row["high"], row["name"]) for row in rows]
                       for rows in ([trials.effect], trials.knockouts, trials.controls))
    return of_pattern(pattern, effect[0], *others)


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
