"""I8. A delegation with new terms, sent after the fact, meets with scorn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from retainsim.claims.kit.claim import Change, Claim, Reading
from retainsim.claims.kit.lab import Arms, Lab
from retainsim.claims.readings import lost_to
from retainsim.declared import events
from retainsim.declared.codes import FIRM
from retainsim.model.record import Trace
from retainsim.results import movements
from retainsim.results.facts import Facts

# Hours for all delegations at once; the same in every arm, so that nothing but the delay differs.
HOURS = {"hunters": {"hunting": 0.7}, "account_managers": {"care": 0.1, "rescue": 0.6},
         "client_department": {"dunning": 0.15, "repair": 0.7}}
NEVER = 520  # [weeks] the longest delay there is, longer than the run


def sent(delay: int, alarm: str = "courtship") -> tuple[str, dict[str, object]]:
    return "status-quo", {"hours": HOURS, "rescue_on": alarm, "rescue_delay_weeks": delay}


def _lost_and_courted(trace: Trace, facts: Facts) -> tuple[int, int]:
    """Clients that the attacker has taken, and those that it has begun to court."""
    attacker = facts.suppliers.index("attacker")
    courted = movements.of_kind(trace.events, events.TARGETED)
    ours = (courted[:, movements.FROM] == FIRM) & (courted[:, movements.TO] == attacker)
    return len(np.unique(lost_to(trace, attacker))), len(np.unique(courted[ours, movements.ORGANISATION]))


def clients_saved(lab: Lab, arms: Arms, changes: Sequence[str] = ()) -> dict[str, np.ndarray]:
    """Clients that delegations keep from the attacker, per 100 that it courts where no delegation ever goes."""
    found = lab.play({"never": sent(NEVER), **arms}, _lost_and_courted, changes)
    lost, courted = found.pop("never").T
    courted = np.where(courted > 0, courted, np.nan)
    return {name: 100 * (lost - values[:, 0]) / courted for name, values in found.items()}


def effect(lab: Lab) -> np.ndarray:
    """What a delegation at the first sign saves beyond one that is half a year late."""
    saved = clients_saved(lab, {"at once": sent(0), "late": sent(26)})
    difference: np.ndarray = saved["at once"] - saved["late"]
    return difference


def readings(lab: Lab) -> list[Reading]:
    """Saved by delay; and where the rival stands nearly still, so that a delegation may come whenever it likes."""
    lab = replace(lab, replications=min(40, lab.replications))
    unit = "per 100 courted clients"
    arms = {f"{delay} weeks after courtship began": sent(delay) for delay in (0, 4, 13, 26, 39)}
    arms |= {"at once after notice": sent(0, "notice"), "4 weeks after notice": sent(4, "notice")}
    saved = clients_saved(lab, arms)
    saved |= clients_saved(lab, {f"{delay} weeks after courtship began, standing still": sent(delay)
                                 for delay in (0, 26)}, FROZEN)
    return [Reading(f"saved by a delegation {name}", unit, values) for name, values in saved.items()]


# The attack and the end of contracts take ten times as long, so that half a year of delay is no time.
FROZEN = ("mechanisms.rescue.scorn=0",
          "mechanisms.courting.gain_per_hour=0.002", "mechanisms.courting.half_life_weeks=130",
          "mechanisms.courting.give_up_weeks=390", "mechanisms.decision.courted_rate_per_year=0.2",
          "mechanisms.trial.rate_per_year=0.4", "mechanisms.trial.weeks=130",
          "clients.status.notice_weeks=104", "clients.standard.notice_weeks=104", "clients.young.notice_weeks=104",
          "weeks=520")

CLAIM = Claim(
    scenario="isp",
    statement="A delegation with new terms, sent after the fact, meets with scorn: the later it goes, the fewer "
              "clients it saves.",
    experiment="The same attack; a delegation to each client courted, sent when courtship begins or later, against "
               "the same worlds in which it never leaves. Nobody but the attacker courts clients, and complaints are "
               "silent, so that the clock starts with courtship.",
    figure="clients saved by a delegation at once, beyond one sent 26 weeks later",
    unit="per 100 courted clients",
    effect=effect,
    margin=2.5,  # one of the forty clients of status
    knockouts=(Change("grievances do not count, and rival and contracts stand nearly still during the delay", FROZEN),),
    # Prospects are of no interest here, and fewer. The firm does not go bankrupt.
    world=("mechanisms.voice.strength=0", "clients.standard.organisations=900", "clients.young.organisations=600",
           "firm.cash=1_000_000_000", "rivals.established.courting_hours_per_week=0",
           "rivals.third.courting_hours_per_week=0"),
    replications=100,
    space_replications=8,
    readings=readings,
    note="A delegation that comes at once is no better than one that comes after a month: what it wins fades while "
         "the rival goes on courting.",
)
