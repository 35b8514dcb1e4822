"""The folder of claims that are tried over a space: a line for each point that has been played, which is never lost."""

import json
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np

from retainsim.claims.kit.claim import Claim
from retainsim.claims.kit.lab import Values
from retainsim.claims.kit.looks import LOOKS
from retainsim.results.folder.atomic import FINISHED
from retainsim.results.folder.layout import EXPLORED, LOCK, ResultsError
from retainsim.results.folder.lock import locked
from retainsim.scenario.errors import Problem, file_label
from retainsim.study.setup import checks
from retainsim.version import VERSION

Effects = Mapping[str, Sequence[Values]]
"""At a point, by claim: the effects of its parts, one value per world."""


def header(claims: Sequence[Claim], seed: int, space: str, tried_at: str) -> dict[str, Any]:
    """What the points of a folder have in common; a folder of anything else is another one."""
    return {"scenario": claims[0].scenario, "space": space, "tried_at": tried_at, "seed": seed, "looks": list(LOOKS),
            "judged_by": f"retainsim {VERSION}", "claims": {claim.identifier: claim.declaration for claim in claims}}


class Ledger:
    """The points that a folder keeps, by number; one session at a time adds to them."""

    def __init__(self, folder: Path, head: Mapping[str, Any]) -> None:
        """Begin a folder, or go on with it; a line that an interruption has torn is dropped.

        Raises   `ScenarioError` if the folder holds anything else, `ResultsError` if it cannot be written.
        """
        self.points: dict[int, Effects] = {}
        self._file = folder / EXPLORED
        if folder.is_file() or (folder.exists() and not self._file.exists()
                                and any(path.name != LOCK for path in folder.iterdir())):
            checks.refuse([_wrong(folder, "is neither empty nor a folder of points of a space")])
        with self._on_disk():
            folder.mkdir(parents=True, exist_ok=True)
            self._lock = locked(folder, "session of claims")
            lines = self._whole_lines()
        try:
            heads = list(map(json.loads, lines[:1]))
            for number, effects in map(_read, lines[1:]):
                self.points[number] = {**self.points.get(number, {}), **effects}
            objections = [one for old in heads for one in _objections(folder, old, head)]
        except (ValueError, LookupError, TypeError, AttributeError):
            objections = [_wrong(folder, f"has a damaged {EXPLORED}")]
        if objections:
            self.close()
        checks.refuse(objections)
        if not heads:
            self._add(head)
        FINISHED.append(self._file)

    def close(self) -> None:
        """Leave the folder to others."""
        os.close(self._lock)

    def lacks(self, number: int, names: Iterable[str]) -> list[str]:
        """Which of these claims were not tried at a point."""
        return [name for name in names if name not in self.points.get(number, {})]

    def add(self, number: int, effects: Effects) -> None:
        """Keep what was played at a point.

        Raises   `ResultsError` if the disk does not take it.
        """
        self.points[number] = {**self.points.get(number, {}), **effects}
        self._add({"point": number, "effects": {
            name: [[None if np.isnan(value) else value for value in part.tolist()] for part in parts]
            for name, parts in effects.items()}})

    def _whole_lines(self) -> list[bytes]:
        """The lines of the file, of which the last is cut off if it has no end."""
        if not self._file.exists():
            return []
        content = self._file.read_bytes()
        whole = content[:content.rfind(b"\n") + 1]
        if len(whole) < len(content):
            os.truncate(self._file, len(whole))
        return whole.splitlines()

    def _add(self, line: Mapping[str, Any]) -> None:
        with self._on_disk(), self._file.open("ab") as stream:
            stream.write(json.dumps(line, allow_nan=False).encode() + b"\n")
            stream.flush()
            os.fsync(stream.fileno())

    @contextmanager
    def _on_disk(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise ResultsError(f"{file_label(self._file)} cannot be written: {error.strerror or error}.") from None


def _read(line: bytes) -> tuple[int, Effects]:
    row = json.loads(line)
    return row["point"], {name: [np.array(part, float) for part in parts] for name, parts in row["effects"].items()}


def _objections(folder: Path, old: Mapping[str, Any], new: Mapping[str, Any]) -> list[Problem]:
    """Why the points of a folder are no points of these claims in this space."""
    wrong = []
    if any(old.get(name) != new[name] for name in ("scenario", "space", "tried_at")):
        wrong.append(_wrong(folder, "has points of another space: parameters, ranges or rules are not those of today"))
    if old.get("judged_by") != new["judged_by"]:
        wrong.append(_wrong(folder, f"was begun by {old.get('judged_by')}; this is {new['judged_by']}"))
    if (old.get("seed"), old.get("looks")) != (new["seed"], new["looks"]):
        wrong.append(_wrong(folder, "has worlds of another seed, or other numbers of worlds"))
    earlier = old.get("claims", {})
    if absent := [name for name in new["claims"] if name not in earlier]:
        wrong.append(_wrong(folder, f"was begun without {', '.join(absent)}"))
    if other := [name for name, digest in new["claims"].items() if earlier.get(name, digest) != digest]:
        wrong.append(_wrong(folder, f"has points of {', '.join(other)} as declared before; now declared otherwise"))
    return wrong


def _wrong(folder: Path, message: str) -> Problem:
    return checks.wrong(f"--space {file_label(folder)}", message, fix="Name another folder.")
