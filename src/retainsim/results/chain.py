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


FIGURES = tuple(Figure(link, name, unit) for link, unit, names in (
    ("hours", "hours/week", ("hunting", "care", "orders", "rescue")),
    ("contact", "per client-year", ("caring visits", "order calls", "reminders and outages")),
    ("attachment", "0..1", ("as it is", "as the firm sees it")),
    ("exits", "per 100 client-years",
     ("courted away", "after a tender", "through the firm's own ruin", "for other reasons")),
    ("new clients", "per year", ("won",)),
    ("money", "currency", ("fees and orders, final year", "cash at the end")), ("money", EVENT, ("ruined",)),
) for name in names)


def chain(series: np.ndarray, exits: np.ndarray, facts: Facts) -> np.ndarray:
    """The figures of one world, in the order of FIGURES: means over the whole run unless they say otherwise.

    `series` is its weekly record, `exits` how many there were, one number per reason.
    """
    week = series.T
    served = week[columns.CLIENTS].sum()  # client-weeks
    per_year = WEEKS_PER_YEAR / served if served else np.nan
    courted, tender, ruin = (float(exits[reason]) for reason in (reasons.COURTED, reasons.TENDER, reasons.INSOLVENT))
    return np.array([
        *(week[column].mean() for column in (
            columns.HUNTING_HOURS, columns.CARE_HOURS, columns.ORDER_HOURS, columns.RESCUE_HOURS)),
        week[columns.VISITS].sum() * per_year, week[columns.ORDER_CALLS].sum() * per_year,
        (week[columns.REMINDERS].sum() + week[columns.OUTAGES].sum()) * per_year,
        ratio(week[columns.ATTACHMENT].sum(), served), ratio(week[columns.BELIEVED].sum(), served),
        *(100 * count * per_year for count in (courted, tender, ruin, exits.sum() - courted - tender - ruin)),
        week[columns.NEW_CLIENTS].sum() / (len(series) / WEEKS_PER_YEAR),
        revenue(series[-WEEKS_PER_YEAR:]).sum() / CENTS, week[columns.CASH, -1] / CENTS,
        float(is_insolvent(series, facts)[-1]),
    ])
