"""Who lives in the naive world, with the names of the specification."""

from dataclasses import dataclass, field

import numpy as np

NEVER = 2**30
NOBODY, UNFOUNDED, DISSOLVED = -1, -2, -3
BACKGROUND, COURTED, TENDER, INSOLVENT, CEASED = 1, 2, 3, 4, 5  # reasons; CEASED is the specification's DISSOLVED
WAS_CLIENT, REMINDED, MADE_UP = 1, 2, 4  # the marks; further bits tell whom it refuses
JOBS = ("hunting", "care", "orders", "dunning", "repair", "rescue", "delivery")
LATE_WORK = 2**24  # a mark, too
PROMISED, KEPT_BY_PRICE = 2**25, 2**26  # likewise
OLDEST_ROLES = ("hunters", "account_managers", "client_department")
REAL_FIELDS = (
    "grievance", "attach_person", "attach_firm", "courtship", "visit_due", "order_due", "care_weight", "exposure",
    "background", "lateness", "recognition", "price_sensitivity", "voice", "reciprocity", "alertness", "expected",
    "belief", "believed", "remembered", "undone",
)  # fmt: skip


@dataclass
class Organisation:
    """One organisation of the market; the fields are those of the specification."""

    identity: int = 0
    segment: int = 0
    building: int = 0
    fee: int = 0
    grievance: float = 0.0
    attach_person: float = 0.0
    attach_firm: float = 0.0
    courtship: float = 0.0
    visit_due: float = 0.0
    order_due: float = 0.0
    care_weight: float = 0.0
    exposure: float = 0.0
    background: float = 0.0
    lateness: float = 0.0
    recognition: float = 0.0
    price_sensitivity: float = 0.0
    voice: float = 0.0
    reciprocity: float = 0.0
    alertness: float = 0.0
    expected: float = 0.0
    belief: float = 0.0
    believed: float = 0.0
    remembered: float = 0.0
    undone: float = 0.0
    supplier: int = NOBODY
    handler: int = 0
    suitor: int = -1
    pursuit: int = 0
    since: int = 0
    term_end: int = 0
    leaving: int = NEVER
    next: int = 0
    reason: int = 0
    owed: int = 0  # cents
    arrears: int = 0  # cents
    overdue: int = 0  # weeks
    overdue_since: int = 0
    outage: int = 0
    trial: int = NEVER
    tried: int = -1
    tried_until: int = 0
    alarm: int = NEVER
    marks: int = 0
    price: int = 0  # millionths; 0: the firm's price index

    def refuses(self, s):
        """Whether this organisation would never decide for supplier `s`."""
        return self.marks & (8 * 2**s) != 0

    def refuse(self, s):
        """From now on this organisation never decides for supplier `s`."""
        self.marks |= 8 * 2**s

    def store(self):
        """Real fields are kept as float32; called at the end of a step that changed one."""
        for name in REAL_FIELDS:
            setattr(self, name, float(np.float32(getattr(self, name))))


@dataclass
class Supplier:
    """The firm (0) or an enabled rival (1 ... R). The firm's last four fields come from its strategy or its staff."""

    price_index: float
    reputation: float
    quality: float
    fault_rate: float  # [1/year]
    shared_fault_rate: float  # [1/year]
    pair: int = 1  # identity in pairs
    start_week: int = 0
    capacity: float = float("inf")
    visits_per_year: float = 0.0
    mended_within_week: float = 0.0
    oversells: float = 0.0
    offers_trial: bool = False
    courts: str = "anyone"
    targets: str = "random"
    hands_over: bool = True
    answers: str = "none"
    undercuts: float = 0.0
    known: dict = field(default_factory=dict)  # (how many, attachment), by place of the segment
    courting_hours: float = 0.0  # of a full week, before start and insolvency are considered
    advertising: float = 0.0  # [appeal]


    def attachment_of(self, o):
        """By how much this rival knows an organisation; None if it does not know it."""
        number, attachment = self.known.get(o.segment, (0, None))
        return attachment if o.identity - 2**24 * o.segment < number else None


@dataclass
class Position:
    """One position of the firm's staff."""

    role: str
    quits_per_year: float
    identity: int
    hours: dict = field(default_factory=dict)  # hours per week, by job, under the strategy played
    joined: int | None = None  # week from which the person is at work; None: there is no such position now
    able: float = 1.0  # part of a full week's work that the person can do this week
    filled: float = 0.0  # weight of its clients in the last step 2, and of newcomers since
    carried: float = 1.0  # what the change of incumbent leaves of personal attachment this week
    visits: float = 0.0  # this week, per unit of weight
    calls: float = 0.0  # this week, per client
    wear: float = 0.0  # by overtime
