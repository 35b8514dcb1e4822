"""`compare` with several files: one comparison under the same luck, kept, played again and reported; or refused."""

import json
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from cli.tiny import Said

Call = Callable[..., Said]
BOTH = ["compare", "tiny.toml", "dearer.toml"]
FEW = ["--replications", "2", "--weeks", "20"]


@pytest.fixture(autouse=True)
def dearer(tiny: Path) -> Path:
    """A second file, which extends the first and keeps its name, with a strategy of its own."""
    path = tiny.with_name("dearer.toml")
    path.write_text('extends = "tiny.toml"\nfirm.price_index = 1.2\n[strategies.push]\nhours.hunters.hunting = 0.9\n',
                    "utf-8")
    return path


def test_one_document_of_both(call: Call) -> None:
    said = call(*BOTH, *FEW, "--json")
    assert said.code == 0
    found = json.loads(said.out)
    assert list(found["strategies"]) == [
        "tiny:status-quo", "tiny:nurture", "dearer:status-quo", "dearer:nurture", "push"]
    assert found["scenarios"] == {name: name.partition(":")[0] if ":" in name else "dearer"
                                  for name in found["strategies"]}
    assert list(found["digests"]) == ["tiny", "dearer"]
    assert (found["scenario"], found["digest"]) == ("tiny", found["digests"]["tiny"])
    alone = json.loads(call("compare", "dearer.toml", *FEW, "--json").out)
    assert found["strategies"]["push"] == alone["strategies"]["push"]


def test_one_report_of_both(call: Call) -> None:
    said = call(*BOTH, *FEW, "--strategies", "nurture,push")
    assert said.code == 0
    assert said.out.startswith("tiny and dearer: 20 weeks, 2 replications, seed 1, digests ")
    assert "Strategies of all are judged by the primary KPIs of tiny, the first." in said.out
    head = next(line for line in said.out.splitlines() if "tiny: nurture" in line)
    assert " ".join(head.split()) == "tiny: nurture dearer: nurture dearer: push"
    assert "dearer:nurture - push" in said.out
    assert max(map(len, said.out.splitlines())) <= 100


def test_a_folder_of_both(call: Call) -> None:
    assert call(*BOTH, *FEW, "--out", "kept").code == 0
    page = Path("kept", "report.html").read_text("utf-8")
    assert "Where the firm of dearer stands" in page
    assert "retainsim why kept/scenario-tiny.toml --strategies A,B" in page
    rows = pd.read_parquet("kept/replications.parquet")
    row = rows.index[rows["strategy"] == "push"][1]
    said = call("rerun", "kept", "--row", str(row))
    assert said.code == 0
    assert said.out.startswith("dearer, push: 20 weeks, replication 1, seed 1, row ")
    assert "Agrees with row" in said.out
    said = call("report", "kept", "--force", "--explain")
    assert (said.code, "a single scenario" in said.err) == (0, True)
    assert call(*BOTH, *FEW, "--strategies", "push,nurture", "--out", "kept", "--force").code == 0
    assert call("why", "kept/scenario-dearer.toml", "--strategies", "push,nurture", "--replications", "2").code == 0


@pytest.mark.parametrize(("args", "said"), [
    ((*BOTH, "--strategies", "nurtur"), '--strategies "nurtur"\n  is not a strategy of tiny or dearer. Did you mean '
     "nurture? Allowed: tiny:status-quo, tiny:nurture, dearer:status-quo, dearer:nurture, push."),
    (("compare", "tiny.toml", "./tiny.toml"), "tiny.toml\n  is given twice."),
    ((*BOTH, "--explain", "--out", "x"), "--explain\n  is about two strategies of one scenario, and here are 2."),
    ((*BOTH, "--set", "strategies.push.hunt_for=\"largest\""), '--set strategies.push.hunt_for="largest"\n  in '
     'tiny.toml: "push" is not known in "strategies"'),
    (("run", *BOTH[1:], "--strategy", "push"), "tiny.toml dearer.toml\n  are 2 scenarios, and run takes one. Only "
     "compare plays several."),
    (("why", *BOTH[1:], "--strategies", "push,nurture"), "and why takes one."),
    (("switch", *BOTH[1:], "--factor", "weeks", "--low", "5", "--high", "9", "--strategies", "a,b"),
     "and switch takes one.")])
def test_what_is_refused(args: tuple[str, ...], said: str, call: Call) -> None:
    answer = call(*args)
    assert answer.code == 2
    assert answer.out == ""
    assert said in answer.err


def test_all_mistakes_of_all_files_at_once(call: Call, dearer: Path) -> None:
    dearer.write_text('extends = "tiny.toml"\nfirm.price_indx = 1.2\nweeks = 0\n', "utf-8")
    said = call(*BOTH, "missing.toml", ".", "--set", "firm.cas=1").err
    for problem in ("dearer.toml:2: firm.price_indx", "dearer.toml:3: weeks = 0", "missing.toml\n  does not exist",
                    ".\n  is a folder, not a scenario file", "--set firm.cas=1"):
        assert said.count(problem) == 1, problem


def test_luck_that_is_not_the_same_is_refused_with_the_line(call: Call, dearer: Path) -> None:
    dearer.write_text('extends = "tiny.toml"\nname = "dearer"\nseed = 5\nweeks = 61\n', "utf-8")
    said = call(*BOTH)
    assert said.code == 2
    assert said.err == (
        "dearer.toml:3: seed = 5\n  differs from tiny, which has 1: the same luck has one seed. Give both the same, "
        "for instance by --seed 1.\ndearer.toml:4: weeks = 61\n  differs from tiny, which has 60: strategies are "
        "compared over the same time. Give both the same, for instance by --weeks 60.\n")
    assert call(*BOTH, *FEW, "--seed", "1", "--json").code == 0


def test_the_help_says_so(call: Call) -> None:
    words = " ".join(call("compare", "--help").out.split())
    assert "compare [OPTIONS] SCENARIO..." in words
    assert "Several are compared under the same luck, too" in words
    assert "retainsim compare mine.toml mine-dearer.toml" in words
