"""`retainsim sweep`: what it prints, and what it leaves when a process is stopped or killed."""

import json
import random
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from cli.tiny import Said

Call, Start = Callable[..., Said], Callable[..., subprocess.Popen[str]]
EXPERIMENT = """
scenario = "tiny.toml"
weeks = 30
replications = 20
kpis = ["value_end", "cash_end"]
[design]
kind = "sobol"
points = 40
[design.factors."rivals.attacker.courting_hours_per_week"]
low = 0
high = 80
"""
KEEP = ("--keep", "weeks,events")
FILES = ("replications.parquet", "weeks.parquet", "events.parquet")
SHORT = EXPERIMENT.replace("points = 40", "points = 3").replace("replications = 20", "replications = 2")


@pytest.fixture
def mine(tiny: Path) -> Path:
    (tiny.parent / "mine.toml").write_text(EXPERIMENT, "utf-8")
    (tiny.parent / "short.toml").write_text(SHORT, "utf-8")
    return tiny.parent


@pytest.mark.usefixtures("mine")
def test_it_says_what_was_played_and_how_to_repeat_a_row(call: Call) -> None:
    said = call("sweep", "short.toml", "--out", "rows")
    assert said.code == 0, said.err
    assert said.out.startswith("short: 3 points, 12 of 12 worlds played\n")
    assert "retainsim rerun rows --row K" in said.out
    again = call("rerun", "rows", "--row", "7")
    assert again.code == 0, again.err
    assert "row 7: point 1, nurture, replication 1" in again.out
    assert "Agrees bit for bit: 2 KPIs." in again.out


@pytest.mark.usefixtures("mine")
def test_tables_of_worlds_are_kept_if_asked_for(call: Call) -> None:
    said = call("sweep", "short.toml", "--out", "rows", "--keep", "events, weeks")
    assert said.code == 0, said.err
    assert "Tables of every world: rows/weeks.parquet, rows/events.parquet." in said.out
    assert Path("rows/weeks.parquet").is_file()
    assert Path("rows/events.parquet").is_file()
    said = call("sweep", "short.toml", "--out", "rows", "--resume")
    assert (said.code, said.out) == (1, "")
    assert "was begun with --keep weeks,events, now there is no --keep" in said.err


@pytest.mark.usefixtures("mine")
def test_json(call: Call) -> None:
    document = json.loads(call("sweep", "short.toml", "--out", "rows", "--json").out)
    assert {key: document[key] for key in ("experiment", "points", "worlds", "planned", "played", "failures")} == {
        "experiment": "short", "points": 3, "worlds": 12, "planned": 12, "played": 12, "failures": 0}
    row = json.loads(call("rerun", "rows", "--row", "0", "--json").out)
    assert (row["agrees"], row["point"], set(row["kpis"])) == (True, 0, {"value_end", "cash_end"})


@pytest.mark.usefixtures("mine")
def test_a_dry_run_plays_nothing_into_a_folder(call: Call) -> None:
    said = call("sweep", "mine.toml", "--dry-run")
    assert said.out.startswith("mine: 40 points, 2 x 20 worlds at each\n")
    assert "1,600 worlds, some " in said.out
    assert "The folder will take some " in said.out
    document = json.loads(call("sweep", "mine.toml", "--dry-run", "--json").out)
    assert document["worlds"] == 1600
    assert document["seconds"] > 0
    large = json.loads(call("sweep", "mine.toml", "--dry-run", "--json", "--keep", "weeks").out)
    assert large["bytes"] > 2 * document["bytes"] > 0
    assert not Path("rows").exists()


@pytest.mark.usefixtures("mine")
@pytest.mark.parametrize(("args", "code", "message"), [
    (["short.toml"], 2, "--out\n  is missing: the folder that the rows go into."),
    (["shrt.toml", "--dry-run"], 2, "shrt.toml\n  does not exist. Did you mean short.toml?"),
    (["nosuch", "--dry-run"], 2, "is neither a file nor a shipped experiment; shipped are:"),
    (["short.toml", "--out", "rows", "--threads", "0"], 2, "--threads 0\n  must be a whole number from 1"),
    (["short.toml", "--out", "rows", "--cluster", "here"], 2, '--cluster "here"\n  must be the address of a Dask'),
    (["short.toml", "--out", "rows", "--keep", "weeks,event"], 2, '--keep "event"\n  is no table that a sweep'),
    (["short.toml", "--dry-run", "--keep", "everything"], 2, "there are: weeks, events"),
    (["short.toml", "--out", "tiny.toml"], 1, "tiny.toml exists, and holds no sweep."),
])
def test_what_is_wrong_is_said_without_a_traceback(args: list[str], code: int, message: str, call: Call) -> None:
    said = call("sweep", *args)
    assert (said.code, said.out) == (code, "")
    assert message in said.err
    assert not Path("rows").exists()


