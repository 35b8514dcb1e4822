"""What changes in a world, and where it lies in memory.

Organisations lie in tiles of 128. Within a tile every field is a row of 128 lanes, so that the regular part of a week
runs over neighbours in memory and the compiler can take sixteen at a time. The *address* of an organisation is the
place of its first field; `real[GRIEVANCE + at]` is its grievance. Addresses are unsigned: a signed index would make
the compiler allow for counting from the end, and no loop would be vectorised (decision 1).
"""

from typing import Annotated, TypeAlias

import numpy as np

from retainsim.kernel import Compiled, Float32s, Float64s, Int32s, Int32Table, Int64s, Table, UInt8s, UInt32s, kernel

Address: TypeAlias = Annotated[int | np.uint64, Compiled("uint64")]
Identity: TypeAlias = Annotated[int | np.integer, Compiled("int64")]  # an organisation, a position or a building

LANES = 128
WIDTH = 20  # rows per tile in each of the two buffers: 160 bytes per organisation, all state included
LANE_COUNT = np.uint64(LANES)
TILE = np.uint64(WIDTH * LANES)

REAL_FIELDS = (
    "grievance",  # [experience] towards the present supplier; positive is bad
    "attach_person",  # [0..1]
    "attach_firm",  # [0..1]
    "courtship",  # [0..1] progress of the present suitor
    "visit_due",  # [visits] owed part
    "order_due",  # [calls] owed part
    "care_weight",  # share in caring hours
    "exposure",  # to faults, mean 1
    "background",  # [1/week] hazard of leaving for reasons of its own
    "lateness",  # [0..1] chance that an invoice is paid late
    "recognition",  # weight of personal attention, mean 1
    "price_sensitivity",  # mean 1
    "voice",  # [0..1] chance of complaining of a bad experience
    "reciprocity",  # [0..1] part of attachment that is returned
    "alertness",  # [0..1] to alternatives
    "expected",  # [appeal] promised beyond what there is, not yet got used to
    "belief",  # [appeal] about the suitor's service
    "believed",  # [0..1] attachment as the firm sees it
)
WHOLE_FIELDS = (
    "supplier",  # 0 the firm, 1.. rivals, NOBODY, UNFOUNDED, DISSOLVED
    "handler",  # row in the table of handlers
    "suitor",  # supplier that courts it, or NOBODY
    "pursuit",  # week since which, or without a suitor until which it is left alone
    "since",  # week in which the present service started; while unfounded, the week of founding
    "term_end",  # week
    "leaving",  # week in which service ends, or NEVER
    "next",  # supplier after that
    "reason",  # of the decision
    "fee",  # [cents/week] at price index 1
    "owed",  # [cents] invoiced by the firm, not yet due
    "overdue",  # [cents]
    "overdue_since",  # week
    "outage",  # [weeks] that an open fault has lasted; 0 none
    "segment",
    "building",
    "marks",  # bits, see FORMER and after
    "identity",  # what luck knows it by: SEGMENT_SIZE * place of the segment + place within it
    "trial",  # week since which the suitor is a second supplier, or NEVER
    "alarm",  # week in which the firm learnt that something is wrong, or NEVER
)


def _row(fields: tuple[str, ...], name: str) -> np.uint64:
    return np.uint64(fields.index(name) * LANES)


GRIEVANCE = _row(REAL_FIELDS, "grievance")
ATTACH_PERSON = _row(REAL_FIELDS, "attach_person")
ATTACH_FIRM = _row(REAL_FIELDS, "attach_firm")
COURTSHIP = _row(REAL_FIELDS, "courtship")
VISIT_DUE = _row(REAL_FIELDS, "visit_due")
ORDER_DUE = _row(REAL_FIELDS, "order_due")
CARE_WEIGHT = _row(REAL_FIELDS, "care_weight")
EXPOSURE = _row(REAL_FIELDS, "exposure")
BACKGROUND = _row(REAL_FIELDS, "background")
LATENESS = _row(REAL_FIELDS, "lateness")
RECOGNITION = _row(REAL_FIELDS, "recognition")
PRICE_SENSITIVITY = _row(REAL_FIELDS, "price_sensitivity")
VOICE = _row(REAL_FIELDS, "voice")
RECIPROCITY = _row(REAL_FIELDS, "reciprocity")
ALERTNESS = _row(REAL_FIELDS, "alertness")
EXPECTED = _row(REAL_FIELDS, "expected")
BELIEF = _row(REAL_FIELDS, "belief")
BELIEVED = _row(REAL_FIELDS, "believed")

SUPPLIER = _row(WHOLE_FIELDS, "supplier")
HANDLER = _row(WHOLE_FIELDS, "handler")
SUITOR = _row(WHOLE_FIELDS, "suitor")
PURSUIT = _row(WHOLE_FIELDS, "pursuit")
SINCE = _row(WHOLE_FIELDS, "since")
TERM_END = _row(WHOLE_FIELDS, "term_end")
LEAVING = _row(WHOLE_FIELDS, "leaving")
NEXT = _row(WHOLE_FIELDS, "next")
REASON = _row(WHOLE_FIELDS, "reason")
FEE = _row(WHOLE_FIELDS, "fee")
OWED = _row(WHOLE_FIELDS, "owed")
OVERDUE = _row(WHOLE_FIELDS, "overdue")
OVERDUE_SINCE = _row(WHOLE_FIELDS, "overdue_since")
OUTAGE = _row(WHOLE_FIELDS, "outage")
SEGMENT = _row(WHOLE_FIELDS, "segment")
BUILDING = _row(WHOLE_FIELDS, "building")
MARKS = _row(WHOLE_FIELDS, "marks")
IDENTITY = _row(WHOLE_FIELDS, "identity")
TRIAL = _row(WHOLE_FIELDS, "trial")
ALARM = _row(WHOLE_FIELDS, "alarm")

