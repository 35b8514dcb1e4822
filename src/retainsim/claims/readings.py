"""What experiments on claims read off a world: exits, revenue, contacts, from its diary and its weekly record."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from retainsim.declared import columns, reasons
from retainsim.declared import events as kinds
from retainsim.declared.codes import FIRM
from retainsim.model.record import Trace
from retainsim.results import movements
from retainsim.results.facts import CENTS, WEEKS_PER_YEAR, Facts, ratio
from retainsim.study.statistics import CONFIDENCE, t_interval


def client_years(trace: Trace, first: int = 0, last: int | None = None) -> float:
    """Years of service of all the firm's clients together."""
    return float(trace.series[first:last, columns.CLIENTS].sum() / WEEKS_PER_YEAR)


def exits_per_100(trace: Trace, facts: Facts) -> float:
    """Ends of service per 100 client-years; those of an insolvent firm included."""
    years = client_years(trace)
    return 100 * len(movements.exits(trace)) / years if years else np.nan


def decisions(trace: Trace, first: int = 0, last: int | None = None) -> np.ndarray:
    """Decisions of the firm's clients to leave, in these weeks: events x EVENT_COLUMNS."""
    decided = movements.of_kind(trace.events, kinds.DECIDES)
    week = decided[:, movements.WEEK]
    found: np.ndarray = decided[(decided[:, movements.FROM] == FIRM) & (week >= first)
                                & (week < (len(trace.series) if last is None else last))]
    return found


def decisions_per_100(trace: Trace, facts: Facts) -> float:
    """Decisions of clients to leave per 100 client-years."""
    years = client_years(trace)
    return 100 * len(decisions(trace)) / years if years else np.nan


def status_revenue(trace: Trace, facts: Facts) -> float:
    """Recurring revenue of the final year from status clients [thousand]."""
    return float(trace.series[-WEEKS_PER_YEAR:, columns.STATUS_FEES].sum() / CENTS / 1000)


def lost_to(trace: Trace, supplier: int) -> np.ndarray:
    """Identities of clients whose service by the firm ended in favour of this supplier."""
    ended = movements.exits(trace)
    found: np.ndarray = ended[(ended[:, movements.TO] == supplier)
                              & (ended[:, movements.REASON] != reasons.DISSOLUTION), movements.ORGANISATION]
    return found


def hazards_by_tenure(trace: Trace, bands: np.ndarray) -> np.ndarray:
    """Decisions to leave per 100 client-years in each band of tenure [weeks], of those who signed during the run.

    Formula    decisions at a tenure in the band / client-years lived in it; who dissolves or is still there is censored
    """
    weeks = len(trace.series)
    signed = np.full(len(trace.fee), -1)
    decided = np.zeros(len(bands) - 1)
    lived = np.zeros(len(bands) - 1)

    def close(organisation: int, week: int) -> None:
        tenure = week - signed[organisation]
        lived[:] += np.clip(tenure - bands[:-1], 0, np.diff(bands))
        signed[organisation] = -1

    for week, kind, organisation, before, after, _ in trace.events[np.isin(trace.events[:, movements.KIND],
                                                                           (kinds.STARTS, kinds.DECIDES,
                                                                            kinds.DISSOLVES))]:
        if kind == kinds.STARTS and after == FIRM:
            signed[organisation] = week
        elif before == FIRM and signed[organisation] >= 0:
            band = np.searchsorted(bands, week - signed[organisation], "right") - 1
            if kind == kinds.DECIDES and band < len(decided):
                decided[band] += 1
            close(int(organisation), int(week))
    for organisation in np.flatnonzero(signed >= 0):
        close(int(organisation), weeks)
    with np.errstate(invalid="ignore", divide="ignore"):
        hazards: np.ndarray = 100 * WEEKS_PER_YEAR * decided / lived
    return hazards


