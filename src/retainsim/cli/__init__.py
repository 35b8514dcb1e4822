"""The command line: parse, call, print."""

import os
import signal
import sys
from types import FrameType
from typing import Any

INTERRUPTED = b"interrupted; nothing was written\n"
INTERRUPTED_BETWEEN = b"interrupted; the pages written so far are complete\n"
INTERRUPTED_AFTERWARDS = b"interrupted; the results are complete\n"
EXIT_INTERRUPTED = 130
CLEARED_LINE_AND_CURSOR = b"\r\x1b[2K\x1b[?25h"  # a progress bar hides the cursor


def main() -> None:
    """Run the command in `sys.argv`; exit code 0 done, 1 failed, 2 input wrong, 130 interrupted."""
    # Before any further import, which would answer Ctrl-C with a traceback. Whoever ignores the signal (nohup) may.
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, _leave_at_once)
    from retainsim.cli.root import root

    if sys.stdout is not None and hasattr(sys.stdout, "reconfigure"):
        # A terminal that knows only ASCII is no reason to fail over a name.
        sys.stdout.reconfigure(errors="backslashreplace")
    root.main(prog_name="retainsim")


def _leave_at_once(signum: int, frame: FrameType | None) -> None:
    """End the process without unwinding: a compiler or a pool of threads would let one wait for minutes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # one line, however often it is pressed
    terminal = os.isatty(2) and os.environ.get("TERM") != "dumb"
    # A handler must not wait for an import.
    finished: list[Any] = getattr(sys.modules.get("retainsim.results.folder.atomic"), "leave", list)()
    words = INTERRUPTED if not finished else INTERRUPTED_AFTERWARDS if finished[-1].is_dir() else INTERRUPTED_BETWEEN
    try:
        os.write(2, (CLEARED_LINE_AND_CURSOR if terminal else b"") + words)
    finally:
        os._exit(EXIT_INTERRUPTED)
