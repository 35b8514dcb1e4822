"""What is under way goes when the process ends."""

import threading
from pathlib import Path

import pytest

from retainsim.results.folder import atomic


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
