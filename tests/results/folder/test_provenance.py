"""A damaged provenance is told by the key that is wrong, never by a traceback."""

import json
from pathlib import Path
from typing import Any

import pytest

from retainsim.results.folder.layout import ResultsError
from retainsim.results.folder.provenance import KEYS, NEWER, read_provenance

from ..hand import PROVENANCE


def told(place: Path, provenance: Any) -> str:
    """What is said of it."""
    (place / "provenance.json").write_text(json.dumps(provenance))
    with pytest.raises(ResultsError) as error:
        read_provenance(place)
    return str(error.value)


@pytest.mark.parametrize("newer", [{}, {"format": 2, "scenarios": {"a": "hand", "b": "other"},
                                        "digests": {"hand": "0", "other": "1"}}], ids=["one", "several"])
def test_what_is_right_is_read(newer: dict[str, Any], tmp_path: Path) -> None:
    (tmp_path / "provenance.json").write_text(json.dumps({**PROVENANCE, **newer}))
    assert read_provenance(tmp_path) == {**PROVENANCE, **newer}


@pytest.mark.parametrize("key", [key for key in KEYS if key not in NEWER])
def test_each_key_must_be_there(key: str, tmp_path: Path) -> None:
    rest = {name: value for name, value in PROVENANCE.items() if name != key}
    assert f"provenance.json does not say {key}: it has been changed since it was written." in told(tmp_path, rest)


@pytest.mark.parametrize(("key", "value", "said"), [
    ("weeks", "x", 'weeks = "x", which must be a whole number from 1'), ("weeks", 0, "weeks = 0, which"),
    ("weeks", 10**30, "weeks = (a number of more than 30 digits), which"), ("replications", 2.0, "replications = 2.0"),
    ("replications", True, "replications = true"), ("seed", -1, "seed = -1"), ("libraries", 5, "libraries = 5, which "
     "must be a table of versions"), ("libraries", {"numpy": 2}, "libraries = {…}"), ("format", "1", 'format = "1", '
     "which must be a whole number"), ("format", True, "format = true"), ("strategies", "a", 'strategies = "a", which '
     "must be a list of different names"), ("strategies", [["a"]], "strategies = [… 1 values]"),
    ("strategies", ["a", "a"], "strategies = [… 2 values]"), ("strategies", [], "strategies = []"),
    ("scenario", None, "scenario = None"), ("command", 1, "command = 1, which must be text or null"),
    ("digest", 7, "digest = 7"), ("digests", {"hand": 7}, "digests = {…}, which must be a table of text"),
    ("scenarios", "a", 'scenarios = "a"'), ("retainsim", 1, "retainsim = 1, which must be text")])
def test_each_key_must_be_what_it_is(key: str, value: Any, said: str, tmp_path: Path) -> None:
    assert f"provenance.json says {said}" in told(tmp_path, {**PROVENANCE, key: value})


def test_another_format_may_have_other_keys(tmp_path: Path) -> None:
    assert told(tmp_path, {"format": 3, "retainsim": "9\n9"}).endswith(
        "was written by retainsim 9\\n9 in format 3; this version reads formats 1 to 2.")


@pytest.mark.parametrize(("text", "said"), [("{", "is not JSON"), ("[" * 100_000, "is not JSON"),
                                            ("[]", "is not a table of keys and values")])
def test_what_is_no_provenance(text: str, said: str, tmp_path: Path) -> None:
    (tmp_path / "provenance.json").write_text(text)
    with pytest.raises(ResultsError, match=said):
        read_provenance(tmp_path)
