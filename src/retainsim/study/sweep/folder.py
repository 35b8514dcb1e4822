"""The folder of a sweep: begun as a whole, taken up again only by the same experiment, read as one table."""

import json
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from retainsim.experiment import Experiment
from retainsim.results.folder.atomic import beside, put_in_place, refusal
from retainsim.results.folder.layout import EXPERIMENT, POINTS, PROVENANCE, SCENARIO, ResultsError
from retainsim.results.folder.provenance import read_provenance
from retainsim.results.folder.shards import Shards
from retainsim.results.folder.writer import now
from retainsim.scenario import digest, file_label, printable, resolved_toml
from retainsim.study.setup.setting import provenance_of
from retainsim.study.sweep.units import key
from retainsim.version import VERSION

SHARED, OWN = "shared", "own"
MAY_CHANGE = ("replications", "precision", "budget")  # when a sweep goes on, and the number of points


class Contents(NamedTuple):
    """What a folder holds beside the rows of its experiment."""

    worlds: str = SHARED  # by all points; or each point has its OWN
    keep: tuple[str, ...] = ()  # tables of each world


def opened(experiment: Experiment, folder: Path, resume: bool, command: str | None, contents: Contents) -> Shards:
    """The folder of an experiment, new or the one that is to go on, which has these contents.

    Raises   `ResultsError` for a folder that is none of this experiment, or cannot be written.
    """
    place = folder.resolve()
    if (place / EXPERIMENT).is_file():
        if not resume:
            raise ResultsError(f"{file_label(folder)} holds a sweep. Go on with it by --resume, or name another "
                               "folder.")
        _refuse_other(experiment, folder, contents)
        shards = Shards(place, experiment.kpis, contents.keep)  # before anything is written: somebody may be at work
        try:
            _renew(experiment, place, contents)
        except ResultsError:
            shards.close()
            raise
        return shards
    if place.exists() and (not place.is_dir() or any(place.iterdir())):
        raise ResultsError(f"{file_label(folder)} exists, and holds no sweep. Name another folder.")
    if problem := refusal(folder):
        raise ResultsError(f"{file_label(folder)} {problem}.")
    _begin(experiment, folder, command, contents)
    return Shards(place, experiment.kpis, contents.keep)


def _begin(experiment: Experiment, folder: Path, command: str | None, contents: Contents) -> None:
    provenance = provenance_of(dict.fromkeys(experiment.strategies, experiment.scenario), command) | {"replications": 1}
    texts = {PROVENANCE: f"{json.dumps(provenance, indent=2)}\n", SCENARIO: f"{resolved_toml(experiment.scenario)}\n",
             EXPERIMENT: _text(experiment, contents)}
    try:
        with beside(folder.resolve()) as new:
            for name, text in texts.items():
                (new / name).write_text(text, "utf-8", newline="\n")
            pq.write_table(_points(experiment), new / POINTS)
            put_in_place(new, folder, force=False)
    except OSError as error:
        raise ResultsError(f"The sweep cannot be written to {file_label(folder)}: {error.strerror or error}.") from None


def _document(experiment: Experiment) -> dict[str, Any]:
    ranges = {factor.path: [factor.low, factor.high, factor.is_log] for factor in experiment.factors
              if not factor.values}
    return {"name": experiment.name, **experiment.definition.model_dump(mode="json"), "ranges": ranges}


def _text(experiment: Experiment, contents: Contents) -> str:
    return f"{json.dumps(_document(experiment) | contents._asdict(), indent=2)}\n"


def _refuse_other(experiment: Experiment, folder: Path, contents: Contents) -> None:
    """Raise `ResultsError` unless the folder is one of this experiment, by this version, of the same scenario."""
    provenance, where = read_provenance(folder), file_label(folder)
    if provenance["retainsim"] != VERSION:
        raise ResultsError(f"{where} was begun by retainsim {printable(provenance['retainsim'])}, this is {VERSION}: "
                           "its rows would not go together. Play the experiment into another folder.")
    if provenance["digest"] != digest(experiment.scenario):
        raise ResultsError(f"{where} was begun with another scenario (digest {printable(provenance['digest'])}, now "
                           f"{digest(experiment.scenario)}). Undo the change, or play it into another folder.")
    try:
        before = json.loads((folder / EXPERIMENT).read_text("utf-8"))
        tables = [str(word) for word in before.get("keep", ())]
        changed = [name for name, value in _comparable(_document(experiment)).items()
                   if _comparable(before).get(name) != value]
        are_others = before.get("worlds") != contents.worlds
        keys = set(pq.read_table(folder / POINTS, columns=["point_key"])[0].to_pylist())
    except (OSError, ValueError, TypeError, AttributeError, pa.ArrowException) as error:
        raise ResultsError(f"{where} cannot be taken up again: {printable(str(error), 200)}") from None
    if are_others:
        raise ResultsError(f"{where} was begun by another command: sweep plays all points in the same worlds, "
                           "robustness each in worlds of its own. Name another folder.")
    if changed:
        raise ResultsError(f"{where} was begun by another experiment: {', '.join(changed)} has changed. Only "
                           "replications, precision, budget and the number of points may. Play it into another folder.")
    if tables != list(contents.keep):
        was, now = (f"--keep {printable(','.join(words))}" if words else "no --keep" for words in (
            tables, contents.keep))
        raise ResultsError(f"{where} was begun with {was}, now there is {now}: some worlds would lack their tables. Go "
                           f"on with {was}, or play it into another folder.")
    if missing := keys - {key(experiment.point(number)) for number in range(len(experiment.rows))}:
        raise ResultsError(f"{where} has {len(missing):,} points that are no longer in the design: only a design that "
                           "keeps its points (sobol, saltelli, grid, list) can be extended. Play it into another "
                           "folder.")


