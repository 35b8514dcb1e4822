"""How often the interval at which `--precision` stops holds the true difference.

    python experiments/interval_coverage.py coverage.jsonl [--seeds 200] [--scenario isp] [--strategies A,B]

Plays the same comparison with many seeds, each until its own data say that it is precise enough, and counts how many of
the intervals hold the mean over all worlds of all seeds. Every seed adds a line to the file; a run that was interrupted
goes on where it stopped. With one primary KPI and two strategies the interval is a nominal 95 % one.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import numpy as np

import retainsim
from retainsim.study.statistics import wilson_interval

KPI = "value_end"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path)
    parser.add_argument("--seeds", type=int, default=200)
    parser.add_argument("--scenario", default="isp")
    parser.add_argument("--strategies", default="balanced,all-in-acquisition")
    parser.add_argument("--precision", default="5%")
    asked = parser.parse_args()
    scenario = retainsim.load(asked.scenario, [f'primary_kpis=["{KPI}"]'])
    a, b = asked.strategies.split(",")
    lines = asked.file.read_text("utf-8").splitlines() if asked.file.exists() else []
    for seed in range(len(lines), asked.seeds):
        found = scenario.compare([a, b], seed=seed, precision=asked.precision)
        (pair,) = found.pairs_of(KPI)
        gap = found.values[a][KPI] - found.values[b][KPI]
        lines.append(json.dumps({"seed": seed, "worlds": found.replications, "low": pair.low, "high": pair.high,
                                 "sum": float(gap.sum()), "sum_of_squares": float((gap**2).sum())}))
        asked.file.write_text("\n".join(lines) + "\n", "utf-8")
    print(summary([json.loads(line) for line in lines]))


def summary(rows: list[dict[str, float]]) -> str:
    """Share of the intervals that hold the mean over all worlds, with its own 95 % interval."""
    worlds = np.array([row["worlds"] for row in rows])
    truth = sum(row["sum"] for row in rows) / worlds.sum()
    held = np.mean([row["low"] <= truth <= row["high"] for row in rows])
    low, high = wilson_interval(float(held), len(rows))
    return (f"{len(rows)} seeds; worlds per seed {np.min(worlds):.0f} to {np.max(worlds):.0f}, median "
            f"{np.median(worlds):.0f}; true difference {truth:,.0f}; {held:.1%} of the intervals hold it "
            f"[{low:.1%}, {high:.1%}]")


if __name__ == "__main__":
    main()
