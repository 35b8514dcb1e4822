"""However a name is encoded, it is one name; characters that nobody sees are refused where they deceive."""

import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest

from retainsim.scenario import ScenarioError, load
from retainsim.scenario.names import Naming

CASES = Path(__file__).parents[1] / "fixtures" / "cases"
NAMES = "clients.standard.names"


def test_names_that_look_alike_are_refused_as_the_same() -> None:
    with pytest.raises(ScenarioError) as caught:
        load(CASES / "nfc.toml")
    (problem,) = caught.value.problems
    assert problem.path == "clients.status.names[1]"
    assert problem.message.startswith("must be a name that no other organisation has")
    assert problem.allowed == "clients.status.names[0]"


@pytest.mark.parametrize("form", ["NFC", "NFD", "NFKC", "NFKD"])
@pytest.mark.parametrize("name", ["Zürich Bank", "Ἀθήναι", "Łódź Straße", "İstanbul", "한국은행"])
def test_a_name_is_known_in_whatever_form_it_is_given(name: str, form: str, small: Path) -> None:
    for written in ("NFC", "NFD"):
        naming = Naming(load(small, {NAMES: [unicodedata.normalize(written, name)]}))
        assert naming.organisation(unicodedata.normalize(form, name)) == 0
        assert naming.organisation(unicodedata.normalize(form, name.upper())) == 0


@pytest.mark.parametrize("name", ["شرکت می\u200cخواهم", "क्\u200dष", "👩\u200d💻 Lab", "🏳\ufe0f\u200d🌈"])
def test_joiners_between_letters_and_emoji_are_taken_and_need_not_be_typed(name: str, small: Path) -> None:
    naming = Naming(load(small, {NAMES: [name]}))
    assert naming.name(0) == name
    assert naming.organisation(name) == naming.organisation(name.replace("\u200c", "").replace("\u200d", "")) == 0


def test_the_case_with_a_joiner_is_right() -> None:
    assert Naming(load(CASES / "zwnj.toml")).organisation("شرکت میخواهم") == 0


@pytest.mark.parametrize("blank", ["\u00a0", "\u202f", "\u2009", "\u3000"])
def test_any_blank_is_a_blank(blank: str, small: Path) -> None:
    naming = Naming(load(small, {NAMES: [f"Port{blank}Authority"]}))
    assert naming.name(0) == "Port Authority"
    assert naming.organisation("port authority") == naming.organisation(f"Port{blank}Authority") == 0


@pytest.mark.parametrize(("name", "point"), [
    *((f"Bank {chr(code)}knaB", f"U+{code:04X}") for code in (*range(0x202A, 0x202F), *range(0x2066, 0x206A))),
    ("Ba\u200bnk", "U+200B"), ("\ufeffBank", "U+FEFF"), ("\u200cBank", "U+200C"), ("Bank\u200d", "U+200D"),
    ("Ba\u200c\u200cnk", "U+200C"), ("Bank\u200d A", "U+200D")])
def test_what_nobody_sees_is_refused_with_its_code_point(name: str, point: str, small: Path) -> None:
    with pytest.raises(ScenarioError) as caught:
        load(small, {NAMES: [name]})
    assert f"must not contain the invisible character {point}." in str(caught.value)


def test_joiners_are_shown_and_overrides_escaped_in_messages(complaint: Callable[..., str]) -> None:
    assert '"می\u200cخ 1"' in complaint("served_by_firm", 'names = ["می\u200cخ 1", "می\u200cخ 1"]\nserved_by_firm')
    assert "\\u202e" in complaint("served_by_firm", 'names = ["a\u202eb"]\nserved_by_firm')
