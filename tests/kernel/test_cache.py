"""Compiled code is kept as long as nothing that it was compiled from has changed; what is damaged heals itself."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from house.sources import copied, replaced
from retainsim.kernel import cache
from retainsim.kernel.cache import digest_of_sources

# An entry in another file that calls a mechanism: what Numba's own cache, which looks at one file, would get wrong.
CALLER = '''"""Calls a mechanism, for a test."""
from retainsim.kernel import entry
from retainsim.model.mechanisms.grievance import after_experience


@entry
def three_faults() -> float:
    """Grievance after three faults of weight 1."""
    return after_experience(after_experience(after_experience(0.0, 1.0), 1.0), 1.0)
'''
PROGRAM = """
from retainsim.kernel import must_compile
from retainsim.engine.caller import three_faults
waits = must_compile([three_faults])
print(three_faults(), waits, sum(three_faults._cache_hits.values()))
"""
FULL_DISK = """

def _full(*_: object) -> None:
    raise OSError(28, 'No space left on device')


Path.write_bytes = _full
"""
READ_ONLY = """

def _read_only(*_: object, **__: object) -> None:
    raise OSError(30, 'Read-only file system')


Path.mkdir = Path.touch = Path.write_bytes = Path.replace = os.utime = _read_only
tempfile.TemporaryFile = tempfile.TemporaryDirectory = _read_only
"""
MEETING = """

def _when_both_are_there(made: Path, place: Path) -> Path:
    (Path(os.environ['MEETING']) / str(os.getpid())).touch()
    while len(os.listdir(os.environ['MEETING'])) < 2:
        time.sleep(0.01)
    return rename(made, place)


if os.environ.get('MEETING'):
    rename = Path.replace
    Path.replace = _when_both_are_there
