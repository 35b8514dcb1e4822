"""Invoices paid late, reminders, and what they bring.

Formula    chance of paying late = trait * (1 - effect * reciprocity * attachment)
           chance of payment within a week = 1 - (1 - p) (1 - r), r only if reminded
Source     Lateness is a trait of the client: IBM accounts receivable sample (variance of client shares 12 times
           binomial). Atradius Payment Practices Barometer 2018-2025 for the level.
Assumed:   reminders act within the week; what a reminder does to the relation is in `grievance` and `attachment`.
"""

from retainsim.kernel import inlined, kernel
from retainsim.numeric import clip


@kernel
def is_late(luck: float, lateness: float, mutual_effect: float, reciprocated: float) -> bool:
    """Whether an invoice that falls due is not paid in time; `reciprocated` is the attachment returned [0..1]."""
    return luck < clip(lateness * (1.0 - mutual_effect * reciprocated), 0.0, 1.0)


@inlined
def wants_reminder(overdue: int, weeks_overdue: int, first_reminder_weeks: int) -> bool:
    """Whether the firm would remind this client now."""
    return (overdue > 0) & (weeks_overdue >= first_reminder_weeks)


@kernel
def is_paid(luck: float, paid_chance: float, reminder_effect: float, is_reminded: bool) -> bool:
    """Whether an overdue invoice is paid this week."""
    unmoved = 1.0 - reminder_effect if is_reminded else 1.0
    return luck < 1.0 - (1.0 - paid_chance) * unmoved
