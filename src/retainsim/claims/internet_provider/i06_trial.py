"""I6. The rival asks not for a switch but for a second, trial connection; it disappoints, and for a well-kept relation
it is the fling that strengthens the marriage."""

import numpy as np

from retainsim.claims.isp import SOLVENT, IspClaim
from retainsim.claims.kit import Facts, Lab, Readings, Trace, Values, percent
from retainsim.claims.readings import attacker, decisions, first_weeks, select
from retainsim.declared import codes, events

DIRECT = ("rivals.attacker.offers_trial=false",)  # the same rival, which asks for the switch at once
NOTHING_LEARNT = ("mechanisms.trial.prior_weeks=1000", "mechanisms.trial.contrast=0")
NOT_EASED = ("mechanisms.trial.relief=0",)
BASES = {"well-kept": "nurture", "neglected": "status-quo"}
TRIED, DROPPED, DECIDED, CHOSEN, ATTACHED = range(5)


def _courses(trace: Trace, facts: Facts) -> Values:
    """First week of each step towards the attacker, of clients of the firm, else inf; attachment of clients at the end.

    Returns    steps x organisations; the last row is NaN for those who are not the firm's clients
    """
    suitor, decided = attacker(facts), decisions(trace)
    trials = (select(trace, kind, of=codes.FIRM, to=suitor) for kind in (events.TRIES, events.DROPS))
    attachment = np.array([facts.person_share, 1 - facts.person_share]) @ trace.final_attachment
    return np.array([*(first_weeks(trace, rows) for rows in (*trials, decided, decided[decided.to == suitor])),
                     np.where(trace.final_supplier == codes.FIRM, attachment, np.nan)])


def _is_lost(course: Values) -> np.ndarray:
    return np.isfinite(course[:, CHOSEN]) & (course[:, CHOSEN] == course[:, DECIDED])


def _returned(trial: Values, direct: Values) -> np.ndarray:
    """Who dropped a trial and had not yet decided, in the world without trials either, by that week."""
    back = trial[:, DROPPED]
    return np.isfinite(back) & (trial[:, DECIDED] >= back) & (direct[:, DECIDED] >= back)


def effect(lab: Lab) -> Values:
    """Decisions for the rival from the end of a trial on, that the trial spares among the well-kept who dropped it."""
    trial, direct = (lab.override(*changes).play_one(BASES["well-kept"], _courses) for changes in ((), DIRECT))
    returned = _returned(trial, direct)
    return percent(_is_lost(direct), returned) - percent(_is_lost(trial), returned)


def readings(lab: Lab) -> Readings:
    """What becomes of clients with and without trials, by how they were kept and by how much the rival oversells."""
    yield "per 100 clients", {
        f"later decisions spared, where a trial {does}": effect(lab.override(*changes))
        for does, changes in (("does not ease the switch", NOT_EASED),
                              ("neither eases the switch nor teaches anything", (*NOT_EASED, *NOTHING_LEARNT)))}
    lab = lab.replicate(20)
    # Clients that the offer of trials takes from the firm, and those that what is learnt from them keeps.
    trial, direct, blind = (lab.override(*changes).play(BASES, _courses) for changes in ((), DIRECT, NOTHING_LEARNT))
    for base in BASES:
        lost = _is_lost(trial[base]).sum(1).astype(float)
        gain = np.where(_returned(trial[base], direct[base]), trial[base][:, ATTACHED] - direct[base][:, ATTACHED],
                        np.nan)
        yield "clients", {
            f"{base}: clients that the offer of trials takes, all in all": lost - _is_lost(direct[base]).sum(1),
            f"{base}: clients that go if nothing is learnt from trials, beyond": _is_lost(blind[base]).sum(1) - lost}
        yield "0..1", {f"{base}: attachment at the end that a dropped trial has added": np.nanmean(gain, axis=1)}
    for oversells in (0.0, 0.6, 1.2):
        trial, direct = (lab.override(f"rivals.attacker.oversells={oversells}", *changes).play(BASES, _courses)
                         for changes in ((), DIRECT))
        for base in BASES:
            tried = np.isfinite(trial[base][:, TRIED])
            where = f"{base}, service oversold by {oversells}"
            yield "clients", {f"{where}: clients that try the rival": tried.sum(1).astype(float)}
            yield "%", {
                f"{where}: gone to the rival in the end, of those who try": percent(_is_lost(trial[base]), tried),
                f"{where}: the same clients where no trial is offered": percent(_is_lost(direct[base]), tried)}


CLAIM = IspClaim(
    experiment="The same attack with and without the offer of a trial, switching directly being possible in both. "
               "Well-kept clients that tried the rival and dropped it, against themselves in the world without "
               "trials, from the week of their return on.",
    figure="later decisions for the rival that the trial spares, of the well-kept who return from it",
    unit="per 100 clients", effect=effect,
    margin=2.5,  # one of the forty clients of status
    knockouts={"nothing is learnt from a trial": NOTHING_LEARNT},
    world=SOLVENT, replications=80, readings=readings,
    note="What trials teach keeps some clients; but a trial also eases the switch, each time that the rival comes, "
         "and this weighs more, at every degree of care and of overselling. To the attachment of the well-kept, "
         "disappointment adds nothing that the next visits would not have brought. The neglected go all the same.",
)
