"""Step 9. Invoices, payments, write-offs, costs, cash, solvency; every cent is somewhere."""

import numpy as np

from retainsim.kernel import inlined, kernel
from retainsim.model.luck import LATE, PAID, uniforms
from retainsim.model.mechanisms.billing import (
    is_billing_week,
    price_per_week,
    rounded,
    second_suppliers_part,
    weeks_invoiced,
)
from retainsim.model.mechanisms.dunning import is_late, is_paid
from retainsim.model.parameters import Parameters
from retainsim.model.record import (
    R_CASH,
    R_CLIENTS,
    R_COLLECTED,
    R_CREDITS,
    R_DIRECT_COSTS,
    R_FEES,
    R_FINDING_COSTS,
    R_FIXED_COSTS,
    R_KEEPING_COSTS,
    R_ORDER_REVENUE,
    R_OVERDUE,
    R_RECEIVABLES,
    R_STATUS_CLIENTS,
    R_STATUS_FEES,
    R_WRITTEN_OFF,
)
from retainsim.model.state import (
    CASH,
    CLIENTS,
    COLLECTED,
    COSTS,
    DEBTS,
    FEE,
    FEES,
    FIRM,
    GIVEN_0,
    IDENTITY,
    INSOLVENT_SINCE,
    LATENESS,
    MARKS,
    NEVER,
    OVERDUE,
    OVERDUE_SINCE,
    OWED,
    RECEIVABLES,
    RECIPROCITY,
    REMINDED,
    REVENUE,
    SEGMENT,
    SINCE,
    STATUS_CLIENTS,
    STATUS_FEES,
    SUPPLIER,
    TRIAL,
    WRITTEN_OFF,
    Address,
    World,
)
from retainsim.model.week.appeal import attached
from retainsim.model.week.hours import hunting_hours, pool_of, pooled_care_hours

LATE_WORD, PAID_WORD = LATE % 4, PAID % 4  # places of two draws in their block


@kernel
def collect(amount: int, w: World) -> None:
    """Money comes in."""
    w.ledger[COLLECTED] += amount
    w.tally[R_COLLECTED] += amount


@kernel
def settle_overdue(at: Address, week: int, luck: float, p: Parameters, w: World) -> None:
    """9b. What is overdue is paid, or given up."""
    overdue = w.whole[OVERDUE + at]
    reminded = (w.whole[MARKS + at] & REMINDED) != 0
    if is_paid(luck, p.paid_chance, p.reminder_effect, reminded):
        collect(overdue, w)
        w.whole[OVERDUE + at] = 0
    elif week - w.whole[OVERDUE_SINCE + at] >= p.write_off_weeks:
        w.ledger[WRITTEN_OFF] += overdue
        w.tally[R_WRITTEN_OFF] += overdue
        w.whole[OVERDUE + at] = 0


@kernel
def fall_due(at: Address, week: int, luck: float, p: Parameters, w: World) -> None:
    """9c. What is owed is paid in time, or becomes overdue."""
    owed = w.whole[OWED + at]
    is_firm = w.whole[SUPPLIER + at] == FIRM
    reciprocated = float(w.real[RECIPROCITY + at]) * attached(at, p, w) if is_firm else 0.0
    if is_late(luck, float(w.real[LATENESS + at]), p.dunning_strength, p.mutual_effect, reciprocated):
        if w.whole[OVERDUE + at] == 0:
            w.whole[OVERDUE_SINCE + at] = week
        w.whole[OVERDUE + at] += owed
    else:
        collect(owed, w)
    w.whole[OWED + at] = 0


@inlined
def look_up_status(at: Address, lane: Address, p: Parameters, w: World) -> None:
    """What `book_regularly` wants from tables."""
    w.given[GIVEN_0 + lane] = p.status[w.whole[SEGMENT + at]]


@inlined
def book_regularly(at: Address, lane: Address, week: int, price_index: float, p: Parameters, w: World) -> bool:
    """One organisation's fee in the books of a solvent firm; returns whether `book_rarely` may find something to do."""
    is_firm = w.whole[SUPPLIER + at] == FIRM
    price = float(price_per_week(w.whole[FEE + at], price_index)) if is_firm else 0.0
    client = 1.0 if is_firm else 0.0
    w.sums[FEES + lane] += price
    w.sums[STATUS_FEES + lane] += price * w.given[GIVEN_0 + lane]
    w.sums[CLIENTS + lane] += client
    w.sums[STATUS_CLIENTS + lane] += client * w.given[GIVEN_0 + lane]
    falls_due = is_billing_week(week, w.whole[IDENTITY + at], p.invoice_every)
    return ((w.whole[OVERDUE + at] > 0) | (falls_due & (is_firm | (w.whole[OWED + at] > 0)))
            | (is_firm & (w.whole[TRIAL + at] != NEVER)))


