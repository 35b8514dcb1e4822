"""A results folder: the names of what is in it, and where it may be put."""

import json
import os
import shlex
from collections.abc import Collection
from contextlib import suppress
from fnmatch import fnmatch
from pathlib import Path

from retainsim.scenario.errors import file_label

REPLICATIONS, WEEKS, EVENTS = "replications.parquet", "weeks.parquet", "events.parquet"
KEY_ACCOUNTS, SCENARIO, PROVENANCE = "key_accounts.parquet", "scenario.toml", "provenance.json"
OF_A_WORLD = (WEEKS, EVENTS, KEY_ACCOUNTS)  # tables with many rows for each world
SCENARIOS = "scenario-*.toml"  # instead of the one, where there are several
SHARDS, LOCK, EXPERIMENT, POINTS = "shards", "lock", "experiment.json", "points.parquet"  # of the folder of a sweep
EXPLORED = "points.jsonl"  # a line for each point at which claims were tried; alone in its folder
EXTRA = {"weeks": WEEKS, "events": EVENTS}  # what a sweep keeps only if it is asked to, by the word for it
REPORT, FIGURES = "report.html", "figures"  # added when the rest is complete; figures is a folder
FILES = {REPLICATIONS, WEEKS, EVENTS, KEY_ACCOUNTS, SCENARIO, PROVENANCE, REPORT}  # of a results folder
FIGURE_FILES = {".svg", ".png"}


def scenario_files(names: Collection[str]) -> dict[str, str]:
    """The file of each scenario of a folder, by its name."""
    return {name: SCENARIO if len(names) == 1 else SCENARIOS.replace("*", name) for name in names}


class ResultsError(Exception):
    """Results cannot be written or read; the message says which and why."""


def results_stand(folder: Path) -> str:
    """What to say of complete results whose report could not be made: that, and the command that makes it."""
    return (f"the results in {file_label(folder)} are complete. To make the report: retainsim report "
            f"{shlex.quote(file_label(folder))} --force")


def is_sweep(folder: Path) -> bool:
    """Whether a folder is that of a sweep."""
    return (folder / EXPERIMENT).is_file()


def objection(folder: Path, force: bool) -> str:
    """Why results cannot be put there, or nothing; `force` allows to replace a folder that holds only results."""
    try:
        place = folder.resolve()
        nearest = next(path for path in (place, *place.parents) if path.exists())
        if not nearest.is_dir():
            return "cannot be a folder: " + ("it is a file" if nearest == place else f"{nearest.name} is a file")
        if nearest == place and (problem := _fixed(place)):
            return problem
        if not os.access(nearest if nearest != place else place.parent, os.W_OK | os.X_OK):
            return "cannot be written: there is no permission"
        if nearest == place and any(place.iterdir()):
            return _not_results(place) if force else "exists and is not empty"
    except (OSError, ValueError) as error:
        return f"cannot be written: {getattr(error, 'strerror', None) or error}"
    return ""


def _fixed(place: Path) -> str:
    """Why a folder cannot give its name to another one, or nothing."""
    if os.path.ismount(place):
        return "is a mount point, which cannot be replaced"
    with suppress(FileNotFoundError):  # somebody may have removed the folder that we are in
        here = Path.cwd()
        if place == here:
            return "is the folder you are in, which cannot be replaced"
        if place in here.parents:
            return "is a parent of the folder you are in, and cannot be replaced"
    return ""


def _not_results(place: Path) -> str:
    """Why a folder is not taken for results that may be replaced, or nothing."""
    others = [path.name for path in place.iterdir()
              if path.name != FIGURES and (path.is_dir() or not (path.name in FILES or fnmatch(path.name, SCENARIOS)))]
    if others := [*others, *not_of_a_report(place)]:
        return f"holds things other than results ({min(others)}) and is not replaced"
    with suppress(OSError, ValueError, RecursionError):
        keys = json.loads((place / PROVENANCE).read_text("utf-8"))
        if isinstance(keys, dict) and {"format", "retainsim"} <= set(keys):
            return ""
    return f"holds no {PROVENANCE} that retainsim has written, and is not replaced"


def not_of_a_report(place: Path) -> list[str]:
    """What stands where a report and its figures are put, and is none of them."""
    report, figures = place / REPORT, place / FIGURES
    if figures.exists() and not figures.is_dir():
        return [FIGURES]
    files = figures.iterdir() if figures.is_dir() else ()
    return [*([REPORT] if report.is_dir() else []),
            *(f"{FIGURES}/{path.name}" for path in files if path.is_dir() or path.suffix not in FIGURE_FILES)]
