"""The five largest clients of the world written by hand, and their fates."""

from retainsim.declared import reasons
from retainsim.declared.codes import DISSOLVED, NOBODY
from retainsim.results.movements import Fate, fates, key_accounts

from .hand import CARRIER, FIRM, RAIDER, two_years, world


def test_fates_by_hand() -> None:
    assert fates(two_years()) == [
        Fate(0, 10, RAIDER, reasons.COURTED, True),  # the first exit counts; it has come back
        Fate(1, None, FIRM, 0, True),
        Fate(2, 90, CARRIER, reasons.TENDER, False),
        Fate(3, 52, DISSOLVED, reasons.DISSOLUTION, False),
        Fate(4, 80, NOBODY, reasons.BACKGROUND, True)]  # pays as much as 5, who comes later


def test_fewer_than_five_clients() -> None:
    assert key_accounts(world(4, [CARRIER, FIRM, FIRM], [FIRM] * 3, fee=[9, 1, 2])).tolist() == [2, 1]
    assert fates(world(4, [CARRIER], [CARRIER])) == []
