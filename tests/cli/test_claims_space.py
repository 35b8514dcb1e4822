"""`claims --space` on claims that cost nothing: points are kept, gone on with, and told."""

import json
import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from cli.test_claims_command import CLAIM, KNOWN, POINTS, SPACE
from cli.test_interruption import Start
from cli.tiny import Said
from retainsim import claims as shelf
from retainsim.claims.kit import exploration
from retainsim.claims.kit import space as room

Call = Callable[..., Said]


@pytest.fixture(autouse=True)
def claims(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Four claims, a space of a few points, and an empty working folder."""
    for user in (exploration, room):
        monkeypatch.setattr(user, "space", lambda base: SPACE)
    monkeypatch.setattr(shelf, "identifiers", lambda: KNOWN)
    monkeypatch.setattr(shelf, "claim", lambda name: replace(CLAIM, identifier=name, declaration=f"of {name}"))
    monkeypatch.chdir(tmp_path)


def test_the_space_is_tried_once_and_told(call: Call) -> None:
    said = call("claims", "I1", "E1", "--space", "runs", "--json")
    assert said.code == 0
    assert said.err == "the space of assumed numbers ...\nclaim 1 of 2: I1 ...\nclaim 2 of 2: E1 ...\n"
    documents = json.loads(said.out)["claims"]
    for document in documents:
        assert (document["verdict"], document["points_of_space"]) == ("holds_when", POINTS)
        assert (document["points_shown"], document["points_not_shown"], document["points_undecided"]) == (15, 5, 0)
        assert document["share_low"] < 0.75 < document["share_high"]
        assert document["condition"] == "in 75% of the credible space: no single assumed parameter tells where"
    kept = Path("runs/points.jsonl").read_bytes()
    people = call("claims", "I1", "--space", "runs")
    assert "It shows in 75 % of this space [" in " ".join(people.out.split())
    assert "Point by point it is shown at 15, not shown at 5 and undecided at 0." in " ".join(people.out.split())
    assert Path("runs/points.jsonl").read_bytes() == kept


def test_a_folder_of_another_space_is_refused_before_anything_is_judged(call: Call) -> None:
    assert call("claims", "I1", "--space", "runs").code == 0
    said = call("claims", "I1", "E1", "--space", "runs", "--pages", "pages")
    assert (said.code, said.out) == (2, "")
    assert "--space runs\n  was begun without E1. Name another folder." in said.err
    assert not Path("pages").exists()


def test_the_share_of_an_earlier_judgement_stays_as_long_as_nothing_has_changed(
        call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    assert call("claims", "I1", "I2", "--space", "runs", "--pages", "pages").code == 0
    judged = json.loads(call("claims", "I1", "--pages", "pages", "--force", "--json").out)["claims"]
    assert (judged[0]["share_of_space"], judged[0]["points_shown"]) == (pytest.approx(0.75), 15)
    assert "It shows in 75 % of this space" in Path("pages/i1.md").read_text("utf-8")
    monkeypatch.setattr(shelf, "claim", lambda name: replace(CLAIM, identifier=name, declaration="of another"))
    judged = json.loads(call("claims", "I2", "--pages", "pages", "--force", "--json").out)["claims"]
    assert (judged[0]["verdict"], judged[0]["share_of_space"], "points_shown" in judged[0]) == ("holds", None, False)
    assert "Only the defaults were tried" in Path("pages/i2.md").read_text("utf-8")
    assert "earlier space" not in Path("pages/README.md").read_text("utf-8")


INTERRUPTED_IN_SPACE = """
import os, signal
from dataclasses import replace
from retainsim import claims as shelf
from retainsim.claims.kit import exploration
from cli.test_claims_command import CLAIM, KNOWN, SPACE
exploration.space = lambda base: SPACE
shelf.identifiers = lambda: KNOWN
def effect(lab):
    if lab.first == 3 * 4096:
        os.kill(os.getpid(), signal.SIGINT)
        signal.pause()
    return CLAIM.effect(lab)
shelf.claim = lambda name: replace(CLAIM, identifier=name, effect=effect)
"""


def test_an_interrupted_space_keeps_its_points(start: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", f"{Path(__file__).parents[1]}{os.pathsep}{os.environ.get('PYTHONPATH', '')}")
    command = start("claims", "I1", "--space", "runs", prelude=INTERRUPTED_IN_SPACE)
    out, err = command.communicate(timeout=60)
    assert (command.returncode, out) == (130, "")
    assert err.endswith("interrupted; the points played so far are kept: give the same command to go on\n")
    assert Path("runs/points.jsonl").read_text("utf-8").count("\n") == 1 + 3
