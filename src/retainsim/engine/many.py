"""Many worlds side by side: one replication is one task, its strategies share the seasoned world."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, ThreadPoolExecutor, wait
from itertools import islice
from typing import TypeVar

from retainsim.engine.world import NO_REPERTOIRE, Key, play, season
from retainsim.model.parameters import Parameters
from retainsim.model.record import Trace

T = TypeVar("T")
LOOK_UP_SECONDS = 0.2  # how soon the main thread notices an interruption
QUEUE = 4096  # tasks handed out at a time: enough for any machine, little to prepare for a million


def available_cores() -> int:
    """Cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def play_replications(
    seasoned_by: Parameters,
    strategies: Mapping[str, Parameters],
    seed: int,
    replications: Sequence[int],
    weeks: int,
    measure: Callable[[str, Trace], T],
    threads: int | None = None,
    on_done: Callable[[], None] = lambda: None,
    repertoire: Mapping[int, Parameters] = NO_REPERTOIRE,
) -> dict[str, list[T]]:
    """Play every strategy in every replication; keep `measure(strategy, trace)`, in the order of `replications`.

    `repertoire` holds the strategies that triggers may lead to. Results do not depend on `threads` (default: all
    cores): a world is lived by one thread, from its own key.
    Interrupting the main thread stops the others within a compiled call, some tenths of a second.
    """
    stopped = threading.Event()

    def one(replication: int) -> dict[str, T]:
        key = Key(seed, replication)
        world = season(seasoned_by, key, stopped.is_set)
        return {name: measure(name, play(world, p, key, weeks, stopped.is_set, repertoire)[1])
                for name, p in strategies.items()}

    with ThreadPoolExecutor(threads or available_cores()) as pool:
        rows: dict[int, dict[str, T]] = {}
        waiting = iter(replications)
        running = {pool.submit(one, replication): replication for replication in islice(waiting, QUEUE)}
        try:
            while running:
                done, _ = wait(running, LOOK_UP_SECONDS, FIRST_COMPLETED)
                for future in done:
                    rows[running.pop(future)] = future.result()
                    on_done()
                running |= {pool.submit(one, replication): replication for replication in islice(waiting, len(done))}
        except BaseException:
            stopped.set()
            pool.shutdown(wait=False, cancel_futures=True)
            raise
    return {name: [rows[replication][name] for replication in replications] for name in strategies}
