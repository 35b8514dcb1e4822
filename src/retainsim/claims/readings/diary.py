"""What experiments read off a world's diary: decisions, exits, losses, returns."""

import numpy as np

from retainsim.claims.kit.lab import Values
from retainsim.declared import codes, columns, events, reasons
from retainsim.model.record import Trace
from retainsim.results import movements
from retainsim.results.facts import WEEKS_PER_YEAR, Facts, ratio
from retainsim.results.movements import FROM, KIND, ORGANISATION, REASON, TO, WEEK


def select(trace: Trace, kind: int, *, of: int | None = None, to: int | None = None, reason: int | None = None,
           ) -> np.ndarray:
    """The events of a kind, of clients of one supplier, to one supplier, for one reason: events x their fields."""
    wanted = {field: value for field, value in {FROM: of, TO: to, REASON: reason}.items() if value is not None}
    rows = movements.of_kind(trace.events, kind)
    return rows[(rows[:, list(wanted)] == list(wanted.values())).all(axis=1)]


def first_weeks(trace: Trace, rows: np.ndarray) -> Values:
    """The week of the first of these events, one per organisation; infinite without one."""
    weeks = np.full(len(trace.fee), np.inf)
    np.minimum.at(weeks, rows[:, ORGANISATION], rows[:, WEEK])
    return weeks


def who(trace: Trace, organisations: np.ndarray) -> np.ndarray:
    """Whether an organisation is one of these: bool, one per organisation."""
    marks = np.zeros(len(trace.fee), bool)
    marks[organisations] = True
    return marks


def attacker(facts: Facts) -> int:
    """The number of the supplier that is called so."""
    return facts.suppliers.index("attacker")


def client_years(trace: Trace) -> float:
    """Years of service of all the firm's clients together."""
    return float(trace.series[:, columns.CLIENTS].sum() / WEEKS_PER_YEAR)


def decisions(trace: Trace, first: int = 0, last: int | None = None) -> np.ndarray:
    """Decisions of the firm's clients to leave, in these weeks: events x their fields."""
    rows = select(trace, events.DECIDES, of=codes.FIRM)
    return rows[(rows[:, WEEK] >= first) & (rows[:, WEEK] < (len(trace.series) if last is None else last))]


def decisions_per_100(trace: Trace, facts: Facts) -> float:
    """Decisions of clients to leave per 100 client-years."""
    return ratio(100 * len(decisions(trace)), client_years(trace))


def lost_to(trace: Trace, *suppliers: int) -> np.ndarray:
    """Identities of clients whose service by the firm ended in favour of one of these suppliers."""
    ends = movements.exits(trace)
    return ends[np.isin(ends[:, TO], suppliers) & (ends[:, REASON] != reasons.DISSOLUTION), ORGANISATION]


def hazards_by_tenure(trace: Trace, bands: np.ndarray) -> Values:
    """Decisions to leave per 100 client-years in each band of tenure [weeks], of those who signed during the run.

    Formula    decisions at a tenure in the band / client-years in it; who dissolves or is still there is censored
    """
    signed = np.full(len(trace.fee), -1)
    decided, served = np.zeros((2, len(bands) - 1))

    def close(organisation: int, week: int) -> None:
        served[:] += np.clip(week - signed[organisation] - bands[:-1], 0, np.diff(bands))
        signed[organisation] = -1

    telling = np.isin(trace.events[:, KIND], (events.STARTS, events.DECIDES, events.DISSOLVES))
    for week, kind, organisation, before, after, _ in trace.events[telling]:
        if kind == events.STARTS and after == codes.FIRM:
            signed[organisation] = week
        elif before == codes.FIRM and signed[organisation] >= 0:
            band = np.searchsorted(bands, week - signed[organisation], "right") - 1
            if kind == events.DECIDES and band < len(decided):
                decided[band] += 1
            close(int(organisation), int(week))
    for organisation in np.flatnonzero(signed >= 0):
        close(int(organisation), len(trace.series))
    with np.errstate(invalid="ignore", divide="ignore"):
        return 100 * WEEKS_PER_YEAR * decided / served
