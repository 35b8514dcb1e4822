"""What is taken for results that may be replaced."""

from pathlib import Path

import pytest

from retainsim.results.folder.layout import objection


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A results folder, as far as names tell."""
    (tmp_path / "kept").mkdir()
    (tmp_path / "kept" / "provenance.json").write_text('{"format": 1, "retainsim": "0"}')
    return tmp_path / "kept"


def test_a_report_belongs_to_the_results_that_are_replaced(folder: Path) -> None:
    (folder / "figures").mkdir()
    for name in ("report.html", "figures/cash.svg", "figures/cash.png"):
        (folder / name).touch()
    assert objection(folder, force=True) == ""


@pytest.mark.parametrize("provenance", [None, "{", "[]", '{"format": 1}', '{"retainsim": "0"}', "[" * 100_000])
def test_a_folder_without_our_provenance_is_not_replaced(provenance: str | None, folder: Path) -> None:
    (folder / "report.html").write_text("a page of mine")
    (folder / "provenance.json").unlink()
    if provenance is not None:
        (folder / "provenance.json").write_text(provenance)
    assert objection(folder, force=True) == (
        "holds no provenance.json that retainsim has written, and is not replaced")


def test_a_folder_that_bears_the_name_of_a_file_is_not_replaced(folder: Path) -> None:
    (folder / "weeks.parquet").mkdir()
    assert objection(folder, force=True) == "holds things other than results (weeks.parquet) and is not replaced"
