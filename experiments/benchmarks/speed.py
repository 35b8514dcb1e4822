"""Speed of the model against the yardstick in the same run, of two cores against one, and the cost of keeping worlds.

    python experiments/benchmarks/speed.py            medians of 9, recording on
"""

import statistics
import tempfile
import time
from pathlib import Path

from yardstick import build, client_weeks_per_second

from retainsim.engine.many import available_cores
from retainsim.engine.world import Key, play, season
from retainsim.scenario import load
from retainsim.study.compare import compare
from retainsim.study.setup.request import Request
from retainsim.study.setup.setting import Setting
from retainsim.study.setup.translation import parameters_of, repertoire_of

REPETITIONS = 9
SCALING_REPLICATIONS = 200
KEPT_REPLICATIONS = 20


def model_speed(scenario, strategy):
    """Client-weeks per second of one core, the weekly record and the diary included."""
    p = parameters_of(scenario, strategy)
    key = Key(scenario.seed, 0)
    seasoned = season(parameters_of(scenario, scenario.market.seasoned_by), key)
    repertoire = repertoire_of(scenario, [strategy])
    play(seasoned, p, 4, repertoire=repertoire)
    seconds = []
    for _ in range(REPETITIONS):
        start = time.perf_counter()
        play(seasoned, p, scenario.weeks, repertoire=repertoire)
        seconds.append(time.perf_counter() - start)
    return p.organisations * scenario.weeks / statistics.median(seconds)


def many_worlds(scenario, threads):
    """Seconds for many replications of two strategies on so many threads."""
    setting = Setting.of(scenario, ("status-quo", "nurture"))
    start = time.perf_counter()
    setting.play(range(SCALING_REPLICATIONS), lambda trace, _: trace.series[-1, 0], threads=threads)
    return time.perf_counter() - start


def cost_of_keeping(scenario):
    """How many times as much processor time, and time, a comparison takes that is kept on the disk."""
    def seconds(**more):
        start = time.process_time(), time.perf_counter()
        compare(scenario, Request(replications=KEPT_REPLICATIONS, **more))
        return time.process_time() - start[0], time.perf_counter() - start[1]

    with tempfile.TemporaryDirectory() as folder:
        seconds(out=Path(folder, "first"))
        pairs = [(seconds(), seconds(out=Path(folder, str(number)))) for number in range(REPETITIONS)]
    return [statistics.median(kept[clock] / plain[clock] for plain, kept in pairs) for clock in (0, 1)]


def main():
    scenario = load("isp")
    organisations = sum(segment.organisations for segment in scenario.clients.values())
    yardstick = client_weeks_per_second(build(), organisations, scenario.weeks, repetitions=REPETITIONS)
    print(f"yardstick           {yardstick / 1e6:6.1f} Mcw/s per core")
    for strategy in scenario.strategies:
        speed = model_speed(scenario, strategy)
        print(f"{strategy:19s} {speed / 1e6:6.1f} Mcw/s per core, {speed / yardstick:.0%} of the yardstick")
    one, all_of_them = many_worlds(scenario, 1), many_worlds(scenario, available_cores())
    print(f"{SCALING_REPLICATIONS} replications: {one:.1f} s on one core, {all_of_them:.1f} s on {available_cores()}: "
          f"{one / all_of_them:.2f} times")
    processor, wall = cost_of_keeping(scenario)
    print(f"kept on the disk: {processor:.3f} times the processor time, {wall:.3f} times the time")


if __name__ == "__main__":
    main()
