"""Where the firm stands at week 0: what it earns, what it spends, and what its people's hours are enough for.

Nothing is played: these are the expected values of what a scenario says, for the strategy that the firm has followed so
far. What the world makes of them (orders, exits, faults that stay open) is left out.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from statistics import NormalDist

from retainsim.declared import jobs
from retainsim.declared.codes import FIRM
from retainsim.model.parameters import Parameters
from retainsim.numeric import exp
from retainsim.results.facts import CENTS
from retainsim.scenario.names import Naming
from retainsim.scenario.schema import Scenario
from retainsim.scenario.workload import hours_asked, hours_given, share_at_work
from retainsim.study.setup.translation import enabled_rivals, opening_fees, parameters_of


@dataclass(frozen=True)
class Revenue:
    """What a segment brings."""

    segment: str
    clients: int
    revenue: float  # [currency/week], expected


@dataclass(frozen=True)
class Client:
    """The largest client of the firm."""

    name: str | None  # None if it may be one of several
    segment: str
    revenue: float  # [currency/week], expected


@dataclass(frozen=True)
class Acquaintance:
    """The clients of the firm whom a rival knows."""

    rival: str
    clients: int
    revenue: float  # [currency/week], expected


@dataclass(frozen=True)
class Work:
    """A job of the firm's people, in hours per week."""

    job: str
    hours: float  # that the strategy sets aside, less those that are lost
    needed: float | None  # for what is at hand in a usual week; None where more is always better, or nobody can know


@dataclass(frozen=True)
class Standing:
    """The firm at week 0; money in currency per week."""

    strategy: str
    segments: list[Revenue]
    largest: Client | None
    acquaintances: list[Acquaintance]  # of each rival that knows clients
    direct_costs: float
    wages: float
    overhead: float
    advertising: float
    work: list[Work]
    lost_hours: float  # a week, expected: of positions that are vacant, and of newcomers who have yet to learn
    paid_hours: float  # a week
    cash: float  # [currency]
    credit_line: float  # [currency]

    @property
    def revenue(self) -> float:
        """What all clients bring in a week."""
        return sum(segment.revenue for segment in self.segments)

    @property
    def costs(self) -> float:
        """What the firm spends in a week."""
        return self.direct_costs + self.wages + self.overhead + self.advertising

    @property
    def profit(self) -> float:
        """What is left of the revenue; negative for a loss."""
        return self.revenue - self.costs


def standing_of(scenario: Scenario) -> Standing:
    """Where the firm of a scenario stands."""
    p = parameters_of(scenario, scenario.market.seasoned_by)
    fees, prices = opening_fees(scenario), dict(zip(scenario.clients, p.prices.index[FIRM].tolist(), strict=True))
    segments = [Revenue(name, scenario.clients[name].served_by_firm, prices[name] * fees[name]) for name in fees]
    each = {one.segment: one.revenue / max(1, one.clients) for one in segments}
    overhead, advertising = (amount / CENTS for amount in (p.firm.overhead_per_week, p.strategy.advertising_per_week))
    return Standing(
        strategy=scenario.market.seasoned_by, segments=segments, largest=_largest(scenario, prices),
        acquaintances=[Acquaintance(name, sum(some.clients for some in rival.knows),
                                    sum(some.clients * each[some.segment] for some in rival.knows))
                       for name, rival in enabled_rivals(scenario).items() if rival.knows],
        direct_costs=float(p.firm.direct_cost_share) * scenario.firm.price_index * sum(fees.values()),
        wages=p.costs.fixed / CENTS - overhead - advertising, overhead=overhead, advertising=advertising,
        work=list(_work(scenario, p)),
        lost_hours=sum(role.people * role.hours_per_week * (1 - share_at_work(scenario, role))
                       for role in scenario.staff.values()),
        paid_hours=sum(role.people * role.hours_per_week for role in scenario.staff.values()),
        cash=p.firm.cash / CENTS, credit_line=p.firm.credit_line / CENTS)


def _largest(scenario: Scenario, prices: Mapping[str, float]) -> Client | None:
    """The largest client of the segment whose largest client is expected to be the largest."""
    naming, clients = Naming(scenario), list[Client]()
    for name, segment in scenario.clients.items():
        if served := segment.served_by_firm:
            first = naming.organisation(f"{name} 1")
            clients.append(Client(naming.name(first) if served == 1 else None, name,
                                  prices[name] * segment.fee_per_week * _largest_of(served, segment.fee_spread)))
    return max(clients, key=lambda client: client.revenue, default=None)


def _largest_of(number: int, spread: float) -> float:
    """The expected largest of so many lognormal numbers of median 1.

    Formula    E max = int exp(spread z) n phi(z) Phi(z)^(n - 1) dz, by the trapezoidal rule.
    """
    normal, step = NormalDist(), 0.01
    points = (step * place for place in range(-1000, 1400))
    return sum(step * exp(spread * z) * number * normal.pdf(z) * normal.cdf(z) ** (number - 1) for z in points)


def _work(scenario: Scenario, p: Parameters) -> Iterator[Work]:
    """The hours of each job against what a usual week asks for; clients' work [hours/week] only if there is any."""
    strategy, delivery = scenario.strategies[scenario.market.seasoned_by], sum(hours_asked(scenario).values())
    clients = int(p.clients.served_by_firm.sum())
    faults = clients * (p.supplier.fault_rate_per_week[FIRM] + p.supplier.shared_fault_rate_within_week[FIRM])
    late = p.dunning.strength * (p.clients.served_by_firm * p.clients.late_payment_share).sum()
    unpaid = 1 - p.dunning.paid_within_week
    unmoved = unpaid * (1 - p.dunning.reminder_effect)
    # An invoice is reminded of in every week from the first reminder until it is paid.
    reminders = (late / p.firm.invoice_every_weeks * unpaid ** max(p.dunning.first_reminder_weeks - 1, 0)
                 / max(1 - unmoved, 1 / p.firm.write_off_weeks))
    needed = {"repair": faults * p.firm.repair_hours, "dunning": reminders * p.dunning.reminder_hours,
              "orders": clients * p.orders.call_hours / p.orders.round_weeks if p.orders.strength else 0.0,
              "delivery": delivery}
    for job in jobs.NAMES:
        hours = hours_given(scenario, strategy, job)
        if job != "delivery" or hours or delivery:
            yield Work(job, hours, float(needed[job]) if job in needed else None)
