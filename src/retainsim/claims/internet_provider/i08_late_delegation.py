"""I8. A delegation with new terms, sent after the fact, meets with scorn: the later it goes, the fewer clients it
saves."""

from retainsim.claims.isp import FEWER_PROSPECTS, SAVED, SOLVENT, IspClaim, clients_saved, delegation
from retainsim.claims.kit import Arms, Lab, Pattern, Readings, Values
from retainsim.claims.kit.worth import CHANCE, ORDER

ARMS: Arms = {"at once": delegation(0), "late": delegation(26)}


def readings(lab: Lab) -> Readings:
    """Saved by delay; and where the rival stands nearly still, so that a delegation may come whenever it likes."""
    lab = lab.replicate(40)
    arms = {f"{delay} weeks after courtship began": delegation(delay) for delay in (0, 4, 13, 26, 39)}
    arms |= {"at once after notice": delegation(0, "notice"), "4 weeks after notice": delegation(4, "notice")}
    still = {f"{delay} weeks after courtship began, standing still": delegation(delay) for delay in (0, 26)}
    for saved in clients_saved(lab, arms), clients_saved(lab.override(*FROZEN), still):
        yield SAVED, {f"saved by a delegation {name}": values for name, values in saved.items()}


# Number by number: as shipped, and so that the attack and the end of contracts take ten times as long: then half a year
# of delay is no time. Nor do grievances count.
PACE: dict[str, tuple[float, float]] = {
    "mechanisms.rescue.scorn": (0.3, 0), "mechanisms.courting.gain_per_hour": (0.03, 0.003),
    "mechanisms.courting.half_life_weeks": (13, 130), "mechanisms.courting.give_up_weeks": (39, 390),
    "mechanisms.decision.courted_rate_per_year": (2, 0.2), "mechanisms.trial.rate_per_year": (4, 0.4),
    "mechanisms.trial.weeks": (13, 130), "clients.status.notice_weeks": (13, 104),
    "clients.standard.notice_weeks": (8, 104), "clients.young.notice_weeks": (8, 104), "weeks": (260, 520)}
MOVING, FROZEN = (tuple(f"{path}={values[which]}" for path, values in PACE.items()) for which in (0, 1))


def by_delay(lab: Lab) -> Values:
    """Clients saved by a delegation at once, beyond one sent 26 weeks later [`SAVED`]."""
    saved = clients_saved(lab, ARMS)
    return saved["at once"] - saved["late"]


WORLD = ("mechanisms.voice.strength=0", *FEWER_PROSPECTS, *SOLVENT,
         "rivals.established.courting_hours_per_week=0", "rivals.third.courting_hours_per_week=0")

# Order has no margin within which it counts as none. That delay costs nothing without its cause is a part of its own.
STILL = Pattern(
    figure="the same, where grievances do not count, and rival and contracts stand nearly still during the delay",
    unit=SAVED, effect=by_delay, margin=CHANCE, is_absence=True, is_one_sided=True, world=(*WORLD, *FROZEN),
    controls={"all goes on during the delay": MOVING}, replications=200)

CLAIM = IspClaim(
    experiment="The same attack; a delegation to each client courted, sent when courtship begins or later, against "
               "the same worlds in which it never leaves. Nobody but the attacker courts clients, and complaints are "
               "silent, so that the clock starts with courtship.",
    figure="clients saved by a delegation at once, beyond one sent 26 weeks later", unit=SAVED, effect=by_delay,
    margin=ORDER, world=WORLD, replications=200, readings=readings, parts=(STILL,),
    note="The claim is one of order: the later, the fewer. By the further readings most clients go whenever the "
         "delegation comes. Designed anew after a look on another seed, on which the difference had been held against "
         "a tenth of all that are lost, as much as a delegation saves at all; judged on a fresh seed.",
)
