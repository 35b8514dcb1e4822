"""The yardstick: a stand-in with the full width of the model's state, and as little science as can be.

It has the layout (tiles of lanes, 20 real and 17 whole rows in use), account teams with limited hours, a rival with
limited capacity that looks for the largest neglected client, two blocks of luck per client-week, three exponentials,
rare events one by one, and a weekly record. What it reaches is what the layout allows; the model is measured against
it in the same run (`speed.py`), because absolute figures drift by 40 %.

    python experiments/benchmarks/yardstick.py      compares layouts, arithmetic and indices (decision 1)
"""

import math
import statistics
import time

import numpy as np
from numba import njit

from retainsim import numeric
from retainsim.model import luck as philox
from retainsim.model.luck import WEYL_0, WEYL_1

ROWS = 20
TEAMS = 14
FLAGS = {"nogil": True, "error_model": "numpy", "_nrt": False}
FLUSH, LOSS = 1e-6, 2.25


def _by_numba_alone(function):
    """A function of the model, compiled without our own ways of compiling: they must not move the yardstick."""
    return njit(**FLAGS)(getattr(function, "py_func", function))


bumped, philox_round, exp_float64 = map(_by_numba_alone, (philox.bumped, philox.philox_round, numeric.exp))


def build_exp_float32():
    """e to the x in float32: the polynomial of degree 6 that float32 needs."""
    f = np.float32
    one, half, log2_e, high, low = f(1), f(0.5), f(1.442695), f(0.693359375), f(-2.12194440e-4)
    a, b, c, d, e, g = (f(x) for x in (1.98756915e-4, 1.39819995e-3, 8.33345191e-3, 4.16657959e-2, 1.66666655e-1, 0.5))

    @njit(**FLAGS)
    def exp(x):
        x = min(max(x, f(-80)), f(80))
        n = f(math.floor(x * log2_e + half))
        r = x - n * high - n * low
        p = ((((((a * r + b) * r + c) * r + d) * r + e) * r + g) * r + one) * r + one
        return p * np.int32((np.int32(n) + np.int32(127)) << np.int32(23)).view(np.float32)

    return exp


