"""The naive world: its population, its portfolios, its contracts and its clock. The steps of the week are elsewhere."""

import math

from .entities import JOBS, NOBODY, ROLES, UNFOUNDED, WAS_CLIENT, Organisation, Position, Supplier
from .experience import experience
from .luck import TRAITS, Luck
from .market import courting, decisions
from .money import cents, money
from .week import hours, needs, surroundings

TALLIES = ("collected", "revenue", "orders", "written_off", "costs", "visits", "faults", "reminders")


def power(x, y):
    """x to the power y, as the specification defines it."""
    return 1.0 if y == 0 else math.exp(y * math.log(x))


class NaiveWorld:
    """One world: one scenario, one strategy, one replication."""

    def __init__(self, scenario, strategy_name, seed, replication):
        self.scenario = scenario
        self.mechanisms = scenario.mechanisms
        self.strategy_name = strategy_name
        self.luck = Luck(seed, replication)
        self.segments = list(scenario.clients.values())
        self.suppliers = make_suppliers(scenario)
        self.positions = make_positions(scenario)
        self.week = -scenario.market.seasoning_weeks
        self.served_at_first = [0] * len(self.suppliers)
        self.organisations = self.make_population()
        self.cash = 0
        self.insolvent_week = None
        self.weeks = []
        self.events = []
        self.take_up(scenario.market.seasoned_by)

    @property
    def seasoning(self):
        """Whether the market is frozen."""
        return self.week < 0

    @property
    def nobody_row(self):
        """The last row of the table of handlers."""
        return len(self.positions) + len(self.suppliers) - 1

    def rival_row(self, rival):
        """The row of a rival in the table of handlers."""
        return len(self.positions) + rival - 1

    def chance(self, week_hazard):
        """Chance [0..1] within the week of a hazard [1/week]."""
        return 1 - math.exp(-week_hazard)

    def price(self, o):
        """Cents per week that the firm asks of this organisation."""
        return math.floor(o.fee * self.suppliers[0].price_index + 0.5)

    def attachment(self, o):
        """Attachment [0..1] to person and firm together."""
        share = self.mechanisms.attachment.person_share
        return share * o.attach_person + (1 - share) * o.attach_firm

    def record(self, kind, identity, old, new, reason):
        """Note an event, unless the market is only being seasoned."""
        if not self.seasoning:
            self.events.append((self.week, kind, identity, old, new, reason))

    # Population

    def make_population(self):
        """All organisations, segment by segment."""
        everyone = []
        for g, segment in enumerate(self.segments):
            for place in range(segment.organisations):
                everyone.append(self.make_organisation(g, segment, place))
        return everyone

    def make_organisation(self, g, segment, place):
        """The organisation at `place` in the block of its segment `g`."""
        market, luck = self.scenario.market, self.luck
        identity = 2**24 * g + place
        theta = luck.beta(identity, 40, segment.background_churn_per_year, segment.background_churn_concentration)
        fee = math.floor(100 * segment.fee_per_week * math.exp(segment.fee_spread * luck.normal(identity, 32)) + 0.5)
        o = Organisation(
            identity=identity,
            segment=g,
            building=math.floor(luck.uniform(TRAITS, identity, 29) * market.buildings),
            fee=min(max(1, fee), self.largest_fee()),
            exposure=luck.gamma_of_mean_one(identity, 36, segment.fault_exposure_cv),
            background=-math.log(max(1 - theta, 1e-9)) / 52,
            lateness=luck.beta(identity, 44, segment.late_payment_share, segment.late_payment_concentration),
            recognition=luck.gamma_of_mean_one(identity, 48, segment.recognition_cv),
            price_sensitivity=luck.gamma_of_mean_one(identity, 52, segment.price_sensitivity_cv),
            visit_due=luck.uniform(TRAITS, identity, 26),
            order_due=luck.uniform(TRAITS, identity, 27),
            pursuit=-market.seasoning_weeks,
            handler=self.nobody_row,
        )
        if place < segment.served_by_firm:
            o.supplier = 0
            o.marks = WAS_CLIENT
        elif place < segment.served_by_firm + segment.founded_later:
            o.supplier = UNFOUNDED
            o.since = math.floor(luck.uniform(TRAITS, identity, 28) * market.founded_over_weeks)
        else:
            o.supplier = self.first_supplier(luck.uniform(TRAITS, identity, 24))
        if o.supplier > 0:
            o.handler = self.rival_row(o.supplier)
        if o.supplier >= 0:
            age = math.floor(-math.log(luck.uniform(TRAITS, identity, 25)) * market.mean_tenure_weeks)
            o.since = -market.seasoning_weeks - age
            o.term_end = o.since + segment.term_weeks
            if self.mechanisms.attachment.strength > 0:
                o.attach_person = o.attach_firm = market.early_attachment
        o.store()
        return o

    def largest_fee(self):
        """L, the largest fee [cents per week] whose debts fit into int32."""
        firm = self.scenario.firm
        weeks = firm.write_off_weeks + 2 * firm.invoice_every_weeks + 1
        return min(50_000_000, math.floor((2**31 - 1) / (firm.price_index * weeks)))

    def first_supplier(self, u):
        """The rival in whose part of the cumulated market shares `u` falls, or NOBODY."""
        cumulated, s = 0.0, 0
        for rival in self.scenario.rivals.values():
            cumulated += rival.market_share
            s += rival.enabled
            if cumulated > u:
                has_room = rival.enabled and self.served_at_first[s] < rival.capacity
                self.served_at_first[s] += has_room
                return s if has_room else NOBODY
        return NOBODY

    # Strategy and portfolios

    def take_up(self, strategy_name):
        """From now on the firm follows this strategy: hours, care weights, portfolios, advertising."""
        strategy = self.strategy = self.scenario.strategies[strategy_name]
        for position in self.positions:
            week = getattr(self.scenario.staff, position.role).hours_per_week
            shares = strategy.hours.get(position.role, {})
            position.hours = {job: week * shares.get(job, 0.0) for job in JOBS}
        firm = self.suppliers[0]
        firm.targets = strategy.hunt_for
        firm.hands_over = strategy.hands_over
        firm.courting_hours = sum(position.hours["hunting"] for position in self.positions)
        fees = sum(g.served_by_firm * g.fee_per_week * math.exp(g.fee_spread**2 / 2) for g in self.segments)
        effect = self.mechanisms.decision.advertising_effect
        firm.advertising = effect * min(1, strategy.advertising_per_week / (0.1 * fees)) if fees > 0 else 0.0
        mean_fee = sum(o.fee for o in self.organisations) / max(1, len(self.organisations))
        for o in self.organisations:
            o.care_weight = min(power(o.fee / mean_fee, strategy.care_focus), 1000)
            o.store()
        self.deal_portfolios()

    def carers(self):
        """(position, capacity) of those who may look after clients."""
        caring = [(p, q.hours["care"]) for p, q in enumerate(self.positions) if q.hours["care"] > 0]
        managers = [(p, 1.0) for p, q in enumerate(self.positions) if q.role == "account_managers"]
        return caring or managers or [(p, 1.0) for p in range(len(self.positions))]

    def least_filled(self):
        """The carer with the smallest filled / capacity, ties to the lower position."""
        return min(self.carers(), key=lambda carer: (self.positions[carer[0]].filled / carer[1], carer[0]))[0]

    def deal_portfolios(self):
        """Give each of the firm's clients to a carer, leaving clients where they are as far as that is fair."""
        carers = dict(self.carers())
        if not carers:
            return
        clients = [o for o in self.organisations if o.supplier == 0]
        weight = sum(o.care_weight for o in clients)
        target = {p: weight * capacity / sum(carers.values()) for p, capacity in carers.items()}
        for position in self.positions:
            position.filled = 0.0
        for o in clients:
            if not (o.handler in carers and self.positions[o.handler].filled < target[o.handler]):
                old, o.handler = o.handler, self.least_filled()
                if old not in (o.handler, self.nobody_row):
                    o.attach_person *= self.mechanisms.attachment.kept_at_hand_over
                    o.store()
            self.positions[o.handler].filled += o.care_weight

    # Contracts

    def new_contract(self, o, b, courtship):
        """Organisation `o` becomes a client of supplier `b`, won by so much courtship; all but the handler."""
        attachment = self.mechanisms.attachment
        o.supplier = b
        o.since = self.week
        o.term_end = self.week + self.segments[o.segment].term_weeks
        o.grievance = 0.0
        o.outage = 0
        o.visit_due -= math.floor(o.visit_due)
        o.order_due -= math.floor(o.order_due)
        o.attach_person = courtship * (attachment.kept_at_hand_over if self.suppliers[b].hands_over else 1)
        o.attach_firm = courtship * attachment.signing_firm_share
        if attachment.strength == 0:
            o.attach_person = o.attach_firm = 0.0
        if b == 0:
            o.marks |= WAS_CLIENT
        o.store()

    def assign_handler(self, o):
        """Who looks after a new client: the rival, or at the firm the carer with the smallest portfolio."""
        if o.supplier > 0:
            o.handler = self.rival_row(o.supplier)
        elif self.positions:
            o.handler = self.least_filled()
            self.positions[o.handler].filled += o.care_weight
        else:
            o.handler = self.nobody_row

    # The clock

    def season(self):
        """Live the weeks before week 0, then open the books and take up the strategy to be played."""
        while self.week < 0:
            self.live_week()
        self.cash = cents(self.scenario.firm.cash)
        self.take_up(self.strategy_name)

    def live(self, weeks):
        """Live so many weeks more."""
        for _ in range(weeks):
            self.live_week()

    def live_week(self):
        """One week, in the order of the agenda, and one row of the record."""
        self.tally = dict.fromkeys(TALLIES, 0)
        surroundings(self)
        needs(self)
        hours(self)
        experience(self)
        courting(self)
        decisions(self)
        money(self)
        if not self.seasoning:
            clients = sum(o.supplier == 0 for o in self.organisations)
            overdue = sum(o.overdue for o in self.organisations)
            ends = {"week": self.week, "cash": self.cash, "clients": clients, "overdue": overdue}
            self.weeks.append(ends | self.tally)
        self.week += 1


