"""I14. Love is mutual: the more mutual, the better orders and payment go."""

import numpy as np

from retainsim.claims.isp import PEACE, SOLVENT, IspClaim, hours, in_all_segments
from retainsim.claims.kit import CENTS, Arms, Facts, Lab, Readings, Trace, Values, readings_of, weaker
from retainsim.declared import codes, columns, fields
from retainsim.model.parameters import Parameters
from retainsim.model.state import World, view

# Claimed by letters, so that reminders do not drive away those who pay late.
ARMS: Arms = {arm: ("status-quo", {**hours(hunters={"hunting": 0.7}, account_managers=managers), "duns_by": "letter"})
              for arm, managers in (("neglect", {"orders": 0.2}), ("care", {"orders": 0.2, "care": 0.5}))}


def _manners(trace: Trace, facts: Facts) -> list[float]:
    """Orders per 100 calls, overdue money in weeks of fees, mean attachment, cash at the end [thousand]."""
    total = trace.series.sum(0)
    return [100 * total[columns.ORDERS] / total[columns.ORDER_CALLS], total[columns.OVERDUE] / total[columns.FEES],
            total[columns.ATTACHMENT] / total[columns.CLIENTS], trace.series[-1, columns.CASH] / CENTS / 1000]


def _if_returned(lab: Lab, share: float) -> Lab:
    """Everybody returns just so much of its attachment."""
    return lab.override(*in_all_segments(reciprocity=share, reciprocity_concentration=0))


def _returned(lab: Lab) -> tuple[Values, Values]:
    """By how much care raises orders per call, and lowers what is overdue [%]."""
    ends = lab.play(ARMS, _manners)
    (before, owed_before), (after, owed_after) = (ends[arm][:, :2].T for arm in ARMS)
    return 100 * (after / before - 1), 100 * (1 - owed_after / owed_before)


def readings(lab: Lab) -> Readings:
    """Dose-response in reciprocity, the arms, and how much of lateness is the client's own."""
    for share in (0.0, 0.5, 1.0):
        orders, overdue = _returned(_if_returned(lab.replicate(16), share))
        yield "%", {f"more orders per call by care, reciprocity {share:.1f}": orders,
                    f"less overdue by care, reciprocity {share:.1f}": overdue}
    yield from readings_of(lab.play(ARMS, _manners), {
        "orders per call": "%", "overdue money": "weeks of fees", "attachment": "0..1"})
    mutual, cold = (_if_returned(lab, share).play_one(ARMS["care"], _manners)[:, -1] for share in (1.0, 0.0))
    yield "thousand", {"cash after five years of care if all of it is returned, beyond none": mutual - cold}
    yield "%", {"share of the variance between clients in lateness that is the same with and without care":
                np.array([_share_of_trait(lab, replication) for replication in range(4)])}


def _share_of_trait(lab: Lab, replication: int) -> float:
    """Squared correlation of clients' late shares with and without care, corrected for chance [%].

    Formula    cov(a1, b2)^2 / (cov(a1, a2) cov(b1, b2)), shares of odd and of even invoices, whose luck is independent
    Source     Spearman 1904, American J. of Psychology 15(1): correction for attenuation.
    """
    observers = [Invoices() for _ in ARMS]
    for arm, observer in zip(ARMS.values(), observers, strict=True):
        lab.watch(arm, replication, observer)
    shares = [observer.late / observer.due for observer in observers]
    always = np.isfinite(shares).all(axis=(0, 1))
    a, b = (share[:, always] for share in shares)
    across = (np.cov(a[0], b[1])[0, 1] + np.cov(a[1], b[0])[0, 1]) / 2
    return float(100 * across**2 / (np.cov(a)[0, 1] * np.cov(b)[0, 1]))


class Invoices:
    """Invoices due, and those that were late, odd and even ones: 2 x organisations; NaN for who left in between."""

    def begin(self, seasoned: World, p: Parameters) -> None:
        """Look at what is overdue before the first week."""
        self.late, self.due = np.zeros((2, 2, p.organisations))
        self.overdue = view(seasoned.whole, fields.OVERDUE, p.organisations)

    def look(self, week: int, world: World, p: Parameters) -> None:
        """Count the invoices of a week by what has become overdue."""
        overdue, since, identity, supplier = (view(world.whole, field, p.organisations) for field in (
            fields.OVERDUE, fields.OVERDUE_SINCE, fields.IDENTITY, fields.SUPPLIER))
        half, phase = np.divmod(week + identity, p.firm.invoice_every_weeks)
        place = half % 2, np.arange(p.organisations)
        self.due[place] += phase == 0
        self.late[place] += (overdue > 0) & ((overdue > self.overdue) | (since == week))
        self.due[:, supplier != codes.FIRM] = np.nan
        self.overdue = overdue


CLAIM = IspClaim(
    experiment="The same order calls by account managers who have half of their week for care or leave it empty, with "
               "nobody attacking.",
    figure="what care gets back: the less of the rise in orders per call and of the fall in overdue money",
    unit="%", effect=lambda lab: weaker(*_returned(lab)),
    margin=3.0,  # three orders or late invoices in a hundred: no firm would notice
    knockouts={"nobody returns attachment": in_all_segments(reciprocity=0),
               "care makes no attachment": ("mechanisms.attachment.strength=0",)},
    world=(*PEACE, *SOLVENT), readings=readings,
)
