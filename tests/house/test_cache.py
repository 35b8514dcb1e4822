"""Compiled code is kept as long as nothing that it was compiled from has changed, and not a moment longer."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from retainsim.kernel import digest_of_sources

from .sources import copied, replaced

# A kernel in another file that calls a mechanism: what Numba's own cache, which looks at one file, would get wrong.
CALLER = '''"""Calls a mechanism, for a test."""
from retainsim.kernel import kernel
from retainsim.model.mechanisms.grievance import after_bad


@kernel
def three_faults():
    """Grievance after three faults of weight 1."""
    return after_bad(after_bad(after_bad(0.0, 1.0), 1.0), 1.0)
'''
PROGRAM = """
from retainsim import kernel
from retainsim.engine.caller import three_faults
known = kernel.is_cached(three_faults)
grievance = three_faults()
hits = sum(three_faults.stats.cache_hits.values())
print(grievance, known, hits, kernel.is_cached(three_faults), kernel.CACHE_FOLDER)
"""


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """A copy of the package with a small kernel in it."""
    copy = copied(tmp_path)
    (copy / "engine/caller.py").write_text(CALLER, "utf-8")
    return copy


def said_by(package: Path, cache: Path) -> list[str]:
    """Grievance, whether the code was cached before, cache hits, whether it is now, the cache's folder."""
    kept = {name: value for name, value in os.environ.items() if name not in ("NUMBA_DISABLE_JIT", "NUMBA_CACHE_DIR")}
    done = subprocess.run([sys.executable, "-c", PROGRAM], cwd=package.parent, capture_output=True, text=True,
                          timeout=120,
                          env=kept | {"PYTHONPATH": str(package.parent), "RETAINSIM_CACHE_DIR": str(cache)})
    assert done.returncode == 0, done.stderr
    return done.stdout.split(maxsplit=4)


def test_an_edited_mechanism_is_compiled_anew(package: Path, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    first = said_by(package, cache)
    assert first[:4] == ["3.0", "False", "0", "True"]
    assert said_by(package, cache) == ["3.0", "True", "1", "True", first[4]]  # from the cache: else this proves nothing
    replaced(package / "model/mechanisms/grievance.py", "return grievance + weight", "return grievance + 2.0 * weight")
    edited = said_by(package, cache)
    assert edited[:4] == ["6.0", "False", "0", "True"]
    assert edited[4] != first[4]
    assert sorted(path.name for path in cache.iterdir()) == sorted(Path(run[4].strip()).name for run in (first, edited))


@pytest.mark.parametrize("file", [
    "kernel.py", "numeric.py", "model/state.py", "model/mechanisms/grievance.py", "model/week/money.py",
    "engine/loops.py", "engine/caller.py"])
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
        assert said_by(package, file / "cache") == ["3.0", "False", "0", "False", "None\n"]
    assert file.read_text("utf-8") == ""


def test_a_disk_that_fills_up_is_no_reason_to_stop(package: Path, tmp_path: Path) -> None:
    """The folder is made; then nothing can be written into it. Root writes anywhere, so the fault is injected."""
    with (package / "kernel.py").open("a", encoding="utf-8") as end:
        end.write("\n\ndef _full(*_: Any) -> None:\n    raise OSError(28, 'No space left on device')\n\n\n"
                  "FunctionCache.save_overload = _full\n")
    assert said_by(package, tmp_path / "cache")[:4] == ["3.0", "False", "0", "False"]


def test_only_own_folders_are_forgotten(tmp_path: Path) -> None:
    """A folder that somebody else keeps beside ours stays, however old it is; ours goes after a month."""
    foreign, ours = tmp_path / "photos", tmp_path / "0123456789abcdef"
    for folder in (foreign, ours):
        folder.mkdir()
        (folder / "kept.txt").write_text("kept")
    (ours / "retainsim-cache").touch()
    for folder in (foreign, ours):
        os.utime(folder, (0, 0))
    environment = {**os.environ, "RETAINSIM_CACHE_DIR": str(tmp_path)}
    subprocess.run([sys.executable, "-c", "import retainsim.kernel"], env=environment, check=True, timeout=120)
    assert (foreign / "kept.txt").exists()
    assert not ours.exists()
