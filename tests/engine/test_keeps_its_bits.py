"""What later versions add is off where a scenario does not use it: results of 0.4.0 stay, to the bit."""

import hashlib
import json
from pathlib import Path

import numpy as np
import pytest

from engine.fingerprint import SMALL
from retainsim.declared import columns
from retainsim.engine.world import Key, play, season
from retainsim.scenario import digest, load
from retainsim.study.setup.schedule import repertoire_of
from retainsim.study.setup.translation import parameters_of

BEFORE = json.loads(Path(__file__).with_name("bits_of_0_4_0.json").read_text("utf-8"))
WORLDS = {
    "isp, one year": ["weeks=52", "market.seasoning_weeks=26"],
    "small": [*SMALL, "weeks=80"],
    "small, another price": [*SMALL, "weeks=80", "firm.price_index=1.3", "rivals.attacker.price_index=0.9",
                             "clients.young.renewal_weeks=4"],
    "small, without money": [*SMALL, "weeks=80", "firm.cash=1000", "firm.credit_line=0",
                             "firm.overhead_per_week=40000"],
}


def bits(name, strategy):
    """A digest of what 0.4.0 would have left behind of a world."""
    scenario = load("isp", WORLDS[name])
    world, trace = play(season(parameters_of(scenario, scenario.market.seasoned_by), Key(7, 2)),
                        parameters_of(scenario, strategy), scenario.weeks,
                        repertoire=repertoire_of(scenario, [strategy]))
    places = [columns.NAMES.index(column) for column in BEFORE["columns"]]
    left = (np.ascontiguousarray(trace.series[:, places]), trace.events, world.ledger, world.fee)
    return hashlib.sha256(b"".join(array.tobytes() for array in left)).hexdigest()[:16]


@pytest.mark.parametrize(("name", "strategy"), [key.split("/") for key in BEFORE["bits"]])
def test_a_scenario_of_0_4_0_keeps_its_bits(name, strategy):
    assert bits(name, strategy) == BEFORE["bits"][f"{name}/{strategy}"]


def test_the_digest_of_isp_stays():
    assert digest(load("isp")) == BEFORE["digest"]
