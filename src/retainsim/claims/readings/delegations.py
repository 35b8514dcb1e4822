"""Delegations to clients that are about to leave: when they are sent, and whom they save."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from retainsim.claims.internet_provider.worlds import hours
from retainsim.claims.kit import Arms, Facts, Lab, Trace, Values
from retainsim.claims.readings.diary import attacker, lost_to, select
from retainsim.declared import codes, events
from retainsim.results.movements import ORGANISATION

# Hours for all delegations at once; the same in every arm, so that nothing but the delay differs.
HOURS = hours(hunters={"hunting": 0.7}, account_managers={"care": 0.1, "rescue": 0.6})
NEVER = 520  # [weeks] the longest delay there is, longer than the run


def sent(delay: int, alarm: str = "courtship") -> tuple[str, dict[str, Any]]:
    """A firm that sends a delegation so many weeks after the alarm."""
    return "status-quo", {**HOURS, "rescue_on": alarm, "rescue_delay_weeks": delay}


def _lost_and_courted(trace: Trace, facts: Facts) -> tuple[int, int]:
    """Clients that the attacker has taken, and those that it has begun to court."""
    courtships = select(trace, events.TARGETED, of=codes.FIRM, to=attacker(facts))
    return len(np.unique(lost_to(trace, attacker(facts)))), len(np.unique(courtships[:, ORGANISATION]))


def clients_saved(lab: Lab, arms: Arms, changes: Sequence[str] = ()) -> dict[str, Values]:
    """Clients that delegations keep from the attacker, per 100 that it courts where no delegation ever goes."""
    numbers = lab.play({"never": sent(NEVER), **arms}, _lost_and_courted, changes)
    lost, courted = numbers["never"].T
    courted = np.where(courted > 0, courted, np.nan)
    return {name: 100 * (lost - values[:, 0]) / courted for name, values in numbers.items() if name in arms}
