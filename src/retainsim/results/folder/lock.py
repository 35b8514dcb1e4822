"""One process at a time adds to a folder."""

import os
from pathlib import Path

from retainsim.results.folder.layout import LOCK, ResultsError
from retainsim.scenario.errors import file_label


def locked(folder: Path, work: str) -> int:
    """Keep a folder for this process until what is returned, a file descriptor, is closed; `work` says what it does.

    Raises   `ResultsError` if another process has it; `OSError`.
    """
    lock = os.open(folder / LOCK, os.O_RDWR | os.O_CREAT, 0o666)
    try:
        import fcntl

        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except ImportError:  # another system
        pass
    except OSError:
        os.close(lock)
        raise ResultsError(f"Another {work} is being played into {file_label(folder)}. Wait for it, or name another "
                           "folder.") from None
    return lock
