"""The largest clients by name: kept how often, gone where, worked by hand."""

from functools import partial

import numpy as np

from retainsim.report.blocks import Table
from retainsim.report.largest import largest_report
from retainsim.results.folder.reader import FATES
from retainsim.scenario import load
from retainsim.scenario.names import Naming

RIVALS = ["raider", "carrier"]


def counts(**numbers: int) -> np.ndarray:
    row = np.zeros(len(FATES) + len(RIVALS))
    for name, number in numbers.items():
        row[[*FATES, *RIVALS].index(name.replace("_", " "))] = number
    return row


shown = partial(largest_report, strategies=["care", "hunt"], rivals=RIVALS, naming=Naming(load("isp")))


def test_kept_and_gone() -> None:
    _, table = shown({0: np.array([counts(kept=7, raider=2, carrier=1), counts(kept=10)]),
                      40: np.array([counts(raider=5, gave_notice=1), counts(kept=6)]),
                     2: np.array([counts(kept=7, left_without_a_supplier=3), counts(kept=9, gave_notice=1)]),
                      1: np.array([counts(kept=4), counts(kept=4)])}, 10)
    assert isinstance(table, Table)
    first, second, third = table.rows
    assert first == [Naming(load("isp")).name(0), "70 %\nto raider 20 %", "100 %"]
    assert second[0].endswith(" (in 60 % of worlds)")
    assert third[1:] == ["70 %\ndoes without 30 %", "90 %\ngave notice 10 %"]
    assert second[1:] == ["0 %\nto raider 83 %", "100 %"]


def test_five_at_most_and_none_where_the_largest_vary() -> None:
    both = np.array([counts(kept=10), counts(kept=10)])
    _, table = shown(dict.fromkeys(range(7), both), 10)
    assert isinstance(table, Table)
    assert len(table.rows) == 5
    assert not list(shown({0: both}, 100))
