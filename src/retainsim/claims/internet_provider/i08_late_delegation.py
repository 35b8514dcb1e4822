"""I8. A delegation with new terms, sent after the fact, meets with scorn: the later it goes, the fewer clients it
saves."""

import numpy as np

from retainsim.claims.isp import FEWER_PROSPECTS, SAVED, SOLVENT, IspClaim, clients_saved, delegation, in_all_segments
from retainsim.claims.kit import Arms, Lab, Readings
from retainsim.claims.kit.worth import EXITS

ARMS: Arms = {"at once": delegation(0), "late": delegation(26)}


def readings(lab: Lab) -> Readings:
    """Saved by delay; and where the rival stands nearly still, so that a delegation may come whenever it likes."""
    lab = lab.replicate(40)
    arms = {f"{delay} weeks after courtship began": delegation(delay) for delay in (0, 4, 13, 26, 39)}
    arms |= {"at once after notice": delegation(0, "notice"), "4 weeks after notice": delegation(4, "notice")}
    still = {f"{delay} weeks after courtship began, standing still": delegation(delay) for delay in (0, 26)}
    for saved in clients_saved(lab, arms), clients_saved(lab.override(*FROZEN), still):
        yield SAVED, {f"saved by a delegation {name}": values for name, values in saved.items()}


# The attack and the end of contracts take ten times as long, so that half a year of delay is no time.
FROZEN = ("mechanisms.rescue.scorn=0",
          "mechanisms.courting.gain_per_hour=0.003", "mechanisms.courting.half_life_weeks=130",
          "mechanisms.courting.give_up_weeks=390", "mechanisms.decision.courted_rate_per_year=0.2",
          "mechanisms.trial.rate_per_year=0.4", "mechanisms.trial.weeks=130",
          *in_all_segments(notice_weeks=104), "weeks=520")

CLAIM = IspClaim(
    experiment="The same attack; a delegation to each client courted, sent when courtship begins or later, against "
               "the same worlds in which it never leaves. Nobody but the attacker courts clients, and complaints are "
               "silent, so that the clock starts with courtship.",
    figure="clients saved by a delegation at once, beyond one sent 26 weeks later",
    unit=SAVED, effect=lambda lab: np.subtract(*clients_saved(lab, ARMS).values()),
    margin=EXITS,
    knockouts={"grievances do not count, and rival and contracts stand nearly still during the delay": FROZEN},
    world=("mechanisms.voice.strength=0", *FEWER_PROSPECTS, *SOLVENT,
           "rivals.established.courting_hours_per_week=0", "rivals.third.courting_hours_per_week=0"),
    replications=200, readings=readings,
    note="By the further readings fewer are saved the later a delegation comes; but most go whenever it comes, and the "
         "difference is smaller than what was declared to count. Margins by kind since the first judging.",
)
