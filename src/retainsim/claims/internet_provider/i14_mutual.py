"""I14. Love is mutual: the more mutual, the better orders and payment go."""

import numpy as np

from retainsim.claims.isp import PEACE, IspClaim, hours, in_all_segments
from retainsim.claims.kit import CENTS, WEEKS_PER_YEAR, Arms, Facts, Lab, Pattern, Readings, Trace, Values, readings_of
from retainsim.claims.kit.worth import MONEY, percent_of
from retainsim.declared import codes, columns, fields
from retainsim.model.parameters import Parameters
from retainsim.model.state import World, view
from retainsim.results.kpis.money import DAYS_PER_WEEK

# A firm that cares for its clients, and the same firm that from week 0 on does not; it takes orders as before.
ARMS: Arms = {"care goes on": "balanced", "care stops": (
    "balanced", hours(hunters={"hunting": 0.35}, account_managers={"orders": 0.2}))}
LATE, ORDERS, ATTACHMENT, CASH = range(4)
FIGURES = {"days of sales overdue": "days", "orders": "orders a year", "attachment": "0..1", "cash": "thousand"}


def _manners(trace: Trace, facts: Facts) -> list[float]:
    """Each of the figures, in the second year."""
    year = trace.series[WEEKS_PER_YEAR:2 * WEEKS_PER_YEAR]
    total = year.sum(0)
    return [DAYS_PER_WEEK * total[columns.OVERDUE] / total[columns.FEES], total[columns.ORDERS],
            total[columns.ATTACHMENT] / total[columns.CLIENTS], year[-1, columns.CASH] / CENTS / 1000]


def _if_returned(lab: Lab, share: float) -> Lab:
    """Everybody returns just so much of its attachment."""
    return lab.override(*in_all_segments(reciprocity=share, reciprocity_concentration=0))


def _shock(lab: Lab) -> tuple[Values, Values]:
    """What the end of care does to the same clients: days of sales overdue, and orders lost [% of those with care]."""
    care, none = (arm.T for arm in lab.play(ARMS, _manners).values())
    return percent_of(none[LATE] - care[LATE], care[LATE]), percent_of(care[ORDERS] - none[ORDERS], care[ORDERS])


def later(lab: Lab) -> Values:
    """How much later the same clients pay when care has stopped."""
    return _shock(lab)[0]


def later_if_mutual(lab: Lab) -> Values:
    """How much more that is where nine tenths of attachment are returned than where it is three."""
    return later(_if_returned(lab, 0.9)) - later(_if_returned(lab, 0.3))


def readings(lab: Lab) -> Readings:
    """The arms, dose-response in reciprocity, what it is worth, and how much of lateness is the client's own."""
    yield from readings_of(lab.play(ARMS, _manners), FIGURES)
    for share in (0.0, 0.5, 1.0):
        yield UNIT, {f"{what}, reciprocity {share:.1f}": values for what, values in zip(
            ("paid later when care stops", "fewer orders when care stops"), _shock(_if_returned(lab, share)),
            strict=True)}
    mutual, cold = (_if_returned(lab, share).play_one("balanced", _manners)[:, CASH] for share in (1.0, 0.0))
    yield "thousand", {"cash after two years of care if all of it is returned, beyond none": mutual - cold}
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
    a, b = (observer.late[:, observer.clients] / observer.due[:, observer.clients] for observer in observers)
    across = (np.cov(a[0], b[1])[0, 1] + np.cov(a[1], b[0])[0, 1]) / 2
    return float(100 * across**2 / (np.cov(a)[0, 1] * np.cov(b)[0, 1]))


class Invoices:
    """Invoices due, and those that were late, odd and even ones: 2 x organisations; and who the clients are."""

    def begin(self, seasoned: World, p: Parameters) -> None:
        """Look at what is overdue before the first week."""
        self.late, self.due = np.zeros((2, 2, p.organisations))
        self.overdue = view(seasoned.whole, fields.OVERDUE, p.organisations)
        self.clients = view(seasoned.whole, fields.SUPPLIER, p.organisations) == codes.FIRM

    def look(self, week: int, world: World, p: Parameters) -> None:
        """Count the invoices of a week by what has become overdue."""
        overdue, since, identity = (view(world.whole, field, p.organisations) for field in (
            fields.OVERDUE, fields.OVERDUE_SINCE, fields.IDENTITY))
        half, phase = np.divmod(week + identity, p.firm.invoice_every_weeks)
        place = half % 2, np.arange(p.organisations)
        self.due[place] += phase == 0
        self.late[place] += (overdue > 0) & ((overdue > self.overdue) | (since == week))
        self.overdue = overdue


UNIT = "% of that with care"
COLD = {"nobody returns attachment": in_all_segments(reciprocity=0),
        "care makes no attachment": ("mechanisms.attachment.strength=0",)}
# Nobody comes and nobody goes, so that all figures are of the same clients.
WORLD = (*PEACE, "mechanisms.decision.strength=0", "mechanisms.demography.strength=0", "weeks=104",
         "market.seasoned_by=balanced")

MUTUAL = Pattern(figure="how much later they pay, where much is returned beyond little", unit=UNIT,
                 effect=later_if_mutual, margin=MONEY, world=WORLD, replications=120)

CLAIM = IspClaim(
    experiment="A firm that has long cared for its clients and stops at once, against the same firm that goes on; the "
               "same clients, of whom nobody leaves, and the same order calls; nobody attacking.",
    figure="days of sales that are overdue in the second year, if care has stopped, beyond those if it goes on",
    unit=UNIT, effect=later, margin=MONEY, knockouts=COLD, world=WORLD, replications=120, readings=readings,
    parts=(MUTUAL,),
    note="What is overdue is told without the weeks that every client has to pay by its contract. That orders follow "
         "attachment is built in: orders are among the further readings and judge nothing. Designed anew after the "
         "first judging, which compared care with none from the start and found what had gone in, and after a look on "
         "another seed, when orders were still judged; judged on a fresh seed.",
)
