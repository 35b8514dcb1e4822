"""Long work in a thread of its own, so that the main thread is always there to answer Ctrl-C and to show a bar.

Importing numba, compiling and simulating spend seconds in machine code; signals reach Python only between two of its
instructions, and only in the main thread.
"""

from __future__ import annotations

import shlex
import sys
import threading
from collections.abc import Callable, Iterable
from concurrent.futures import Future
from contextlib import AbstractContextManager
from importlib import import_module
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from rich.progress import Progress as RichBar

    from retainsim.study.setup.request import Progress

T = TypeVar("T")
LOOK_UP_SECONDS = 0.1  # how soon the main thread notices a signal where none interrupts its waiting


class Bar(AbstractContextManager["Bar"]):
    """A bar on standard error if that is a terminal; drawn by the main thread, counted by the thread that works."""

    def __init__(self, words: str, total: int | None = None) -> None:
        self.words = words
        self.total = total  # set by `plan`
        self.done = 0
        self.is_at_once = False  # shown before the first is done, without a number where there is none
        self._bar: RichBar | None = None

    def count(self) -> None:
        """Count one more as done."""
        self.done += 1

    def plan(self, total: int) -> None:
        """Set how many there will be; a later call may correct it."""
        self.total = total

    def draw(self) -> None:
        """Bring the bar up to date; as a rule it appears when the first is done."""
        if not (self.done or self.is_at_once) or not (sys.stderr and sys.stderr.isatty()):
            return
        if self._bar is None:
            from rich.console import Console
            from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

            # No thread of its own for refreshing: one that holds the terminal's lock could keep Ctrl-C waiting.
            self._bar = Progress(TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(),
                                 TimeRemainingColumn(), transient=True, auto_refresh=False,
                                 console=Console(stderr=True, force_jupyter=False))
            self._bar.add_task(self.words, total=self.total)
            self._bar.start()
        self._bar.update(self._bar.task_ids[0], completed=self.done, total=self.total, description=self.words)
        self._bar.refresh()

    def __exit__(self, *error: object) -> None:
        if self._bar is not None:
            self._bar.stop()


class ValuesBar(Bar):
    """The replications of one value of a factor after the other; how many values there will be is not known."""

    def __init__(self, replications: int, noun: str = "value") -> None:
        super().__init__("", replications)
        self._each, self._all, self._noun = replications, 0, noun

    def count(self) -> None:
        self._all += 1
        before, done = divmod(self._all - 1, self._each)
        self.words, self.done = f"{self._noun} {before + 1}, replications", done + 1


def ask(study: str, bar: Bar, scenario: str | tuple[str, ...], changes: Iterable[str], *more: Any,
        **request: Any) -> Any:
    """The answer of a study such as `compare.compare` about scenarios; `ScenarioError` if the input is wrong."""
    from retainsim.scenario import load, load_all
    from retainsim.scenario.errors import encodable

    world = load(scenario, changes) if isinstance(scenario, str) else load_all(scenario, changes)
    module, function = study.split(".")
    if "out" in request:  # a folder says how it came about
        request["command"] = encodable(shlex.join(["retainsim", *sys.argv[1:]]))

    def work(progress: Progress) -> Any:
        from retainsim.study.setup.request import Request

        play = getattr(import_module(f"retainsim.study.{module}"), function)
        return play(world, *more, Request(**request), progress=progress)

    return work_behind(bar, work)


def work_behind(bar: Bar, work: Callable[[Progress], T]) -> T:
    """What `work` returns; it runs `in_background` while the bar shows how far it is."""
    def run() -> T:
        from retainsim.study.setup.request import Progress

        return work(Progress(say_if_compiling, bar.plan, bar.count))

    with bar:
        return in_background(run, bar.draw)


def in_background(work: Callable[[], T], meanwhile: Callable[[], None] = lambda: None) -> T:
    """What `work` returns; until then `meanwhile` is called several times a second.

    Raises   whatever `work` raises; `click.ClickException` if there is not enough memory.
    """
    outcome: Future[T] = Future()

    def run() -> None:
        try:
            outcome.set_result(work())
        except BaseException as error:
            outcome.set_exception(error)

    thread = threading.Thread(target=run, daemon=True)  # a daemon does not keep an interrupted process alive
    thread.start()
    while thread.is_alive():
        thread.join(LOOK_UP_SECONDS)
        meanwhile()
    try:
        return outcome.result()
    except MemoryError:
        raise click.ClickException("Not enough memory for this scenario. Try --threads 1, or fewer organisations "
                                   "(clients.NAME.organisations).") from None


def say_if_compiling() -> None:
    """Tell the user if the model must be compiled first, which takes a while."""
    from retainsim.engine.loops import ENTRIES
    from retainsim.kernel import IS_PLAIN, cache, must_compile

    if not must_compile(ENTRIES):
        return
    click.echo("Compiling the model: with RETAINSIM_COMPILER=plain every run does ..." if IS_PLAIN else
               "Compiling the model for this machine, once: about half a minute ...", err=True)
    if not IS_PLAIN and not cache.is_writable():
        click.echo(f"The compiled model cannot be kept in {cache.root()}: every run will compile. "
                   "RETAINSIM_CACHE_DIR may name another folder.", err=True)
