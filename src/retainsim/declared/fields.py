"""What a world remembers of each organisation: one line a field, and where it lies in memory.

Organisations lie in tiles of 128. Within a tile every field is a row of 128 lanes, so that the regular part of a week
runs over neighbours in memory and the compiler can take sixteen at a time. The *address* of an organisation is the
place of its first field; `real[fields.GRIEVANCE + at]` is its grievance. Addresses are unsigned: a signed index would
make the compiler allow for counting from the end, and no loop would be vectorised (decision 1).
"""

from dataclasses import dataclass

import numpy as np

from retainsim.declared.codes import NEVER, NOBODY, UNFOUNDED

LANES = 128


@dataclass(frozen=True)
class Field:
    """A row of every tile."""

    name: str
    unit: str
    meaning: str
    empty: int = 0  # where there is no organisation yet


REAL: list[Field] = []  # float32
WHOLE: list[Field] = []  # int32


def _real(name: str, unit: str, meaning: str = "") -> np.uint64:
    REAL.append(Field(name, unit, meaning))
    return np.uint64((len(REAL) - 1) * LANES)


def _whole(name: str, unit: str, meaning: str = "", empty: int = 0) -> np.uint64:
    WHOLE.append(Field(name, unit, meaning, empty))
    return np.uint64((len(WHOLE) - 1) * LANES)


GRIEVANCE = _real("grievance", "experience", "towards the present supplier; positive is bad")
ATTACH_PERSON = _real("attach_person", "0..1")
ATTACH_FIRM = _real("attach_firm", "0..1")
COURTSHIP = _real("courtship", "0..1", "progress of the present suitor")
VISIT_DUE = _real("visit_due", "visits", "owed part")
ORDER_DUE = _real("order_due", "calls", "owed part")
CARE_WEIGHT = _real("care_weight", "1", "share in caring hours")
EXPOSURE = _real("exposure", "1", "to faults, mean 1")
BACKGROUND = _real("background", "1/week", "hazard of leaving for reasons of its own")
LATENESS = _real("lateness", "0..1", "chance that an invoice is paid late")
RECOGNITION = _real("recognition", "1", "weight of personal attention, mean 1")
PRICE_SENSITIVITY = _real("price_sensitivity", "1", "mean 1")
VOICE = _real("voice", "0..1", "chance of complaining of a bad experience")
RECIPROCITY = _real("reciprocity", "0..1", "part of attachment that is returned")
ALERTNESS = _real("alertness", "0..1", "to alternatives")
EXPECTED = _real("expected", "appeal", "promised beyond what is delivered, as far as the client is not used to it")
BELIEF = _real("belief", "appeal", "about the suitor's service")
BELIEVED = _real("believed", "0..1", "attachment as the firm sees it")
REMEMBERED = _real("remembered", "appeal", "of the service of the supplier that it tried last")
UNDONE = _real("undone", "hours", "of work that the firm has not yet done for it")

SUPPLIER = _whole("supplier", "", "FIRM, 1.. rivals, NOBODY, UNFOUNDED, DISSOLVED", empty=UNFOUNDED)
HANDLER = _whole("handler", "", "row in the table of handlers")
SUITOR = _whole("suitor", "", "supplier that courts it, or NOBODY", empty=NOBODY)
PURSUIT = _whole("pursuit", "week", "since which, or without a suitor until which it is left alone")
SINCE = _whole("since", "week", "in which the present service started; while unfounded, of founding", empty=NEVER)
TERM_END = _whole("term_end", "week")
LEAVING = _whole("leaving", "week", "in which service ends, or NEVER", empty=NEVER)
NEXT = _whole("next", "", "supplier after that")
REASON = _whole("reason", "", "of the decision: see `reasons`")
OVERDUE = _whole("overdue", "weeks", "of service that its arrears were invoiced for")
OVERDUE_SINCE = _whole("overdue_since", "week")
OUTAGE = _whole("outage", "weeks", "that an open fault has lasted; 0 none")
SEGMENT = _whole("segment", "")
BUILDING = _whole("building", "")
MARKS = _whole("marks", "", "bits, see FORMER and after")
IDENTITY = _whole("identity", "", "what luck knows it by: SEGMENT_SIZE * place of the segment + place within it")
TRIAL = _whole("trial", "week", "since which the suitor is a second supplier, or NEVER", empty=NEVER)
TRIED = _whole("tried", "", "supplier that it tried last, or NOBODY", empty=NOBODY)
TRIED_UNTIL = _whole("tried_until", "week", "in which that trial ended")
ALARM = _whole("alarm", "week", "in which the firm learnt that something is wrong, or NEVER", empty=NEVER)
PRICE = _whole("price", "millionths", "of its fee that it pays the firm; 0: the firm's price index")

WIDTH = max(len(REAL), len(WHOLE))  # rows per tile in each of the two buffers
LANE_COUNT = np.uint64(LANES)
TILE = np.uint64(WIDTH * LANES)
