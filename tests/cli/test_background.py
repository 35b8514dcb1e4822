"""A bar on a terminal, otherwise silence."""

import io
import sys
from collections.abc import Callable

import pytest

from retainsim.cli.background import Bar, ValuesBar


class Terminal(io.StringIO):
    """Somebody looks."""

    def isatty(self) -> bool:
        return True


@pytest.fixture
def look(monkeypatch: pytest.MonkeyPatch) -> Callable[[], Terminal]:
    """Look from now on: pytest puts a stream of its own in place before each test."""
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "100")

    def looking() -> Terminal:
        terminal = Terminal()
        monkeypatch.setattr(sys, "stderr", terminal)
        return terminal

    return looking


def test_nothing_is_shown_before_the_first_is_done(look: Callable[[], Terminal]) -> None:
    terminal = look()
    with Bar("replications") as bar:
        bar.plan(3)
        bar.draw()
    assert terminal.getvalue() == ""


def test_what_takes_long_before_the_first_is_done_is_shown_at_once(look: Callable[[], Terminal]) -> None:
    terminal = look()
    with Bar("reading tables") as bar:
        bar.is_at_once = True
        bar.draw()
        assert "reading tables" in terminal.getvalue()


def test_replications(look: Callable[[], Terminal]) -> None:
    terminal = look()
    with Bar("replications") as bar:
        bar.plan(3)
        bar.count()
        bar.draw()
        assert "replications" in terminal.getvalue()
        assert "1/3" in terminal.getvalue()
        bar.plan(7)
        bar.draw()
        assert "1/7" in terminal.getvalue()


def test_values_of_a_factor_one_after_the_other(look: Callable[[], Terminal]) -> None:
    terminal = look()
    with ValuesBar(2) as bar:
        seen = []
        for _ in range(5):
            bar.count()
            seen.append((bar.words, bar.done))
        bar.draw()
    assert seen == [("value 1, replications", 1), ("value 1, replications", 2), ("value 2, replications", 1),
                    ("value 2, replications", 2), ("value 3, replications", 1)]
    assert "1/2" in terminal.getvalue()


def test_steps_without_a_known_end(look: Callable[[], Terminal]) -> None:
    terminal = look()
    with Bar("claim 1 of 2: I3, step") as bar:
        bar.count()
        bar.draw()
    assert "claim 1 of 2: I3, step" in terminal.getvalue()
    assert "1/?" in terminal.getvalue()


def test_nobody_looks(capfd: pytest.CaptureFixture[str]) -> None:
    with Bar("replications") as bar:
        bar.plan(3)
        bar.count()
        bar.draw()
    assert capfd.readouterr() == ("", "")
