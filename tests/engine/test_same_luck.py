"""The same luck wherever a change does not reach: the twin world without an attacker is the same until it attacks."""

import numpy as np

from retainsim.engine.world import Key, play, season
from retainsim.scenario import load
from retainsim.study.setup.translation import parameters_of

ATTACK = 30
SMALL = ("clients.status.organisations=40", "clients.standard.organisations=300", "clients.young.organisations=150",
         "clients.status.served_by_firm=20", "clients.standard.served_by_firm=100", "clients.young.served_by_firm=30",
         "clients.young.founded_later=50", "market.seasoning_weeks=30", f"rivals.attacker.start_week={ATTACK}",
         "firm.overhead_per_week=3000")


def events(*changes):
    scenario = load("isp", [*SMALL, *changes])
    key = Key(5, 1)
    seasoned = season(parameters_of(scenario, "status-quo"), key)
    told = play(seasoned, parameters_of(scenario, "status-quo"), 60)[1].events
    return told[:, [0, 1, 2, 5]], told[:, 3:5]  # suppliers are numbered anew without the attacker


def test_without_the_attacker_everything_is_the_same_until_it_attacks():
    with_attacker, _ = events()
    without, _ = events("rivals.attacker.enabled=false")
    before = with_attacker[with_attacker[:, 0] < ATTACK]
    np.testing.assert_array_equal(before, without[without[:, 0] < ATTACK])
    assert len(before) > 100
    assert not np.array_equal(with_attacker, without)  # and afterwards it is not
