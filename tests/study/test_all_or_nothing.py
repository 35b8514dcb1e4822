"""A results folder is there as a whole, or not at all: whatever the disk, the folder and the user do meanwhile."""

import errno
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

import retainsim
from retainsim.results.folder import atomic, writer
from retainsim.results.folder.layout import ResultsError
from retainsim.scenario import ScenarioError
from retainsim.scenario.schema import Scenario
from retainsim.study.compare import Comparison, compare
from retainsim.study.run import run
from retainsim.study.setup.request import Progress, Request

from .worlds import small_scenario

Contents = dict[str, bytes]


@pytest.fixture(scope="module")
def scenario() -> Scenario:
    return small_scenario()


def contents(folder: Path) -> Contents:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def short(scenario: Scenario, **more: Any) -> Comparison:
    progress = Progress(**{name: more.pop(name) for name in ("on_start", "on_done") if name in more})
    return compare(scenario, Request(strategies=["care", "hunt"], replications=4, weeks=5, threads=2, **more), progress)


@pytest.fixture
def earlier(scenario: Scenario, tmp_path: Path) -> Iterator[Path]:
    """A folder with earlier results; afterwards they are as they were, and nothing else is there."""
    place = tmp_path / "place"
    compare(scenario, Request(strategies=["wait"], replications=1, weeks=2, out=place))
    before = contents(place)
    yield place
    assert contents(place) == before
    assert list(tmp_path.iterdir()) == [place]
    assert not atomic.UNDER_WAY


class FullDisk:
    """A file on a disk that has room for so many more bytes."""

    room = 0

    def __init__(self, path: Path) -> None:
        self._stream = path.open("xb")

    def write(self, data: Any) -> int:
        FullDisk.room -= len(data)
        if FullDisk.room < 0:
            raise OSError(errno.ENOSPC, "No space left on device")
        return self._stream.write(data)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)

    def __enter__(self) -> "FullDisk":
        return self

    def __exit__(self, *what: object) -> None:
        self._stream.close()


@pytest.mark.parametrize("room", [0, 10, 3_000, 10_000, 20_000, 30_000, 40_000, 50_000])
def test_a_full_disk(room: int, scenario: Scenario, earlier: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writer, "opened", FullDisk)
    monkeypatch.setattr(writer, "ROWS", 1)
    FullDisk.room = room
    with pytest.raises(ResultsError, match=r"cannot be written to .*: No space left on device"):
        short(scenario, out=earlier, force=True)


def test_the_disk_of_these_tests_is_full_at_last(scenario: Scenario, tmp_path: Path,
                                                 monkeypatch: pytest.MonkeyPatch) -> None:
    """How much must fit: the rooms above end in every part of the writing."""
    monkeypatch.setattr(writer, "opened", FullDisk)
    monkeypatch.setattr(writer, "ROWS", 1)
    FullDisk.room = 10_000_000
    short(scenario, out=tmp_path / "large")
    assert 50_000 < 10_000_000 - FullDisk.room < 300_000


def refusing(error: BaseException) -> Callable[..., Any]:
    def refused(*what: object, **more: object) -> None:
        raise error
    return refused


@pytest.mark.parametrize(("room", "name"), [(writer, "opened"), (atomic, "_to_disk"),
                                            (atomic, "_exchange")])
def test_a_folder_that_cannot_be_written(room: Any, name: str, scenario: Scenario, earlier: Path,
                                         monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, name, refusing(PermissionError(errno.EACCES, "Permission denied")))
    with pytest.raises(ResultsError, match="Permission denied; an earlier folder is"):
        short(scenario, out=earlier, force=True)
    monkeypatch.undo()


@pytest.mark.parametrize(("room", "name"), [(atomic.Path, "mkdir"), (atomic, "_rename")])
def test_what_would_fail_at_the_end_fails_at_the_start(room: Any, name: str, scenario: Scenario, earlier: Path,
                                                       monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, name, refusing(PermissionError(errno.EACCES, "Permission denied")))
    with pytest.raises(ScenarioError, match=r"--out .*\n  cannot be written: Permission denied"):
        short(scenario, out=earlier, force=True, on_start=pytest.fail)
    monkeypatch.undo()


def test_a_folder_that_only_itself_cannot_be_moved(scenario: Scenario, earlier: Path,
                                                   monkeypatch: pytest.MonkeyPatch) -> None:
    """As where another folder is mounted from the same disk."""
    rename = atomic.os.rename

    def busy(source: Path, target: Path) -> None:
        if source == earlier:
            raise OSError(errno.EBUSY, "Device or resource busy")
        rename(source, target)

    monkeypatch.setattr(atomic.os, "rename", busy)
    with pytest.raises(ScenarioError, match=r"cannot be written: Device or resource busy"):
        short(scenario, out=earlier, force=True, on_start=pytest.fail)