SEGMENT_SIZE = 2**24  # identities kept free for each segment, so that one more organisation renumbers nobody
ROLE_SIZE = 2**16  # likewise for the positions of a role
NOBODY, UNFOUNDED, DISSOLVED = -1, -2, -3
NEVER = 2**30
GIVEN_ROWS = 3
GIVEN_0, GIVEN_1, GIVEN_2 = (np.uint64(row * LANES) for row in range(GIVEN_ROWS))
SUM_ROWS = 6
FEES, STATUS_FEES, CLIENTS, STATUS_CLIENTS, RECEIVABLES, DEBTS = (np.uint64(row * LANES) for row in range(SUM_ROWS))

FORMER, REMINDED, MENDED = 1, 2, 4  # bits of `marks`: once a client, reminded this week, made up to once
REFUSES_FIRM = 8  # the bit of supplier 0; each following supplier has the next
FIRM = 0

# why service ends
NO_REASON, BACKGROUND_EXIT, COURTED, TENDER, INSOLVENT, DISSOLUTION = range(6)
REASONS = ("none", "background", "courted", "tender", "insolvent", "dissolved")

# kinds of events
DECIDES, ENDS, STARTS, DISSOLVES, FOUNDED, TARGETED, FAULT, DELIGHT, COMPLAINS, TRIES, DROPS, RESCUED = range(12)
EVENT_KINDS = ("decides", "ends", "starts", "dissolves", "founded", "targeted", "fault", "delight", "complains",
               "tries", "drops", "rescued")
NOT_DECIDED, STAYS, GOES = range(3)  # how a delegation ends: the reason of RESCUED
EVENT_COLUMNS = ("week", "kind", "organisation", "from", "to", "reason")
MOST_NEW_TARGETS = 64  # per suitor and week
# at most: ends, starts, dissolves (or founded), fault (or delight), complains, rescued, tries (or drops), targeted,
# decides
EVENTS_PER_ORGANISATION_WEEK = 9

# the firm's ledger, all in cents
CASH, COLLECTED, REVENUE, WRITTEN_OFF, COSTS, INSOLVENT_SINCE = range(6)


class World(Table):
    """Everything that changes in one world. `S` suppliers, `P` positions, `H = P + S` handlers, `B` buildings."""

    real: Float32s  # tiles x WIDTH x LANES, flat
    whole: Int32s  # tiles x WIDTH x LANES, flat
    ledger: Int64s  # see CASH and after
    counter: Int64s  # number of events recorded; the trigger that has fired, or -1
    events: Int32Table  # events x EVENT_COLUMNS
    # made anew every week
    tally: Float64s  # one per column of the record
    shared_fault: UInt8s  # buildings x suppliers, flat
    served: Int64s  # one per supplier: its clients
    under_way: Int64s  # one per supplier: organisations that have decided for it
    pursuits: Int64s  # one per supplier: organisations it courts
    is_open: UInt8s  # one per supplier: takes new clients
    hours_per_pursuit: Float64s  # one per supplier
    handler_weight: Float64s  # one per handler: summed care weights of the firm's clients
    dealt: Float64s  # one per handler: care weights of its portfolio last week, newcomers added
    visits: Float64s  # one per handler: visits per week and unit of weight
    calls: Float64s  # one per handler: order calls per week
    carried: Float64s  # one per handler: part of personal attachment that outlives this week's change
    fault_rate: Float64s  # one per handler
    price: Float64s  # one per handler: price index
    quality: Float64s  # one per handler [appeal]
    job_load: Float64s  # one per job [hours] asked for
    job_share: Float64s  # one per job [0..1] granted
    luck: UInt32s  # tiles x 4 words x LANES, flat: the regular draws
    sums: Float64s  # SUM_ROWS x LANES, flat: whole numbers, added up over the tiles
    # scratch of one tile
    flag: Int32s  # one per lane
    lanes: Int32s  # the flagged lanes
    given: Float64s  # GIVEN_ROWS x LANES, flat: what the regular part looks up in tables, looked up before
    # scratch of one suitor, who begins with at most so many in a week
    target: Int64s  # identities, the most tempting first
    temptation: Float64s  # their scores


@kernel
def address_of(i: Identity) -> np.uint64:
    """Where the fields of an organisation begin."""
    unsigned = np.uint64(i)
    return (unsigned // LANE_COUNT) * TILE + unsigned % LANE_COUNT


def view(buffer: np.ndarray, row: np.uint64, organisations: int) -> np.ndarray:
    """A copy of one field, one per organisation."""
    tiles = buffer.reshape(-1, WIDTH, LANES)
    return tiles[:, int(row) // LANES].flatten()[:organisations]
