"""`compare` and `run` on a tiny world: one document or one report on standard output, nothing else there."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from cli.tiny import Said
from retainsim.results.kpis.dictionary import kpis_of

Call = Callable[..., Said]
Start = Callable[..., subprocess.Popen[str]]
pytestmark = pytest.mark.usefixtures("tiny")

COMPARE = ["compare", "tiny.toml", "--replications", "3", "--threads", "2"]


def document(text: str) -> Any:
    """The one JSON document that a text is; NaN and Infinity are none."""

    def refused(name: str) -> None:
        raise AssertionError(f"{name} is not JSON")

    return json.loads(text, parse_constant=refused)


def test_compare_as_json(start: Start) -> None:
    command = start(*COMPARE, "--json", "--seed", "7", "--weeks", "20")
    out, err = command.communicate(timeout=300)
    assert command.returncode == 0
    assert set(err.splitlines()) <= {"Compiling the model for this machine, once: about half a minute ..."}
    found = document(out)
    assert set(found) == {"scenario", "digest", "seed", "weeks", "replications", "worth_telling", "scenarios",
                          "digests", "strategies", "pairs"}
    assert (found["scenario"], found["seed"], found["weeks"], found["replications"]) == ("tiny", 7, 20, 3)
    assert list(found["strategies"]) == ["status-quo", "nurture"]
    assert set(found["strategies"]["nurture"]) == set(kpis_of("attacker"))
    assert {pair["kpi"] for pair in found["pairs"]} == set(kpis_of("attacker"))


def test_compare_for_people(call: Call) -> None:
    said = call(*COMPARE)
    assert said.code == 0
    assert said.out.startswith("tiny: 60 weeks, 3 replications, seed 1, digest ")
    assert "value at the end" in said.out
    assert "\x1b" not in said.out
    assert said.out.isascii()
    assert max(map(len, said.out.splitlines())) <= 100


def test_compare_takes_the_strategies_that_are_named_in_that_order(call: Call) -> None:
    found = document(call(*COMPARE, "--strategies", "nurture, status-quo", "--json").out)
    assert list(found["strategies"]) == ["nurture", "status-quo"]


def test_run_is_a_world_of_compare(call: Call) -> None:
    alone = document(call("run", "tiny.toml", "--strategy", "nurture", "--set", "weeks=30", "--json").out)
    compared = document(call("compare", "tiny.toml", "--set", "weeks=30", "--replications", "1", "--json").out)
    assert (alone["strategy"], alone["replication"], alone["weeks"]) == ("nurture", 0, 30)
    assert {key: alone[key] for key in ("scenario", "digest", "seed")} == {
        key: compared[key] for key in ("scenario", "digest", "seed")}
    assert alone["kpis"] == {kpi: summary["mean"] for kpi, summary in compared["strategies"]["nurture"].items()}
    assert alone["kpis"]["profit_sd"] is None  # not even one full year


def test_another_replication_is_another_world(call: Call) -> None:
    worlds = [call("run", "tiny.toml", "--strategy", "nurture", "--replication", k, "--json").out for k in "001"]
    assert document(worlds[0])["kpis"] == document(worlds[1])["kpis"] != document(worlds[2])["kpis"]


def test_run_for_people(call: Call) -> None:
    said = call("run", "tiny.toml", "--strategy", "nurture")
    assert said.code == 0
    assert said.out.startswith("tiny, nurture: 60 weeks, replication 0, seed 1, digest ")
    assert "2 (8 weeks)" in said.out
    assert "turnover of staff" in said.out
    assert "\x1b" not in said.out
    assert max(map(len, said.out.splitlines())) <= 100


@pytest.mark.parametrize("args", [COMPARE, ["run", "tiny.toml", "--strategy", "nurture"], ["schema"], ["check", "isp"]],
                         ids=lambda args: args[0])
def test_a_reader_that_has_gone_away(args: list[str], start: Start) -> None:
    with subprocess.Popen(["true"], stdin=subprocess.PIPE, text=True) as reader:
        reader.wait()
        command = start(*args, stdout=reader.stdin)
        _, err = command.communicate(timeout=300)
    assert command.returncode == 1
    assert "Traceback" not in err
    assert "BrokenPipe" not in err


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
def test_a_full_disk(start: Start) -> None:
    with open("/dev/full", "w") as full:
        command = start("schema", stdout=full)
        _, err = command.communicate(timeout=60)
    assert command.returncode == 1
    assert err == "Error: Standard output cannot be written: No space left on device\n"


def test_without_any_standard_output(start: Start) -> None:
    command = start(*COMPARE, prelude="import os; os.close(1); sys.stdout = None")
    _, err = command.communicate(timeout=300)
    assert command.returncode == 0
    assert "Traceback" not in err
