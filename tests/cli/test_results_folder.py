"""`compare --out` and `rerun` as a user calls them, and as a user stops them."""

import json
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from cli.tiny import Said
from retainsim.scenario import load
from retainsim.study.compare import compare
from retainsim.study.setup.request import Request

Call = Callable[..., Said]
Start = Callable[..., subprocess.Popen[str]]
SHORT = ["compare", "tiny.toml", "--replications", "2", "--weeks", "20", "--out", "kept"]
LONG = ["compare", "tiny.toml", "--replications", "100000", "--out", "kept", "--force"]


@pytest.fixture
def kept(tiny: Path) -> Path:
    """A results folder, as `compare --out` leaves it before it writes the report."""
    compare(load(tiny), Request(replications=2, weeks=20, out=tiny.parent / "kept"))
    return tiny.parent / "kept"


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def others(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.parent.iterdir() if path.name not in ("tiny.toml", "kept"))


def test_an_existing_folder_needs_force(kept: Path, call: Call) -> None:
    before = contents(kept)
    said = call(*SHORT)
    assert said == (2, "", "--out kept\n  exists and is not empty. Name another folder, or give --force to replace the "
                           "results in it.\n")
    assert contents(kept) == before
    assert call(*SHORT, "--force", "--seed", "5").code == 0
    assert json.loads((kept / "provenance.json").read_text())["seed"] == 5
    assert others(kept) == []


def test_a_row_agrees(kept: Path, call: Call) -> None:
    said = call("rerun", "kept", "--row", "3")
    assert said.code == 0
    assert said.out.startswith("tiny, nurture: 20 weeks, replication 1, seed 1, row 3")
    assert "Agrees with row 3 of kept bit for bit: " in said.out
    found = json.loads(call("rerun", "kept", "--row", "3", "--json").out)
    assert (found["strategy"], found["replication"], found["agrees"], found["differences"]) == ("nurture", 1, True, [])


@pytest.mark.parametrize(("file", "column", "said"), [
    ("replications", "cash_end", "cash_end was"), ("weeks", "cash_cents", "weeks.parquet differs in cash_cents"),
    ("events", "organisation", "events.parquet differs in organisation")])
def test_a_row_that_somebody_has_changed(file: str, column: str, said: str, kept: Path, call: Call) -> None:
    rows = pd.read_parquet(kept / f"{file}.parquet")
    rows.loc[0, column] += 1
    rows.to_parquet(kept / f"{file}.parquet", index=False)
    found = call("rerun", "kept", "--row", "0")
    assert found.code == 1
    assert found.err.startswith("Error: Row 0 of kept differs from what is played now:\n")
    assert said in found.err
    assert "The version is the same" in found.err
    assert json.loads(call("rerun", "kept", "--row", "0", "--json").out)["agrees"] is False
    assert call("rerun", "kept", "--row", "3").code == 0


def test_another_version_is_the_reason(kept: Path, call: Call) -> None:
    told = json.loads((kept / "provenance.json").read_text()) | {"retainsim": "0.0.1"}
    (kept / "provenance.json").write_text(json.dumps(told))
    assert call("rerun", "kept", "--row", "0").code == 0  # it may agree all the same
    scenario = (kept / "scenario.toml").read_text()
    (kept / "scenario.toml").write_text(scenario.replace("seed = 1\n", "seed = 2\n"))
    found = call("rerun", "kept", "--row", "0")
    assert found.code == 1
    assert "scenario.toml has the digest" in found.err
    assert "The results were written by retainsim 0.0.1, this is" in found.err


def test_what_is_no_results_folder(kept: Path, call: Call) -> None:
    said = call("rerun", "nowhere", "--row", "0")
    assert said == (2, "", "nowhere\n  is not a results folder, such as compare --out writes: there is no "
                           "provenance.json in it.\n")
    assert call("rerun", "kept", "--row", "4").code == 2


def begun(command: subprocess.Popen[str], folder: Path) -> None:
    """Wait until the command is in the middle of writing."""
    limit = time.monotonic() + 300
    while time.monotonic() < limit:
        if any(path.stat().st_size > 10_000 for path in folder.parent.glob(".kept-*/*")):
            return
        assert command.poll() is None, command.communicate()
        time.sleep(0.05)
    raise AssertionError("it never began")


def test_killed_in_the_middle(kept: Path, start: Start) -> None:
    before = contents(kept)
    command = start(*LONG)
    begun(command, kept)
    command.kill()
    command.communicate(timeout=60)
    assert contents(kept) == before
    assert all(name.startswith(".kept-") for name in others(kept))


def test_interrupted_in_the_middle(kept: Path, start: Start) -> None:
    before = contents(kept)
    command = start(*LONG)
    begun(command, kept)
    command.send_signal(signal.SIGINT)
    assert command.communicate(timeout=60) == ("", "interrupted; nothing was written\n")
    assert command.returncode == 130
    assert contents(kept) == before
    assert others(kept) == []


def test_interrupted_when_the_results_are_complete(kept: Path, start: Start) -> None:
    hook = ("import os\nclass Interrupting:\n    def find_spec(self, name, *rest):\n"
            "        if name == 'rich': os.kill(os.getpid(), signal.SIGINT)\nsys.meta_path.insert(0, Interrupting())")
    command = start(*SHORT, "--force", "--seed", "9", prelude=hook)
    assert command.communicate(timeout=300)[1].endswith(
        "interrupted; the results in kept are complete. To make the report: retainsim report kept --force\n")
    assert json.loads((kept / "provenance.json").read_text())["seed"] == 9


def test_a_limit_of_the_system_on_the_size_of_files(kept: Path, start: Start) -> None:
    before = contents(kept)
    prelude = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))"
    command = start(*SHORT, "--force", "--weeks", "300", prelude=prelude)
    out, err = command.communicate(timeout=300)
    assert (command.returncode, out) == (1, "")
    assert "Error: The results cannot be written to kept: File too large" in err
    assert contents(kept) == before
    assert others(kept) == []
