"""The progress of long work: a bar on a terminal, otherwise silence."""

from __future__ import annotations

import sys
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.progress import Progress


class Bar(AbstractContextManager["Bar"]):
    """A bar on standard error if that is a terminal; drawn by the main thread, counted by the thread that works."""

    def __init__(self, words: str, total: int | None = None) -> None:
        self.words = words
        self.total = total  # becomes known when they are planned
        self.done = 0
        self._bar: Progress | None = None

    def count(self) -> None:
        """One more of them is done."""
        self.done += 1

    def plan(self, total: int) -> None:
        """So many there will be; may be corrected while they are done."""
        self.total = total

    def begin(self, words: str, total: int) -> None:
        """Count something else from now on."""
        self.words, self.total, self.done = words, total, 0

    def draw(self) -> None:
        """Bring the bar up to date; before the first is done there is nothing to show."""
        if self.done == 0 or not (sys.stderr and sys.stderr.isatty()):
            return
        if self._bar is None:
            from rich.console import Console
            from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

            # No thread of its own for refreshing: one that holds the terminal's lock could keep Ctrl-C waiting.
            self._bar = Progress(TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(),
                                 TimeRemainingColumn(), console=Console(stderr=True), transient=True,
                                 auto_refresh=False)
            self._bar.add_task(self.words, total=self.total)
            self._bar.start()
        self._bar.update(self._bar.task_ids[0], completed=self.done, total=self.total, description=self.words)
        self._bar.refresh()

    def __exit__(self, *error: object) -> None:
        if self._bar is not None:
            self._bar.stop()


class ValuesBar(Bar):
    """The replications of one value of a factor after the other; how many values there will be, nobody knows."""

    def __init__(self, replications: int) -> None:
        super().__init__("", replications)
        self._each, self._all = replications, 0

    def count(self) -> None:
        self._all += 1
        before, done = divmod(self._all - 1, self._each)
        self.words, self.done = f"value {before + 1}, replications", done + 1
