"""Fees, invoices and orders, to the cent.

Formula    price = fee * price index, rounded half up; an invoice covers the weeks served since the last one
Limits     One currency, no taxes, no part payments.
"""

from retainsim.kernel import inlined, kernel
from retainsim.numeric import floor, is_multiple

MILLION = 1_000_000.0


@inlined
def rounded(cents: float) -> float:
    """The nearest whole cent, halves up."""
    return floor(cents + 0.5)


@inlined
def price_per_week(fee: float, price_index: float) -> float:
    """What a client pays for a week [cents]."""
    return rounded(fee * price_index)


@inlined
def index_of(price: int, usual: float) -> float:
    """The price index of a client whose own counts so many millionths; without one of its own the usual index."""
    return usual if price == 0 else price / MILLION


@kernel
def millionths(price_index: float, usual: float) -> int:
    """A price index as a client keeps it; one that pays the usual index has none of its own."""
    return 0 if price_index == usual else max(1, int(rounded(price_index * MILLION)))


@inlined
def is_billing_week(week: int, identity: int, every: int) -> bool:
    """Whether this client's invoice is written this week: clients are spread over the interval."""
    return is_multiple(float(week) + float(identity), float(every))


@kernel
def value(weeks: float, price: float) -> float:
    """What a number of weeks, or a part of one, is worth [cents] at a weekly price: an order, a second line."""
    return rounded(weeks * price)


@kernel
def weeks_worth(amount: float, price: float) -> int:
    """Weeks of service [weeks] that a debt stands for at a weekly price; a debt is one of a week at least."""
    return max(1, int(rounded(amount / max(1.0, price))))


@kernel
def weeks_invoiced(week: int, since: int, every: int) -> int:
    """Weeks of service [weeks] on the invoice written at the end of this week."""
    return min(every, week - since + 1)


@kernel
def weeks_on_final_bill(week: int, identity: int, since: int, every: int) -> int:
    """Weeks of service [weeks] not yet invoiced when service ends with the week before this one."""
    return min((week - 1 + identity) % every, week - since)
