"""I5. A small rival, dearer, slower, without redundancy or round-the-clock support, takes the parliament and undermines
the banks."""

import numpy as np

from retainsim.claims.isp import NO_ATTENTION, PEACE, IspClaim
from retainsim.claims.kit import CENTS, WEEKS_PER_YEAR, Facts, Lab, Readings, Trace, Values
from retainsim.claims.readings import attacker, lost_to
from retainsim.declared import columns
from retainsim.results.movements import KEY_ACCOUNTS, key_accounts

HONEST = ("rivals.attacker.oversells=0",)
NO_TRIAL = ("rivals.attacker.offers_trial=false",)
FORGIVING = ("mechanisms.decision.grievance_weight=0",)
ARMS = ("status-quo", "balanced", "nurture")
UNIT = "% of the twin's status revenue"


def _status_revenue(trace: Trace, facts: Facts) -> float:
    """Recurring revenue of the final year from status clients [thousand]."""
    return float(trace.series[-WEEKS_PER_YEAR:, columns.STATUS_FEES].sum() / CENTS / 1000)


def _lost(lab: Lab, *changes: str, strategy: str = "status-quo") -> Values:
    """Status revenue of the final year that the attacker costs [%], against the twin world without it."""
    attack, twin = (lab.override(*changes, *peace).play_one(strategy, _status_revenue) for peace in ((), PEACE))
    return 100 * (twin - attack) / np.where(twin > 0, twin, np.nan)


def _largest_taken(trace: Trace, facts: Facts) -> float:
    """How many of the firm's largest clients at week 0 the attacker takes."""
    return float(np.isin(key_accounts(trace), lost_to(trace, attacker(facts)).organisation).sum())


def readings(lab: Lab) -> Readings:
    """The dose, a firm that courts as well, and how much of the loss each of the rival's weapons accounts for."""
    lost = {name: _lost(lab, strategy=name) for name in ARMS}
    blind = {name: _lost(lab, *NO_ATTENTION, strategy=name) for name in ARMS[:2]}
    yield UNIT, {f"lost to a rival that courts {hours} hours a week":
                 _lost(lab, f"rivals.attacker.courting_hours_per_week={hours}") for hours in (0, 20, 60, 120)}
    yield UNIT, {f"lost by a firm that courts its own clients ({name})": lost[name] for name in ARMS[1:]}
    yield "clients", {f"of the {KEY_ACCOUNTS} largest clients taken ({name})": values
                      for name, values in lab.play(ARMS, _largest_taken).items()}
    yield UNIT, {
        "lost by the neglecting firm beyond the courting one (balanced)": lost["status-quo"] - lost["balanced"],
        "the same, where attention counts for nothing": blind["status-quo"] - blind["balanced"],
        "lost without attention": blind["status-quo"],
        "lost without attention and overselling": _lost(lab, *NO_ATTENTION, *HONEST),
        "lost without attention, overselling and trials": _lost(lab, *NO_ATTENTION, *HONEST, *NO_TRIAL),
        "lost without attention, overselling, trials and anger about faults":
            _lost(lab, *NO_ATTENTION, *HONEST, *NO_TRIAL, *FORGIVING),
        "lost without overselling and trials": _lost(lab, *HONEST, *NO_TRIAL)}


CLAIM = IspClaim(
    experiment="A firm that hunts and takes orders (status-quo), with and without the attacker, over five years under "
               "the same luck.",
    figure="status revenue of the final year lost to the attack",
    unit=UNIT, effect=_lost,
    bar=5.0,  # less than a twentieth is two clients of forty, and nobody would call it an attack
    margin=5.0,
    knockouts={"personal attention counts for nothing": NO_ATTENTION}, readings=readings,
    note="Personal attention is one of the rival's weapons; the readings take the others away as well and say how "
         "much of the loss a firm saves that courts its own clients, with attention and without.",
)
