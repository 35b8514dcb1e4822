"""The command line: parse, call, print."""

import atexit
import os
import signal
import sys
from contextlib import suppress
from types import FrameType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

SIGNALS = ("SIGINT", "SIGTERM", "SIGHUP")  # Ctrl-C; `timeout` and job schedulers; a terminal that is closed
EXIT_SIGNAL = 128  # plus the number of the signal, as shells have it
CLEARED_LINE_AND_CURSOR = b"\r\x1b[2K\x1b[?25h"  # a progress bar hides the cursor


def main() -> None:
    """Run the command in `sys.argv`; exit code 0 done, 1 failed, 2 input wrong, 128 + N ended by signal N."""
    ended = Ended()
    atexit.register(ended.leave)  # the first, so that it is called after all others
    # Before any further import, which would answer Ctrl-C with a traceback. A signal that is ignored (nohup) stays so.
    for number in (getattr(signal, name) for name in SIGNALS if hasattr(signal, name)):
        if signal.getsignal(number) in (signal.default_int_handler, signal.SIG_DFL):
            signal.signal(number, _leave_at_once)
    os.environ["MPLBACKEND"] = "agg"  # figures go into files; that of a notebook may not even be installed here
    from retainsim.cli.root import root

    if sys.stdout is not None and hasattr(sys.stdout, "reconfigure"):
        # A terminal that knows only ASCII is no reason to fail over a name.
        sys.stdout.reconfigure(errors="backslashreplace")
    try:
        root.main(prog_name="retainsim")
    except SystemExit as end:
        ended.code = int(end.code or 0)
        raise


class Ended:
    """How the command has ended, which is how the process ends, whatever libraries do when a process does.

    They destroy what their threads still use: one time in ten, on a busy machine, that is an abort.
    """

    code = 1  # of an error that nobody expected, which Python shows

    def leave(self) -> None:
        """End the process when Python has done all that it does at exit, and before anything is destroyed."""
        for stream in filter(None, (sys.stdout, sys.stderr)):
            with suppress(OSError, ValueError):  # a command has complained of it
                stream.flush()
        os._exit(self.code)


def _leave_at_once(signum: int, frame: FrameType | None) -> None:
    """End the process without unwinding: a compiler or a pool of threads could take minutes to stop."""
    for name in SIGNALS:
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), signal.SIG_IGN)  # one line, however often Ctrl-C is pressed
    terminal = os.isatty(2) and os.environ.get("TERM") != "dumb"
    # A handler must not wait for an import.
    finished: list[Path] = getattr(sys.modules.get("retainsim.results.folder.atomic"), "leave", list)()
    try:
        line = f"interrupted; {_what_stands(finished[-1]) if finished else 'nothing was written'}\n"
        os.write(2, (CLEARED_LINE_AND_CURSOR if terminal else b"") + line.encode(errors="backslashreplace"))
    finally:
        os._exit(EXIT_SIGNAL + signum)


def _what_stands(finished: "Path") -> str:
    """What to say when a folder or a page of claims was finished last."""
    from retainsim.results.folder.layout import EXPLORED, REPORT, is_sweep, results_stand  # imported to finish anything

    if is_sweep(finished):
        return "the worlds played so far are kept: give the same command with --resume to go on"
    if finished.name == EXPLORED:
        return "the points played so far are kept: give the same command to go on"
    if not finished.is_dir():
        return "the pages written so far are complete"
    return "the results are complete" if (finished / REPORT).exists() else results_stand(finished)
