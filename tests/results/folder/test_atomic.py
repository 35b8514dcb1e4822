"""A report is added to a results folder as a whole, or not at all; what is under way goes when the process ends."""

import os
import threading
from pathlib import Path

import pytest

from retainsim.results.folder import atomic
from retainsim.results.folder.atomic import add_report, objection_to_report
from retainsim.results.folder.layout import ResultsError, objection

OLD = {"report.html": b"old", "figures/cash.svg": b"old", "figures/gone.svg": b"old"}
NEW = {"report.html": b"new", "figures/cash.svg": b"new"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A results folder, alone in its folder."""
    (tmp_path / "kept").mkdir()
    (tmp_path / "kept" / "provenance.json").write_text('{"format": 1, "retainsim": "0"}')
    return tmp_path / "kept"


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*")
            if path.is_file() and path.name != "provenance.json"}


def test_a_report_takes_the_place_of_an_earlier_one(folder: Path) -> None:
    assert objection_to_report(folder, force=False) == ""
    add_report(folder, OLD)
    assert contents(folder) == OLD
    assert objection_to_report(folder, force=False).endswith("exists. Give --force to replace the report.")
    assert objection_to_report(folder, force=True) == ""
    add_report(folder, NEW)
    assert contents(folder) == NEW
    assert os.listdir(folder.parent) == ["kept"]
    assert not atomic.UNDER_WAY


@pytest.mark.parametrize("failing", range(1, 5))
def test_whatever_fails_an_earlier_report_stays(failing: int, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    add_report(folder, OLD)
    calls = iter(range(1, 100))
    rename = os.rename

    def renamed(source: Path, target: Path) -> None:
        if next(calls) == failing:
            raise OSError(28, "No space left on device")
        rename(source, target)

    monkeypatch.setattr(atomic.os, "rename", renamed)
    with pytest.raises(ResultsError, match=r"The report cannot be written to .*kept: No space left on device"):
        add_report(folder, NEW)
    assert contents(folder) == OLD
    assert os.listdir(folder.parent) == ["kept"]


MINE = [("figures/notes.txt", "figures/notes.txt"), ("figures/sub/cash.svg", "figures/sub"),
        ("report.html/mine", "report.html"), ("figures", "figures"), ("figures/of.svg/mine", "figures/of.svg")]


@pytest.mark.parametrize(("mine", "named"), MINE)
def test_what_belongs_to_no_report_is_not_replaced(mine: str, named: str, folder: Path) -> None:
    (folder / mine).parent.mkdir(parents=True, exist_ok=True)
    (folder / mine).write_text("mine")
    with pytest.raises(ResultsError, match=f"{named}\n  is not part of a report, which would replace it. Move it"):
        add_report(folder, NEW)
    assert objection(folder, force=True) == f"holds things other than results ({named}) and is not replaced"
    assert (folder / mine).read_text() == "mine"
    assert os.listdir(folder.parent) == ["kept"]


def test_leaving_removes_what_is_under_way_and_the_folders_around_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
                                                                     ) -> None:
    monkeypatch.setattr(atomic, "MOVING", threading.Lock())  # which is never released
    with atomic.beside(tmp_path / "far" / "place") as made:
        assert made.is_dir()
        atomic.leave()
        assert not list(tmp_path.iterdir())


def test_leaving_removes_a_file_that_has_not_taken_its_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(atomic, "MOVING", threading.Lock())
    with atomic.beside(tmp_path / "page.md", "Text\n") as made:
        assert made.suffix == ".md"
        assert made.read_bytes() == b"Text\n"
        atomic.leave()
        assert not list(tmp_path.iterdir())
