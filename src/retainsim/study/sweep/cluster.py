"""Units played by the workers of a Dask cluster: the same rows, bit for bit, whoever plays them.

A batch is as many units as take some seconds, so that the scheduler is no bottleneck. Batches of a worker that dies are
played by another; what has come back is on this machine's disk.
"""

import time
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from itertools import islice
from typing import Any
from urllib.parse import urlsplit

from retainsim.results.folder.layout import ResultsError
from retainsim.results.folder.shards import Row
from retainsim.scenario.errors import Problem, ScenarioError, printable, quote
from retainsim.study.sweep.units import Job, Unit, play_unit
from retainsim.version import VERSION

SECONDS = 3.0  # that a batch shall take
LARGEST = 500  # units of a batch
AHEAD = 3  # batches per thread that are played or wait
PATIENCE = "15 s"  # for the scheduler to answer
SCHEMES = ("tcp", "tls", "ucx", "ws", "wss", "inproc")
LOOPBACK = ("localhost", "127.0.0.1", "::1")
Crew = Callable[[Job, Iterable[Unit]], Generator[list[Row], None, None]]


def refuse_address(address: str) -> None:
    """Raise `ScenarioError` for what is no address of a cluster."""
    parts = urlsplit(address)
    if parts.scheme not in SCHEMES or not parts.netloc:
        raise ScenarioError([Problem(f"--cluster {quote(address)}", None, "", "must be the address of a Dask scheduler",
                                     fix="For instance tcp://127.0.0.1:8786, or tls://host:8786.")])


def is_open_to_others(address: str) -> bool:
    """Whether anybody on the way may read and send what is played: a scheduler runs what it is sent."""
    parts = urlsplit(address)
    return parts.scheme in ("tcp", "ws") and parts.hostname not in LOOPBACK


@contextmanager
def crew_of(address: str) -> Iterator[Crew]:
    """A crew that plays on the workers of a scheduler, which has answered: nothing is begun where none does.

    Raises   `ResultsError` where there is no such cluster, or no fit worker.
    """
    try:
        from distributed import Client
    except ImportError:
        raise ResultsError("A cluster needs Dask: pip install 'retainsim[cluster]'.") from None
    try:
        client = Client(address, timeout=PATIENCE, set_as_default=False)
    except (OSError, TimeoutError, ValueError, RuntimeError) as error:
        raise ResultsError(f"No Dask scheduler answers at {printable(address)}: {printable(str(error), 200)}."
                           ) from None
    with client:
        _refuse_unfit(client, address)
        yield partial(_rows, client, address)


def _rows(client: Any, address: str, job: Job, units: Iterable[Unit]) -> Generator[list[Row], None, None]:
    """The rows of each unit, as they come."""
    from distributed import as_completed

    waiting, batch = iter(units), 1
    running = as_completed(loop=client.loop)

    def submit() -> None:
        while running.count() < AHEAD * max(1, sum(client.nthreads().values())):
            if not (more := list(islice(waiting, batch))):
                return
            running.add(client.submit(_play, job, more, pure=False, retries=2))

    submit()
    for future in running:
        if future.status == "error":
            reason = printable(str(future.exception()), 300)
            raise ResultsError(f"A worker of {printable(address)} failed: {reason}; what was played before "
                               "is kept, and --resume goes on from there.")
        rows, seconds, count = future.result()
        # At most twice as many at a time: the first units of a worker wait for its compiler.
        batch = max(1, min(LARGEST, 2 * batch, int(SECONDS * count / max(seconds, 1e-3))))
        submit()
        yield rows


def _play(job: Job, units: list[Unit]) -> tuple[list[Row], float, int]:
    """Runs on a worker: the rows of some units, the seconds that they took, and their number."""
    if job.version != VERSION:
        raise RuntimeError(f"it has retainsim {VERSION}, the sweep is played by {job.version}")
    begun = time.perf_counter()
    return [row for unit in units for row in play_unit(job, unit)], time.perf_counter() - begun, len(units)


def _version() -> str:
    """Runs on a worker, by value: the package may be missing there."""
    try:
        from retainsim import version
    except ImportError:
        return ""
    return version.VERSION


def _refuse_unfit(client: Any, address: str) -> None:
    """Raise `ResultsError` unless there are workers, all of them with this version of the package."""
    try:
        versions = client.run(_by_value(_version))
    except Exception as error:
        raise ResultsError(f"The workers of {printable(address)} do not answer: {printable(str(error), 200)}."
                           ) from None
    if not versions:
        raise ResultsError(f"The scheduler at {printable(address)} has no workers. Start some: dask worker {address}.")
    unfit = {worker: there for worker, there in versions.items() if there != VERSION}
    if unfit:
        worker, there = next(iter(unfit.items()))
        has = f"has retainsim {printable(there)}" if there else "has no retainsim"
        raise ResultsError(f"{len(unfit)} of {len(versions)} workers cannot play this sweep: {printable(worker)} "
                           f"{has}, this is {VERSION}. Install the same version there.")


def _by_value(function: Any) -> Any:
    """A function that travels as its code, and not as a name to be imported."""
    from types import FunctionType

    copy = FunctionType(function.__code__, {"__builtins__": __builtins__}, function.__name__)
    copy.__module__ = "__main__"
    return copy
