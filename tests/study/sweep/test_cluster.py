"""A sweep over a real scheduler and two real workers on loopback, one of which is killed midway."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

import retainsim
from retainsim.cli.root import root
from retainsim.experiment import load_experiment
from retainsim.results.folder.layout import REPLICATIONS, ResultsError
from retainsim.scenario import ScenarioError
from retainsim.study.robustness.answer import robustness
from retainsim.study.robustness.statement import with_budget
from retainsim.study.setup.request import Progress
from retainsim.study.sweep import cluster
from retainsim.study.sweep.cluster import crew_of, is_open_to_others, refuse_address
from retainsim.study.sweep.session import sweep

from ..robustness import test_robustness as robust
from .test_sweep import EXPERIMENT, experiment
from .test_tables_of_worlds import kept_in

pytest.importorskip("distributed")
Worker = Callable[[], subprocess.Popen[bytes]]
HERE = "tcp://127.0.0.1"


def dask(*args: str) -> subprocess.Popen[bytes]:
    sources = str(Path(retainsim.__file__).parents[1])
    return subprocess.Popen([sys.executable, "-m", "dask", *args], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                            env={**os.environ, "PYTHONPATH": sources}, start_new_session=True)


def stop(process: subprocess.Popen[bytes]) -> None:
    """Kill a process and whatever it has started."""
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
    process.wait(timeout=30)


@pytest.fixture
def scheduler() -> Iterator[str]:
    """The address of a scheduler without workers."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port = one.getsockname()[1]
    process = dask("scheduler", "--host", "127.0.0.1", "--port", str(port), "--no-dashboard", "--no-show")
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        with socket.socket() as one:
            if one.connect_ex(("127.0.0.1", port)) == 0:
                break
        time.sleep(0.1)
    yield f"{HERE}:{port}"
    stop(process)


@pytest.fixture
def workers(scheduler: str) -> Iterator[list[subprocess.Popen[bytes]]]:
    """Two workers, which have said that they are there."""
    from distributed import Client

    processes = [dask("worker", scheduler, "--nthreads", "1", "--no-nanny", "--no-dashboard") for _ in range(2)]
    with Client(scheduler, timeout="60 s", set_as_default=False) as client:
        client.wait_for_workers(2, timeout=120)
    yield processes
    for process in processes:
        stop(process)


def test_the_same_though_a_worker_is_killed(
        scheduler: str, workers: list[subprocess.Popen[bytes]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
        ) -> None:
    monkeypatch.setattr(cluster, "SECONDS", 0.01)  # many small batches
    text = EXPERIMENT.replace("replications = 3", "replications = 12")
    done = 0

    def count() -> None:
        nonlocal done
        done += 1
        if done == 20:
            stop(workers[0])

    with crew_of(scheduler) as crew:
        there = sweep(experiment(tmp_path, text), tmp_path / "there", crew=crew, keep=["weeks", "events"],
                      progress=Progress(on_done=count))
    sweep(load_experiment(tmp_path / "mine.toml"), tmp_path / "here", keep=["weeks", "events"])
    assert workers[0].poll() is not None
    assert there.failures == 0
    assert kept_in(tmp_path / "there") == kept_in(tmp_path / "here")


@pytest.mark.usefixtures("workers")
def test_robustness_is_the_same_there(scheduler: str, tmp_path: Path) -> None:
    mine = robust.experiment(tmp_path)
    with crew_of(scheduler) as crew:
        there = robustness(with_budget(mine, 600), tmp_path / "there", robust.CASH, crew=crew)
    here = robustness(with_budget(mine, 600), tmp_path / "here", robust.CASH)
    assert there == here
    assert len({point.worlds for point in here.points}) > 1  # the second look is part of it
    assert (tmp_path / "there" / REPLICATIONS).read_bytes() == (tmp_path / "here" / REPLICATIONS).read_bytes()


def test_a_scheduler_without_workers_is_refused(scheduler: str) -> None:
    with pytest.raises(ResultsError, match="has no workers"), crew_of(scheduler):
        pass


@pytest.mark.usefixtures("workers")
def test_workers_of_another_version_are_refused(scheduler: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "VERSION", "99.0")
    with pytest.raises(ResultsError, match=r"2 of 2 workers cannot play this sweep: .* this is 99\.0\."), \
            crew_of(scheduler):
        pass


def test_nobody_at_the_address_and_no_folder_is_begun(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "PATIENCE", "1 s")
    experiment(tmp_path)
    told = CliRunner().invoke(root, ["sweep", str(tmp_path / "mine.toml"), "--out", str(tmp_path / "rows"),
                                     "--cluster", f"{HERE}:9"])
    assert told.exit_code != 0
    assert "No Dask scheduler answers at" in told.output
    assert not (tmp_path / "rows").exists()


@pytest.mark.parametrize("address", ["here", "http://a:1", "tcp://", "127.0.0.1:8786"])
def test_what_is_no_address(address: str) -> None:
    with pytest.raises(ScenarioError, match="must be the address of a Dask scheduler"):
        refuse_address(address)


def test_who_may_listen() -> None:
    assert is_open_to_others("tcp://10.0.0.1:8786")
    assert not is_open_to_others("tcp://127.0.0.1:8786")
    assert not is_open_to_others("tls://10.0.0.1:8786")
