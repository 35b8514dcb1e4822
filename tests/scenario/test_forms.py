"""One number where each segment or role has its own, and a day where a week is asked for, get the form to write."""

from collections.abc import Callable

import pytest

CHANGE = "[[strategies.status-quo.changes]]\n"


@pytest.mark.parametrize(("new", "words"), [
    ("prices = 1.1\n", "small.toml:22: strategies.status-quo.prices = 1.1\n  must be a table of 0 to 16 values. "
     "Write prices = { standard = 1.1 }, and so each segment that changes."),
    (CHANGE + "from_week = 9\npeople = 5\n", "small.toml:24: strategies.status-quo.changes[0].people = 5\n"
     "  must be a table. Write people = { hunters = 5 }, and so each role that changes."),
    (CHANGE + "from_week = 2026-07-01\ncare_focus = 1\n",
     "small.toml:23: strategies.status-quo.changes[0].from_week = 2026-07-01\n  must be a whole number from 0 to 5200. "
     "A day is written from_date = 2026-07-01, and starts_on says on which day week 0 begins.")])
def test_a_value_of_the_wrong_form_is_told_how_to_write_it(new: str, words: str, complaint: Callable[..., str],
                                                           ) -> None:
    assert complaint("", new) == words
