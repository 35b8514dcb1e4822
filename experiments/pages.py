"""Plays the shipped experiments for their pages: `python experiments/pages.py ROWS`, then
`python tests/docs/outputs.py --write`. Names behind ROWS are those of the experiments to play; all if none is named.

All goes into the folder ROWS, and what was interrupted goes on there. Of it come docs/experiments/record.json and the
pictures. How long each part takes on two cores is in the record [seconds].
"""

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

sys.path.append(str(Path(__file__).parents[1] / "docs"))

from filling import experiments, maps  # lie beside the pages

from retainsim.experiment import load_experiment
from retainsim.study.robustness.answer import robustness
from retainsim.study.robustness.statement import statement_about, with_budget
from retainsim.study.setup.request import Request
from retainsim.study.sweep.session import sweep
from retainsim.study.sweep.table import SweepRows
from retainsim.study.switch_map import switch_map


def timed(file: Path, work: Callable[[], Any]) -> Any:
    """What work gives; the seconds it took are added to those of earlier sessions in a file."""
    begun, before = time.monotonic(), json.loads(file.read_text("utf-8")) if file.exists() else 0.0
    answer = work()
    file.write_text(json.dumps(round(before + time.monotonic() - begun)), "utf-8")
    return answer


def play_map(file: Path) -> None:
    """Play the map of the experiment on two factors, unless a file has it."""
    if file.exists():
        return
    experiment = load_experiment("order-flips")
    names, lows, highs = zip(*((one.path, one.low, one.high) for one in experiment.factors), strict=True)
    request = Request(strategies=experiment.strategies, kpi=maps.KPI, replications=maps.MAP_WORLDS)
    result = switch_map(experiment.scenario, (names, lows, highs), None, request)
    file.write_text(json.dumps(result.to_document()), "utf-8")


def play_share(name: str, folder: Path) -> experiments.Document:
    """In which share of the space the first strategy is better than the second in the KPI of the map."""
    experiment = load_experiment(name)
    statement = statement_about(experiment, maps.KPI, None, 0.0)
    answer = robustness(with_budget(experiment, maps.SHARE_WORLDS), folder, statement, resume=True)
    return maps.share_of(answer.to_document())


def play(name: str, folder: Path) -> experiments.Document:
    """What is kept of one experiment, played into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    experiment = load_experiment(name)
    clocks = {part: folder / f"{part}.seconds" for part in maps.PARTS}
    timed(clocks["points"], lambda: sweep(experiment, folder / "points", resume=True))
    kept = experiments.entry(experiment, SweepRows.of(folder / "points"))
    kept["share"] = timed(clocks["share"], lambda: play_share(name, folder / "share"))
    if name == "order-flips":
        timed(clocks["map"], lambda: play_map(folder / "map.json"))
        kept["map"] = maps.map_of(json.loads((folder / "map.json").read_text("utf-8")))
    return {**kept, "seconds": {part: json.loads(clock.read_text("utf-8"))
                                for part, clock in clocks.items() if clock.exists()}}


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    folder, *names = sys.argv[1:]
    kept = experiments.record() | {name: play(name, Path(folder) / name) for name in names or experiments.NAMES}
    experiments.RECORD.write_text(experiments.as_text(kept), "utf-8")
    for file, svg in experiments.pictures(kept).items():
        file.write_text(svg, "utf-8")