@pytest.mark.parametrize("force", [False, True])
def test_a_folder_where_a_disk_is_mounted(force: bool, scenario: Scenario, tmp_path: Path,
                                          monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.path.ismount", lambda path: path == tmp_path)
    with pytest.raises(ScenarioError, match="is a mount point, which cannot be replaced. Name a folder "
                                            f"inside it, such as --out {tmp_path}/results."):
        short(scenario, out=tmp_path, force=force, on_start=pytest.fail)


@pytest.mark.parametrize("force", [False, True])
@pytest.mark.parametrize(("out", "said"), [
    (".", "--out .\n  is the folder you are in, which cannot be replaced. Name a folder inside it, such as --out "
          "results."),
    ("..", "--out ..\n  is a parent of the folder you are in, and cannot be replaced. Name a folder inside it, such as "
           "--out ../results."),
    ("../..", "is a parent of the folder you are in"),
    ("", '--out ""\n  names no folder. For instance --out results.')])
def test_the_folder_one_is_in(out: str, said: str, force: bool, scenario: Scenario, tmp_path: Path,
                              monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "around" / "here").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "around" / "here")
    with pytest.raises(ScenarioError) as error:
        short(scenario, out=out, force=force, on_start=pytest.fail)
    assert said in str(error.value)


def test_force_without_a_folder(scenario: Scenario) -> None:
    said = "--force\n  applies to the folder of --out, and there is none. Name it: --out DIR."
    with pytest.raises(ScenarioError, match=said):
        short(scenario, force=True, on_start=pytest.fail)
    with pytest.raises(ScenarioError, match=said):
        run(scenario, Request(strategies="care", force=True), Progress(on_start=pytest.fail))


def test_folders_around_it_are_made_and_go_with_it(scenario: Scenario, tmp_path: Path) -> None:
    def interrupted() -> None:
        assert (tmp_path / "far" / "away").is_dir()
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        short(scenario, out=tmp_path / "far" / "away" / "place", on_done=interrupted)
    assert not list(tmp_path.iterdir())
    (tmp_path / "far").mkdir()
    with pytest.raises(KeyboardInterrupt):
        short(scenario, out=tmp_path / "far" / "away" / "place", on_done=interrupted)
    assert [path.name for path in tmp_path.rglob("*")] == ["far"]


def test_ctrl_c_while_the_earlier_folder_is_removed(scenario: Scenario, tmp_path: Path,
                                                    monkeypatch: pytest.MonkeyPatch) -> None:
    place, remove = tmp_path / "far" / "place", atomic.shutil.rmtree
    short(scenario, out=place)
    left: list[Path] = []

    def interrupted(folder: Path, ignore_errors: bool) -> None:
        if (folder / "weeks.parquet").exists() and not left:
            left[:] = list(atomic.UNDER_WAY)
        remove(folder, ignore_errors=ignore_errors)

    monkeypatch.setattr(atomic.shutil, "rmtree", interrupted)
    short(scenario, out=place, force=True)
    assert [path.parent for path in left] == [place.parent]


@pytest.mark.parametrize("after", [0, 1, 3])
def test_an_interruption(after: int, scenario: Scenario, earlier: Path) -> None:
    def done() -> None:
        nonlocal after
        after -= 1
        if after < 0:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        short(scenario, out=earlier, force=True, on_done=done)


def test_a_folder_that_exists_is_refused_before_anything_is_played(scenario: Scenario, earlier: Path) -> None:
    with pytest.raises(ScenarioError, match=r"exists and is not empty\. Name another folder, or give --force"):
        short(scenario, out=earlier, on_start=pytest.fail)


@pytest.mark.parametrize("force", [False, True])
def test_a_folder_that_appears_meanwhile_is_not_lost(force: bool, scenario: Scenario, tmp_path: Path) -> None:
    place = tmp_path / "place"

    def appears() -> None:
        place.mkdir()
        (place / "letter.txt").write_text("dear")

    with pytest.raises(ResultsError, match="by now; nothing was written"):
        short(scenario, out=place, force=force, on_start=appears)
    assert contents(place) == {"letter.txt": b"dear"}
    assert list(tmp_path.iterdir()) == [place]


def test_two_at_once_into_one_folder(scenario: Scenario, tmp_path: Path) -> None:
    place = tmp_path / "place"
    with pytest.raises(ResultsError, match="exists and is not empty by now"):
        short(scenario, out=place, on_start=lambda: print(short(scenario, out=place, seed=3)))
    assert retainsim.open_results(place).provenance["seed"] == 3
    assert list(tmp_path.iterdir()) == [place]


@pytest.mark.parametrize("at_once", [True, False])
def test_force_replaces_results_when_the_new_ones_are_complete(at_once: bool, scenario: Scenario, tmp_path: Path,
                                                               monkeypatch: pytest.MonkeyPatch) -> None:
    place = tmp_path / "place"
    short(scenario, out=place)
    if not at_once:
        monkeypatch.setattr(atomic.ctypes, "CDLL", refusing(AttributeError()))
    seeds: list[int] = []
    short(scenario, out=place, force=True, seed=3,
          on_done=lambda: seeds.append(retainsim.open_results(place).provenance["seed"]))
    assert set(seeds) == {7}
    assert retainsim.open_results(place).provenance["seed"] == 3
    assert list(tmp_path.iterdir()) == [place]


def test_force_replaces_nothing_but_results(scenario: Scenario, tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("dear")
    with pytest.raises(ScenarioError, match=r"holds things other than results \(thesis.txt\) and is not replaced"):
        short(scenario, out=tmp_path, force=True)
    with pytest.raises(ScenarioError, match="cannot be a folder: it is a file"):
        short(scenario, out=tmp_path / "thesis.txt", force=True)
