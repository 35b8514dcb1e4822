"""I5. A small rival, dearer, slower and without reserves, takes the parliament and undermines the banks."""

from __future__ import annotations

import numpy as np

from retainsim.claims.kit.claim import Change, Claim, Reading
from retainsim.claims.kit.lab import Lab
from retainsim.claims.readings import lost_to, status_revenue
from retainsim.declared.codes import FIRM
from retainsim.model.record import Trace
from retainsim.results.facts import Facts

TWIN = ("rivals.attacker.enabled=false",)
NO_ATTENTION = ("mechanisms.decision.attention_weight=0",)
HONEST = ("rivals.attacker.oversells=0",)
NO_TRIAL = ("rivals.attacker.offers_trial=false",)
FORGIVING = ("mechanisms.decision.grievance_weight=0",)
HOURS = (0, 20, 60, 120)
ARMS = ("status-quo", "balanced", "nurture")
TOP = 5
UNIT = "% of the twin's status revenue"


def _of_twin(attacked: np.ndarray, twin: np.ndarray) -> np.ndarray:
    found: np.ndarray = 100 * (twin - attacked) / np.where(twin > 0, twin, np.nan)
    return found


def _lost(lab: Lab, strategies: tuple[str, ...] = ("status-quo",), changes: tuple[str, ...] = (),
          ) -> dict[str, np.ndarray]:
    """Status revenue of the final year that the attacker costs, against the twin world without it, by strategy."""
    attacked = lab.play(strategies, status_revenue, changes)
    twin = lab.play(strategies, status_revenue, (*changes, *TWIN))
    return {name: _of_twin(attacked[name], twin[name]) for name in strategies}


def effect(lab: Lab) -> np.ndarray:
    """What the attacker takes of the status revenue of a firm that does not court its own clients."""
    return _lost(lab)["status-quo"]


def _largest_taken(trace: Trace, facts: Facts) -> float:
    """How many of the firm's largest clients at week 0 the attacker takes."""
    largest = np.argsort(np.where(trace.opening_supplier == FIRM, -trace.fee, 0), kind="stable")[:TOP]
    return float(np.isin(largest, lost_to(trace, facts.suppliers.index("attacker"))).sum())


def _doses(lab: Lab) -> list[Reading]:
    twin = lab.play(ARMS[:1], status_revenue, TWIN)["status-quo"]
    return [Reading(f"lost to a rival that courts {hours} hours a week", UNIT, _of_twin(lab.play(
                ARMS[:1], status_revenue, (f"rivals.attacker.courting_hours_per_week={hours}",))["status-quo"], twin))
            for hours in HOURS]


def _weapons(lab: Lab) -> list[Reading]:
    """What is left of the loss when the rival's weapons are taken away one after the other."""
    twin = lab.play(ARMS[:1], status_revenue, (*NO_ATTENTION, *TWIN))["status-quo"]
    found = []
    for name, changes in (("attention", ()), ("attention and overselling", HONEST),
                          ("attention, overselling and trials", (*HONEST, *NO_TRIAL))):
        attacked = lab.play(ARMS[:1], status_revenue, (*NO_ATTENTION, *changes))["status-quo"]
        found.append(Reading(f"lost without {name}", UNIT, _of_twin(attacked, twin)))
    calm = _lost(lab, ARMS[:1], (*NO_ATTENTION, *HONEST, *NO_TRIAL, *FORGIVING))["status-quo"]
    return [*found, Reading("lost without attention, overselling, trials and anger about faults", UNIT, calm),
            Reading("lost without overselling and trials", UNIT,
                    _lost(lab, ARMS[:1], (*HONEST, *NO_TRIAL))["status-quo"])]


def readings(lab: Lab) -> list[Reading]:
    """The dose, a firm that courts as well, and how much of the loss each of the rival's weapons accounts for."""
    lost, blind = _lost(lab, ARMS), _lost(lab, ARMS[:2], NO_ATTENTION)
    taken = lab.play(ARMS, _largest_taken)
    return [*_doses(lab),
            *(Reading(f"lost by a firm that courts its own clients ({name})", UNIT, lost[name]) for name in ARMS[1:]),
            *(Reading(f"of the {TOP} largest clients taken ({name})", "clients", taken[name]) for name in ARMS),
            Reading("lost by the neglecting firm beyond the courting one (balanced)", UNIT,
                    lost["status-quo"] - lost["balanced"]),
            Reading("the same, where attention counts for nothing", UNIT, blind["status-quo"] - blind["balanced"]),
            *_weapons(lab)]


CLAIM = Claim(
    scenario="isp",
    statement="A small rival, dearer, slower, without redundancy or round-the-clock support, takes the parliament and "
              "undermines the banks.",
    experiment="A firm that hunts and takes orders (status-quo), with and without the attacker, over five years under "
               "the same luck.",
    figure="status revenue of the final year lost to the attack",
    unit=UNIT,
    effect=effect,
    bar=5.0,  # less than a twentieth is two clients of forty, and nobody would call it an attack
    margin=5.0,
    knockouts=(Change("personal attention counts for nothing", NO_ATTENTION),),
    readings=readings,
    note="Personal attention is one of the rival's weapons; the readings take the others away as well and say how "
         "much of the loss a firm saves that courts its own clients, with attention and without.",
)
