"""I14. Love is mutual: the more mutual, the better orders and payment go."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from retainsim.claims.kit.claim import Change, Claim, Reading
from retainsim.claims.kit.lab import SEED, Lab
from retainsim.claims.readings import weaker
from retainsim.declared import columns, fields
from retainsim.declared.codes import FIRM
from retainsim.engine.loops import live_weeks, take_up_strategy
from retainsim.engine.world import Key, copy_of, season
from retainsim.model.parameters import Parameters
from retainsim.model.population import open_books
from retainsim.model.record import Trace
from retainsim.model.state import World, view
from retainsim.results.facts import CENTS, Facts
from retainsim.study.setup.translation import parameters_of

SEGMENTS = ("status", "standard", "young")
NEGLECT = {"hunters": {"hunting": 0.7}, "account_managers": {"orders": 0.2},
           "client_department": {"dunning": 0.15, "repair": 0.7}}
CARE = {**NEGLECT, "account_managers": {"orders": 0.2, "care": 0.5}}
# Claimed by letters, so that reminders do not drive away those who pay late.
ARMS = {"neglect": ("status-quo", {"hours": NEGLECT, "duns_by": "letter"}),
        "care": ("status-quo", {"hours": CARE, "duns_by": "letter"})}
ORDERS, OVERDUE_FEES, ATTACHMENT, CASH = range(4)


def _manners(trace: Trace, facts: Facts) -> list[float]:
    """Orders per 100 calls, overdue money in weeks of fees, mean attachment, cash at the end [thousand]."""
    total = trace.series.sum(0)
    return [100 * total[columns.ORDERS] / total[columns.ORDER_CALLS], total[columns.OVERDUE] / total[columns.FEES],
            total[columns.ATTACHMENT] / total[columns.CLIENTS], trace.series[-1, columns.CASH] / CENTS / 1000]


def reciprocity(share: float) -> tuple[str, ...]:
    """Everybody returns just so much of its attachment."""
    return tuple(f"clients.{name}.{field}={value}" for name in SEGMENTS
                 for field, value in (("reciprocity", share), ("reciprocity_concentration", 0)))


def _returned(lab: Lab, changes: tuple[str, ...] = ()) -> tuple[np.ndarray, np.ndarray]:
    """By how much care raises orders per call, and lowers what is overdue [%]."""
    played = lab.play(ARMS, _manners, changes)
    (before, owed_before), (after, owed_after) = (played[arm][:, [ORDERS, OVERDUE_FEES]].T for arm in ARMS)
    return 100 * (after / before - 1), 100 * (1 - owed_after / owed_before)


def effect(lab: Lab) -> np.ndarray:
    """What care gets back: the less of more orders per call and of less overdue money."""
    return weaker(*_returned(lab))


def readings(lab: Lab) -> list[Reading]:
    """Dose-response in reciprocity, the arms, and how much of lateness is the client's own."""
    found = []
    for share in (0.0, 0.5, 1.0):
        orders, overdue = _returned(replace(lab, replications=16), reciprocity(share))
        found += [Reading(f"more orders per call by care, reciprocity {share:.1f}", "%", orders),
                  Reading(f"less overdue by care, reciprocity {share:.1f}", "%", overdue)]
    for arm, played in lab.play(ARMS, _manners).items():
        found += [Reading(f"{name}, {arm}", unit, played[:, column]) for name, unit, column in (
            ("orders per call", "%", ORDERS), ("overdue money", "weeks of fees", OVERDUE_FEES),
            ("attachment", "0..1", ATTACHMENT))]
    mutual, cold = (lab.play({"care": ARMS["care"]}, _manners, reciprocity(share))["care"] for share in (1.0, 0.0))
    found.append(Reading("cash after five years of care if all of it is returned, beyond none", "thousand",
                         mutual[:, CASH] - cold[:, CASH]))
    traits = np.array([_share_of_trait(lab, replication) for replication in range(4)])
    return [*found, Reading("share of the variance between clients in lateness that is the same with and without care",
                            "%", traits)]


def _share_of_trait(lab: Lab, replication: int) -> float:
    """Squared correlation of clients' late shares with and without care, corrected for chance [%].

    Formula    cov(a1, b2)^2 / (cov(a1, a2) cov(b1, b2)), shares of odd and of even invoices, whose luck is independent
    Source     Spearman 1904, American J. of Psychology 15(1): correction for attenuation.
    """
    scenario = lab.scenario()
    scenario = scenario.model_copy(update={"strategies": {**scenario.strategies, **{
        name: scenario.strategies[base].model_copy(update=levers) for name, (base, levers) in ARMS.items()}}})
    key = Key(SEED, replication)
    seasoned = season(parameters_of(scenario, scenario.market.seasoned_by), key)
    shares = [_late_shares(seasoned, parameters_of(scenario, arm), key, scenario.weeks) for arm in ARMS]
    always = np.isfinite(shares).all(axis=(0, 1))
    a, b = (share[:, always] for share in shares)
    across = (np.cov(a[0], b[1])[0, 1] + np.cov(a[1], b[0])[0, 1]) / 2
    return float(100 * across**2 / (np.cov(a)[0, 1] * np.cov(b)[0, 1]))


def _late_shares(seasoned: World, p: Parameters, key: Key, weeks: int) -> np.ndarray:
    """Late invoices per invoice, of odd and of even ones: 2 x organisations; NaN for who was not always a client."""
    world = copy_of(seasoned)
    take_up_strategy(p, world)
    open_books(p, world)
    series = np.zeros((weeks, len(columns.NAMES)))
    late, due = np.zeros((2, p.organisations)), np.zeros((2, p.organisations))
    everyone = np.arange(p.organisations)
    for now in range(weeks):
        before = view(world.whole, fields.OVERDUE, p.organisations)
        world.counter[0] = 0
        live_weeks(now, now + 1, np.uint32(key.seed), np.uint32(key.replication), p, world, series)
        overdue = view(world.whole, fields.OVERDUE, p.organisations)
        is_late = (overdue > 0) & ((overdue > before) | (view(world.whole, fields.OVERDUE_SINCE, p.organisations)
                                                         == now))
        phase = now + view(world.whole, fields.IDENTITY, p.organisations)
        half = phase // p.invoice_every % 2
        due[half, everyone] += phase % p.invoice_every == 0
        late[half, everyone] += is_late
        due[:, view(world.whole, fields.SUPPLIER, p.organisations) != FIRM] = np.nan
    shares: np.ndarray = late / due
    return shares


CLAIM = Claim(
    scenario="isp",
    statement="Love is mutual: the more mutual, the better orders and payment go.",
    experiment="The same order calls by account managers who have half of their week for care or leave it empty, with "
               "nobody attacking.",
    figure="what care gets back: the less of the rise in orders per call and of the fall in overdue money",
    unit="%",
    effect=effect,
    margin=3.0,  # three orders or late invoices in a hundred: no firm would notice
    knockouts=(Change("nobody returns attachment", tuple(f"clients.{name}.reciprocity=0" for name in SEGMENTS)),
               Change("care makes no attachment", ("mechanisms.attachment.strength=0",))),
    world=("rivals.attacker.enabled=false", "firm.cash=1_000_000_000"),  # nobody leaves because the firm is bankrupt
    replications=40,
    space_replications=4,
    readings=readings,
)
