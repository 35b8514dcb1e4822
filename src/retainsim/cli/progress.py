"""The progress of many replications: a bar on a terminal, otherwise silence."""

from __future__ import annotations

import sys
from types import TracebackType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.progress import Progress


class ReplicationsBar:
    """A bar on standard error if that is a terminal; drawn by the main thread, counted by the thread that works."""

    def __init__(self, replications: int) -> None:
        self.replications = replications
        self.done = 0
        self._bar: Progress | None = None

    def count(self) -> None:
        """One more replication is done."""
        self.done += 1

    def draw(self) -> None:
        """Bring the bar up to date; before the first replication is done there is nothing to show."""
        if self.done == 0 or not (sys.stderr and sys.stderr.isatty()):
            return
        if self._bar is None:
            self._bar = _started_bar(self.replications)
        self._bar.update(self._bar.task_ids[0], completed=self.done)
        self._bar.refresh()

    def __enter__(self) -> ReplicationsBar:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None,
                 ) -> None:
        if self._bar is not None:
            self._bar.stop()


def _started_bar(replications: int) -> Progress:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    # No thread of its own for refreshing: one that holds the terminal's lock could keep Ctrl-C waiting.
    bar = Progress(TextColumn("replications"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(),
                   console=Console(stderr=True), transient=True, auto_refresh=False)
    bar.add_task("replications", total=replications)
    bar.start()
    return bar
