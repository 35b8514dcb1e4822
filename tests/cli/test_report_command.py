"""`report` and `compare --out` as a user calls them: a page beside the results, and results whatever becomes of it."""

import json
import os
import re
import shlex
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from cli.test_background import Terminal
from cli.tiny import Said
from retainsim.cli.background import LOOK_UP_SECONDS
from retainsim.report import board, pages
from retainsim.results.folder.layout import ResultsError
from retainsim.scenario import load
from retainsim.study.compare import compare
from retainsim.study.setup.request import Request
from retainsim.study.setup.setting import Setting

Call = Callable[..., Said]
Start = Callable[..., subprocess.Popen[str]]
APART = ["--replications", "8", "--weeks", "5", "--set", "strategies.status-quo.advertising_per_week=5000"]
SHORT = ["compare", "tiny.toml", *APART, "--out", "kept"]


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_compare_writes_a_report_and_report_the_same(tiny: Path, call: Call) -> None:
    said = call(*SHORT)
    assert said.code == 0
    assert said.err == "Report: kept/report.html\n"
    first = contents(tiny.parent / "kept")
    assert {"report.html", "figures/cash.svg", "figures/cash.png"} <= set(first)
    assert "figures/chain.svg" not in first
    assert call("report", "kept") == (
        2, "", "kept/report.html\n  exists. Give --force to replace the report.\n")
    (tiny.parent / "kept" / "report.html").write_text("old")
    assert call("report", "kept", "--force") == (0, "", "Report: kept/report.html\n")
    assert contents(tiny.parent / "kept") == first
    assert sorted(path.name for path in tiny.parent.iterdir()) == ["kept", "tiny.toml"]


def test_the_command_that_a_report_names_explains(tiny: Path, call: Call) -> None:
    assert call(*SHORT).code == 0
    (command,) = re.findall(r"<pre>retainsim (report .*?)</pre>", Path("kept", "report.html").read_text())
    assert call(*shlex.split(command)) == (0, "", "Report: kept/report.html\n")
    explained = contents(tiny.parent / "kept")
    assert "figures/chain.svg" in explained
    assert b"--explain" not in explained["report.html"]
    assert call(*SHORT, "--explain", "--force").code == 0
    assert {name: content for name, content in contents(tiny.parent / "kept").items() if "figures/" in name} == {
        name: content for name, content in explained.items() if "figures/" in name}


def test_an_explanation_is_that_of_why_in_the_same_worlds(tiny: Path, call: Call, monkeypatch: pytest.MonkeyPatch,
                                                          ) -> None:
    seen = []
    monkeypatch.setattr(pages, "board_files", lambda known, _: seen.append(known.explanation) or {"report.html": b""})
    played = list[int]()
    play = Setting.play
    monkeypatch.setattr(Setting, "play", lambda *args, **more: played.append(1) or play(*args, **more))
    assert call(*SHORT, "--seed", "5", "--set", "rivals.attacker.capacity=60", "--explain").code == 0
    (found,) = seen
    assert len(played) == len(found["links"])  # the worlds as they are have just been played
    said = call("why", "tiny.toml", "--strategies", f"{found['a']},{found['b']}", *APART,
                "--seed", "5", "--set", "rivals.attacker.capacity=60", "--json")
    assert json.loads(said.out) == json.loads(json.dumps(found))


