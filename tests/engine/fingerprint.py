"""Print a digest of a few worlds of several tiles, state and record included; run in subprocesses."""

import hashlib
import sys

from retainsim.engine.many import Lineup, play_in_order
from retainsim.engine.world import Key, play, season
from retainsim.scenario import load
from retainsim.study.setup.translation import parameters_of

SMALL = ("clients.status.organisations=40", "clients.status.served_by_firm=19", "clients.standard.organisations=200",
         "clients.standard.served_by_firm=90", "clients.young.organisations=60", "clients.young.served_by_firm=10",
         "clients.young.founded_later=10", "market.seasoning_weeks=8", "market.buildings=5", "weeks=16",
         "rivals.attacker.start_week=3", "staff.hunters.people=2", "staff.account_managers.people=2",
         "staff.client_department.people=1", "clients.young.dissolution_per_year=0.5",
         "mechanisms.decision.tender_rate_per_year=4", "mechanisms.decision.connection_weeks=2",
         "clients.young.term_weeks=2", "clients.young.notice_weeks=3")


def digest_of_world():
    """One world: every bit of its state, its record and its diary."""
    scenario = load("isp", SMALL)
    key = Key(7, 2)
    world, trace = play(season(parameters_of(scenario, "status-quo"), key), parameters_of(scenario, "balanced"),
                        scenario.weeks)
    digest = hashlib.sha256()
    for array in (world.real, world.whole, world.fee, world.ledger, trace.series, trace.events):
        digest.update(array.tobytes())
    assert len(trace.events) > 20, "a world in which nothing happens proves nothing"
    return digest.hexdigest()


def digest_of_replications(threads):
    """Six replications of two strategies on so many threads."""
    scenario = load("isp", SMALL)
    strategies = {name: parameters_of(scenario, name) for name in ("nurture", "status-quo")}
    lineup = Lineup(parameters_of(scenario, "status-quo"), strategies, {}, {}, 11, scenario.weeks)
    rows = []
    play_in_order(lineup, range(6), lambda _, trace: trace, lambda _, row: rows.append(row), threads=threads)
    digest = hashlib.sha256()
    for name in sorted(strategies):
        for row in rows:
            digest.update(row[name].series.tobytes() + row[name].events.tobytes())
    return digest.hexdigest()


if __name__ == "__main__":
    print(digest_of_replications(int(sys.argv[1])) if len(sys.argv) > 1 else digest_of_world())