"""
KEPT = {name: value for name, value in os.environ.items()
        if name not in ("NUMBA_DISABLE_JIT", "NUMBA_CPU_NAME", "NUMBA_CPU_FEATURES", "RETAINSIM_COMPILER")}


class Said(NamedTuple):
    """What a process with a compiled function said of it."""

    grievance: float
    had_to_wait: bool
    hits: int  # in the cache


COMPILED, FROM_CACHE = Said(3.0, True, 0), Said(3.0, False, 1)


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """A copy of the package with a small entry in it."""
    copy = copied(tmp_path)
    (copy / "engine/caller.py").write_text(CALLER, "utf-8")
    return copy


def started(package: Path, folder: Path, **environment: str) -> subprocess.Popen[str]:
    """A process that calls the entry."""
    return subprocess.Popen(
        [sys.executable, "-c", PROGRAM], cwd=package.parent, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        env={**KEPT, "PYTHONPATH": str(package.parent), "RETAINSIM_CACHE_DIR": str(folder), **environment})


def ended(process: subprocess.Popen[str]) -> Said:
    out, err = process.communicate(timeout=120)
    assert process.returncode == 0, err
    grievance, waits, hits = out.split()
    return Said(float(grievance), waits == "True", int(hits))


def said_by(package: Path, folder: Path, **environment: str) -> Said:
    return ended(started(package, folder, **environment))


def kept_in(folder: Path) -> list[Path]:
    """The files with machine code."""
    return sorted(path for path in folder.glob("*/*") if path.name != cache.MADE_BY_US)


def test_an_edited_mechanism_is_compiled_anew(package: Path, tmp_path: Path) -> None:
    folder = tmp_path / "cache"
    assert said_by(package, folder) == COMPILED
    assert said_by(package, folder) == FROM_CACHE  # else this proves nothing
    replaced(package / "model/mechanisms/grievance.py", "return grievance + weight", "return grievance + 2.0 * weight")
    assert said_by(package, folder) == COMPILED._replace(grievance=6.0)
    assert len(list(folder.iterdir())) == 2


@pytest.mark.parametrize("damage", [
    lambda content: b"", lambda content: content[:20], lambda content: content[:-1],
    lambda content: content[:2000] + bytes([content[2000] ^ 1]) + content[2001:], lambda content: content[:32],
], ids=["empty", "cut in its seal", "cut at its end", "one bit", "seal only"])
def test_what_is_damaged_is_compiled_again_and_replaced(damage: Callable[[bytes], bytes], package: Path,
                                                        tmp_path: Path) -> None:
    folder = tmp_path / "cache"
    said_by(package, folder)
    [file] = kept_in(folder)
    file.write_bytes(damage(file.read_bytes()))
    assert said_by(package, folder) == COMPILED
    assert kept_in(folder) == [file]
    assert said_by(package, folder) == FROM_CACHE


def test_code_of_another_processor_is_none(package: Path, tmp_path: Path) -> None:
    """Neither found under its own name, nor believed under ours; each processor keeps its own."""
    folder = tmp_path / "cache"
    said_by(package, folder)
    [ours] = kept_in(folder)
    other = {"NUMBA_CPU_NAME": "generic", "NUMBA_CPU_FEATURES": ""}
    assert said_by(package, folder, **other) == COMPILED
    [foreign] = set(kept_in(folder)) - {ours}
    ours.write_bytes(foreign.read_bytes())
    assert said_by(package, folder) == COMPILED
    assert said_by(package, folder) == FROM_CACHE == said_by(package, folder, **other)


def test_two_that_start_at_once_do_not_harm_each_other(package: Path, tmp_path: Path) -> None:
    """Both find nothing, and each waits with what it has written until the other has, too."""
    folder, meeting = tmp_path / "cache", tmp_path / "meeting"
    meeting.mkdir()
    with (package / "kernel/cache.py").open("a", encoding="utf-8") as end:
        end.write(MEETING)
    both = [started(package, folder, MEETING=str(meeting)) for _ in range(2)]
    assert [ended(process) for process in both] == [COMPILED, COMPILED]
    assert said_by(package, folder) == FROM_CACHE
    assert len(kept_in(folder)) == 1


def test_a_full_cache_is_read_where_nothing_can_be_written(package: Path, tmp_path: Path) -> None:
    """Root writes anywhere, so the fault is injected. The source is the same: else it would be another folder."""
    folder = tmp_path / "cache"
    with (package / "kernel/cache.py").open("a", encoding="utf-8") as end:
        end.write(f"\n\nif os.environ.get('READ_ONLY'):\n    exec({READ_ONLY!r})\n")
    assert said_by(package, folder, READ_ONLY="1") == COMPILED
    assert not folder.exists()
    assert said_by(package, folder) == COMPILED
    assert said_by(package, folder, READ_ONLY="1") == FROM_CACHE


@pytest.mark.parametrize("file", [
    "kernel/cache.py", "kernel/decorators.py", "numeric.py", "model/state.py", "model/mechanisms/grievance.py",
    "model/week/money.py", "engine/loops.py", "engine/caller.py"])
def test_the_digest_changes_with_every_compiled_source(package: Path, file: str) -> None:
    before = digest_of_sources(package)
    path = package / file
    path.write_text(path.read_text("utf-8") + "\n# looked at\n", "utf-8")
    assert digest_of_sources(package) != before


def test_the_digest_notices_new_names_and_new_files(package: Path) -> None:
    """The same words elsewhere compile to something else."""
    digests = [digest_of_sources(package)]
    (package / "model/mechanisms/orders.py").rename(package / "model/mechanisms/sales.py")
    digests.append(digest_of_sources(package))
    (package / "model/mechanisms/extra.py").write_text("", "utf-8")
    digests.append(digest_of_sources(package))
    assert len(set(digests)) == 3


def test_what_is_not_compiled_leaves_the_digest(package: Path) -> None:
    before = digest_of_sources(package)
    assert len(before) == 16
    replaced(package / "scenario/__init__.py", '"""What a user writes', '"""All that a user writes')
    (package / "model/notes.txt").write_text("x", "utf-8")
    assert digest_of_sources(package) == before


def test_without_a_folder_to_write_to_all_works_uncached(package: Path, tmp_path: Path) -> None:
    """Below a file there can be no folder, not even for root."""
    file = tmp_path / "file"
    file.write_text("", "utf-8")
    for _ in range(2):
        assert said_by(package, file / "cache") == COMPILED
    assert file.read_text("utf-8") == ""


def test_a_disk_that_fills_up_is_no_reason_to_stop(package: Path, tmp_path: Path) -> None:
    """The folder is made; then nothing can be written into it. Root writes anywhere, so the fault is injected."""
    with (package / "kernel/cache.py").open("a", encoding="utf-8") as end:
        end.write(FULL_DISK)
    folder = tmp_path / "cache"
    assert said_by(package, folder) == COMPILED
    assert kept_in(folder) == []


def test_only_own_folders_are_forgotten(package: Path, tmp_path: Path) -> None:
    """A folder that somebody else keeps beside ours stays, however old it is; ours goes after a month."""
    folder = tmp_path / "cache"
    foreign, ours = folder / "photos", folder / "0123456789abcdef"
    for old in (foreign, ours):
        old.mkdir(parents=True)
        (old / "kept.txt").write_text("kept")
    (ours / cache.MADE_BY_US).touch()
    for old in (foreign, ours):
        os.utime(old, (0, 0))
    said_by(package, folder)
    assert (foreign / "kept.txt").exists()
    assert not ours.exists()


def test_a_folder_in_use_is_not_forgotten(package: Path, tmp_path: Path) -> None:
    folder = tmp_path / "cache"
    said_by(package, folder)
    [used] = folder.iterdir()
    os.utime(used, (0, 0))
    said_by(package, folder)
    assert used.stat().st_mtime > 0
