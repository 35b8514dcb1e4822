"""`new`: a file of one's own that is right at once, or nothing."""

import errno
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from cli.tiny import Said
from retainsim.scenario import Scenario, digest, load, shipped
from retainsim.scenario.shape import NAME_RULE

Call = Callable[..., Said]
pytestmark = pytest.mark.usefixtures("tiny")


def renamed(scenario: Scenario) -> Scenario:
    return scenario.model_copy(update={"name": "mine"})


@pytest.mark.parametrize("options", [[], ["--full"]])
@pytest.mark.parametrize("origin", [*shipped(), "tiny.toml", "./tiny.toml"])
def test_it_says_the_same_as_its_origin(origin: str, options: list[str], call: Call) -> None:
    said = call("new", "mine", "--from", origin, *options)
    assert (said.code, said.err) == (0, "")
    assert said.out == (
        f"mine.toml: written; until you change it, it says the same as {origin}.\n"
        f"Next: retainsim check mine.toml; retainsim diff {origin} mine.toml; retainsim compare mine.toml\n")
    for command in said.out.splitlines()[1].removeprefix("Next: ").split("; ")[:2]:
        assert call(*command.split()[1:]).code == 0
    assert digest(load("mine.toml")) == digest(renamed(load(origin)))
    assert call("check", "mine.toml").code == 0
    assert ("extends" in Path("mine.toml").read_text()) == (not options)
    assert sorted(os.listdir()) == ["mine.toml", "tiny.toml"]


def test_the_name_may_have_its_ending(call: Call) -> None:
    assert call("new", "mine.toml").out.startswith("mine.toml: written")
    assert load("mine.toml").name == "mine"


def test_hyphens_may_stand_anywhere_but_first(call: Call) -> None:
    assert [call("new", name).code for name in ("a--b", "a-", "-a")] == [0, 0, 2]


def test_without_an_origin_it_is_the_provider(call: Call) -> None:
    assert call("new", "mine").code == 0
    assert load("mine.toml") == renamed(load("isp"))


def test_a_file_without_an_ending_can_be_extended(call: Call) -> None:
    Path("tiny.toml").rename("world")
    assert call("new", "mine", "--from", "./world").code == 0
    assert load("mine.toml") == renamed(load("./world"))


@pytest.mark.skipif(os.name == "nt", reason="there are no such permissions")
def test_others_may_read_it(call: Call) -> None:
    before = os.umask(0o022)
    try:
        call("new", "mine")
    finally:
        os.umask(before)
    assert Path("mine.toml").stat().st_mode & 0o777 == 0o644


def test_it_is_never_overwritten_unless_by_force(call: Call) -> None:
    Path("mine.toml").write_text("precious")
    said = call("new", "mine")
    assert said == (2, "", "mine.toml\n  already exists. Choose another name, or give --force to replace it.\n")
    assert Path("mine.toml").read_text() == "precious"
    assert call("new", "mine", "--force").code == 0
    assert load("mine.toml").name == "mine"


@pytest.mark.parametrize(("name", "words"), [
    ("Mine.toml", f"Mine\n  must be {NAME_RULE}. Did you mean mine?\n"), ("7", f"7\n  must be {NAME_RULE}.\n"),
    ("", f"(empty)\n  must be {NAME_RULE}.\n"), ("../x", f"../x\n  must be {NAME_RULE}. Did you mean x?\n"),
    ("mine\n", f"mine\\n\n  must be {NAME_RULE}. Did you mean mine?\n"),
    ("isp", "isp\n  is a shipped scenario; choose another name.")])
def test_a_name_that_is_none(name: str, words: str, call: Call) -> None:
    said = call("new", name, "--force")
    assert (said.code, said.out) == (2, "")
    assert said.err.rstrip() == words.rstrip()
    assert os.listdir() == ["tiny.toml"]


def test_an_origin_that_is_wrong(call: Call) -> None:
    assert call("new", "mine", "--from", "ips").err.endswith("shipped are: isp, practice. Did you mean isp?\n")
    text = Path("tiny.toml").read_text()
    Path("tiny.toml").write_text(text.replace("weeks = 60", 'weeks = 60\nprimary_kpis = ["cash_edn"]'))
    said = call("new", "mine", "--from", "tiny.toml")
    assert (said.code, said.out) == (2, "")
    assert "Did you mean cash_end?" in said.err
    assert os.listdir() == ["tiny.toml"]


def test_a_file_cannot_extend_itself(call: Call) -> None:
    said = call("new", "tiny", "--from", "./tiny.toml", "--force")
    assert said == (2, "", "--from tiny.toml\n  is the file to be written, and cannot extend itself; "
                           "--full replaces it.\n")
    before = load("tiny.toml")
    assert call("new", "tiny", "--from", "./tiny.toml", "--force", "--full").code == 0
    assert load("tiny.toml") == before


def test_an_origin_out_of_reach(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    Path("folder").mkdir()
    monkeypatch.chdir("folder")
    said = call("new", "mine", "--from", "../tiny.toml")
    assert said == (2, "", "mine.toml\n  cannot extend that scenario, which must lie in this folder or below it. "
                           "--full writes everything out instead.\n")
    assert os.listdir() == []
    assert call("new", "mine", "--from", "../tiny.toml", "--full").code == 0


def test_a_folder_in_its_place(call: Call) -> None:
    Path("mine.toml").mkdir()
    said = call("new", "mine", "--force")
    assert said == (2, "", "mine.toml\n  is a folder. Choose another name.\n")


def test_a_folder_that_may_only_be_read(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "access", lambda path, mode: False)
    said = call("new", "mine")
    assert said == (2, "", "mine.toml\n  cannot be written: no permission in this folder.\n")


def test_a_disk_that_is_full_leaves_nothing_behind(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "replace", full)
    said = call("new", "mine")
    assert said == (1, "", f"Error: mine.toml cannot be written: {os.strerror(errno.ENOSPC)}.\n")
    assert os.listdir() == ["tiny.toml"]


def test_a_blank_page_is_a_firm_of_ones_own(call: Call) -> None:
    said = call("new", "mine", "--blank")
    assert said == (0, "mine.toml: written; every number in it is there to be changed.\n"
                       "Next: retainsim check mine.toml; retainsim compare mine.toml\n", "")
    text = Path("mine.toml").read_text()
    assert "\nextends" not in text
    assert "describe mine.toml" in text
    assert load("mine.toml").name == "mine"
    Path("dearer.toml").write_text(text.replace("# price_index", "price_index"))
    assert load("dearer.toml").firm.price_index == 1.05
    checked = call("check", "mine.toml").out
    assert checked.startswith("mine.toml: fine (420 organisations, 2 rivals, 3 strategies, 156 weeks)\n")
    assert "plausible" not in checked


def test_a_blank_page_starts_from_nothing(call: Call) -> None:
    for options in (["--full"], ["--from", "tiny.toml"]):
        said = call("new", "mine", "--blank", *options)
        assert said == (2, "", "--blank\n  starts from no other scenario: leave out --from and --full.\n")
