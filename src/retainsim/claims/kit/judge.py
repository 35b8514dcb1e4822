"""From a claim to its verdict: pattern, knock-outs and controls at the defaults, and how far that reaches."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any, NamedTuple

import numpy as np

from retainsim.claims.kit.claim import Changes, Claim, Pattern, Truth
from retainsim.claims.kit.finding import Finding, Finds, Interval, of_all, of_pattern
from retainsim.claims.kit.lab import Lab, Values
from retainsim.claims.kit.reach import rank_among
from retainsim.claims.kit.statistics import estimator
from retainsim.study.statistics import CONFIDENCE
from retainsim.version import VERSION

REASONS: dict[Finding, str] = {
    "refuted": "the opposite shows at the defaults: {}", "too small": "the effect at the defaults is too small: {}",
    "another cause": "the pattern shows, but not for the reason claimed: see {}",
    "undecided": "the worlds that were played cannot tell: {}", "shown": ""}
WIDE = 0.9  # share of the credible space, the lower end of its interval, from which on no condition is named
UNTRIED: Mapping[str, Any] = {"share_of_space": None, "share_low": None, "share_high": None, "points_of_space": 0,
                              "space": None}
"""How far a claim reaches of which only the defaults were tried."""

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


def estimate(name: str, unit: str, values: Values, expectation: Expectation | None = None, is_event: bool = False
             ) -> Row:
    """The mean of the worlds that define the value, with its interval, if there are two of them."""
    defined = values[~np.isnan(values)]
    mean = float(defined.mean()) if len(defined) else None
    low = high = None
    if len(defined) > 1:
        *_, low, high = estimator(unit, is_event)(defined, CONFIDENCE)
    return {"name": name, "unit": unit, "mean": mean, "low": low, "high": high, "worlds": len(defined),
            "as_expected": expectation and (low is not None and high is not None and bool(expectation(low, high)))}


def judge(claim: Claim, threads: int | None = None, on_experiment: Callable[[], None] = lambda: None,
          reach: Mapping[str, Any] = UNTRIED) -> dict[str, Any]:
    """Play a claim at the defaults and say what became of it; `on_experiment` is called after each step.

    `reach` says how far it reaches in the space of assumed parameters, as `Reach.to_document` does.

    Returns    plain values for JSON: the contract's keys, then the rest. A row that does not say its unit or its number
               of worlds has those of the claim.
    """
    whole = Lab(claim.scenario, claim.replications, claim.world, threads, seed=claim.seed, shelf={})

    def play(pattern: Pattern, replications: int, overrides: tuple[str, ...]) -> Values:
        effect = pattern.effect(replace(whole, replications=replications, overrides=overrides))
        on_experiment()
        return effect

    def try_out(pattern: Pattern) -> Trials:
        def checks(changes: Changes, expectation: Expectation) -> list[Row]:
            return [estimate(name, pattern.unit, play(pattern, pattern.replications, pattern.world + overrides),
                             expectation, pattern.is_event) for name, overrides in changes.items()]

        [effect] = checks({pattern.figure: ()}, pattern.shows)
        return Trials(effect, checks(pattern.knockouts, pattern.is_none),
                      checks(pattern.controls, lambda low, high: low > pattern.margin))

    trials, *parts = map(try_out, claim.patterns)
    further = [estimate(name, unit, values) for unit, group in claim.readings(whole) for name, values in group.items()]
    on_experiment()
    finds = of_all([_finds(pattern, one) for pattern, one in zip(claim.patterns, (trials, *parts), strict=True)])
    verdict = "undecided" if finds.finding == "undecided" else "does_not_hold"
    condition = REASONS[finds.finding].format("; ".join(finds.by))
    if finds.finding == "shown":
        conditions = [claim.condition] if claim.condition else []
        if (share := reach["share_of_space"]) is not None and reach["share_low"] < WIDE:
            conditions.append(f"in {share:.0%} of the credible space: {reach['telling']}")
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
        **reach, "rank_among_points": _rank(effect["mean"], reach),
        "experiment": claim.experiment, "figure": claim.figure, "unit": claim.unit, "bar": claim.least,
        "margin": claim.margin, "as_claimed": effect["as_expected"], "worlds": effect["worlds"],
        **{name: value for name in ("label", "note", "is_absence", "is_one_sided") if (value := getattr(claim, name))},
        "knockouts": rows(trials.knockouts), "controls": rows(trials.controls),
        "parts": [_as_part(pattern, one, rows) for pattern, one in zip(claim.parts, parts, strict=True)],
        "readings": rows(further),
        "fingerprint": fingerprint(claim, threads), "judged_by": f"retainsim {VERSION}",
        "seed": claim.seed, "declaration": claim.declaration,
    }


def _rank(effect: float | None, reach: Mapping[str, Any]) -> float | None:
    """The share of credible points with a smaller effect than the defaults; None where it is not known."""
    quantiles = reach.get("effects_of_space")
    return None if effect is None or quantiles is None else rank_among(quantiles, effect)


def fingerprint(claim: Claim, threads: int | None = None) -> list[float | None]:
    """The effect of an experiment of two worlds; None where it is not defined. It changes when the model does."""
    effect = claim.effect(Lab(claim.scenario, 2, claim.world, threads, seed=claim.seed))
    return [None if np.isnan(value) else value for value in effect.tolist()]


def _as_part(pattern: Pattern, trials: Trials, rows: Callable[[Iterable[Row]], list[Row]]) -> Row:
    """What became of a part of a claim; with its unit, for it may have another one."""
    effect = trials.effect
    return {
        "figure": pattern.figure, "unit": pattern.unit, "bar": pattern.least, "margin": pattern.margin,
        **{name: True for name in ("is_absence", "is_one_sided") if getattr(pattern, name)},
        **{key: effect[key] for key in ("mean", "low", "high", "worlds")}, "as_claimed": effect["as_expected"],
        "knockouts": rows(trials.knockouts), "controls": rows(trials.controls)}


def _finds(pattern: Pattern, trials: Trials) -> Finds:
    """What a pattern, its knock-outs and its controls say at the defaults."""
    effect, *others = ([Interval(row["low"], row["high"], row["name"]) for row in rows]
                       for rows in ([trials.effect], trials.knockouts, trials.controls))
    return of_pattern(pattern, effect[0], *others)