@pytest.mark.usefixtures("mine")
def test_other_commands_know_experiments_and_sweeps(call: Call) -> None:
    assert call("sweep", "short.toml", "--out", "rows").code == 0
    said = call("report", "rows")
    assert (said.code, said.out) == (2, "")
    assert said.err.startswith("rows\n  holds a sweep, whose rows are in replications.parquet")
    said = call("check", "short.toml")
    assert said.err == ("short.toml\n  is an experiment, not a scenario. Check it with retainsim sweep short.toml "
                        "--dry-run.\n")


@pytest.mark.usefixtures("mine")
def test_sensitivity_asks_about_the_kpi_that_judges(call: Call) -> None:
    text = EXPERIMENT.replace("replications = 20", "replications = 2").replace('kpis = ["value_end", "cash_end"]\n', "")
    Path("all.toml").write_text(text, "utf-8")
    assert call("sweep", "all.toml", "--out", "rows").code == 0
    document = json.loads(call("sensitivity", "rows", "--json", "--page", "moves.html").out)
    assert (document["kpi"], document["a"], document["b"]) == ("value_end", "status-quo", "nurture")
    assert "<svg" in Path("moves.html").read_text("utf-8")


def begun(start: Start, *args: str) -> subprocess.Popen[str]:
    """A sweep of which some rows are on the disk."""
    command = start("sweep", "mine.toml", "--out", "rows", "--threads", "1", *KEEP, *args)
    deadline = time.monotonic() + 120
    shard = Path("rows/shards/00001.arrows")
    while time.monotonic() < deadline and command.poll() is None and not (shard.exists() and shard.stat().st_size):
        time.sleep(0.02)
    assert command.poll() is None, command.communicate()
    return command


def uninterrupted(start: Start) -> list[bytes]:
    command = start("sweep", "mine.toml", "--out", "whole", *KEEP)
    out, err = command.communicate(timeout=300)
    assert command.returncode == 0, out + err
    return [Path("whole", file).read_bytes() for file in FILES]


def ended(start: Start) -> list[bytes]:
    command = start("sweep", "mine.toml", "--out", "rows", "--resume", *KEEP)
    out, err = command.communicate(timeout=300)
    assert command.returncode == 0, out + err
    return [Path("rows", file).read_bytes() for file in FILES]


@pytest.mark.usefixtures("mine", "compiled")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_it_with_one_line_and_it_goes_on(number: signal.Signals, start: Start) -> None:
    command = begun(start)
    command.send_signal(number)
    out, err = command.communicate(timeout=60)
    assert (command.returncode, out) == (128 + number, "")
    assert err == ("interrupted; the worlds played so far are kept: give the same command with --resume to go on\n")
    assert ended(start) == uninterrupted(start)


@pytest.mark.usefixtures("mine", "compiled")
def test_it_goes_on_after_it_was_killed(start: Start) -> None:
    command = begun(start)
    command.kill()
    command.communicate(timeout=60)
    assert ended(start) == uninterrupted(start)


@pytest.mark.usefixtures("mine", "compiled")
def test_a_second_sweep_into_the_same_folder_is_refused(start: Start) -> None:
    Path("mine.toml").write_text(EXPERIMENT.replace("replications = 20", "replications = 2000"), "utf-8")  # for minutes
    first = begun(start)
    second = start("sweep", "mine.toml", "--out", "rows", "--resume", *KEEP)
    out, err = second.communicate(timeout=60)
    assert (second.returncode, out) == (1, "")
    assert "Another sweep is being played into rows." in err
    first.kill()
    first.communicate(timeout=60)


@pytest.mark.soak
@pytest.mark.usefixtures("mine", "compiled")
def test_thirty_kills_at_random_moments_lose_no_row(start: Start) -> None:
    moments = random.Random(12)  # seed fixed once
    for _ in range(30):
        command = start("sweep", "mine.toml", "--out", "rows", "--resume", *KEEP)
        try:
            command.communicate(timeout=moments.uniform(0.1, 3.0))
        except subprocess.TimeoutExpired:
            command.kill()
            command.communicate(timeout=60)
    assert ended(start) == uninterrupted(start)
