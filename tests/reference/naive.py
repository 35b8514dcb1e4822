"""The naive world: its portfolios, its contracts and its clock. The steps of the week are elsewhere."""

import math

from .dates import standing
from .entities import JOBS, KEPT_BY_PRICE, LATE_WORK, MADE_UP, NEVER, PROMISED, WAS_CLIENT
from .experience import experience
from .luck import Luck
from .market import courting, decisions
from .money import cents, money
from .people import hire_and_dismiss
from .population import make_population, make_positions, make_suppliers
from .prices import lists, post_lists
from .week import hours, needs, surroundings
from .work import ask_for_work, work_off

TALLIES = (
    "collected", "revenue", "orders", "credits", "written_off", "costs", "visits", "faults", "reminders",
    "notices", "status_notices", "complaints", "new_clients", "believed", "delivery_hours", "delivery_given",
    "work_asked", "work_lapsed", "undone", "late_clients", "work_done", "help_hours", "overtime_hours", "overtime_pay",
    "premium",
)  # fmt: skip


def power(x, y):
    """x to the power y, as the specification defines it."""
    return 1.0 if y == 0 else math.exp(y * math.log(x))


class NaiveWorld:
    """One world: one scenario, one strategy, one replication."""

    def __init__(self, scenario, strategy_name, seed, replication):
        self.told = scenario
        self.scenario = scenario  # as it stands this week
        self.mechanisms = scenario.mechanisms
        self.strategy_name = strategy_name
        self.luck = Luck(seed, replication)
        self.segments = list(scenario.clients.values())
        self.suppliers = make_suppliers(scenario)
        self.positions = make_positions(scenario)
        self.week = -scenario.market.seasoning_weeks
        self.served_at_first = [0] * len(self.suppliers)
        self.strategy = scenario.strategies[scenario.market.seasoned_by]
        self.offers, self.listed = lists(self), [-NEVER] * len(self.segments)
        self.echo = list(self.offers[0])  # the firm's list as rivals know it
        self.organisations = make_population(self)
        self.cash = self.extra_costs = 0
        self.strain = 0.0
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
        """Cents per week that this organisation pays the firm."""
        return math.floor(o.fee * (o.price / 1e6 if o.price else self.suppliers[0].price_index) + 0.5)

    def usual_price(self, o):
        """Cents per week that it would pay without a list of prices."""
        return math.floor(o.fee * self.suppliers[0].price_index + 0.5)

    def attachment(self, o):
        """Attachment [0..1] to person and firm together."""
        share = self.mechanisms.attachment.person_share
        return share * o.attach_person + (1 - share) * o.attach_firm

    def record(self, kind, identity, old, new, reason):
        """Note an event, unless the market is only being seasoned."""
        if not self.seasoning:
            self.events.append((self.week, kind, identity, old, new, reason))

    # Strategy and portfolios

    def take_up(self, strategy_name):
        """From now on the firm follows this strategy, with portfolios dealt for it."""
        self.follow(strategy_name)
        self.deal_portfolios()

    def change_to(self, strategy_name, week):
        """Another strategy holds from a week on; clients stay where they are unless care is divided anew."""
        before = self.carers(), self.strategy.care_focus
        self.stand(strategy_name, week)
        self.follow(strategy_name)
        if before != (self.carers(), self.strategy.care_focus):
            self.deal_portfolios()

    def stand(self, strategy_name, week):
        """The scenario stands as this strategy, the firm and the rivals have it in a week."""
        self.strategy_name = strategy_name
        self.scenario = standing(self.told, strategy_name, week)
        for ours, now in zip(self.suppliers, make_suppliers(self.scenario), strict=True):
            vars(ours).update(vars(now))
        hire_and_dismiss(self, week)

    def follow(self, strategy_name):
        """Hours, care weights and advertising of a strategy."""
        strategy = self.strategy = self.scenario.strategies[strategy_name]
        for position in self.positions:
            week = self.scenario.staff[position.role].hours_per_week if position.joined is not None else 0
            shares = strategy.hours.get(position.role, {})
            position.hours = {job: week * shares.get(job, 0.0) for job in JOBS}
        firm = self.suppliers[0]
        firm.targets = strategy.hunt_for
        firm.hands_over = strategy.hands_over
        fees = sum(g.served_by_firm * g.fee_per_week * math.exp(g.fee_spread**2 / 2) for g in self.segments)
        effect = self.mechanisms.decision.advertising_effect
        firm.advertising = effect * min(1, strategy.advertising_per_week / (0.1 * fees)) if fees > 0 else 0.0
        mean_fee = sum(o.fee for o in self.organisations) / max(1, len(self.organisations))
        for o in self.organisations:
            o.care_weight = min(power(o.fee / mean_fee, strategy.care_focus), 1000)
            o.store()

    def carers(self):
        """(position, capacity) of those who may look after clients."""
        caring = [(p, q.hours["care"]) for p, q in enumerate(self.positions) if q.hours["care"] > 0]
        working = [(p, q.hours["delivery"]) for p, q in enumerate(self.positions) if q.hours["delivery"] > 0]
        there = [(p, q.role) for p, q in enumerate(self.positions) if q.joined is not None]
        managers = [(p, 1.0) for p, role in there if role == "account_managers"]
        return caring or working or managers or [(p, 1.0) for p, _ in there]

    def sellers(self):
        """(position, capacity) of those who may keep a client that they have won."""
        hunting = [(p, q.hours["hunting"]) for p, q in enumerate(self.positions) if q.hours["hunting"] > 0]
        return hunting or [(p, 1.0) for p, q in enumerate(self.positions) if q.joined is not None]

    def least_filled(self, among):
        """Of these, the one with the smallest filled / capacity, ties to the lower position."""
        return min(among, key=lambda one: (self.positions[one[0]].filled / one[1], one[0]))[0]

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
                old, o.handler = o.handler, self.least_filled(self.carers())
                if old not in (o.handler, self.nobody_row):
                    o.attach_person *= self.mechanisms.attachment.kept_at_hand_over
                    o.store()
            self.positions[o.handler].filled += o.care_weight

    # Contracts

    def new_contract(self, o, b, courtship, promised):
        """Organisation `o` becomes a client of supplier `b`, won by courtship and promises; all but the handler."""
        attachment = self.mechanisms.attachment
        o.supplier = b
        o.price = 0
        o.marks &= ~(PROMISED | KEPT_BY_PRICE)
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
        o.alertness = o.expected = 0.0
        self.tally["work_lapsed"] += o.undone
        o.undone = 0.0
        o.marks &= ~LATE_WORK
        if promised is not None and self.mechanisms.promises.strength > 0:
            o.expected = max(0.0, promised - self.suppliers[b].quality)
        o.believed = self.attachment(o) if b == 0 else 0.0
        o.marks &= ~MADE_UP
        if b == 0:
            o.marks |= WAS_CLIENT
        o.store()

    def assign_handler(self, o):
        """Who looks after a new client: the rival, or at the firm the carer with the smallest portfolio."""
        if o.supplier > 0:
            o.handler = self.rival_row(o.supplier)
        elif self.positions:
            is_kept = o.suitor == 0 and not self.strategy.hands_over
            o.handler = self.least_filled(self.sellers() if is_kept else self.carers())
            self.positions[o.handler].filled += o.care_weight
        else:
            o.handler = self.nobody_row

    # The clock

    def season(self):
        """Live the weeks before week 0, then open the books and take up the strategy to be played."""
        while self.week < 0:
            self.live_week()
        self.cash = cents(self.scenario.firm.cash)
        self.stand(self.strategy_name, 0)
        self.take_up(self.strategy_name)

    def live(self, weeks):
        """Live so many weeks more."""
        for _ in range(weeks):
            self.live_week()

    def live_week(self):
        """One week, in the order of the agenda, and one row of the record."""
        self.tally = dict.fromkeys(TALLIES, 0)
        post_lists(self)
        surroundings(self)
        needs(self)
        ask_for_work(self)
        hours(self)
        work_off(self)
        experience(self)
        courting(self)
        decisions(self)
        money(self)
        if not self.seasoning:
            clients = sum(o.supplier == 0 for o in self.organisations)
            overdue = sum(o.arrears for o in self.organisations)
            ends = {"week": self.week, "cash": self.cash, "clients": clients, "overdue": overdue}
            self.weeks.append(ends | self.tally)
            name = self.become() or self.strategy_name
            if name != self.strategy_name or standing(self.told, name, self.week + 1) != self.scenario:
                self.change_to(name, self.week + 1)
        self.week += 1

    def become(self):
        """Step 11: the strategy to which the first trigger that fires leads, if one does."""
        if self.insolvent_week is not None:
            return None
        for trigger in self.strategy.triggers:
            if self.week + 1 >= trigger.within_weeks:
                seen = sum(row[trigger.observe] for row in self.weeks[-trigger.within_weeks :])
                too_many = trigger.above is not None and seen > trigger.above
                if too_many or (trigger.below is not None and seen < trigger.below):
                    return trigger.become
        return None
