"""Decisions that luck is drawn for: one line each. Four numbers share a Philox block, which is drawn at once.

A new decision takes a new number; a number is never used again.
"""

ALL: dict[int, str] = {}


def _draw(number: int, meaning: str) -> int:
    if number in ALL:
        raise ValueError(f"draw {number} is taken: {ALL[number]}")
    ALL[number] = meaning
    return number


FAULT = _draw(0, "its own line fails; far end: service surprises for the better")
CONTACT_LEAVES = _draw(1, "the client's contact person changes")
DECIDES = _draw(2, "a decision to change the supplier falls")
DISSOLVES = _draw(3, "the organisation ceases to exist")
MENDED = _draw(4, "an open fault is mended")
LATE = _draw(5, "an invoice is not paid in time")
PAID = _draw(6, "an overdue invoice is paid")
REMINDED = _draw(7, "there is time for a reminder")
WHY = _draw(8, "which hazard led to the decision")
WHERE = _draw(9, "where to")
ORDER = _draw(10, "a call brings an order")
TRIES = _draw(11, "a trial is agreed to")
STAFF_QUITS = _draw(12, "a position changes its incumbent")
COMPLAINS = _draw(13, "a bad experience is complained of")
IS_VISITED = _draw(14, "there is time for a delegation")
STAYS = _draw(15, "a decision is taken back")
SHARED_FAULT = _draw(16, "a building's line fails")
OBSERVED = _draw(17, "what a week of a trial seems to show")
REFUSES = _draw(18, "a client that leaves is too proud ever to return")
WORK = _draw(19, "a parcel of work comes")
TARGET = _draw(20, "whom a supplier courts at random")
TRAIT_SUPPLIER = _draw(24, "the first supplier")
TRAIT_TENURE = _draw(25, "since when")
TRAIT_VISIT_PHASE = _draw(26, "place in the round of visits")
TRAIT_ORDER_PHASE = _draw(27, "place in the round of order calls")
TRAIT_FOUNDING = _draw(28, "week of founding")
TRAIT_BUILDING = _draw(29, "building")
TRAIT_REFUSES = _draw(30, "whether it would never buy from the firm")
TRAIT_FEE = _draw(32, "fee")
TRAIT_EXPOSURE = _draw(36, "exposure to faults")
TRAIT_BACKGROUND = _draw(40, "hazard of leaving for reasons of its own")
TRAIT_LATENESS = _draw(44, "share of invoices paid late")
TRAIT_RECOGNITION = _draw(48, "weight of personal attention")
TRAIT_PRICE = _draw(52, "sensitivity to price")
TRAIT_VOICE = _draw(56, "chance of complaining")
TRAIT_RECIPROCITY = _draw(60, "part of attachment that is returned")
