"""What is under way goes when the process ends."""

import threading
from pathlib import Path

import pytest

from retainsim.results import unfinished


def test_leaving_removes_what_is_under_way_and_the_folders_around_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
                                                                     ) -> None:
    monkeypatch.setattr(unfinished, "MOVING", threading.Lock())  # which is never released
    with unfinished.beside(tmp_path / "far" / "place") as made:
        assert made.is_dir()
        unfinished.leave()
        assert not list(tmp_path.iterdir())
