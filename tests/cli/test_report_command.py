"""`report` and `compare --out` as a user calls them: a page beside the results, and results whatever becomes of it."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from cli.tiny import Said
from retainsim.report.page import comparison
from retainsim.results.unfinished import ResultsError

Call = Callable[..., Said]
Start = Callable[..., subprocess.Popen[str]]
SHORT = ["compare", "tiny.toml", "--replications", "2", "--weeks", "20", "--out", "kept"]


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_compare_writes_a_report_and_report_the_same(tiny: Path, call: Call) -> None:
    said = call(*SHORT)
    assert said.code == 0
    assert said.err == "Report: kept/report.html\n"
    first = contents(tiny.parent / "kept")
    assert {"report.html", "figures/cash.svg", "figures/cash.png", "figures/chain.svg"} <= set(first)
    assert call("report", "kept") == (
        2, "", "kept/report.html\n  exists. Give --force to replace the report.\n")
    (tiny.parent / "kept" / "report.html").write_text("old")
    assert call("report", "kept", "--force") == (0, "", "Report: kept/report.html\n")
    assert contents(tiny.parent / "kept") == first
    assert call(*SHORT, "--force").code == 0  # a report belongs to the results that are replaced
    assert sorted(path.name for path in tiny.parent.iterdir()) == ["kept", "tiny.toml"]


@pytest.mark.parametrize("client", [[], ["--client", "0"]], ids=["the-firm", "a-client"])
def test_a_single_world_is_told_as_a_story(client: list[str], tiny: Path, call: Call) -> None:
    assert call("run", "tiny.toml", "--strategy", "nurture", "--weeks", "20", *client, "--out", "one").code == 0
    first = contents(tiny.parent / "one")
    assert call("report", "one", "--force").code == 0
    assert contents(tiny.parent / "one") == first
    assert b"One world is an anecdote." in first["report.html"]
    assert (b"The life of status 1" in first["report.html"]) == bool(client)


def test_what_is_no_results_folder(tiny: Path, call: Call) -> None:
    assert call("report", "nowhere") == (
        1, "", "Error: nowhere is no results folder: provenance.json: No such file or directory\n")


def test_a_report_that_fails_loses_nothing(tiny: Path, call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(known: object) -> None:
        raise ResultsError("There is no ink.")

    monkeypatch.setattr(comparison, "report_files", failing)
    said = call(*SHORT)
    assert said.code == 1
    assert said.err == "Error: There is no ink.\n"
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
    assert err.endswith("interrupted; the results are complete\n")
    assert "Mean over the worlds" in out
    assert "report.html" not in contents(tiny.parent / "kept")
    assert sorted(path.name for path in tiny.parent.iterdir()) == ["kept", "tiny.toml"]
