"""What the essays claim, put to the test: one short file per claim, used by the command and by the tests alike."""

from __future__ import annotations

from importlib import import_module

from retainsim.claims.kit.claim import Claim

_FILES = {
    "I1": "i01_time_served", "I2": "i02_minuses", "I3": "i03_where_is_the_money", "I4": "i04_believed_love",
    "I5": "i05_small_rival", "I6": "i06_trial", "I7": "i07_pride", "I8": "i08_late_delegation",
    "I9": "i09_two_jobs", "I10": "i10_next_order", "I11": "i11_half_lost", "I12": "i12_love_the_base",
    "I13": "i13_the_moment", "I14": "i14_mutual", "I15": "i15_hand_over",
    "E1": "e01_hump", "E2": "e02_recovery", "E3": "e03_outer_bounds", "E4": "e04_win_back", "E5": "e05_save_rate",
}


def identifiers() -> list[str]:
    """Identifiers of all claims, in the order of the essays."""
    return list(_FILES)


def claim(identifier: str) -> Claim:
    """The claim of this identifier; KeyError for an unknown one."""
    found: Claim = import_module(f"{__name__}.{_folder(identifier)}.{_FILES[identifier]}").CLAIM
    return found


def _folder(identifier: str) -> str:
    return "internet_provider" if identifier.startswith("I") else "published"
