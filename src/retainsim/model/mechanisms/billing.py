"""Fees, invoices and orders, to the cent.

Formula    price = fee * price index, rounded half up; an invoice covers the weeks served since the last one
Limits     One currency, no taxes, no part payments.
"""

import math

from retainsim.kernel import kernel


@kernel
def rounded(cents):
    """The nearest whole cent, halves up."""
    return math.floor(cents + 0.5)


@kernel
def price_per_week(fee, price_index):
    """What a client pays for a week [cents]."""
    return rounded(fee * price_index)


@kernel
def is_billing_week(week, identity, every):
    """Whether this client's invoice is written this week: clients are spread over the interval."""
    return (week + identity) % every == 0


@kernel
def weeks_invoiced(week, since, every):
    """Weeks of service [weeks] on the invoice written at the end of this week."""
    return min(every, week - since + 1)


@kernel
def weeks_on_final_bill(week, identity, since, every):
    """Weeks of service [weeks] not yet invoiced when service ends with the week before this one."""
    return min((week - 1 + identity) % every, week - since)


@kernel
def order_value(value_weeks, price):
    """Value of an extra order [cents]."""
    return rounded(value_weeks * price)
