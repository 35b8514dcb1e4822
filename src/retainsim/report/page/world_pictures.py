"""The figures of one world, from its trace; and that of one client's life."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from retainsim.declared import columns, events, reasons
from retainsim.declared.codes import FIRM
from retainsim.model.record import Trace
from retainsim.report.figures import attachment, life, one_world
from retainsim.report.figures.axis import Starts
from retainsim.report.figures.style import Picture
from retainsim.report.quantities import scale
from retainsim.report.run import OneWorld
from retainsim.results import movements
from retainsim.results.facts import CENTS, is_insolvent
from retainsim.results.kpis.kpi import MONEY
from retainsim.results.life import Life
from retainsim.results.movements import FROM, KIND, REASON, TO, WEEK
from retainsim.results.story import Course
from retainsim.scenario.schema import JOBS

HOURS = [columns.HUNTING_HOURS, columns.CARE_HOURS, columns.ORDER_HOURS, columns.DUNNING_HOURS,
         columns.REPAIR_HOURS, columns.RESCUE_HOURS]  # in the order of JOBS
QUARTER = one_world.QUARTER


def world_pictures(lived: OneWorld) -> Iterator[Picture]:
    """What is drawn of one world."""
    trace, starts = lived.trace, _starts(lived)
    if lived.life:
        yield _of_a_life(lived, lived.life, starts)
    cash = trace.series[:, columns.CASH] / CENTS
    on_scale = scale(MONEY, [float(cash.max()), float(cash.min())])
    clients, status = (trace.series[:, column] for column in (columns.CLIENTS, columns.STATUS_CLIENTS))
    tried = trace.events[(trace.events[:, KIND] == events.TRIES) & (trace.events[:, FROM] == FIRM), WEEK]
    turns = [(f"strategy becomes {phase.strategy}", phase.week) for phase in lived.course.phases[1:]]
    broke = np.flatnonzero(is_insolvent(trace.series, lived.facts))
    turns += [("the firm is ruined", int(broke[0]))] if len(broke) else []
    yield Picture(
        "world-state", "Money and clients", "Dashed lines mark what changed the course of this world.",
        f"Lines over time: cash goes from {cash[0]:,.0f} to {cash[-1]:,.0f}, clients from {clients[0]:,.0f} to "
        f"{clients[-1]:,.0f}, clients of status from {status[0]:,.0f} to {status[-1]:,.0f}.",
        lambda layout: one_world.draw_state(layout, cash / on_scale.factor, on_scale.unit,
                                            -lived.facts.credit_line / CENTS / on_scale.factor, clients, status, tried,
                                            starts, turns))
    with np.errstate(invalid="ignore", divide="ignore"):
        true, believed = (np.where(clients > 0, trace.series[:, column] / clients, np.nan)
                          for column in (columns.ATTACHMENT, columns.BELIEVED))
    yield Picture(
        "world-attachment", "Attachment of the clients as it is, and as the firm believes (0 none, 1 full)",
        "The firm learns of its clients by complaints and caring visits only; silence passes for contentment.",
        f"Two lines over time: attachment ends at {_last(true)}, the firm believes {_last(believed)}.",
        lambda layout: attachment.draw(layout, [lived.course.phases[0].strategy], true[None], believed[None], starts))
    won, lost = _per_quarter(trace)
    ruined = "; those whom the ruined firm lost at last are left out" if len(broke) else ""
    yield Picture(
        "world-moves", "Clients won and lost in each quarter",
        f"A quarter has 13 weeks; those lost count downwards{ruined}.",
        f"Bars over time: {won.sum():,.0f} clients won, {lost.sum():,.0f} lost.",
        lambda layout: one_world.draw_moves(layout, won, lost, starts))
    hours = _quarterly_means(trace)
    used = [place for place, row in enumerate(hours) if row.any()]
    yield Picture(
        "world-hours", "What people's hours go into (mean of each quarter)",
        "Hours that are used; the rest of the week is administration, or nobody asked for it.",
        "Stacked areas over time, hours a week in the mean: "
        + ", ".join(f"{JOBS[place]} {hours[place].mean():,.0f}" for place in used) + ".",
        lambda layout: one_world.draw_hours(layout, JOBS, hours, starts))


def _of_a_life(lived: OneWorld, life_: Life, starts: Starts) -> Picture:
    """How one client felt, and what the firm knew of it."""
    name = lived.names.name(life_.organisation)
    return Picture(
        "client-life", f"How {name} felt, and what the firm knew",
        "Shaded where a rival is at the door and the firm does not know. Grey where it is not the firm's client: then "
        "attachment and grievance concern another supplier.",
        f"Attachment of {name}, as it is and as the firm believes, courtship by rivals, grievance, and a lane for each "
        "kind of event; the same is told in words on this page.",
        lambda layout: life.draw(layout, life_by_week(life_, lived.course), _events(life_), starts))


def life_by_week(life_: Life, course: Course) -> life.LifeByWeek:
    """A life as it is drawn."""
    weeks = life_.weeks
    ours = np.array([now.supplier == FIRM for now in weeks])
    courted = np.array([now.suitor > FIRM for now in weeks])
    known = np.array([now.is_alarmed or now.has_decided or course.knows_of_courtship(week)
                      for week, now in enumerate(weeks)])

    attachment_, believed, courtship, grievance = np.array(
        [(now.attachment, now.believed, now.courtship, now.grievance) for now in weeks], float).T
    return life.LifeByWeek(attachment_, believed, np.where(courted, courtship, np.nan), grievance, ours, courted,
                           np.array([now.is_trying for now in weeks]), known)


def _events(life_: Life) -> dict[str, list[int]]:
    """The weeks of what is marked in a life, by its word."""
    rows = life_.events
    kinds = {"fault": events.FAULT, "complaint": events.COMPLAINS, "delegation": events.RESCUED,
             "decision": events.DECIDES}
    found = {word: rows[rows[:, KIND] == kind, WEEK].tolist() for word, kind in kinds.items()}
    moves = rows[np.isin(rows[:, KIND], (events.ENDS, events.STARTS)), WEEK]
    visits = [week for week, now in enumerate(life_.weeks) if now.is_visited and now.supplier == FIRM]
    all_kinds = {"caring visit": visits, **found, "new supplier": sorted(set(moves.tolist()))}
    return {word: weeks for word, weeks in all_kinds.items() if weeks}


def _starts(lived: OneWorld) -> Starts:
    return [(lived.facts.suppliers[supplier], week) for week, supplier in lived.course.entries]


def _per_quarter(trace: Trace) -> tuple[np.ndarray, np.ndarray]:
    """Clients won and lost, one per quarter; without those whom only ruin drove away."""
    quarters = -(-len(trace.series) // QUARTER)
    started, exits = movements.starts(trace), movements.exits(trace)
    won = started[started[:, TO] == FIRM, WEEK]
    lost = exits[exits[:, REASON] != reasons.INSOLVENT, WEEK]
    return np.bincount(won // QUARTER, minlength=quarters), np.bincount(lost // QUARTER, minlength=quarters)


def _quarterly_means(trace: Trace) -> np.ndarray:
    """Hours of a week: jobs x quarters."""
    hours = trace.series[:, HOURS]
    return np.array([hours[first:first + QUARTER].mean(axis=0) for first in range(0, len(hours), QUARTER)]).T


def _last(values: np.ndarray) -> str:
    known = values[np.isfinite(values)]
    return f"{known[-1]:.2f}" if len(known) else "nothing"
