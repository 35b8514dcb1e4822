"""Experiments part at week 0, under the same luck."""

from dataclasses import replace

import numpy as np

from retainsim.claims.kit.lab import Lab
from retainsim.declared import codes, columns, fields
from retainsim.model.state import view

SMALL = ("clients.status.organisations=30", "clients.status.served_by_firm=14", "clients.standard.organisations=150",
         "clients.standard.served_by_firm=60", "clients.young.organisations=60", "clients.young.served_by_firm=20",
         "clients.young.founded_later=20", "market.seasoning_weeks=20", "rivals.established.capacity=200", "weeks=30")


def fees_and_attachment(trace, facts):
    return trace.series[:, [columns.FEES, columns.ATTACHMENT]]


def test_arms_differ_by_their_levers_only():
    lab = Lab("isp", 3, SMALL, seed=7)
    found = lab.play({"same": ("nurture", {}), "letter": ("status-quo", {"duns_by": "letter"}),
                      "call": ("status-quo", {})}, fees_and_attachment)
    by_name = lab.play(["nurture", "status-quo"], fees_and_attachment)
    np.testing.assert_array_equal(found["same"], by_name["nurture"])
    np.testing.assert_array_equal(found["call"], by_name["status-quo"])
    np.testing.assert_array_equal(found["letter"][:, 0, 0], found["call"][:, 0, 0])  # nobody has left by week 0
    assert not np.array_equal(found["letter"][:, :, 1], found["call"][:, :, 1])


def test_later_changes_win_and_triggers_find_their_strategy():
    lab = Lab("isp", 2, (*SMALL, "weeks=5"), seed=7)
    assert lab.override("weeks=7").scenario.weeks == 7
    trigger = lab.scenario.strategies["adaptive"].triggers[0].model_copy(
        update={"observe": "complaints", "above": 0.0, "within_weeks": 1, "become": "nurture"})
    found = lab.override("weeks=30").play({"turns": ("status-quo", {"triggers": [trigger]}), "stays": "status-quo"},
                                          lambda trace, facts: trace.series[-1])
    assert not np.array_equal(found["turns"], found["stays"])


def test_worlds_are_known_by_their_seed_and_replication():
    three = Lab("isp", 3, SMALL, seed=7).play_one("nurture", fees_and_attachment)
    np.testing.assert_array_equal(three[:2], Lab("isp", 2, SMALL, seed=7).play_one("nurture", fees_and_attachment))
    later = Lab("isp", 2, SMALL, seed=7, first=1)
    np.testing.assert_array_equal(three[1:], later.play_one("nurture", fees_and_attachment))
    np.testing.assert_array_equal(three[2, :, 0], later.watch("nurture", 1, Weeks()).series[:, columns.FEES])
    assert not np.array_equal(three, Lab("isp", 3, SMALL, seed=8).play_one("nurture", fees_and_attachment))


def test_what_was_measured_is_not_played_again():
    calls = []

    def fees(trace, facts):
        calls.append(1)
        return trace.series[:, columns.FEES]

    lab = Lab("isp", 2, SMALL, seed=7, shelf={})
    two = lab.play_one("nurture", fees)
    three = lab.replicate(3).play({"it": "nurture", "other": "status-quo"}, fees)
    assert len(calls) == 2 + 3 * 2  # the other arm had no world yet
    four = lab.replicate(4).play({"other": "status-quo", "it": "nurture"}, fees)
    assert len(calls) == 2 + 3 * 2 + 2
    np.testing.assert_array_equal(two, three["it"][:2])
    np.testing.assert_array_equal(four["other"], replace(lab, shelf=None).replicate(4).play_one("status-quo", fees))
    lab.override("weeks=20").play_one("nurture", fees)
    lab.play_one("nurture", lambda trace, facts: fees(trace, facts))
    assert len(calls) == 2 + 3 * 2 + 2 + 4 + 2 + 2


def test_one_arm_and_the_difference_of_two():
    lab = Lab("isp", 2, SMALL, seed=7)
    both = lab.play({"cared": "nurture", "called": ("status-quo", {"duns_by": "call"})}, fees_and_attachment)
    np.testing.assert_array_equal(lab.play_one("nurture", fees_and_attachment), both["cared"])
    np.testing.assert_array_equal(lab.play_two("nurture", ("status-quo", {"duns_by": "call"}), fees_and_attachment),
                                  both["cared"] - both["called"])


class Weeks:
    """Looks at who is served at the end of each week."""

    def begin(self, seasoned, p):
        self.clients = []

    def look(self, week, world, p):
        self.clients.append((week, int((view(world.whole, fields.SUPPLIER, p.organisations) == codes.FIRM).sum())))


def test_an_observer_sees_every_week_of_the_world_that_is_played():
    lab, observer, arm = Lab("isp", 2, SMALL, seed=7), Weeks(), ("status-quo", {"duns_by": "letter"})
    trace = lab.watch(arm, 1, observer)
    assert observer.clients == list(enumerate(trace.series[:, columns.CLIENTS].astype(int)))
    np.testing.assert_array_equal(trace.series, lab.play_one(arm, lambda trace, facts: trace.series)[1])
