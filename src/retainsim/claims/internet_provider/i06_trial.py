"""I6. The rival asks for a trial, not for a switch; a well-kept client returns from it strengthened."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from retainsim.claims.kit.claim import Change, Claim, Reading
from retainsim.claims.kit.lab import Arms, Lab
from retainsim.claims.readings import decisions
from retainsim.declared import events as kinds
from retainsim.declared.codes import FIRM
from retainsim.model.record import Trace
from retainsim.results import movements
from retainsim.results.facts import Facts

DIRECT = ("rivals.attacker.offers_trial=false",)  # the same rival, which asks for the switch at once
NOTHING_LEARNT = ("mechanisms.trial.prior_weeks=1000", "mechanisms.trial.contrast=0")
NOT_EASED = ("mechanisms.trial.relief=0",)
WELL_KEPT: Arms = {"well-kept": ("nurture", {})}
BASES: Arms = {**WELL_KEPT, "neglected": ("status-quo", {})}
TRIED, DROPPED, DECIDED, TAKEN, ATTACHED = range(5)


def _courses(trace: Trace, facts: Facts) -> np.ndarray:
    """First week of each step towards the attacker, of clients of the firm, else inf; attachment of clients at the end.

    Returns    steps x organisations; the last row is NaN for those who are not the firm's clients
    """
    attacker = facts.suppliers.index("attacker")
    decided = decisions(trace)
    steps = [movements.of_kind(trace.events, kinds.TRIES), movements.of_kind(trace.events, kinds.DROPS), decided,
             decided]
    found = np.full((len(steps) + 1, len(trace.fee)), np.inf)
    for step, events in enumerate(steps):
        ours = (events[:, movements.FROM] == FIRM) & ((events[:, movements.TO] == attacker) | (step == DECIDED))
        np.minimum.at(found[step], events[ours, movements.ORGANISATION], events[ours, movements.WEEK])
    attachment = np.array([facts.person_share, 1 - facts.person_share]) @ trace.final_attachment
    found[ATTACHED] = np.where(trace.final_supplier == FIRM, attachment, np.nan)
    return found


def _percent(part: np.ndarray, whole: np.ndarray) -> np.ndarray:
    """Organisations of `part` per 100 of `whole`, by world."""
    with np.errstate(invalid="ignore"):
        share: np.ndarray = 100 * (part & whole).sum(1) / whole.sum(1)
    return share


def _is_lost(course: np.ndarray) -> np.ndarray:
    lost: np.ndarray = np.isfinite(course[:, TAKEN]) & (course[:, TAKEN] == course[:, DECIDED])
    return lost


def _returned(trial: np.ndarray, direct: np.ndarray) -> np.ndarray:
    """Who dropped a trial and had not yet decided, in the world without trials either, by that week."""
    back = trial[:, DROPPED]
    found: np.ndarray = np.isfinite(back) & (trial[:, DECIDED] >= back) & (direct[:, DECIDED] >= back)
    return found


def effect(lab: Lab) -> np.ndarray:
    """Decisions for the rival from the end of a trial on, that the trial spares among the well-kept who dropped it."""
    trial = lab.play(WELL_KEPT, _courses)["well-kept"]
    direct = lab.play(WELL_KEPT, _courses, DIRECT)["well-kept"]
    returned = _returned(trial, direct)
    spared: np.ndarray = _percent(_is_lost(direct), returned) - _percent(_is_lost(trial), returned)
    return spared


def readings(lab: Lab) -> list[Reading]:
    """What becomes of clients with and without trials, by how they were kept and by how much the rival oversells."""
    found = [Reading(f"later decisions spared, where {name}", "per 100 clients",
                     effect(replace(lab, overrides=(*lab.overrides, *changes)))) for name, changes in (
        ("a trial does not ease the switch", NOT_EASED),
        ("a trial neither eases the switch nor teaches anything", (*NOT_EASED, *NOTHING_LEARNT)))]
    lab = replace(lab, replications=min(20, lab.replications))
    found += _all_in_all(lab)
    for oversells in (0.0, 0.6, 1.2):
        promise = f"rivals.attacker.oversells={oversells}"
        trial, direct = lab.play(BASES, _courses, (promise,)), lab.play(BASES, _courses, (promise, *DIRECT))
        for base in BASES:
            tried = np.isfinite(trial[base][:, TRIED])
            said = f"{base}, service oversold by {oversells}"
            found += [
                Reading(f"{said}: clients that try the rival", "clients", tried.sum(1).astype(float)),
                Reading(f"{said}: gone to the rival in the end, of those who try", "%",
                        _percent(_is_lost(trial[base]), tried)),
                Reading(f"{said}: the same clients where no trial is offered", "%",
                        _percent(_is_lost(direct[base]), tried))]
    return found


def _all_in_all(lab: Lab) -> list[Reading]:
    """Clients that the offer of trials takes from the firm, and those that what is learnt from them keeps."""
    trial, direct, blind = (lab.play(BASES, _courses, changes) for changes in ((), DIRECT, NOTHING_LEARNT))
    found = []
    for base in BASES:
        lost = _is_lost(trial[base]).sum(1).astype(float)
        gain = np.where(_returned(trial[base], direct[base]), trial[base][:, ATTACHED] - direct[base][:, ATTACHED],
                        np.nan)
        found += [
            Reading(f"{base}: clients that the offer of trials takes, all in all", "clients",
                    lost - _is_lost(direct[base]).sum(1)),
            Reading(f"{base}: clients that go if nothing is learnt from trials, beyond", "clients",
                    _is_lost(blind[base]).sum(1) - lost),
            Reading(f"{base}: attachment at the end that a dropped trial has added", "0..1", np.nanmean(gain, axis=1))]
    return found


CLAIM = Claim(
    scenario="isp",
    statement="The rival asks not for a switch but for a second, trial connection; it disappoints, and for a well- "
              "kept relation it is the fling that strengthens the marriage.",
    experiment="The same attack with and without the offer of a trial, switching directly being possible in both. "
               "Well-kept clients that tried the rival and dropped it, against themselves in the world without "
               "trials, from the week of their return on.",
    figure="later decisions for the rival that the trial spares, of the well-kept who return from it",
    unit="per 100 clients",
    effect=effect,
    margin=2.5,  # one of the forty clients of status
    knockouts=(Change("nothing is learnt from a trial", NOTHING_LEARNT),),
    world=("firm.cash=1_000_000_000",),  # nobody leaves because the firm is bankrupt
    replications=80,
    readings=readings,
    note="What trials teach keeps some clients; but a trial also eases the switch, each time that the rival comes, "
         "and this weighs more, at every degree of care and of overselling. To the attachment of the well-kept, "
         "disappointment adds nothing that the next visits would not have brought. The neglected go all the same.",
)
