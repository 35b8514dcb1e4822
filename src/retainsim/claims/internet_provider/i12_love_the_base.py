"""I12. No active acquisition, all effort into loving the base: prosperity. The verdict on the story."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from retainsim.claims.kit.claim import Change, Claim, Pattern, Reading
from retainsim.claims.kit.lab import Arms, Lab
from retainsim.claims.readings import pseudovalues, weaker
from retainsim.model.record import Trace
from retainsim.results.facts import Facts
from retainsim.results.kpis.dictionary import measure

ALL_IN, NURTURE = "all-in-acquisition", "nurture"
TWIN = ("rivals.attacker.enabled=false",)
VALUE, CASH, INSOLVENT = range(3)
NAMES = {VALUE: "value", CASH: "cash"}
MIXTURES = (0.25, 0.5, 0.75)  # hunting's part of the hours that hunters and account managers have for selling


def _worth(trace: Trace, facts: Facts) -> tuple[float, float, float]:
    """Value and cash at the end [thousand], and whether the firm is ruined [%]."""
    kpis = measure(trace, facts)
    return kpis["value_end"] / 1000, kpis["cash_end"] / 1000, 100 * kpis["insolvent"]


def effect(lab: Lab) -> np.ndarray:
    """How much more the lead of loving the base over all-in acquisition is with the attack than without."""
    attack, twin = _leads(lab)
    widened: np.ndarray = attack[:, VALUE] - twin[:, VALUE]
    return widened


def _leads(lab: Lab) -> list[np.ndarray]:
    """Lead of loving the base over all-in acquisition, attacked and not: worlds x figures."""
    found = [lab.play([NURTURE, ALL_IN], _worth, changes) for changes in ((), TWIN)]
    return [worlds[NURTURE] - worlds[ALL_IN] for worlds in found]


def _mixture(hunting: float) -> dict[str, dict[str, float]]:
    """Hours between those of nurture (0) and all-in acquisition (1)."""
    return {"hunters": {"hunting": 0.7 * hunting, "care": 0.7 * (1 - hunting)},
            "account_managers": {"hunting": 0.5 * hunting, "care": 0.6 * (1 - hunting), "orders": 0.1 + 0.1 * hunting},
            "client_department": {"dunning": 0.15, "repair": 0.7}}


def _order_flips_at(attack: np.ndarray, twin: np.ndarray) -> float:
    """The probability of an attack [%] at which both strategies have the same expected worth."""
    return float(100 * twin.mean() / (twin.mean() - attack.mean()))


def readings(lab: Lab) -> list[Reading]:
    """The leads, the probability of an attack at which the order flips, and mixtures against the better of both."""
    arms: Arms = {NURTURE: (NURTURE, {}), ALL_IN: (ALL_IN, {}),
                  **{f"{hunting:.0%}": (NURTURE, {"hours": _mixture(hunting)}) for hunting in MIXTURES}}
    worlds = {"attacked": lab.play(arms, _worth), "not attacked": lab.play(arms, _worth, TWIN)}
    found = []
    for figure, name in NAMES.items():
        lead = {where: played[NURTURE][:, figure] - played[ALL_IN][:, figure] for where, played in worlds.items()}
        found += [Reading(f"{name}: lead of loving the base over all-in acquisition, {where}", "thousand", values)
                  for where, values in lead.items()]
        # Below 0 loving the base leads even if nobody ever attacks, above 100 it never does.
        found.append(Reading(f"{name}: probability of an attack from which on loving the base leads", "%",
                             pseudovalues(_order_flips_at, lead["attacked"], lead["not attacked"])))
        found += [Reading(f"{name}: lead of a mixture with {hunting:.0%} of hunting over the better of both, {where}",
                          "thousand", weaker(*(played[f"{hunting:.0%}"][:, figure] - played[pure][:, figure]
                                               for pure in (NURTURE, ALL_IN))))
                  for hunting in MIXTURES for where, played in worlds.items()]
    found += [Reading(f"ruined, {arm}, {where}", "%", played[arm][:, INSOLVENT])
              for arm in (NURTURE, ALL_IN) for where, played in worlds.items()]
    return [*found, *_after_ten_years(replace(lab, replications=12))]


def _after_ten_years(lab: Lab) -> list[Reading]:
    """Whether prosperity lasts without acquisition."""
    played = lab.play([NURTURE, "balanced", ALL_IN], _worth, weeks=520)
    return [reading for arm, values in played.items() for reading in (
        Reading(f"value after ten years, {arm}, attacked", "thousand", values[:, VALUE]),
        Reading(f"ruined within ten years, {arm}, attacked", "%", values[:, INSOLVENT]))]


def lead(lab: Lab) -> np.ndarray:
    """Lead of loving the base over all-in acquisition with the attack."""
    return _leads(lab)[0][:, VALUE]


MARGIN = 500.0  # a twentieth of what the firm is worth if nobody attacks, some ten million

# Where a rival attacks, loving the base outdoes all-in acquisition. The same strategies with the attack.
AHEAD = Pattern(
    figure="lead in value of loving the base over all-in acquisition, attacked",
    unit="thousand",
    effect=lead,
    margin=MARGIN,
    replications=40,
    space_replications=4,
)

CLAIM = Claim(
    scenario="isp",
    statement="No active acquisition, all effort of the sales people into loving the base: prosperity; though in "
              "reality one need not give up acquiring.",
    experiment="All the selling hours spent on care or all on hunting, with the attack and in the twin world without "
               "it; and mixtures of both.",
    figure="lead in value of loving the base over all-in acquisition with the attack, beyond that without",
    unit="thousand",
    effect=effect,
    margin=MARGIN,
    knockouts=(Change("personal attention moves nobody", ("mechanisms.decision.attention_weight=0",)),),
    replications=40,
    space_replications=4,
    readings=readings,
    parts=(AHEAD,),
    condition="an attack is to be feared: in cash after five years from a chance of about one in three on, in value "
              "from one of at most one in eight",
    note="In value, half of the selling hours for hunting beats both, attacked or not; in cash only if attacked. Of "
         "those who never hunt some are ruined within ten years.",
)