def _comparable(document: dict[str, Any]) -> dict[str, Any]:
    """What must not change: an experiment without what may."""
    fixed = {name: value for name, value in document.items() if name not in MAY_CHANGE}
    design = fixed["design"]
    fixed["design"] = {name: value for name, value in design.items() if name != "points"}
    if design["kind"] == "grid":  # which grows by values
        fixed["design"]["factors"] = sorted(design["factors"])
    return fixed


def _renew(experiment: Experiment, place: Path, contents: Contents) -> None:
    """Write what an experiment that goes on is now: it may have more points and replications than before."""
    try:
        with beside(place / POINTS) as new:
            pq.write_table(_points(experiment), new / POINTS)
            (new / EXPERIMENT).write_text(_text(experiment, contents), "utf-8", newline="\n")
            for name in (POINTS, EXPERIMENT):
                (new / name).replace(place / name)
    except OSError as error:
        raise ResultsError(f"The sweep cannot be written to {file_label(place)}: {error.strerror or error}.") from None


def sign(folder: Path, table: pa.Table) -> None:
    """Write into the provenance that a session has ended, and how many replications there are at most at a point.

    Raises   `ResultsError` if it cannot be written.
    """
    counts = table.group_by(["point", "strategy"]).aggregate([([], "count_all")])["count_all"]
    more = {"replications": pa.compute.max(counts).as_py() or 1, "finished": now()}
    place = folder.resolve()
    try:
        with beside(place / PROVENANCE) as new:
            text = json.dumps(read_provenance(folder) | more, indent=2)
            (new / PROVENANCE).write_text(f"{text}\n", "utf-8", newline="\n")
            (new / PROVENANCE).replace(place / PROVENANCE)
    except OSError as error:
        raise ResultsError(f"The sweep cannot be written to {file_label(folder)}: {error.strerror or error}.") from None


def _points(experiment: Experiment) -> pa.Table:
    """A row for each point: its number, its key, and what it changes in the scenario."""
    words = [experiment.point(number) for number in range(len(experiment.rows))]
    return pa.table({"point": pa.array(range(len(words)), pa.int32()), "point_key": [key(point) for point in words],
                     "changes": pa.array([list(point) for point in words], pa.list_(pa.string())),
                     **_factors(experiment, np.arange(len(words)))})


def _factors(experiment: Experiment, points: np.ndarray) -> dict[str, pa.Array]:
    """A column for each factor, with its value at these points."""
    return {factor.path: pa.array([experiment.rows[point][place] for point in points])
            for place, factor in enumerate(experiment.factors)}


def in_one_table(experiment: Experiment, rows: pa.Table, planned: dict[str, range]) -> tuple[pa.Table, np.ndarray]:
    """The rows of all worlds that are part of the experiment, point by point, and the place of each among `rows`.

    Columns: scenario, point, strategy, replication, a column for each factor, error, and the KPIs. `planned` are the
    replications of each point.
    """
    keys = [key(experiment.point(number)) for number in range(len(experiment.rows))]  # some may be the same
    of_key: dict[str, list[int]] = {one: [] for one in keys}
    for place, (one, replication) in enumerate(zip(rows["point_key"].to_pylist(), rows["replication"].to_pylist(),
                                                   strict=True)):
        if one in of_key and replication in planned[one]:
            of_key[one].append(place)
    names, replications = rows["strategy"].to_pylist(), rows["replication"].to_pylist()
    for places in of_key.values():
        places.sort(key=lambda place: (replications[place], experiment.strategies.index(names[place])))
    order = np.array([place for one in keys for place in of_key[one]], np.int64)
    point = np.repeat(np.arange(len(keys), dtype=np.int32), [len(of_key[one]) for one in keys])
    sorted_rows = rows.take(order)
    scenario = pa.DictionaryArray.from_arrays(np.zeros(len(order), np.int32), [experiment.scenario.name])
    columns = {"scenario": scenario, "point": pa.array(point),
               "strategy": sorted_rows["strategy"].dictionary_encode(), "replication": sorted_rows["replication"],
               **_factors(experiment, point),
               "error": sorted_rows["error"], **{name: sorted_rows[name] for name in experiment.kpis}}
    return pa.table(columns), order
