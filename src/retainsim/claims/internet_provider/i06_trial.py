"""I6. The rival asks not for a switch but for a second, trial connection; it disappoints, and for a well-kept relation
it is the fling that strengthens the marriage."""

import numpy as np

from retainsim.claims.isp import SOLVENT, IspClaim
from retainsim.claims.kit import Facts, Lab, Pattern, Readings, Trace, Values, percent
from retainsim.claims.kit.worth import CHANCE, EXITS, percent_of
from retainsim.claims.readings import attacker, decisions, first_weeks, select
from retainsim.declared import codes, events

DIRECT = ("rivals.attacker.offers_trial=false",)  # the same rival, which asks for the switch at once
NOTHING_LEARNT = ("mechanisms.trial.prior_weeks=1000", "mechanisms.trial.contrast=0")
NOTHING_REMEMBERED = ("mechanisms.trial.memory_half_life_weeks=0.01",)  # of the trial, once it is over
NOTHING_LEFT = (*NOTHING_REMEMBERED, "mechanisms.trial.contrast=0")
BASES = {"well-kept": "nurture", "neglected": "status-quo"}
TRIES, DROPS, DECIDES, CHOOSES, AGAIN = range(5)


def _courses(trace: Trace, facts: Facts) -> Values:
    """First week of each step towards the attacker, of clients of the firm: steps x organisations; else infinite.

    The last row is the first week of a second trial.
    """
    suitor, decided = attacker(facts), decisions(trace)
    trials = [select(trace, kind, of=codes.FIRM, to=suitor) for kind in (events.TRIES, events.DROPS)]
    steps = [first_weeks(trace, rows) for rows in (*trials, decided, decided[decided.to == suitor])]
    again = trials[0][trials[0].week > steps[TRIES][trials[0].organisation]]
    return np.array([*steps, first_weeks(trace, again)])


def _is_lost(course: Values) -> np.ndarray:
    return np.isfinite(course[:, CHOOSES]) & (course[:, CHOOSES] == course[:, DECIDES])


def _returns(course: Values) -> np.ndarray:
    """Who ends a first trial without having decided to leave."""
    return course[:, DROPS] < course[:, DECIDES]


def _goes(course: Values) -> np.ndarray:
    """Who decides for the rival in the course of a first trial."""
    choice = course[:, CHOOSES]
    return _is_lost(course) & (course[:, TRIES] <= choice) & (choice <= course[:, DROPS])


def _spared(clients: np.ndarray, here: Values, there: Values) -> Values:
    """Decisions for the rival that these clients take there and not here, in % of those there."""
    some, all_ = ((_is_lost(course) & clients).sum(1) for course in (here, there))
    return percent_of(all_ - some, all_)


def _courses_of(lab: Lab, base: str, *worlds: tuple[str, ...]) -> list[Values]:
    return [lab.override(*changes).play_one(BASES[base], _courses) for changes in worlds]


def returns(lab: Lab) -> Values:
    """How much more often the well-kept come back from a trial than the neglected."""
    well_kept, neglected = (percent(_returns(course), _returns(course) | _goes(course))
                            for course in lab.play(BASES, _courses).values())
    return well_kept - neglected


def strengthened(lab: Lab, base: str = "well-kept") -> Values:
    """Decisions spared among clients who have come back, from that week on, against the world without trials."""
    trial, direct = _courses_of(lab, base, (), DIRECT)
    return _spared(_returns(trial) & (trial[:, DROPS] < direct[:, DECIDES]), trial, direct)


def taught(lab: Lab) -> Values:
    """Decisions spared among the well-kept who come back from a trial whether they learn from it or not, up to a second
    trial in either world: in that one they learn again."""
    trial, blind = _courses_of(lab, "well-kept", (), NOTHING_LEARNT)
    until = np.minimum(trial[:, AGAIN], blind[:, AGAIN])
    both = _returns(trial) & _returns(blind)
    some, all_ = ((_is_lost(course) & both & (course[:, CHOOSES] < until)).sum(1) for course in (trial, blind))
    return percent_of(all_ - some, all_)


def kept_from_going(lab: Lab) -> Values:
    """Decisions spared by the trial among all the neglected who try."""
    trial, direct = _courses_of(lab, "neglected", (), DIRECT)
    return _spared(trial[:, TRIES] < direct[:, DECIDES], trial, direct)


def readings(lab: Lab) -> Readings:
    """What becomes of clients with and without trials, by how they were kept and by how much the rival oversells."""
    lab = lab.replicate(160)
    yield UNIT, {
        "later decisions spared, where a trial does not ease the switch":
            strengthened(lab.override("mechanisms.trial.relief=0")),
        "later decisions spared, where nothing is remembered": strengthened(lab.override(*NOTHING_REMEMBERED)),
        "later decisions spared among the neglected who come back": strengthened(lab, "neglected")}
    lab = lab.replicate(40)
    for oversells in (0.0, 0.6, 1.2):
        for base in BASES:
            trial, direct = _courses_of(lab.override(f"rivals.attacker.oversells={oversells}"), base, (), DIRECT)
            tried, where = np.isfinite(trial[:, TRIES]), f"{base}, service oversold by {oversells}"
            yield "clients", {f"{where}: clients that try the rival": tried.sum(1).astype(float),
                              f"{where}: clients that the offer of trials takes, all in all":
                              _is_lost(trial).sum(1).astype(float) - _is_lost(direct).sum(1)}
            yield "%", {f"{where}: gone to the rival in the end, of those who try": percent(_is_lost(trial), tried),
                        f"{where}: the same clients where no trial is offered": percent(_is_lost(direct), tried)}


UNIT = "% of those without trials"
PARTS = (
    Pattern(figure="the well-kept who come back from a first trial, beyond the neglected", unit="percentage points",
            effect=returns, margin=CHANCE, world=SOLVENT, replications=80,
            knockouts={"care makes no attachment": ("mechanisms.attachment.strength=0",)}),
    Pattern(figure="later decisions for the rival that the trial as a whole spares, of the well-kept who come back",
            unit=UNIT, effect=strengthened, margin=EXITS, world=SOLVENT, replications=640),
    Pattern(figure="decisions for the rival spared by the trial, of the neglected who try", unit=UNIT,
            effect=kept_from_going, margin=EXITS, is_absence=True, is_one_sided=True, world=SOLVENT, replications=240,
            controls={"the trial shows a service of no use": ("rivals.attacker.quality=-4",)}))

CLAIM = IspClaim(
    experiment="The same attack with and without the offer of a trial, switching directly being possible in both; and "
               "with a trial from which nothing is learnt. Well-kept clients that tried the rival and came back, "
               "against themselves in the other world, from the week of their return on.",
    figure="later decisions for the rival spared by what a trial taught, of the well-kept who come back, up to a "
           "second trial",
    unit="% of those who learn nothing", effect=taught, margin=EXITS,
    knockouts={"nothing that a trial teaches outlives it": NOTHING_LEFT}, world=SOLVENT, replications=640,
    readings=readings, parts=PARTS,
    note="Four things are said, and each is judged: the well-kept come back more often, they are stronger for it, this "
         "is because of what they have learnt, and the neglected go all the same. A trial also eases the switch while "
         "it lasts. Designed anew after the first judging, when clients forgot a trial as the suitor went, and after a "
         "look on another seed, when what is learnt in later trials had counted, too; judged on a fresh seed.",
)
