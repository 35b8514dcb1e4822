"""`claims` on claims that cost nothing, judged as the real ones are."""

import json
import os
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import click
import numpy as np
import pytest

from cli.test_interruption import LINE, ON_IMPORT, Start
from cli.tiny import Said
from retainsim import claims as shelf
from retainsim.claims.kit import exploration
from retainsim.claims.kit.claim import Claim
from retainsim.claims.kit.lab import Lab
from retainsim.claims.kit.space import Space
from retainsim.cli.claims import chosen
from retainsim.results.folder import atomic

Call = Callable[..., Said]
PAGE, INDEX = ("i1.md", "i1.svg"), ("README.md", "overview.svg", "claims.json")
KNOWN = ["I1", "I2", "I10", "E1"]
CONTRACT = {"id", "statement", "verdict", "condition", "effect", "low", "high", "replications", "knockout_effect",
            "knockout_low", "knockout_high", "share_of_space"}


def effect(lab: Lab) -> np.ndarray:
    """Nothing is played: what the overrides say is there."""
    size = 0.0 if "nothing" in lab.overrides else 5.0 if "a lot" in lab.overrides else 2.0
    return size + np.linspace(-0.5, 0.5, lab.replications)


CLAIM = Claim(
    scenario="isp", statement="Words work.", experiment="Words against silence.", figure="work of words", unit="deeds",
    effect=effect, margin=0.5, knockouts={"without words": ("nothing",)},
    controls={"with many words": ("a lot",)}, replications=9,
    readings=lambda lab: [("words", {"words": np.ones(lab.replications)})])


POINTS = 20
SPACE = Space(["market.buildings"], np.arange(float(POINTS))[:, None],
              [("nothing",) if number < POINTS / 4 else ("a lot",) for number in range(POINTS)], np.ones(POINTS, bool),
              np.ones(POINTS, bool))


