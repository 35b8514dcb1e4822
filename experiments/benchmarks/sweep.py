"""What a sweep costs beside the worlds it plays: against the same loop of the engine without input and output.

    python experiments/benchmarks/sweep.py [WORLDS]

Both play the same points of `isp` (2,500 organisations, 260 weeks) with seasoning and reduction to KPIs, in turns and
in one process, on all cores; printed are the seconds of each turn, their ratio, and the peak of memory.
"""

import resource
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from retainsim.engine.loops import ENTRIES
from retainsim.engine.many import available_cores
from retainsim.engine.world import Key, play, season
from retainsim.experiment import Experiment, load_experiment
from retainsim.kernel.parts import Entry
from retainsim.results.kpis.dictionary import measure
from retainsim.scenario import change
from retainsim.study.setup.setting import Setting
from retainsim.study.sweep.session import sweep

TURNS = 2
FILE = """
scenario = "isp"
strategies = ["nurture", "all-in-acquisition"]
replications = {replications}
[design]
kind = "sobol"
points = 64
[design.factors."rivals.attacker.courting_hours_per_week"]
low = 0
high = 160
[design.factors."clients.*.resistant_share"]
low = 0.0
high = 0.9
"""


def engine_alone(experiment: Experiment) -> float:
    """The seconds of the worlds themselves: seasoned, lived, reduced to KPIs."""
    settings = [Setting.of(change(experiment.scenario, experiment.point(number)), experiment.strategies)
                for number in range(len(experiment.rows))]

    def world(setting: Setting, replication: int) -> list[dict[str, float]]:
        seasoned = season(setting.seasoned_by, Key(setting.seed, replication))
        return [measure(play(seasoned, p, setting.weeks, repertoire=setting.repertoire)[1], setting.facts[name])
                for name, p in setting.strategies.items()]

    begun = time.perf_counter()
    with ThreadPoolExecutor(available_cores()) as pool:
        list(pool.map(lambda task: world(*task), [(setting, replication) for replication in range(
            experiment.definition.replications or 0) for setting in settings]))
    return time.perf_counter() - begun


def as_a_sweep(experiment: Experiment) -> float:
    """The seconds of the command, from its file to its table."""
    with tempfile.TemporaryDirectory() as folder:
        begun = time.perf_counter()
        sweep(experiment, Path(folder) / "rows")
        return time.perf_counter() - begun


def main() -> None:
    """Play, in turns."""
    worlds = int(sys.argv[1]) if len(sys.argv) > 1 else 1_024
    for entry in ENTRIES:
        if isinstance(entry, Entry):
            entry.ready()
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "benchmark.toml"
        file.write_text(FILE.format(replications=max(1, worlds // 128)), "utf-8")
        experiment = load_experiment(file)
    for _ in range(TURNS):
        alone, whole = engine_alone(experiment), as_a_sweep(experiment)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"engine {alone:.1f} s, sweep {whole:.1f} s: {whole / alone:.3f}; peak {peak:,.0f} MiB", flush=True)


if __name__ == "__main__":
    main()
