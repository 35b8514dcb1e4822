"""Step 9. Invoices, payments, write-offs, costs, cash, solvency; every cent is somewhere."""

from retainsim.declared import columns, draws, fields, ledger, scratch
from retainsim.declared.codes import FIRM, NEVER, REMINDED
from retainsim.kernel import inlined, kernel
from retainsim.model.luck import uniforms
from retainsim.model.mechanisms.billing import is_billing_week, rounded, value, weeks_invoiced, weeks_worth
from retainsim.model.mechanisms.dunning import is_late, is_paid
from retainsim.model.parameters import Parameters
from retainsim.model.state import Address, World, place_of
from retainsim.model.week.appeal import attached
from retainsim.model.week.hours import hunting_hours, pool_of, pooled_care_hours
from retainsim.model.week.prices import may_come_under_list, usual_price

LATE_WORD, PAID_WORD = draws.LATE % 4, draws.PAID % 4  # places of two draws in their block


@kernel
def collect(amount: float, w: World) -> None:
    """Money comes in."""
    w.ledger[ledger.COLLECTED] += int(amount)
    w.tally[columns.COLLECTED] += amount


@kernel
def settle_overdue(at: Address, week: int, luck: float, p: Parameters, w: World) -> None:
    """9b. What is overdue is paid, or given up."""
    overdue = w.arrears[place_of(at)]
    reminded = (w.whole[fields.MARKS + at] & REMINDED) != 0
    if is_paid(luck, p.dunning.paid_within_week, p.dunning.reminder_effect, reminded):
        collect(overdue, w)
    elif week - w.whole[fields.OVERDUE_SINCE + at] >= p.firm.write_off_weeks:
        w.ledger[ledger.WRITTEN_OFF] += int(overdue)
        w.tally[columns.WRITTEN_OFF] += overdue
    else:
        return
    w.arrears[place_of(at)] = 0.0
    w.whole[fields.OVERDUE + at] = 0


@kernel
def fall_due(at: Address, week: int, luck: float, price: float, p: Parameters, w: World) -> None:
    """9c. What is owed is paid in time, or becomes overdue."""
    owed = w.owed[place_of(at)]
    is_firm = w.whole[fields.SUPPLIER + at] == FIRM
    reciprocated = float(w.real[fields.RECIPROCITY + at]) * attached(at, p, w) if is_firm else 0.0
    if is_late(luck, p.dunning.strength * float(w.real[fields.LATENESS + at]), p.dunning.mutual_effect, reciprocated):
        if w.whole[fields.OVERDUE + at] == 0:
            w.whole[fields.OVERDUE_SINCE + at] = week
        w.arrears[place_of(at)] += owed
        w.whole[fields.OVERDUE + at] += weeks_worth(owed, price)
    else:
        collect(owed, w)
    w.owed[place_of(at)] = 0.0


@inlined
def look_up_status(at: Address, lane: Address, p: Parameters, w: World) -> None:
    """What `book_regularly` wants from tables."""
    w.looked_up[scratch.STATUS + lane] = p.clients.status[w.whole[fields.SEGMENT + at]]


@inlined
def book_regularly(at: Address, lane: Address, week: int, p: Parameters, w: World) -> bool:
    """One organisation's fee in the books of a solvent firm; returns whether `book_rarely` may find something to do."""
    is_firm = w.whole[fields.SUPPLIER + at] == FIRM
    price = w.looked_up[scratch.PRICE + lane] if is_firm else 0.0
    client = 1.0 if is_firm else 0.0
    w.sums[scratch.FEES + lane] += price
    w.sums[scratch.STATUS_FEES + lane] += price * w.looked_up[scratch.STATUS + lane]
    w.sums[scratch.CLIENTS + lane] += client
    w.sums[scratch.STATUS_CLIENTS + lane] += client * w.looked_up[scratch.STATUS + lane]
    falls_due = is_billing_week(week, w.whole[fields.IDENTITY + at], p.firm.invoice_every_weeks)
    return ((w.whole[fields.OVERDUE + at] > 0) | (falls_due & (is_firm | (w.looked_up[scratch.OWED + lane] > 0.0)))
            | (is_firm & (w.whole[fields.TRIAL + at] != NEVER)))


