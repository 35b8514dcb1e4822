"""Plays the shipped experiments for their pages: `python experiments/pages.py ROWS`, then
`python tests/docs/outputs.py --write`.

The rows go into the folder ROWS, and an interrupted sweep goes on there; of them come docs/experiments/record.json and
the pictures. A minute or so for each experiment on two cores.
"""

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).parents[1] / "docs"))

from filling import experiments  # lies beside the pages

from retainsim.experiment import load_experiment
from retainsim.study.sweep.session import sweep
from retainsim.study.sweep.table import SweepRows


def play(name: str, folder: Path) -> experiments.Document:
    """What is kept of one experiment, played into a folder."""
    experiment = load_experiment(name)
    sweep(experiment, folder, resume=True)
    return experiments.entry(experiment, SweepRows.of(folder))


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    kept = {name: play(name, Path(sys.argv[1]) / name) for name in experiments.NAMES}
    experiments.RECORD.write_text(experiments.as_text(kept), "utf-8")
    for file, svg in experiments.pictures(kept).items():
        file.write_text(svg, "utf-8")