def test_explaining_shows_its_progress(tiny: Path, call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    assert call(*SHORT).code == 0
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    assert call("report", "kept", "--explain", "--force").code == 0
    assert "explaining, replications" in terminal.getvalue()
    assert "/72" in terminal.getvalue()  # 8 worlds as they are, and with each of 8 links cut
    assert "drawing, figures" in terminal.getvalue()


def test_reading_large_tables_is_shown(tiny: Path, call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    assert call(*SHORT).code == 0
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    read = board.material
    monkeypatch.setattr(board, "material", lambda results: time.sleep(4 * LOOK_UP_SECONDS) or read(results))
    assert call("report", "kept", "--force").code == 0
    assert "reading tables" in terminal.getvalue()


@pytest.mark.parametrize("command", [
    SHORT, ["run", "tiny.toml", "--strategy", "nurture", "--weeks", "5", "--out", "kept"]], ids=lambda args: args[0])
def test_figures_show_their_progress(command: list[str], tiny: Path, call: Call, monkeypatch: pytest.MonkeyPatch,
                                     ) -> None:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    assert call(*command).code == 0
    assert "drawing, figures" in terminal.getvalue()


@pytest.mark.parametrize("command", [
    ["compare", "tiny.toml", "--strategies", "nurture", "--replications", "2"],
    ["compare", "tiny.toml", "--replications", "1"]], ids=["one-strategy", "one-world"])
def test_where_there_is_nothing_to_explain(command: list[str], tiny: Path, call: Call) -> None:
    said = call(*command, "--weeks", "5", "--out", "kept", "--explain")
    assert (said.code, said.err.splitlines()[-1]) == (0, "Report: kept/report.html")
    assert said.err.startswith("There is no explanation: it needs two strategies")


def test_an_explanation_without_a_report(tiny: Path, call: Call) -> None:
    assert call("compare", "tiny.toml", "--explain") == (
        2, "", "--explain\n  is about the report in the folder of --out, which is not given. Name it: --out DIR. Or "
        "ask retainsim why, which needs no folder.\n")


@pytest.mark.parametrize("client", [[], ["--client", "0"]], ids=["the-firm", "a-client"])
def test_a_single_world_is_told_as_a_story(client: list[str], tiny: Path, call: Call) -> None:
    assert call("run", "tiny.toml", "--strategy", "nurture", "--weeks", "20", *client, "--out", "one").code == 0
    first = contents(tiny.parent / "one")
    assert call("report", "one", "--force").code == 0
    assert contents(tiny.parent / "one") == first
    assert b"One world is an anecdote." in first["report.html"]
    assert (b"The life of status 1" in first["report.html"]) == bool(client)


@pytest.mark.parametrize("command", [
    SHORT, ["run", "tiny.toml", "--strategy", "nurture", "--weeks", "5", "--out", "kept"]], ids=lambda args: args[0])
def test_a_reader_that_goes_away_takes_no_report_with_it(command: list[str], tiny: Path, start: Start) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    process = start(*command, stdout=writing)
    os.close(writing)
    assert process.communicate(timeout=300)[1] == "Report: kept/report.html\n"
    assert process.returncode == 1
    assert {"report.html", "weeks.parquet"} <= set(contents(tiny.parent / "kept"))


def test_what_steers_a_terminal_is_not_printed(tiny: Path, call: Call) -> None:
    compare(load(tiny), Request(strategies=["nurture"], replications=1, weeks=2, out="a\n\x1b[31mb"))
    assert call("report", "a\n\x1b[31mb").err == "Report: a\\n\\x1b[31mb/report.html\n"
    assert "Agrees with row 0 of a\\n\\x1b[31mb bit for bit" in call("rerun", "a\n\x1b[31mb", "--row", "0").out
    Path("a\n\x1b[31mb", "figures", "mine.txt").touch()
    assert call("report", "a\n\x1b[31mb", "--force") == (
        2, "", "a\\n\\x1b[31mb/figures/mine.txt\n  is not part of a report, which would replace it. Move it "
        "elsewhere.\n")
    Path("a\n\x1b[31mb", "weeks.parquet").unlink()
    said = call("rerun", "a\n\x1b[31mb", "--row", "0").err
    assert said.startswith("Error: a\\n\\x1b[31mb/weeks.parquet is missing: ")
    assert "\x1b" not in said
    Path("a\n\x1b[31mb", "provenance.json").write_text("{}")
    assert call("report", "a\n\x1b[31mb").err.startswith("Error: a\\n\\x1b[31mb is not a results folder: ")


def test_what_is_no_results_folder(tiny: Path, call: Call) -> None:
    words = "nowhere\n  is not a results folder, such as compare --out writes: there is no provenance.json in it.\n"
    assert call("report", "nowhere") == call("rerun", "nowhere", "--row", "0") == (2, "", words)


@pytest.mark.parametrize("table", ["replications", "weeks", "events", "key_accounts"])
def test_a_table_that_is_missing(table: str, tiny: Path, call: Call) -> None:
    compare(load(tiny), Request(replications=2, weeks=2, out="kept"))
    Path("kept", f"{table}.parquet").unlink()
    words = (f"Error: kept/{table}.parquet is missing: the results are complete only with every file that was written. "
             "Copy the whole folder, or play them again.\n")
    assert call("report", "kept") == (1, "", words)
    assert call("rerun", "kept", "--row", "0") == (1, "", words)


@pytest.mark.parametrize("worlds", [1, 2])
def test_a_scenario_that_is_not_the_one_that_was_played(worlds: int, tiny: Path, call: Call) -> None:
    compare(load(tiny), Request(replications=worlds, weeks=2, out="kept"))
    file = Path("kept", "scenario.toml")
    file.write_text(file.read_text("utf-8").replace("seed = 1\n", "seed = 2\n"), "utf-8")
    was = json.loads(Path("kept", "provenance.json").read_text())["digest"]
    said = call("report", "kept")
    assert (said.code, said.out) == (1, "")
    assert said.err.startswith("Error: kept/scenario.toml has been changed since it was played: its digest is ")
    assert said.err.endswith(f", was {was}. Undo the change, or play the changed scenario into another folder.\n")
    assert not Path("kept", "report.html").exists()


def test_a_report_that_fails_loses_nothing(tiny: Path, call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(known: object, watched: object) -> None:
        raise ResultsError("There is no ink.")

    monkeypatch.setattr(pages, "board_files", failing)
    said = call(*SHORT)
    assert said.code == 1
    assert said.err == ("Error: There is no ink. The results in kept are complete. To make the report: retainsim "
                        "report kept --force\n")
    assert "Mean over the worlds" in said.out
    assert {"weeks.parquet", "provenance.json"} <= set(contents(tiny.parent / "kept"))
    assert call("rerun", "kept", "--row", "1").code == 0


@pytest.mark.skipif(sys.platform == "win32", reason="signals of another kind")
def test_interrupted_while_the_report_is_made(tiny: Path, start: Start) -> None:
    hook = ("import os\nclass Interrupting:\n    def find_spec(self, name, *rest):\n"
            "        if name == 'matplotlib': os.kill(os.getpid(), signal.SIGINT)\n"
            "sys.meta_path.insert(0, Interrupting())")
    command = start(*SHORT, prelude=hook)
    out, err = command.communicate(timeout=300)
    assert command.returncode == 130
    assert err.endswith("interrupted; the results in kept are complete. To make the report: retainsim report kept "
                        "--force\n")
    assert "Mean over the worlds" in out
    assert "report.html" not in contents(tiny.parent / "kept")
    assert sorted(path.name for path in tiny.parent.iterdir()) == ["kept", "tiny.toml"]
