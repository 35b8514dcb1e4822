"""The chain of causes in one world: from hours to contact, to attachment, to exits, to money."""

from typing import NamedTuple

import numpy as np

from retainsim.declared import columns, reasons
from retainsim.results.account import revenue
from retainsim.results.facts import CENTS, WEEKS_PER_YEAR, Facts, is_insolvent, ratio
from retainsim.results.kpis.kpi import EVENT


class Figure(NamedTuple):
    """One figure of a link."""

    link: str
    name: str
    unit: str


FIGURES = (
    Figure("hours", "hunting", "hours/week"),
    Figure("hours", "care", "hours/week"),
    Figure("hours", "orders", "hours/week"),
    Figure("hours", "rescue", "hours/week"),
    Figure("contact", "caring visits", "per client-year"),
    Figure("contact", "order calls", "per client-year"),
    Figure("contact", "reminders and outages", "per client-year"),
    Figure("attachment", "as it is", "0..1"),
    Figure("attachment", "as the firm sees it", "0..1"),
    Figure("exits", "courted away", "per 100 client-years"),
    Figure("exits", "after a tender", "per 100 client-years"),
    Figure("exits", "through the firm's own ruin", "per 100 client-years"),
    Figure("exits", "for other reasons", "per 100 client-years"),
    Figure("new clients", "won", "per year"),
    Figure("money", "fees and orders, final year", "currency"),
    Figure("money", "cash at the end", "currency"),
    Figure("money", "ruined", EVENT),
)


def chain(series: np.ndarray, exits: np.ndarray, facts: Facts) -> np.ndarray:
    """The figures of one world, in the order of FIGURES: means over the whole run unless they say otherwise.

    `series` is its weekly record, `exits` how many there were, one number per reason.
    """
    week = series.T
    served = week[columns.CLIENTS].sum()  # client-weeks
    per_year = WEEKS_PER_YEAR / served if served else np.nan

    def per_client_year(*counted: int) -> float:
        return float(sum(week[column].sum() for column in counted) * per_year)

    courted, tender, ruin = (float(exits[reason]) for reason in (reasons.COURTED, reasons.TENDER, reasons.INSOLVENT))
    return np.array([
        *(week[column].mean() for column in (
            columns.HUNTING_HOURS, columns.CARE_HOURS, columns.ORDER_HOURS, columns.RESCUE_HOURS)),
        per_client_year(columns.VISITS), per_client_year(columns.ORDER_CALLS),
        per_client_year(columns.REMINDERS, columns.OUTAGES),
        ratio(week[columns.ATTACHMENT].sum(), served), ratio(week[columns.BELIEVED].sum(), served),
        *(100 * count * per_year for count in (courted, tender, ruin, exits.sum() - courted - tender - ruin)),
        week[columns.NEW_CLIENTS].sum() / (len(series) / WEEKS_PER_YEAR),
        revenue(series[-WEEKS_PER_YEAR:]).sum() / CENTS, week[columns.CASH, -1] / CENTS,
        float(is_insolvent(series, facts)[-1]),
    ])