@pytest.fixture(autouse=True)
def claims(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Four claims, a space of a few points, and an empty working folder."""
    monkeypatch.setattr(exploration, "space", lambda base: SPACE)
    monkeypatch.setattr(shelf, "identifiers", lambda: KNOWN)
    monkeypatch.setattr(shelf, "claim", lambda name: replace(CLAIM, identifier=name, declaration=f"of {name}"))
    monkeypatch.chdir(tmp_path)


def identifiers(said: Said) -> list[str]:
    return [document["id"] for document in json.loads(said.out)["claims"]]


def test_all_as_json(call: Call) -> None:
    said = call("claims", "--json")
    assert said.code == 0
    documents = json.loads(said.out)["claims"]
    assert identifiers(said) == KNOWN
    assert set(documents[0]) >= CONTRACT
    assert (documents[0]["verdict"], documents[0]["effect"], documents[0]["knockout_effect"]) == ("holds", 2.0, 0.0)
    assert [line for line in said.err.splitlines() if "claim" in line] == [
        f"claim {number} of 4: {name} ..." for number, name in enumerate(KNOWN, 1)]


@pytest.mark.parametrize(("ids", "wanted"), [
    (["I2"], ["I2"]), (["i2"], ["I2"]), (["i"], ["I1", "I2", "I10"]), (["E", "I10"], ["I10", "E1"]),
    (["e1", "E", "I1", "I1"], ["I1", "E1"]), ([], KNOWN)])
def test_some(ids: list[str], wanted: list[str], call: Call) -> None:
    assert chosen(ids, KNOWN) == wanted
    assert identifiers(call("claims", *ids, "--json")) == wanted


def test_for_people(call: Call) -> None:
    said = call("claims", "I1", "I2")
    assert said.code == 0
    assert said.out.startswith("I1: holds\n\nClaimed: Words work.\n")
    assert "\n\nI2: holds\n" in said.out
    assert "cause taken away: without words" in said.out
    assert "effect put in: with many words" in said.out
    assert said.out.count("\nSummary\n") == 1
    summary = [line.split() for line in said.out.split("\nSummary\n")[1].splitlines() if line.startswith("I")]
    assert summary[:2] == [["I1", "Words", "work.", "holds"], ["I2", "Words", "work.", "holds"]]
    assert said.out.isascii()
    assert max(map(len, said.out.splitlines())) <= 100


def test_each_page_is_printed_as_soon_as_it_is_there(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    def second_fails(name: str) -> Claim:
        def broken(lab: Lab) -> np.ndarray:
            raise click.ClickException("no more words")

        return replace(CLAIM, identifier=name, **({"effect": broken} if name == "I2" else {}))

    monkeypatch.setattr(shelf, "claim", second_fails)
    said = call("claims", "I1", "I2", "--pages", "pages")
    assert said.code == 1
    assert said.out.startswith("I1: holds\n")
    assert "no more words" in said.err
    assert "pages: 1 judged and kept, 1 in the index.\n" in said.err
    assert {path.name for path in Path("pages").iterdir()} == {*PAGE, *INDEX}


@pytest.mark.parametrize(("args", "wanted"), [
    (["I3"], "There is no claim I3. The claims are I1, I2, I10, E1; the groups are I, E."),
    (["I1", "X", "\x1bY"], "There is no claim X, \\x1bY. The claims are I1, I2, I10, E1; the groups are I, E."),
    ([""], "There is no claim (empty). The claims are"),
    (["--force"], "--force applies to the folder of --pages, and there is none."),
    (["--threads", "0"], "--threads 0\n  must be a whole number from 1 to"),
    (["--pages", "full"], "--pages full\n  is not empty. Name another folder, or give --force to add to the pages in "
                          "it, and to replace those of the same names."),
    (["--pages", "file"], "--pages file\n  cannot be a folder: file is a file."),
    (["--pages", "file/pages"], "--pages file/pages\n  cannot be a folder: file is a file."),
])
def test_wrong_input(args: list[str], wanted: str, call: Call) -> None:
    Path("full").mkdir()
    Path("full/mine.txt").touch()
    Path("file").touch()
    said = call("claims", *args)
    assert (said.code, said.out) == (2, "")
    assert wanted in said.err


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="for the superuser nothing is locked")
def test_a_folder_that_is_locked(call: Call) -> None:
    Path("locked").mkdir(0o500)
    said = call("claims", "--pages", "locked/pages")
    assert (said.code, said.out) == (2, "")
    assert "--pages locked/pages\n  cannot be written: no permission in locked." in said.err


@pytest.mark.parametrize("folder", ["new", "new/deep/er", "empty"])
def test_pages(folder: str, call: Call) -> None:
    Path("empty").mkdir()
    said = call("claims", "I", "--pages", folder)
    assert said.code == 0
    assert {path.name for path in Path(folder).iterdir()} == {
        "i1.md", "i1.svg", "i2.md", "i2.svg", "i10.md", "i10.svg", *INDEX}
    assert Path(folder, "i10.md").read_text("utf-8").startswith("# I10: holds\n\nClaimed: Words work.\n")
    assert "\n- [I10](i10.md): Words work. **Holds at the defaults; how" in Path(folder, "README.md").read_text("utf-8")
    assert not [path for path in Path(folder).parent.iterdir() if path.name.startswith(".")]


def test_pages_replace_those_of_their_name_only_by_force(call: Call) -> None:
    folder = Path("pages")
    folder.mkdir()
    (folder / "mine.txt").write_text("mine")
    (folder / "i1.md").write_text("old")
    assert call("claims", "I1", "--pages", "pages").code == 2
    assert (folder / "i1.md").read_text() == "old"
    assert call("claims", "I1", "--pages", "pages", "--force", "--json").code == 0
    assert (folder / "i1.md").read_text("utf-8").startswith("# I1: holds\n")
    assert (folder / "mine.txt").read_text() == "mine"
    assert {path.name for path in folder.iterdir()} == {*PAGE, "mine.txt", *INDEX}


def test_an_interrupted_judgement_leaves_no_pages(start: Start) -> None:
    command = start("claims", "I3", "--pages", "pages", prelude=ON_IMPORT.format(module="retainsim.claims.kit.judge"))
    out, err = command.communicate(timeout=60)
    assert (command.returncode, out) == (130, "")
    assert err == f"claim 1 of 1: I3 ...\n{LINE}"
    assert list(Path().iterdir()) == []


INTERRUPTED_LATER = """
import json, os, signal
from dataclasses import replace
from retainsim import claims as shelf
from cli.test_claims_command import CLAIM, KNOWN
shelf.identifiers = lambda: KNOWN
def claim(name):
    def effect(lab):
        if name == "I2":
            os.kill(os.getpid(), signal.SIGINT)
            signal.pause()
        return CLAIM.effect(lab)
    return replace(CLAIM, identifier=name, effect=effect)
shelf.claim = claim
"""


def test_an_interrupted_judgement_keeps_what_was_judged_before(start: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parents[1]))
    command = start("claims", "I", "--pages", "pages", prelude=INTERRUPTED_LATER)
    out, err = command.communicate(timeout=60)
    assert command.returncode == 130
    assert out.startswith("I1: holds\n")
    assert err.endswith("interrupted; the pages written so far are complete\n")
    assert {path.name for path in Path("pages").iterdir()} == {*PAGE, *INDEX}
    assert [document["id"] for document in json.loads(Path("pages/claims.json").read_text())["claims"]] == ["I1"]


def test_a_page_that_cannot_be_written_leaves_those_before_it(call: Call) -> None:
    Path("pages/README.md").mkdir(parents=True)  # where the index belongs
    said = call("claims", "I1", "--pages", "pages", "--force")
    assert (said.code, said.out) == (1, "")
    assert "Error: The pages cannot be written to pages: " in said.err
    assert {path.name for path in Path("pages").iterdir()} == {*PAGE, *INDEX}
    assert not atomic.UNDER_WAY


def test_other_claims_join_those_that_are_there(call: Call) -> None:
    assert call("claims", "I10", "E", "--pages", "pages").code == 0
    before = Path("pages/e1.md").stat().st_mtime_ns
    said = call("claims", "I2", "i10", "--pages", "pages", "--force", "--json")
    assert (said.code, identifiers(said)) == (0, ["I2", "I10"])
    assert said.err.endswith("pages: 2 judged and kept, 3 in the index.\n")
    kept = json.loads(Path("pages/claims.json").read_text())["claims"]
    assert [document["id"] for document in kept] == ["I2", "I10", "E1"]
    index = Path("pages/README.md").read_text("utf-8")
    assert all(f"| [{name}]({name.lower()}.md) |" in index for name in ("I2", "I10", "E1"))
    assert Path("pages/e1.md").stat().st_mtime_ns == before


def test_what_was_judged_in_an_earlier_space_is_marked_until_judged_again(call: Call) -> None:
    assert call("claims", "I1", "I2", "--space", "runs", "--pages", "pages").code == 0
    file = Path("pages/claims.json")
    assert "earlier space" not in Path("pages/README.md").read_text("utf-8")
    file.write_text(re.sub(r',\n"space": "\w+"', "", file.read_text("utf-8")), "utf-8")  # as versions before wrote it
    assert call("claims", "I10", "--pages", "pages", "--force").code == 0
    index = Path("pages/README.md").read_text("utf-8")
    assert "that of I1, I2" in index
    assert index.count("** (judged in an earlier space)\n") == 2
    assert "since then the space of assumed numbers has changed" in Path("pages/i1.md").read_text("utf-8")
    assert "since then" not in Path("pages/i10.md").read_text("utf-8")
    assert call("claims", "I1", "I2", "--pages", "pages", "--force").code == 0
    assert not [page for page in Path("pages").iterdir() if "since then" in page.read_text("utf-8")]


def test_a_new_judgement_replaces_the_old_one(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    assert call("claims", "I1", "--pages", "pages").code == 0
    monkeypatch.setattr(shelf, "claim", lambda name: replace(CLAIM, identifier=name, statement="Other words work."))
    assert call("claims", "I1", "--pages", "pages", "--force").code == 0
    assert [document["statement"] for document in json.loads(Path("pages/claims.json").read_text())["claims"]] == [
        "Other words work."]
    assert "Other words work." in Path("pages/i1.md").read_text("utf-8")


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"claims": [{"id": "I1"}]}', '{"claims": 7}', "\u00e9"])
def test_what_cannot_be_added_to_is_refused_before_anything_is_played(text: str, call: Call) -> None:
    Path("pages").mkdir()
    Path("pages/claims.json").write_text(text, "latin-1")
    said = call("claims", "I1", "--pages", "pages", "--force")
    assert (said.code, said.out) == (2, "")
    assert said.err == ("--pages pages/claims.json\n  is not what this version writes, and cannot be added to. Name "
                        "another folder, or move the file away.\n")
    assert Path("pages/claims.json").read_text("latin-1") == text


def test_pages_of_a_space_that_version_0_3_tried_are_refused_and_stay_as_they_are(call: Call) -> None:
    assert call("claims", "I1", "--pages", "pages").code == 0
    file = Path("pages/claims.json")
    [document] = json.loads(file.read_text("utf-8"))["claims"]
    earlier = {"judged_by": "retainsim 0.3.0", "share_of_space": 0.875, "share_low": 0.72, "share_high": 0.95,
               "points_of_space": 32, "share_of_credible": 0.9375, "credible_low": 0.8, "credible_high": 0.98,
               "points_of_credible": 32}
    file.write_text(json.dumps({"claims": [document | earlier]}), "utf-8")
    before = {page.name: page.read_bytes() for page in Path("pages").iterdir()}
    said = call("claims", "I2", "--pages", "pages", "--force")
    assert (said.code, said.out) == (2, "")
    assert said.err == ("--pages pages/claims.json\n  is not what this version writes, and cannot be added to. Name "
                        "another folder, or move the file away.\n")
    assert {page.name: page.read_bytes() for page in Path("pages").iterdir()} == before
