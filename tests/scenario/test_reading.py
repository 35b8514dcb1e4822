"""Files that are no scenario: each refused in its own words, and none waited for or swallowed whole."""

import os
from pathlib import Path

import pytest

from retainsim.scenario import Scenario, ScenarioError, load
from retainsim.scenario import __file__ as room


def refusal(name: str | Path) -> str:
    with pytest.raises(ScenarioError) as caught:
        load(name)
    return str(caught.value)


TEXT = "Text stands in quotes, numbers are written in digits."
SYNTAX = {
    "no value": (b"weeks =\n", f":1\n  is not valid TOML: Invalid value. {TEXT}"),
    "bare text": (b"\nname = small", f":2\n  is not valid TOML: Invalid value. {TEXT}"),
    "decimal comma": (b"weeks = 1,5\n", ":1\n  is not valid TOML: Expected newline or end of document after a "
                                        "statement. Decimals are written with a point: 0.5."),
    "python truth": (b"a = True\n", ":1\n  is not valid TOML: Invalid value. Truth values are written true and false."),
    "key twice": (b"weeks = 1\nweeks = 2\n", ":2\n  is not valid TOML: Cannot overwrite a value."),
    "unfinished": (b"a = 1\nb = [1,", f":2\n  is not valid TOML: Invalid value. {TEXT}"),
    "unfinished after a mark that only Python takes for a line end": (
        "a = [1, '\u2028'".encode(), ":1\n  is not valid TOML: Unclosed array."),
    "NUL": (b"a = 1\n\0", ":2\n  is not valid TOML: Invalid statement."),
    "Latin-1": ("a = 1\nb = 'größer'".encode("latin-1"), ":2\n  is not UTF-8: byte 0xf6. Save the file as UTF-8."),
    "UTF-16": ("a = 1".encode("utf-16-le") + b"\xff", ":1\n  is not UTF-8: byte 0xff. Save the file as UTF-8."),
    "nested in the parser": (b"a = " + b"[" * 100_000, "\n  has values nested more than 32 deep."),
    "nested after the parser": (b"a = " + b"[" * 40 + b"]" * 40, "\n  has values nested more than 32 deep."),
    "key of very many parts": (b"x = 1\n" + b"a." * 300_000 + b"a = 1", ":2\n  has a key of more than 32 parts."),
    "the same, quoted": (b"x = '''\n'''\n" + b'"\\"" . ' * 90_000 + b"a = 1", ":3\n  has a key of more than 32 parts."),
}


@pytest.mark.parametrize(("content", "words"), SYNTAX.values(), ids=SYNTAX)
def test_what_is_not_toml_is_refused_at_its_line(content: bytes, words: str, small: Path) -> None:
    small.write_bytes(content)
    assert refusal("small.toml") == "small.toml" + words


def test_very_long_numbers_are_refused(small: Path) -> None:
    small.write_text("weeks = " + "9" * 5000)
    assert refusal("small.toml").startswith("small.toml\n  is not valid TOML: Exceeds the limit")


def test_a_byte_order_mark_and_windows_line_ends_are_accepted(small: Path) -> None:
    small.write_bytes(b"\xef\xbb\xbf" + small.read_bytes().replace(b"\n", b"\r\n"))
    assert load(small).name == "small"
    small.write_bytes(small.read_bytes().replace(b"= 60", b"= -1"))
    assert refusal("small.toml").startswith("small.toml:6: ")


def test_a_folder_is_refused(small: Path) -> None:
    small.with_name("folder.toml").mkdir()
    assert refusal("folder.toml") == "folder.toml\n  is a folder, not a scenario file."


def test_a_missing_file_is_refused_with_the_nearest_name(small: Path) -> None:
    assert refusal("smal.toml") == "smal.toml\n  does not exist. Did you mean small.toml?"
    assert refusal("nowhere/isp.toml") == "nowhere/isp.toml\n  does not exist. Did you mean isp?"
    assert refusal("zzzzzz.toml") == "zzzzzz.toml\n  does not exist."


def test_a_huge_file_is_refused_unread(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with small.open("wb") as stream:
        stream.truncate(50_000_000)
    monkeypatch.setattr(Path, "open", lambda *_: pytest.fail("the file was opened"))
    assert refusal("small.toml") == "small.toml\n  has 50_000_000 bytes; a scenario file has at most 1_048_576."


def test_a_file_that_grows_while_it_is_read_is_refused(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    small.write_bytes(b"#" * (1024 * 1024 + 1))
    honest = os.stat(room)
    monkeypatch.setattr(Path, "stat", lambda *_, **__: honest)
    assert refusal("small.toml").endswith("has more than 1_048_576 bytes, the most that a scenario file may have.")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes on this system")
def test_a_pipe_is_refused_without_waiting(small: Path) -> None:
    os.mkfifo(small.with_name("pipe.toml"))
    assert refusal("pipe.toml") == "pipe.toml\n  is not a regular file."


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="no such device on this system")
def test_a_device_is_refused() -> None:
    assert refusal("/dev/zero") == "/dev/zero\n  is not a regular file."


@pytest.mark.parametrize("error", [PermissionError(13, "Permission denied"), OSError(5, "Input/output error")])
def test_a_file_that_cannot_be_read_is_refused(
        error: OSError, small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise error

    monkeypatch.setattr(Path, "open", refuse)
    assert refusal("small.toml") == f"small.toml\n  cannot be read: {error.strerror}."


@pytest.mark.parametrize("name", ["a\0b.toml", "x" * 5000 + ".toml", "\x1b[31m.toml", "\udcff.toml"])
def test_odd_file_names_are_refused(name: str) -> None:
    assert all(c.isprintable() or c == "\n" for c in refusal(name))


def test_a_scenario_does_not_change_after_reading(small: Path) -> None:
    scenario = load(small)
    assert isinstance(scenario, Scenario)
    with pytest.raises(AttributeError, match="scenarios do not change"):
        scenario.weeks = 3  # type: ignore[misc]
