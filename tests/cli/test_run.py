"""`run` as a user calls it: the story, one client's life, and a folder with a page."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from cli.tiny import Said

Call = Callable[..., Said]
NURTURE = ["run", "tiny.toml", "--strategy", "nurture"]
pytestmark = pytest.mark.usefixtures("tiny")


def test_the_story(call: Call) -> None:
    said = call(*NURTURE)
    assert (said.code, said.err) == (0, "")
    assert said.out.startswith("tiny, nurture: 60 weeks, replication 0, seed 1, digest ")
    for part in ("The firm begins with 52 clients", "The key accounts", "What happened", "Year by year",
                 "Where it ended"):
        assert part in said.out


def test_one_client(call: Call) -> None:
    said = call(*NURTURE, "--client", "STATUS 1")
    assert "The life of status 1\n\nstatus 1 (segment status, 8 weeks' notice, number 0 in events) pays " in said.out
    assert "Year by year" not in said.out
    document = json.loads(call(*NURTURE, "--client", "0", "--json").out)
    assert {key: document["client"][key] for key in ("name", "organisation", "segment")} == {
        "name": "status 1", "organisation": 0, "segment": "status"}
    weeks = document["client"]["weeks"]
    assert {len(values) for values in weeks.values()} == {60}
    assert {"attachment", "believed", "courtship", "grievance", "supplier", "suitor", "is_alarmed"} <= set(weeks)
    assert "client" not in json.loads(call(*NURTURE, "--json").out)


def test_a_client_that_is_not_there(call: Call) -> None:
    said = call(*NURTURE, "--client", "statsu 3")
    assert (said.code, said.out) == (2, "")
    assert said.err == ('--client "statsu 3"\n  is not an organisation of tiny; allowed: its name, its segment and '
                        'number as in "status 1", or its number in events from 0 to 119. '
                        'Did you mean "status 3"?\n')


def test_a_world_is_kept_with_a_page_and_told_again(call: Call, tmp_path: Path) -> None:
    said = call(*NURTURE, "--replication", "3", "--client", "status 1", "--out", "kept")
    assert (said.code, said.err) == (0, "Report: kept/report.html\n")
    page = (tmp_path / "kept" / "report.html").read_text("utf-8")
    assert "The life of status 1" in page
    assert sorted(path.name for path in (tmp_path / "kept" / "figures").glob("*.png")) == [
        "client-life.png", "world-state.png"]
    again = call("rerun", "kept", "--row", "0")
    assert again.code == 0
    assert "Agrees with row 0 of kept bit for bit" in again.out
    told = call(*NURTURE, "--replication", "3", "--client", "status 1").out
    assert told[told.index("The life of status 1"):].strip() in again.out


def test_a_folder_is_replaced_only_if_it_holds_results(call: Call, tmp_path: Path) -> None:
    assert call(*NURTURE, "--weeks", "5", "--out", "kept").code == 0
    assert call(*NURTURE, "--weeks", "5", "--out", "kept").err == (
        "--out kept\n  exists and is not empty. Name another folder, or give --force to replace the results in it.\n")
    document = call(*NURTURE, "--weeks", "5", "--out", "kept", "--force", "--json")
    assert json.loads(document.out)["weeks"] == 5
    assert (tmp_path / "kept" / "report.html").exists()
    (tmp_path / "kept" / "figures" / "mine.txt").touch()
    said = call(*NURTURE, "--weeks", "5", "--out", "kept", "--force")
    assert (said.code, said.out) == (2, "")
    assert "holds things other than results (figures/mine.txt)" in said.err
