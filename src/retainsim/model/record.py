"""What a world leaves behind: the columns of the weekly series, and the trace as a whole."""

from typing import NamedTuple

import numpy as np

COLUMNS = (
    "cash",  # [cents] at the end of the week
    "collected",  # [cents] payments of invoices
    "fees",  # [cents] recurring revenue of the week
    "status_fees",  # [cents] the part of it from status clients
    "order_revenue",  # [cents]
    "credits",  # [cents] what second suppliers take of the fees
    "direct_costs",  # [cents]
    "fixed_costs",  # [cents] wages, overhead, advertising
    "finding_costs",  # [cents] the part of it for hunting hours and advertising
    "keeping_costs",  # [cents] the part of it for the hours of care, dunning, repair and rescue
    "written_off",  # [cents]
    "receivables",  # [cents] owed and overdue at the end of the week
    "overdue",  # [cents] the part of it that is overdue
    "clients",  # of the firm, at the end of the week
    "status_clients",
    "unattached",  # organisations without a supplier
    "attachment",  # sum over the firm's clients
    "believed",  # sum over the firm's clients of the attachment that the firm sees
    "grievance",  # sum over the firm's clients
    "visits",  # caring visits
    "outages",  # new faults
    "delights",
    "reminders",
    "complaints",
    "notices",  # decisions of the firm's clients to leave
    "status_notices",
    "new_clients",  # starts of the firm's service
    "order_calls",
    "orders",
    "hunting_hours",  # [hours] used
    "care_hours",
    "order_hours",
    "dunning_hours",
    "repair_hours",
    "rescue_hours",
    "staff_changes",
    "contact_changes",
)
(
    R_CASH, R_COLLECTED, R_FEES, R_STATUS_FEES, R_ORDER_REVENUE, R_CREDITS, R_DIRECT_COSTS, R_FIXED_COSTS,
    R_FINDING_COSTS, R_KEEPING_COSTS, R_WRITTEN_OFF, R_RECEIVABLES, R_OVERDUE, R_CLIENTS,
    R_STATUS_CLIENTS, R_UNATTACHED, R_ATTACHMENT, R_BELIEVED, R_GRIEVANCE, R_VISITS, R_OUTAGES, R_DELIGHTS, R_REMINDERS,
    R_COMPLAINTS, R_NOTICES, R_STATUS_NOTICES, R_NEW_CLIENTS, R_ORDER_CALLS, R_ORDERS, R_HUNTING_HOURS,
    R_CARE_HOURS, R_ORDER_HOURS, R_DUNNING_HOURS, R_REPAIR_HOURS, R_RESCUE_HOURS, R_STAFF_CHANGES, R_CONTACT_CHANGES,
) = range(len(COLUMNS))


class Trace(NamedTuple):
    """What one world leaves behind."""

    series: np.ndarray  # float64, weeks x COLUMNS
    events: np.ndarray  # int32, events x EVENT_COLUMNS
    fee: np.ndarray  # int32 [cents/week], one per organisation
    segment: np.ndarray  # int32, one per organisation
    opening_supplier: np.ndarray  # int32, one per organisation, at week 0
    final_supplier: np.ndarray  # int32, one per organisation
    final_attachment: np.ndarray  # float32 [0..1], person and firm: 2 x organisations
    final_believed: np.ndarray  # float32 [0..1], one per organisation: as the firm sees it