@kernel
def book_rarely(at: Address, week: int, price: float, p: Parameters, w: World) -> None:
    """What one organisation pays, and what it is invoiced."""
    is_firm = w.whole[fields.SUPPLIER + at] == FIRM
    identity = w.whole[fields.IDENTITY + at]
    if is_firm and w.whole[fields.TRIAL + at] != NEVER:
        credit = value(p.trial.share, price)
        w.tally[columns.CREDITS] += credit
        w.tally[columns.ORDER_PREMIUM] -= credit - value(p.trial.share, usual_price(at, p, w))
    falls_due = is_billing_week(week, identity, p.firm.invoice_every_weeks)
    if w.whole[fields.OVERDUE + at] > 0 or (falls_due and w.owed[place_of(at)] > 0.0):
        luck = uniforms(week, identity, draws.LATE // 4, 0, w)
        if w.whole[fields.OVERDUE + at] > 0:
            settle_overdue(at, week, luck[PAID_WORD], p, w)
            w.whole[fields.MARKS + at] &= ~REMINDED  # nobody else has been reminded
        if falls_due and w.owed[place_of(at)] > 0.0:
            fall_due(at, week, luck[LATE_WORD], price, p, w)
    if falls_due and is_firm:
        weeks = weeks_invoiced(week, w.whole[fields.SINCE + at], p.firm.invoice_every_weeks)
        w.owed[place_of(at)] = weeks * price
        if w.is_special[0]:
            may_come_under_list(at, week, p, w)


@inlined
def count_premium(at: Address, lane: Address, usual: float, w: World) -> None:
    """What one organisation pays the firm beyond the usual price."""
    is_firm = w.whole[fields.SUPPLIER + at] == FIRM
    w.sums[scratch.PREMIUM + lane] += w.looked_up[scratch.PRICE + lane] - usual if is_firm else 0.0


@inlined
def count_debts(place: Address, lane: Address, w: World) -> None:
    """What one organisation owes at the end of the week."""
    w.sums[scratch.RECEIVABLES + lane] += w.owed[place] + w.arrears[place]
    w.sums[scratch.DEBTS + lane] += w.arrears[place]


@inlined
def add_up(lane: Address, w: World) -> None:
    """Enter what was summed up in a lane: whole numbers, so that no order changes a bit."""
    w.tally[columns.FEES] += w.sums[scratch.FEES + lane]
    w.tally[columns.STATUS_FEES] += w.sums[scratch.STATUS_FEES + lane]
    w.tally[columns.CLIENTS] += w.sums[scratch.CLIENTS + lane]
    w.tally[columns.STATUS_CLIENTS] += w.sums[scratch.STATUS_CLIENTS + lane]
    w.tally[columns.RECEIVABLES] += w.sums[scratch.RECEIVABLES + lane]
    w.tally[columns.OVERDUE] += w.sums[scratch.DEBTS + lane]
    w.tally[columns.PREMIUM] += w.sums[scratch.PREMIUM + lane]


@kernel
def close_books(week: int, p: Parameters, w: World) -> bool:
    """9a, d. Costs are paid; returns whether the firm has just become insolvent. Work costs the same at any price."""
    fees, beside = int(w.tally[columns.FEES]), int(w.tally[columns.ORDER_REVENUE]) - int(w.tally[columns.CREDITS])
    at_usual_prices = fees + beside - int(w.tally[columns.PREMIUM]) - int(w.tally[columns.ORDER_PREMIUM])
    direct, fixed = int(rounded(at_usual_prices * p.firm.direct_cost_share)), p.costs.fixed + w.extra_costs[0]
    w.extra_costs[0] = 0
    w.tally[columns.DIRECT_COSTS] = direct
    w.tally[columns.FIXED_COSTS] = fixed
    w.tally[columns.FINDING_COSTS] = p.costs.finding
    w.tally[columns.KEEPING_COSTS] = p.costs.keeping
    if p.costs.pool > 0.0 and pool_of(p, w) > 0.0:
        per_hour = p.costs.pool / pool_of(p, w)
        w.tally[columns.FINDING_COSTS] += per_hour * hunting_hours(p, w)
        w.tally[columns.KEEPING_COSTS] += per_hour * pooled_care_hours(p, w)
    w.ledger[ledger.REVENUE] += fees + beside
    w.ledger[ledger.COSTS] += direct + fixed
    w.ledger[ledger.CASH] += int(w.tally[columns.COLLECTED]) + beside - direct - fixed
    w.tally[columns.CASH] = w.ledger[ledger.CASH]
    is_insolvent = week >= 0 and w.ledger[ledger.CASH] < -p.firm.credit_line
    if is_insolvent:
        w.ledger[ledger.INSOLVENT_SINCE] = week
        w.tally[columns.RECEIVABLES] = 0.0  # what was owed is lost
        w.tally[columns.OVERDUE] = 0.0
    return bool(is_insolvent)


@kernel
def stands_still(w: World) -> bool:
    """Whether no money moves any more, after insolvency; cash then stays what it was."""
    is_insolvent = w.ledger[ledger.INSOLVENT_SINCE] != NEVER
    if is_insolvent:
        w.tally[columns.CASH] = w.ledger[ledger.CASH]
    return is_insolvent