def make_suppliers(scenario):
    """The firm and the enabled rivals, in the order of the file."""
    firm = scenario.firm
    suppliers = [Supplier(firm.price_index, firm.reputation, firm.fault_rate_per_year, firm.shared_fault_rate_per_year)]
    for place, rival in enumerate(scenario.rivals.values()):
        if rival.enabled:
            suppliers.append(
                Supplier(
                    pair=place + 2,
                    price_index=rival.price_index,
                    reputation=rival.reputation,
                    fault_rate=rival.fault_rate_per_year,
                    shared_fault_rate=rival.shared_fault_rate_per_year,
                    start_week=rival.start_week,
                    capacity=rival.capacity,
                    visits_per_year=rival.visits_per_client_year,
                    mended_within_week=rival.mended_within_week,
                    courts=rival.courts,
                    targets=rival.targets,
                    hands_over=rival.hands_over,
                    courting_hours=rival.courting_hours_per_week,
                )
            )
    return suppliers


def make_positions(scenario):
    """The firm's positions: hunters, account managers, client department."""
    staff = [(role, getattr(scenario.staff, role)) for role in ROLES]
    return [
        Position(name, role.quits_per_year, 2**16 * place + ordinal)
        for place, (name, role) in enumerate(staff)
        for ordinal in range(role.people)
    ]
