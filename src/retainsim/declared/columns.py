"""What is recorded for every week: one line per column, numbered in this order."""

from dataclasses import dataclass
from typing import Literal

Unit = Literal["cents", "hours", "number", "sum over clients"]


@dataclass(frozen=True)
class Kpi:
    """A KPI that needs only one column; it is measured over the whole run."""

    name: str
    label: str  # the name in plain words
    unit: str
    definition: str
    group: str  # of KPIs that are shown together
    measure: Literal["sum", "mean", "per position and year"]
    better: Literal["higher", "lower"] | None = None


@dataclass(frozen=True)
class Column:
    """A column of the weekly record."""

    name: str
    unit: Unit
    meaning: str
    is_whole: bool  # cents and counts, never fractions
    is_observable: bool = False  # whether the firm can see it, and a trigger may use it
    kpi: Kpi | None = None  # one that needs only this column


ALL: list[Column] = []


def _column(name: str, unit: Unit, meaning: str = "", is_whole: bool = True, is_observable: bool = False,
            kpi: Kpi | None = None) -> int:
    is_whole = is_whole and unit in ("cents", "number")
    ALL.append(Column(name, unit, meaning, is_whole, is_observable, kpi))
    return len(ALL) - 1


def _hours(name: str, kpi: str, label: str, used_on: str) -> int:
    """Hours used; their mean over the weeks is a KPI."""
    return _column(name, "hours", f"used on {used_on}", kpi=Kpi(
        kpi, label, "hours/week", f"Mean hours used on {used_on}.", "work", "mean"))


CASH = _column("cash", "cents", "at the end of the week")
COLLECTED = _column("collected", "cents", "payments of invoices")
FEES = _column("fees", "cents", "recurring revenue of the week")
STATUS_FEES = _column("status_fees", "cents", "the part of it from status clients")
ORDER_REVENUE = _column("order_revenue", "cents")
CREDITS = _column("credits", "cents", "the part of the fees that second suppliers take")
DIRECT_COSTS = _column("direct_costs", "cents")
FIXED_COSTS = _column("fixed_costs", "cents", "wages, overhead, advertising")
FINDING_COSTS = _column("finding_costs", "cents", "the part of it for hunting hours and advertising", is_whole=False)
KEEPING_COSTS = _column(
    "keeping_costs", "cents", "the part of it for the hours of care, dunning, repair and rescue", is_whole=False)
WRITTEN_OFF = _column("written_off", "cents")
RECEIVABLES = _column("receivables", "cents", "owed and overdue at the end of the week")
OVERDUE = _column("overdue", "cents", "the part of it that is overdue")
CLIENTS = _column("clients", "number", "of the firm, at the end of the week")
STATUS_CLIENTS = _column("status_clients", "number")
UNATTACHED = _column("unattached", "number", "organisations without a supplier")
ATTACHMENT = _column("attachment", "sum over clients")
BELIEVED = _column("believed", "sum over clients", "attachment that the firm sees")
GRIEVANCE = _column("grievance", "sum over clients")
VISITS = _column("visits", "number", "caring visits")
OUTAGES = _column("outages", "number", "new faults")
DELIGHTS = _column("delights", "number")
REMINDERS = _column("reminders", "number")
COMPLAINTS = _column("complaints", "number", is_observable=True, kpi=Kpi(
    "complaints", "complaints", "complaints",
    "Complaints by clients; few complaints do not mean satisfied clients.", "relation", "sum"))
NOTICES = _column("notices", "number", "decisions of the firm's clients to leave", is_observable=True)
STATUS_NOTICES = _column("status_notices", "number", "of status clients", is_observable=True)
NEW_CLIENTS = _column("new_clients", "number", "starts of the firm's service", is_observable=True)
ORDER_CALLS = _column("order_calls", "number")
ORDERS = _column("orders", "number")
HUNTING_HOURS = _hours("hunting_hours", "hours_hunting", "hours of hunting", "courting new clients")
CARE_HOURS = _hours("care_hours", "hours_care", "hours of care", "caring visits")
ORDER_HOURS = _hours("order_hours", "hours_orders", "hours of order calls", "order calls")
DUNNING_HOURS = _hours("dunning_hours", "hours_dunning", "hours of dunning", "reminders")
REPAIR_HOURS = _hours("repair_hours", "hours_repair", "hours of repair", "repairs")
RESCUE_HOURS = _hours("rescue_hours", "hours_rescue", "hours of rescue", "delegations to clients at risk")
STAFF_CHANGES = _column("staff_changes", "number", kpi=Kpi("staff_turnover", "turnover of staff", "1/year",
                        "How often the holder of a position changes, per position and year.", "work",
                        "per position and year", "lower"))
CONTACT_CHANGES = _column("contact_changes", "number")
DELIVERY_HOURS = _column("delivery_hours", "hours", "used on clients' work")
DELIVERY_GIVEN = _column("delivery_given", "hours", "set aside for clients' work, where they ask for any")
WORK_ASKED = _column("work_asked", "hours", "of work that clients ask for")
WORK_LAPSED = _column("work_lapsed", "hours", "of work that will never be done: it has waited for too long, or the "
                      "client has left")
UNDONE = _column("undone", "hours", "of work that waits at the end of the week")
LATE_CLIENTS = _column("late_clients", "number", "clients whose work is late at the end of the week",
                       is_observable=True)
PREMIUM = _column("premium", "cents", "the part of the fees beyond `firm.price_index`; below 0 what discounts cost")
ORDER_PREMIUM = _column("order_premium", "cents", "likewise of orders, less credits")
WORK_DONE = _column("work_done", "hours", "of clients' work done")
HELP_HOURS = _column("help_hours", "hours", "the part of delivery_hours that dunning, repair and rescue had left over")
OVERTIME_HOURS = _column("overtime_hours", "hours", "the part of delivery_hours that is overtime")
OVERTIME_PAY = _column("overtime_pay", "cents", "the part of the fixed costs that is paid for overtime")

NAMES = tuple(column.name for column in ALL)
OBSERVABLE = tuple(column.name for column in ALL if column.is_observable)
