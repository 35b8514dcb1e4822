"""Units played in the threads of this process."""

import threading
from collections.abc import Generator, Iterable
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait

from retainsim.engine.many import LOOK_UP_SECONDS, available_cores
from retainsim.results.folder.shards import Row
from retainsim.study.sweep.units import Job, Unit, play_unit

AHEAD = 4  # units per thread that are played or wait


def play_here(job: Job, units: Iterable[Unit], threads: int | None = None) -> Generator[list[Row], None, None]:
    """The rows of each unit, as they come; what is in flight stops when nobody wants more."""
    stopped, number = threading.Event(), threads or available_cores()
    waiting = iter(units)
    running: set[Future[list[Row]]] = set()
    pool = ThreadPoolExecutor(number)
    try:
        while True:
            for unit in waiting:
                running.add(pool.submit(play_unit, job, unit, stopped.is_set))
                if len(running) >= AHEAD * number:
                    break
            if not running:
                return
            done, running = wait(running, LOOK_UP_SECONDS, FIRST_COMPLETED)
            for future in done:
                yield future.result()
    finally:
        stopped.set()
        pool.shutdown(wait=True, cancel_futures=True)