@kernel
def book_rarely(at: Address, week: int, k0: np.uint32, k1: np.uint32, p: Parameters, w: World) -> None:
    """What one organisation pays, and what it is invoiced."""
    is_firm = w.whole[SUPPLIER + at] == FIRM
    identity = w.whole[IDENTITY + at]
    price = price_per_week(w.whole[FEE + at], p.price_index[FIRM])
    if is_firm and w.whole[TRIAL + at] != NEVER:
        w.tally[R_CREDITS] += second_suppliers_part(p.trial_share, float(price))
    falls_due = is_billing_week(week, identity, p.invoice_every)
    if w.whole[OVERDUE + at] > 0 or (falls_due and w.whole[OWED + at] > 0):
        luck = uniforms(k0, k1, week, identity, LATE // 4, 0)
        if w.whole[OVERDUE + at] > 0:
            settle_overdue(at, week, luck[PAID_WORD], p, w)
            w.whole[MARKS + at] &= ~REMINDED  # nobody else has been reminded
        if falls_due and w.whole[OWED + at] > 0:
            fall_due(at, week, luck[LATE_WORD], p, w)
    if falls_due and is_firm:
        w.whole[OWED + at] = weeks_invoiced(week, w.whole[SINCE + at], p.invoice_every) * price


@inlined
def count_debts(at: Address, lane: Address, w: World) -> None:
    """What one organisation owes at the end of the week."""
    w.sums[RECEIVABLES + lane] += float(w.whole[OWED + at]) + float(w.whole[OVERDUE + at])
    w.sums[DEBTS + lane] += float(w.whole[OVERDUE + at])


@inlined
def add_up(lane: Address, w: World) -> None:
    """Enter what was summed up in a lane: whole numbers, so that no order changes a bit."""
    w.tally[R_FEES] += w.sums[FEES + lane]
    w.tally[R_STATUS_FEES] += w.sums[STATUS_FEES + lane]
    w.tally[R_CLIENTS] += w.sums[CLIENTS + lane]
    w.tally[R_STATUS_CLIENTS] += w.sums[STATUS_CLIENTS + lane]
    w.tally[R_RECEIVABLES] += w.sums[RECEIVABLES + lane]
    w.tally[R_OVERDUE] += w.sums[DEBTS + lane]


@kernel
def close_books(week: int, p: Parameters, w: World) -> bool:
    """9a, d. Costs are paid; returns whether the firm has just become insolvent."""
    fees = int(w.tally[R_FEES])
    orders = int(w.tally[R_ORDER_REVENUE])
    credited = int(w.tally[R_CREDITS])
    direct = rounded((fees + orders - credited) * p.direct_cost_share)
    fixed = p.fixed_costs
    w.tally[R_DIRECT_COSTS] = direct
    w.tally[R_FIXED_COSTS] = fixed
    w.tally[R_FINDING_COSTS] = p.finding_costs
    w.tally[R_KEEPING_COSTS] = p.keeping_costs
    if p.pool_costs > 0.0:
        per_hour = p.pool_costs / pool_of(p)
        w.tally[R_FINDING_COSTS] += per_hour * hunting_hours(p, w)
        w.tally[R_KEEPING_COSTS] += per_hour * pooled_care_hours(p, w)
    w.ledger[REVENUE] += fees + orders - credited
    w.ledger[COSTS] += direct + fixed
    w.ledger[CASH] += int(w.tally[R_COLLECTED]) + orders - credited - direct - fixed
    w.tally[R_CASH] = w.ledger[CASH]
    if week >= 0 and w.ledger[CASH] < -p.credit_line:
        w.ledger[INSOLVENT_SINCE] = week
        w.tally[R_RECEIVABLES] = 0.0  # what was owed is lost
        w.tally[R_OVERDUE] = 0.0
        return True
    return False


@kernel
def keep_frozen(w: World) -> None:
    """After insolvency no money moves."""
    w.tally[R_CASH] = w.ledger[CASH]
