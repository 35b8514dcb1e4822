"""Peak memory of one strategy in a large world: bytes per organisation, beyond what the process takes without a world.

    python experiments/benchmarks/memory.py [TIMES]      isp with so many times as many organisations, 1000 by default
"""

import os
import resource
import sys
from pathlib import Path

from retainsim.scenario import load
from retainsim.study.run import run
from retainsim.study.setup.request import Request

WEEKS = 52
COUNTS = ("organisations", "served_by_firm", "founded_later")


def resident():
    """Bytes of memory that the process has now."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


def scaled(times):
    """isp with so many times as many organisations and buildings, and rivals of such capacity."""
    isp = load("isp")
    return load("isp", [
        *(f"clients.{name}.{count}={times * getattr(segment, count)}"
          for name, segment in isp.clients.items() for count in COUNTS),
        *(f"rivals.{name}.capacity={times * rival.capacity}" for name, rival in isp.rivals.items()),
        f"market.buildings={times * isp.market.buildings}"])


def main(times="1000"):
    run(scaled(1), Request(strategies="status-quo", weeks=1))  # compiled by now
    scenario, before = scaled(int(times)), resident()
    run(scenario, Request(strategies="status-quo", weeks=WEEKS))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 - before
    organisations = sum(segment.organisations for segment in scenario.clients.values())
    print(f"{organisations:,} organisations: {peak / 1e6:,.0f} MB, {peak / organisations:.0f} bytes each")


if __name__ == "__main__":
    main(*sys.argv[1:])
