"""What clients pay the firm: at week 0, at the end, and in between, read back from the events."""

from typing import Any

import numpy as np

from retainsim.declared import events as kinds
from retainsim.declared.codes import FIRM
from retainsim.model.record import Trace
from retainsim.results.facts import Facts
from retainsim.results.movements import FROM, KIND, ORGANISATION, REASON, TO, WEEK

MILLION = 1e6
CHANGES = (kinds.ENDS, kinds.STARTS, kinds.DISSOLVES, kinds.REPRICED)  # after which a price is another


def in_cents(fee: Any, price: Any, facts: Facts) -> np.ndarray:
    """What fees come to at prices in millionths of them, 0 for the firm's: float64 in whole cents a week."""
    return np.floor(fee * np.where(price == 0, facts.price_index, price / MILLION) + 0.5)


def opening_prices(trace: Trace, facts: Facts) -> np.ndarray:
    """What each organisation pays the firm at week 0, or would pay it [cents/week]."""
    return in_cents(trace.fee, trace.opening_price, facts)


def final_prices(trace: Trace, facts: Facts) -> np.ndarray:
    """What each organisation pays the firm at the end, or would pay it [cents/week]."""
    return in_cents(trace.fee, trace.final_price, facts)


def prices_before(trace: Trace, facts: Facts, week: int) -> np.ndarray:
    """What each organisation pays the firm at the beginning of a week, or would pay it [cents/week]."""
    rows = changes(trace)
    rows = rows[rows[:, WEEK] < week]
    last = np.full(len(trace.fee), -1)
    np.maximum.at(last, rows[:, ORGANISATION], np.arange(len(rows)))
    has_changed = last >= 0
    price = trace.opening_price.copy()
    price[has_changed] = (rows[:, REASON] * (rows[:, KIND] == kinds.REPRICED))[last[has_changed]]
    return in_cents(trace.fee, price, facts)


def changes(trace: Trace) -> np.ndarray:
    """The events after which an organisation may have another price with the firm: events x FIELDS."""
    events = trace.events
    return events[np.isin(events[:, KIND], CHANGES) & ((events[:, FROM] == FIRM) | (events[:, TO] == FIRM))]


def steps(trace: Trace, facts: Facts) -> tuple[np.ndarray, ...]:
    """Every change of who is a client and what it pays: organisation, first week, clients more, cents a week more."""
    opening, rows = np.flatnonzero(trace.opening_supplier == FIRM), changes(trace)
    is_price = rows[:, KIND] == kinds.REPRICED
    who = np.concatenate([opening, rows[:, ORGANISATION]])
    # A new price holds from the week after the invoice with which it comes, or from the start of a contract.
    week = np.concatenate([np.full(len(opening), -1), rows[:, WEEK] + (is_price & (rows[:, FROM] == FIRM))])
    price = np.concatenate([trace.opening_price[opening], np.where(is_price, rows[:, REASON], 0)])
    is_there = (is_price | (rows[:, KIND] == kinds.STARTS)) & (rows[:, TO] == FIRM)
    is_client = np.concatenate([np.ones(len(opening), bool), is_there])
    worth = in_cents(trace.fee[who], price, facts) * is_client
    order = np.argsort(who, kind="stable")  # the events of one organisation stay in the order of the diary
    who, week, is_client, worth = (values[order] for values in (who, week, is_client, worth))
    is_first = np.append(True, who[1:] != who[:-1])[:len(who)]
    more, dearer = (np.where(is_first, values, np.diff(values, prepend=0)) for values in (is_client * 1.0, worth))
    return who, week, more, dearer
