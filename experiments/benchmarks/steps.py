"""Where the time of a week goes: nanoseconds per client-week of every sub-pass, beside the yardstick of the same run.

    python experiments/benchmarks/steps.py [STRATEGY]      medians of 9, recording on; status-quo by default

The week that is timed is made from the source of `retainsim.engine.agenda` itself: a lap is taken after each call and
each innermost loop, and it must give the same bits. What takes less than 0.05 is not listed.
"""

import ast
import statistics
import sys
import time
from pathlib import Path

import numpy as np
from llvmlite import ir
from numba import njit, types
from numba.extending import intrinsic
from yardstick import build, client_weeks_per_second

from retainsim.engine import agenda, loops, world
from retainsim.engine.world import Key, play, season
from retainsim.scenario import load
from retainsim.study.setup.translation import parameters_of, repertoire_of

NO_WORK = ("range", "int", "float", "unit", "luck_of", "tiles_of", "address_of", "list_flagged")
REPETITIONS = 9
MOST_LAPS = 100
laps = np.zeros(1 + MOST_LAPS, np.int64)  # the cycle of the last lap, and the cycles spent in each


def _cycle(builder):
    counter = builder.module.declare_intrinsic("llvm.readcyclecounter", fnty=ir.FunctionType(ir.IntType(64), []))
    return builder.call(counter, [])


@intrinsic
def cycle(_):
    """The processor's clock."""
    return types.int64(), lambda context, builder, signature, arguments: _cycle(builder)


@intrinsic
def lap(_, number):
    """Add the cycles since the last lap to this one."""
    def code(context, builder, signature, arguments):
        word = ir.IntType(64)
        last = builder.inttoptr(ir.Constant(word, laps.ctypes.data), word.as_pointer())
        spent = builder.gep(last, [builder.add(arguments[0], ir.Constant(word, 1))])
        builder.store(builder.add(builder.load(spent), builder.sub(_cycle(builder), builder.load(last))), spent)
        builder.store(_cycle(builder), last)
        return context.get_dummy_value()

    return types.void(types.int64), code


class Laps(ast.NodeTransformer):
    """Puts a lap behind everything that takes time; `names` tells what each measures."""

    def __init__(self):
        self.names = []

    def visit_FunctionDef(self, node):
        node.body = self.with_laps(node.name, node.body)
        return node

    def with_laps(self, step, body):
        timed = []
        for node in body:
            timed.append(node)
            if any(isinstance(inner, ast.For) for part in ast.iter_child_nodes(node) for inner in ast.walk(part)):
                node.body, node.orelse = self.with_laps(step, node.body), self.with_laps(step, node.orelse)
            elif called(node):
                timed += ast.parse(f"lap({len(self.names)})").body
                self.names.append(f"{step}: {', '.join(called(node))}")
        return timed


def called(node):
    """Names of the project's own functions that are called in a statement."""
    calls = (ast.unparse(inner.func) for inner in ast.walk(node) if isinstance(inner, ast.Call))
    return list(dict.fromkeys(name for name in calls if not name.startswith("np.") and name not in NO_WORK))


def with_laps():
    """`live_weeks` that takes laps, and what they measure."""
    week, weeks = ({"__name__": "with_laps", "lap": lap} for _ in range(2))
    maker = Laps()
    tree = maker.visit(ast.parse(Path(agenda.__file__).read_text("utf-8")))
    exec(compile(ast.fix_missing_locations(tree), "with laps", "exec"), week)
    exec(compile(Path(loops.__file__).read_text("utf-8"), "with laps", "exec"), weeks)
    weeks["live_week"] = week["live_week"]
    return weeks["live_weeks"], maker.names


def main(strategy="status-quo"):
    scenario = load("isp")
    p, key, repertoire = parameters_of(scenario, strategy), Key(scenario.seed, 0), repertoire_of(scenario, [strategy])
    seasoned = season(parameters_of(scenario, scenario.market.seasoned_by), key)
    client_weeks = p.organisations * scenario.weeks
    clock = njit(lambda: cycle())

    def played():
        """Nanoseconds per client-week, and the share of each lap."""
        begun, laps[:] = time.process_time(), 0
        laps[0] = first = clock()
        trace = play(seasoned, p, scenario.weeks, repertoire=repertoire)[1]
        cycles, seconds = clock() - first, time.process_time() - begun
        return trace, seconds / client_weeks * 1e9, laps[1:] / cycles

    played()
    plain, untimed = zip(*[played()[:2] for _ in range(REPETITIONS)], strict=True)
    world.live_weeks, names = with_laps()
    played()
    traces, totals, shares = zip(*[played() for _ in range(REPETITIONS)], strict=True)
    for mine, real in zip(traces[0], plain[0], strict=True):
        assert mine.tobytes() == real.tobytes(), "the timed week is not the week"
    total, share = statistics.median(totals), np.median(shares, axis=0)
    for name, part in zip(names, share, strict=False):
        if total * part >= 0.05:
            print(f"{total * part:7.2f}  {name}")
    yardstick = 1e9 / client_weeks_per_second(build(), p.organisations, scenario.weeks, repetitions=REPETITIONS)
    print(f"{total:7.2f}  with laps, {total - total * share.sum():.2f} of it in none\n"
          f"{statistics.median(untimed):7.2f}  without\n{yardstick:7.2f}  the yardstick")


if __name__ == "__main__":
    main(*sys.argv[1:])