def build(lanes=128, arithmetic=np.float64, index=np.uint64):
    """Compile the stand-in for a number of lanes per tile, a type of arithmetic and a type of index."""
    f = arithmetic
    exp = exp_float64 if f is np.float64 else build_exp_float32()
    zero_at, count, tile_size = index(0), index(lanes), index(ROWS * lanes)
    row = [index(i * lanes) for i in range(ROWS)]
    (r0, r1, r2, r3, r4, r5, r6, r7, r8, r9, r10, r11, r12, r13, r14, r15, r16, r17, r18, r19) = row
    zero, one, tiny, unit = f(0), f(1), f(FLUSH), f(2.0**-32)
    fast, slow, gain, dent, loss, rate, late = f(0.96), f(0.985), f(0.2), f(0.95), f(LOSS), f(0.01), f(0.3)

    @njit(**FLAGS)
    def forget(x, kept):
        y = x * kept
        return y if abs(y) > tiny else zero

    @njit(**FLAGS)
    def fill(luck, first, week, block, k0, k1):
        for lane in range(zero_at, count):
            luck[lane] = np.uint32(first + lane)
            luck[r1 + lane] = np.uint32(week)
            luck[r2 + lane] = np.uint32(block)
            luck[r3 + lane] = np.uint32(0)
        for _ in range(10):
            for lane in range(zero_at, count):
                a, b, c, d = philox_round(luck[lane], luck[r1 + lane], luck[r2 + lane], luck[r3 + lane], k0, k1)
                luck[lane] = a
                luck[r1 + lane] = b
                luck[r2 + lane] = c
                luck[r3 + lane] = d
            k0 = bumped(k0, WEYL_0)
            k1 = bumped(k1, WEYL_1)

    @njit(**FLAGS)
    def logistic(x):
        return one / (one + exp(-x))

    @njit(**FLAGS)
    def week_of_tile(at, real, whole, luck, given, flag):
        for lane in range(zero_at, count):
            i = at + lane
            is_client = one if whole[r0 + i] == 0 else zero
            grievance = forget(f(real[r0 + i]), fast)
            person = forget(f(real[r1 + i]), slow)
            firm = forget(f(real[r2 + i]), slow)
            courtship = forget(f(real[r3 + i]), fast)
            hours = f(given[lane]) * is_client
            due = f(real[r4 + i]) + hours * f(real[r6 + i])
            visit = one if due >= one else zero
            person = person + visit * gain * (one - person)
            firm = firm + visit * gain * (one - firm)
            asked = f(real[r5 + i]) + hours
            call = one if asked >= one else zero
            chance = one - exp(-f(real[r7 + i]) * rate)
            fault = one if f(luck[lane]) * unit < chance else zero
            grievance = grievance + loss * fault
            person = person * (dent if fault > zero else one)
            own = f(real[r10 + i]) * (person + firm) - grievance
            other = f(real[r10 + i]) * courtship - f(real[r11 + i])
            hazard = f(real[r8 + i]) + rate * logistic(other - own)
            decides = f(luck[r1 + lane]) * unit < (one - exp(-hazard)) * is_client
            is_late = f(luck[r2 + lane]) * unit < f(real[r9 + i]) * late
            real[r0 + i] = grievance
            real[r1 + i] = person
            real[r2 + i] = firm
            real[r3 + i] = courtship
            real[r4 + i] = due - visit
            real[r5 + i] = asked - call
            real[r12 + i] = forget(f(real[r12 + i]), slow) + fault
            real[r13 + i] = forget(f(real[r13 + i]), slow) + visit
            real[r14 + i] = f(real[r14 + i]) + rate * (own - f(real[r14 + i]))
            real[r15 + i] = f(real[r15 + i]) + rate * (grievance - f(real[r15 + i]))
            real[r16 + i] = max(f(real[r16 + i]), grievance)
            real[r17 + i] = min(f(real[r17 + i]), person)
            real[r18 + i] = real[r18 + i] + real[r17 + i]
            real[r19 + i] = real[r19 + i] + real[r16 + i]
            whole[r1 + i] = whole[r1 + i] + np.int32(1)
            whole[r2 + i] = whole[r2 + i] + np.int32(is_late)
            whole[r3 + i] = np.int32(fault)
            whole[r4 + i] = max(whole[r4 + i], whole[r1 + i])
            whole[r5 + i] = whole[r5 + i] ^ whole[r6 + i]
            whole[r7 + i] = whole[r7 + i] + whole[r8 + i]
            whole[r9 + i] = min(whole[r9 + i], whole[r10 + i])
            whole[r11 + i] = whole[r12 + i] + whole[r13 + i]
            flag[lane] = np.int32(decides) + np.int32(2) * np.int32(fault)

    @njit(**FLAGS)
    def week_of_world(week, k0, k1, real, whole, luck, given, flag, load, tally):
        busy = 0
        for tile in range(zero_at, index(real.size) // tile_size):
            at = tile * tile_size
            fill(luck, tile * count, week, 1, k0, k1)
            fill(luck, tile * count, week, 0, k0, k1)
            for lane in range(zero_at, count):
                given[lane] = load[index(whole[r16 + at + lane])]
            week_of_tile(at, real, whole, luck, given, flag)
            for lane in range(zero_at, count):
                i = at + lane
                load[TEAMS + index(whole[r16 + i])] += whole[r14 + i]
                tally[0] += whole[r15 + i]
                busy += whole[r0 + i] == 1
                if flag[lane] & 1:
                    tally[1] += 1
                    whole[r0 + i] = 1 if busy < 60 else 0
                    whole[r1 + i] = 0
                    real[r0 + i] = zero
                    real[r1 + i] = gain
        return busy

    @njit(**FLAGS)
    def live(weeks, k0, k1, real, whole, luck, given, flag, load, tally, record):
        for week in range(weeks):
            tally[0] = 0
            busy = week_of_world(week, k0, k1, real, whole, luck, given, flag, load, tally)
            for team in range(TEAMS):
                hours = load[TEAMS + team]
                load[team] = min(0.2, 40.0 / hours) if hours > 0.0 else 0.0
                load[TEAMS + team] = 0.0
            best, target = -1.0, zero_at
            for tile in range(zero_at, index(real.size) // tile_size):
                for lane in range(zero_at, count):
                    i = tile * tile_size + lane
                    score = whole[r15 + i] * (1.0 - real[r1 + i])
                    if busy < 60 and whole[r0 + i] == 0 and score > best:
                        best, target = score, i
            real[r3 + target] = one
            record[week, 0] = tally[0]
            record[week, 1] = tally[1]

    return live


def world(organisations, lanes=128):
    """Arguments of the stand-in for so many organisations, always the same."""
    rng = np.random.default_rng(0)
    tiles = -(-organisations // lanes)
    real = rng.random((tiles, ROWS, lanes)).astype(np.float32)
    whole = rng.integers(0, 50, (tiles, ROWS, lanes)).astype(np.int32)
    whole[:, 0] = rng.integers(0, 2, (tiles, lanes))
    whole[:, 16] = rng.integers(0, TEAMS, (tiles, lanes))
    return (real.reshape(-1), whole.reshape(-1), np.zeros(4 * lanes, np.uint32), np.zeros(lanes),
            np.zeros(lanes, np.int32), np.full(2 * TEAMS, 0.05), np.zeros(2))


def client_weeks_per_second(live, organisations=2500, weeks=260, lanes=128, repetitions=9):
    """Median over repetitions, one core, compilation not counted."""
    k0, k1 = np.uint32(1), np.uint32(2)
    record = np.zeros((weeks, 2))
    live(1, k0, k1, *world(organisations, lanes), record)
    seconds = []
    for _ in range(repetitions):
        arguments = world(organisations, lanes)
        start = time.perf_counter()
        live(weeks, k0, k1, *arguments, record)
        seconds.append(time.perf_counter() - start)
    return organisations * weeks / statistics.median(seconds)


if __name__ == "__main__":
    for lanes in (64, 128, 256, 1024):
        for arithmetic in (np.float32, np.float64):
            for index in (np.uint64, np.int64):
                speed = client_weeks_per_second(build(lanes, arithmetic, index), lanes=lanes)
                print(f"{lanes:5d} lanes  {arithmetic.__name__}  {index.__name__:6s}  {speed / 1e6:6.1f} Mcw/s")
