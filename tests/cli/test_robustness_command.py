"""`retainsim robustness`: the answer in words and as JSON, its page, and what is wrong with a wish."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from cli.tiny import TINY, Said

Call = Callable[..., Said]
EXPERIMENT = """
scenario = "tiny.toml"
weeks = 4
strategies = ["status-quo", "nurture"]
kpis = ["cash_end", "hours_care"]
[budget]
worlds = 340
[design]
kind = "sobol"
points = 16
[design.factors."rivals.attacker.courting_hours_per_week"]
low = 0
high = 80
"""


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("tiny.toml").write_text(TINY, "utf-8")
    Path("mine.toml").write_text(EXPERIMENT, "utf-8")


def test_the_answer_and_its_page(call: Call) -> None:
    first = call("robustness", "mine.toml", "--out", "judged", "--page", "holds.html")
    assert first.code == 0, first.err
    assert first.out.startswith("mine: is status-quo better than nurture in cash at the end?\n\nIt holds in ")
    assert "<svg" in Path("holds.html").read_text("utf-8")
    again = json.loads(call("robustness", "mine.toml", "--out", "judged", "--resume", "--strategies",
                            "nurture,status-quo", "--margin", "-1e9", "--json").out)
    assert (again["new"], again["shown"], again["share"]) == (0, 16, pytest.approx(1.0, abs=0.001))
    assert again["statement"] == {"kpi": "cash_end", "a": "nurture", "b": "status-quo", "margin": -1e9}


@pytest.mark.parametrize(("words", "message"), [
    ([], "--out\n  is missing: the folder that the rows go into. For instance --out judged."),
    (["--out", "judged", "--worlds", "319"], "is not enough for a first look at every point"),
    (["--out", "judged", "--kpi", "value_end"], "is not kept here; allowed: cash_end"),
    (["--out", "judged", "--strategies", "nurture"], "must name two different strategies"),
    (["--out", "judged", "--margin", "nan"], "must be a number, in the unit of the KPI"),
    (["--out", "judged", "--threads", "0"], "--threads 0"),
    (["--out", "judged", "--cluster", "nowhere"], "must be the address of a Dask scheduler"),
])
def test_a_wrong_wish(words: list[str], message: str, call: Call) -> None:
    said = call("robustness", "mine.toml", *words)
    assert said.code == 2
    assert message in said.err
    assert not Path("judged").exists()
