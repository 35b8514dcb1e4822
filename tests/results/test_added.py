"""A report is added to a results folder as a whole, or not at all."""

import os
from pathlib import Path

import pytest

from retainsim.results import added, unfinished
from retainsim.results.added import about_report, add_report
from retainsim.results.unfinished import ResultsError, objection

OLD = {"report.html": b"old", "figures/cash.svg": b"old", "figures/gone.svg": b"old"}
NEW = {"report.html": b"new", "figures/cash.svg": b"new"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A results folder, alone in its folder."""
    (tmp_path / "kept").mkdir()
    (tmp_path / "kept" / "scenario.toml").write_text("")
    return tmp_path / "kept"


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*")
            if path.is_file() and path.name != "scenario.toml"}


def test_a_report_takes_the_place_of_an_earlier_one(folder: Path) -> None:
    assert about_report(folder) == ""
    add_report(folder, OLD)
    assert contents(folder) == OLD
    assert about_report(folder) == "report.html"
    add_report(folder, NEW)
    assert contents(folder) == NEW
    assert os.listdir(folder.parent) == ["kept"]
    assert not unfinished.UNDER_WAY


@pytest.mark.parametrize("failing", range(1, 5))
def test_whatever_fails_an_earlier_report_stays(failing: int, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    add_report(folder, OLD)
    calls = iter(range(1, 100))
    rename = os.rename

    def renamed(source: Path, target: Path) -> None:
        if next(calls) == failing:
            raise OSError(28, "No space left on device")
        rename(source, target)

    monkeypatch.setattr(added.os, "rename", renamed)
    with pytest.raises(ResultsError, match=r"The report cannot be written to .*kept: No space left on device"):
        add_report(folder, NEW)
    assert contents(folder) == OLD
    assert os.listdir(folder.parent) == ["kept"]


def test_a_report_belongs_to_results_and_other_files_among_the_figures_do_not(folder: Path) -> None:
    add_report(folder, OLD)
    assert objection(folder, force=True) == ""
    (folder / "figures" / "notes.txt").write_text("mine")
    assert objection(folder, force=True) == "holds other things than results (notes.txt) and is not replaced"
