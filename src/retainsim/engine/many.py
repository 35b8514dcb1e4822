"""Many worlds side by side: one replication is one task, its strategies share the seasoned world."""

import os
import threading
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from typing import TypeVar

from retainsim.engine.world import Key, Schedule, play, season
from retainsim.model.parameters import Parameters
from retainsim.model.record import Trace

T = TypeVar("T")
LOOK_UP_SECONDS = 0.2  # how soon the main thread notices an interruption
QUEUE = 4096  # tasks handed out at a time: enough for any machine, little to prepare for a million


def available_cores() -> int:
    """Cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@dataclass(frozen=True)
class Lineup:
    """Strategies that start from the same seasoned worlds, for so many weeks."""

    seasoned_by: Parameters
    strategies: Mapping[str, Parameters]
    dates: Mapping[str, Schedule]  # what takes the place of each strategy's parameters later
    repertoire: Mapping[int, Schedule]  # the strategies that triggers may lead to, by their place in the scenario
    seed: int
    weeks: int


def live_side_by_side(lineups: Sequence[Lineup], replication: int, measure: Callable[[Lineup, str, Trace], T],
                      is_stopped: Callable[[], bool] = lambda: False) -> list[dict[str, T]]:
    """One replication of several lineups that share their seasoned worlds: the measures by strategy, of each."""
    first, last = lineups[0], lineups[-1]
    *_, name_of_last = last.strategies
    world = season(first.seasoned_by, Key(first.seed, replication), is_stopped)
    return [{name: measure(lineup, name, play(
        world, p, lineup.weeks, is_stopped, lineup.repertoire, dates=lineup.dates.get(name, ()),
        is_last=lineup is last and name == name_of_last)[1]) for name, p in lineup.strategies.items()}
        for lineup in lineups]


def play_in_order(lineup: Lineup, replications: Sequence[int], measure: Callable[[str, Trace], T],
                  take: Callable[[int, dict[str, T]], None], *, threads: int | None = None,
                  on_done: Callable[[], None] = lambda: None, ahead: int = QUEUE) -> None:
    """Play every strategy in every replication; `take(replication, measures by strategy)` in the order of these.

    At most `ahead` replications are played or wait to be taken, so that memory does not grow with their number.
    What is taken does not depend on `threads` (default: all cores): a world is lived by one thread, from its own key.
    It is taken in the calling thread. Interrupting that thread stops the others within a compiled call, some tenths of
    a second.
    """
    stopped = threading.Event()

    def one(replication: int) -> dict[str, T]:
        return live_side_by_side([lineup], replication, lambda _, name, trace: measure(name, trace), stopped.is_set)[0]

    running: dict[Future[dict[str, T]], int] = {}
    early: dict[int, dict[str, T]] = {}  # done before those in front of them
    started = done = 0
    with ThreadPoolExecutor(threads or available_cores()) as pool:
        try:
            while done < len(replications):
                for place in range(started, min(len(replications), done + ahead)):
                    running[pool.submit(one, replications[place])] = place
                    started += 1
                for future in wait(running, LOOK_UP_SECONDS, FIRST_COMPLETED).done:
                    early[running.pop(future)] = future.result()
                    on_done()
                while done in early:
                    take(replications[done], early.pop(done))
                    done += 1
        except BaseException:
            stopped.set()
            pool.shutdown(wait=False, cancel_futures=True)
            raise
