"""One world from the first to the last week, in compiled calls so short that an interruption is noticed."""

from collections.abc import Callable, Mapping
from typing import NamedTuple

import numpy as np

from retainsim.declared import columns, fields
from retainsim.declared import events as kinds
from retainsim.declared.codes import ABSENT
from retainsim.engine.loops import live_weeks, populate, take_up_strategy
from retainsim.model.parameters import Parameters
from retainsim.model.population import empty_world, open_books, set_up_handlers
from retainsim.model.record import Opening, Trace
from retainsim.model.state import World, view

CLIENT_WEEKS_PER_CALL = 2_000_000  # some tenths of a second
ORGANISATIONS_PER_CALL = 200_000  # some tenths of a second, too
ROOM = 100_000  # events that the diary can hold beyond those of one full week before it is emptied
Schedule = tuple[tuple[int, Parameters], ...]
"""Weeks from which something else holds, each with what does; in the order of time."""
NO_REPERTOIRE: Mapping[int, Schedule] = {}
Watch = Callable[[int, World, Parameters], None]


class Key(NamedTuple):
    """The key of luck."""

    seed: int
    replication: int


class InterruptedWorldError(Exception):
    """Somebody asked to stop."""


def _live(world: World, schedule: Schedule, weeks: range, series: np.ndarray, is_stopped: Callable[[], bool],
          repertoire: Mapping[int, Schedule] = NO_REPERTOIRE, watch: Watch | None = None) -> np.ndarray:
    """Live some weeks and return the events in them; dates and triggers that fire change the strategy."""
    events = np.empty((0, len(kinds.FIELDS)), np.int32)
    (_, p), *dates = schedule
    stride = 1 if watch else max(1, CLIENT_WEEKS_PER_CALL // max(1, p.organisations))
    week, last = weeks.start, weeks.stop
    while week < last:
        if is_stopped():
            raise InterruptedWorldError
        until = min(last, week + stride, *(date for date, _ in dates[:1]))
        begun, week = week, live_weeks(week, until, p, world, series)
        if watch and week > begun:  # a full diary is emptied before the week is lived
            watch(begun, world, p)
        before = len(events)
        events.resize((before + world.counter[0], len(kinds.FIELDS)), refcheck=False)  # in place, where there is room
        events[before:] = emptied_diary(world)
        left = p
        if world.counter[1] >= 0 and week < last:
            p, dates = _in_force(repertoire[int(p.triggers.becomes[world.counter[1]])], week)
        elif dates and dates[0][0] == week < last:
            (_, p), *dates = dates
        if p is not left:
            change_strategy(left, p, world, week)
    return events


def _in_force(schedule: Schedule, week: int) -> tuple[Parameters, list[tuple[int, Parameters]]]:
    """What a strategy holds from a week on, and its later dates."""
    return ([p for date, p in schedule if date <= week][-1], [(date, p) for date, p in schedule if date > week])


def emptied_diary(world: World) -> np.ndarray:
    """The events in the diary of a world, which may be written over by the next week; the diary is empty then."""
    number, world.counter[0] = int(world.counter[0]), 0
    return world.events[:number]


def set_out(world: World, p: Parameters) -> None:
    """Week 0: the firm takes up the strategy in `p`, and opens its books.

    Raises   `ValueError` for a world with another number of positions.
    """
    if len(world.joined) != p.positions:
        raise ValueError(f"The world has {len(world.joined)} positions, and the strategy {p.positions}.")
    take_up_strategy(p, world)
    open_books(p, world)
    hire_and_dismiss(world, p, 0)


def hire_and_dismiss(world: World, p: Parameters, week: int) -> None:
    """People come and go as the strategy in `p` has it from a week on; what that costs is paid in this week."""
    is_there, was_there = p.staff.is_there != 0, world.joined != ABSENT
    new, leaves = is_there & ~was_there, was_there & ~is_there
    world.extra_costs[0] += (p.staff.hiring_cost[new].sum()
                             + p.staff.dismissal_cost[leaves & (world.joined <= week)].sum())
    world.joined[new], world.joined[leaves] = week, ABSENT


def change_strategy(left: Parameters, p: Parameters, world: World, week: int) -> None:
    """Let the firm follow the strategy in `p` from a week on; one with the same levers changes no bit."""
    # Clients stay where they are unless care is divided anew.
    if (np.array_equal(left.staff.portfolio_capacity, p.staff.portfolio_capacity)
            and left.strategy.care_focus == p.strategy.care_focus):
        set_up_handlers(p, world)
    else:
        take_up_strategy(p, world)
    hire_and_dismiss(world, p, week)
    world.counter[1] = -1


def season(p: Parameters, key: Key, is_stopped: Callable[[], bool] = lambda: False) -> World:
    """A world at week 0, populated and seasoned under the parameters `p`; strategies start from copies of it."""
    world = empty_world(p, key, kinds.MOST_PER_WEEK * p.organisations + ROOM)
    for first in range(0, p.organisations, ORGANISATIONS_PER_CALL):
        if is_stopped():
            raise InterruptedWorldError
        populate(first, min(p.organisations, first + ORGANISATIONS_PER_CALL), p, world)
    set_out(world, p)
    _live(world, ((-p.market.seasoning_weeks, p),), range(-p.market.seasoning_weeks, 0),
          np.empty((0, len(columns.NAMES))), is_stopped)
    return world


def copy_of(seasoned: World) -> World:
    """A copy of a world between two weeks, when its diary is empty: the new one takes memory only as it is written."""
    return seasoned.copy(events=np.empty_like(seasoned.events))


def play(seasoned: World, p: Parameters, weeks: int, is_stopped: Callable[[], bool] = lambda: False,
         repertoire: Mapping[int, Schedule] = NO_REPERTOIRE, watch: Watch | None = None, *,
         dates: Schedule = (), is_last: bool = False) -> tuple[World, Trace]:
    """Live `weeks` weeks under the strategy in `p`, from a copy of a seasoned world; the last strategy uses it up.

    `dates` say what takes the place of `p` later. `repertoire` holds the strategies that triggers may lead to, by their
    place in the scenario, each from week 0 on. `watch(week, world, p)` may look at the world at the end of each week,
    as what holds then, `p`, has left it; it changes no bit.
    """
    world = seasoned if is_last else copy_of(seasoned)
    set_out(world, p)
    opening = opening_of(world, p)
    series = np.zeros((weeks, len(columns.NAMES)))
    events = _live(world, ((0, p), *dates), range(weeks), series, is_stopped, repertoire, watch)
    return world, trace_of(world, opening, series, events)


def opening_of(world: World, p: Parameters) -> Opening:
    """How a world stands that has not been lived yet."""
    return Opening(*(view(world.whole, field, p.organisations) for field in (fields.SUPPLIER, fields.PRICE)))


def trace_of(world: World, opening: Opening, series: np.ndarray, events: np.ndarray) -> Trace:
    """What a world leaves behind after the weeks in `series`, with how it stood at week 0."""
    organisations = len(opening.supplier)
    segment, final, price = (view(world.whole, field, organisations)
                             for field in (fields.SEGMENT, fields.SUPPLIER, fields.PRICE))
    person, firm, believed = (view(world.real, field, organisations)
                              for field in (fields.ATTACH_PERSON, fields.ATTACH_FIRM, fields.BELIEVED))
    fee = world.fee[:organisations].astype(np.int64)
    return Trace(series, events, fee, segment, opening.supplier, final, np.array([person, firm]), believed,
                 opening.price, price)