def weaker(*sides: np.ndarray) -> np.ndarray:
    """Of several patterns that a claim demands at once, one value per world each, that whose interval begins lowest.

    Source     Intersection-union test: Berger 1982, Technometrics 24(4): all show if the weakest does, at no penalty.
    """
    def lower_limit(values: np.ndarray) -> float:
        low = t_interval(values[~np.isnan(values)], CONFIDENCE)[0]
        return -np.inf if low is None else low

    return min(sides, key=lower_limit)


def pseudovalues(statistic: Callable[..., float], *samples: np.ndarray) -> np.ndarray:
    """Values of worlds whose mean estimates, and whose t interval bounds, what is no mean: a ratio, a root.

    Formula    n t - (n - 1) t without this world, t the statistic of samples paired by world
    Source     Tukey 1958, Annals of Mathematical Statistics 29(2): the jackknife.
    Limits     The statistic must be smooth in the samples' means.
    """
    n = len(samples[0])
    whole = statistic(*samples)
    return np.array([n * whole - (n - 1) * statistic(*(np.delete(sample, world) for sample in samples))
                     for world in range(n)])


QUARTER = 13  # [weeks]


def latest_before_quarters(trace: Trace, events: np.ndarray, opening: np.ndarray) -> np.ndarray:
    """As each quarter begins, the week of the latest of these events, `opening` without one.

    The table is (quarters + 1) x organisations.
    """
    latest = np.repeat(opening[np.newaxis].astype(np.int64), len(trace.series) // QUARTER + 1, axis=0)
    np.maximum.at(latest, _after(trace, events), _within_quarters(trace, events)[:, movements.WEEK])
    return np.maximum.accumulate(latest, axis=0)


def number_before_quarters(trace: Trace, events: np.ndarray) -> np.ndarray:
    """How many of these events there were as each quarter begins: (quarters + 1) x organisations."""
    number = np.zeros((len(trace.series) // QUARTER + 1, len(trace.fee)), np.int64)
    np.add.at(number, _after(trace, events), 1)
    return np.cumsum(number, axis=0)


def _within_quarters(trace: Trace, events: np.ndarray) -> np.ndarray:
    found: np.ndarray = events[events[:, movements.WEEK] < len(trace.series) // QUARTER * QUARTER]
    return found


def _after(trace: Trace, events: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    known = _within_quarters(trace, events)
    return known[:, movements.WEEK] // QUARTER + 1, known[:, movements.ORGANISATION]


def undecided_since(trace: Trace) -> tuple[np.ndarray, np.ndarray]:
    """As each quarter begins: who is the firm's client and has not decided to leave; and the week its service started.

    Both are (quarters + 1) x organisations; the week is -1 for service that started before week 0.
    """
    never = np.full(len(trace.fee), -2)
    started = movements.starts(trace)
    since = latest_before_quarters(trace, started[started[:, movements.TO] == FIRM],
                                   np.where(trace.opening_supplier == FIRM, -1, -3))
    ended = latest_before_quarters(trace, movements.exits(trace), never)
    decided = latest_before_quarters(trace, decisions(trace), never)
    return (since > ended) & (since > decided), since


EXIT_REASONS = {"wooed away": reasons.COURTED, "looking for better": reasons.TENDER,
                "for reasons of its own": reasons.BACKGROUND}


def won_back(trace: Trace, facts: Facts) -> tuple[float, ...]:
    """Of former clients that the firm's people courted, those won back [%], by the reason for which they had left."""
    why: dict[int, int] = {}
    tried: dict[int, int] = {}
    won: dict[int, int] = {}
    for _, kind, organisation, before, after, reason in trace.events.tolist():
        if kind == kinds.ENDS and before == FIRM:
            why[organisation] = reason
        elif kind == kinds.TARGETED and after == FIRM and organisation in why:
            tried.setdefault(organisation, why[organisation])
        elif kind == kinds.STARTS and after == FIRM and reason == reasons.COURTED and organisation in tried:
            won.setdefault(organisation, tried[organisation])
    counts = [(sum(r == reason for r in tried.values()), sum(r == reason for r in won.values()))
              for reason in EXIT_REASONS.values()]
    return tuple(100 * ratio(success, attempts) for attempts, success in (
        (len(tried), len(won)), *counts))
