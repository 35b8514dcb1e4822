"""Whoever looks on while a world is lived changes nothing, and sees every week once."""

import numpy as np
import pytest

from retainsim.declared import columns, fields
from retainsim.declared.codes import FIRM
from retainsim.engine import world as worlds
from retainsim.engine.world import Key, play, season
from retainsim.model.state import view
from retainsim.scenario import load
from retainsim.study.setup.schedule import repertoire_of
from retainsim.study.setup.translation import parameters_of

from .fingerprint import SMALL

TRIGGERED = "strategies.status-quo.triggers=[{observe='complaints', within_weeks=4, above=3, become='nurture'}]"


@pytest.mark.parametrize("room", [worlds.ROOM, 0])
def test_a_watched_world_is_the_same_bit_for_bit(room, monkeypatch):
    monkeypatch.setattr(worlds, "ROOM", room)
    scenario = load("isp", [*SMALL, TRIGGERED, "market.seasoned_by=balanced"])
    p, key = parameters_of(scenario, "status-quo"), Key(7, 2)
    repertoire = repertoire_of(scenario, ["status-quo"])
    seasoned = season(parameters_of(scenario, "balanced"), key)
    seen, fired = [], []

    def look(week, world, in_force):
        seen.append((week, np.count_nonzero(view(world.whole, fields.SUPPLIER, in_force.organisations) == FIRM)))
        if world.counter[1] >= 0:
            fired.append(week)

    world, trace = play(seasoned, p, scenario.weeks, repertoire=repertoire, watch=look)
    other, unseen = play(seasoned, p, scenario.weeks, repertoire=repertoire)
    for mine, others in ((world.real, other.real), (world.whole, other.whole), (world.ledger, other.ledger),
                         *zip(trace, unseen, strict=True)):
        assert mine.tobytes() == others.tobytes()
    assert seen == list(enumerate(trace.series[:, columns.CLIENTS]))
    assert len(fired) == 1, "a world in which no trigger fires proves less"
