"""I15. The sales people built personal relations, then handed the client over."""

from __future__ import annotations

import numpy as np

from retainsim.claims.kit.claim import Change, Claim, Reading
from retainsim.claims.kit.lab import Arms, Lab
from retainsim.claims.readings import decisions
from retainsim.declared import columns, reasons
from retainsim.declared.codes import FIRM
from retainsim.model.record import Trace
from retainsim.results import movements
from retainsim.results.facts import WEEKS_PER_YEAR, Facts
from retainsim.results.kpis.dictionary import measure

FOLLOWED = 3 * WEEKS_PER_YEAR  # how long a client is watched from its signing on
# Sellers and account managers have the same time for care: who keeps a client calls as often as who is given one.
ARMS: Arms = {"handed over": ("keep-seller", {"hands_over": True}), "kept": ("keep-seller", {})}
# The same hours of care, by the people who have looked after the clients before, or by the client department.
BY_SELLERS = {"hunters": {"hunting": 0.6, "care": 0.1}, "account_managers": {"care": 0.1, "orders": 0.5},
              "client_department": {"dunning": 0.15, "repair": 0.7}}
BY_DEPARTMENT = {"hunters": {"hunting": 0.6}, "account_managers": {"orders": 0.5},
                 "client_department": {"dunning": 0.15, "repair": 0.7, "care": 0.15}}
SIGNED, DECIDED, PERSON, TO_FIRM = range(4)


def _won(trace: Trace, facts: Facts) -> np.ndarray:
    """Of clients won by courtship: week of the first signing, of the first decision to leave since, and the two
    attachments at the end, of those still there: 4 x organisations; infinite or NaN where there is none."""
    found = np.full((4, len(trace.fee)), np.inf)
    started = movements.starts(trace)
    started = started[(started[:, movements.TO] == FIRM) & (started[:, movements.REASON] == reasons.COURTED)]
    np.minimum.at(found[SIGNED], started[:, movements.ORGANISATION], started[:, movements.WEEK])
    decided = decisions(trace)
    decided = decided[decided[:, movements.WEEK] >= found[SIGNED, decided[:, movements.ORGANISATION]]]
    np.minimum.at(found[DECIDED], decided[:, movements.ORGANISATION], decided[:, movements.WEEK])
    stays = np.isfinite(found[SIGNED]) & np.isinf(found[DECIDED]) & (trace.final_supplier == FIRM)
    found[PERSON:] = np.where(stays, trace.final_attachment, np.nan)
    return found


def _same(a: np.ndarray, b: np.ndarray, first: int, last: int) -> np.ndarray:
    """Clients that both arms won in the same week, one of these: worlds x organisations."""
    same: np.ndarray = (a[:, SIGNED] == b[:, SIGNED]) & (a[:, SIGNED] >= first) & (a[:, SIGNED] < last)
    return same


def _percent_gone(won: np.ndarray, same: np.ndarray, within: int = FOLLOWED) -> np.ndarray:
    """Clients of `same` that decided to leave within so many weeks of signing [%], one per world."""
    with np.errstate(invalid="ignore"):
        gone = same & (won[:, DECIDED] - won[:, SIGNED] < within)
        share: np.ndarray = 100 * gone.sum(1) / same.sum(1)
    return share


def _exits(lab: Lab, arms: Arms) -> list[np.ndarray]:
    """Clients that leave soon, handed over and kept [%]: only those that can be watched for so long."""
    handed, kept = lab.play(arms, _won).values()
    same = _same(handed, kept, 0, lab.scenario().weeks - FOLLOWED)
    return [_percent_gone(won, same) for won in (handed, kept)]


def effect(lab: Lab) -> np.ndarray:
    """Decisions to leave soon after signing that the hand-over brings, among the same clients."""
    handed, kept = _exits(lab, ARMS)
    brought: np.ndarray = handed - kept
    return brought


def _attachment(won: np.ndarray, same: np.ndarray, row: int) -> np.ndarray:
    with np.errstate(invalid="ignore"):
        mean: np.ndarray = np.nansum(np.where(same, won[:, row], 0), 1) / (same & ~np.isnan(won[:, row])).sum(1)
    return mean


def _opening_gone(trace: Trace, facts: Facts) -> tuple[float, float, float]:
    """Opening clients that decide to leave within three years, and mean attachment at first and a year later."""
    opening = trace.opening_supplier == FIRM
    gone = np.unique(decisions(trace, 0, FOLLOWED)[:, movements.ORGANISATION])
    first, later = (week[columns.ATTACHMENT] / week[columns.CLIENTS] for week in trace.series[[0, WEEKS_PER_YEAR]])
    return 100 * opening[gone].sum() / opening.sum(), first, later


def _grown(lab: Lab) -> list[Reading]:
    """A base that sales people have looked after well, handed over or not; it is called on as often either way."""
    arms: Arms = {arm: ("status-quo", {"hours": hours})
                  for arm, hours in (("handed over", BY_DEPARTMENT), ("kept", BY_SELLERS))}
    found = lab.play(arms, _opening_gone, ("market.seasoned_by=nurture",))
    return [*(Reading(f"attachment {when}, well-kept base, {arm}", "0..1", values[:, column])
              for arm, values in found.items()
              for when, column in (("in the first week", 1), ("a year later", 2))),
            Reading("gone within 3 years, well-kept base, kept", "%", found["kept"][:, 0]),
            Reading("more gone within 3 years if the well-kept base is handed over", "per 100 clients",
                    found["handed over"][:, 0] - found["kept"][:, 0])]


def readings(lab: Lab) -> list[Reading]:
    """Exits year by year, attachment within a year of signing, where care is good, and what a kept seller costs."""
    arms = {**ARMS, "cared for": ("balanced", {}), "cared for and kept": ("balanced", {"hands_over": False})}
    won = lab.play(arms, _won)
    weeks = lab.scenario().weeks
    found = []
    for handed, kept, base in (("handed over", "kept", ""), ("cared for", "cared for and kept", ", well cared for")):
        same = _same(won[handed], won[kept], 0, weeks - FOLLOWED)
        late = _same(won[handed], won[kept], weeks - WEEKS_PER_YEAR, weeks)
        with np.errstate(invalid="ignore"):
            found.append(Reading(f"clients won in the same week in both{base}", "% of those handed over",
                                 100 * same.sum(1) / (won[handed][:, SIGNED] < weeks - FOLLOWED).sum(1)))
        for arm, name in ((handed, "handed over"), (kept, "kept")):
            found += [Reading(f"gone within {years} years, {name}{base}", "%",
                              _percent_gone(won[arm], same, years * WEEKS_PER_YEAR)) for years in (1, 2, 3)]
            found += [Reading(f"attachment to the {to} within a year of signing, {name}{base}", "0..1",
                              _attachment(won[arm], late, row)) for to, row in (("person", PERSON), ("firm", TO_FIRM))]
    value = lab.play(["status-quo", "keep-seller"], lambda trace, facts: measure(trace, facts)["value_end"] / 1000)
    return [*found, *_grown(lab),
            Reading("value of strategy keep-seller, whose hunters care in a tenth of their week, beyond status-quo",
                    "thousand", value["keep-seller"] - value["status-quo"])]


CLAIM = Claim(
    scenario="isp",
    statement="The sales people built personal relations, then handed the client over: the relation went with them.",
    experiment="The same clients, won by courtship in the same week, handed over to somebody else or kept by their "
               "seller; the same hours otherwise.",
    figure="decisions to leave within three years of signing that the hand-over brings",
    unit="per 100 clients won by courtship",
    effect=effect,
    bar=2.0,  # about one of the clients that are won in a year: what counts as none cannot count as the pattern
    margin=2.0,
    knockouts=(Change("attachment belongs to the firm only", ("mechanisms.attachment.person_share=0",)),),
    world=("firm.cash=1_000_000_000",),  # nobody leaves because the firm is bankrupt
    replications=40,
    space_replications=4,
    readings=readings,
    note="The hand-over halves the attachment to the person; but who has just been won is bound by contract, and of a "
         "base that is called on as often afterwards most of the loss is made good within a year.",
)
