"""I15. The sales people built personal relations, then handed the client over: the relation went with them."""

from dataclasses import replace

import numpy as np

from retainsim.claims.isp import DEPARTMENT, SOLVENT, IspClaim, hours
from retainsim.claims.kit import WEEKS_PER_YEAR, Arms, Facts, Lab, Pattern, Readings, Trace, Values, percent
from retainsim.claims.kit.worth import EXITS, percent_of
from retainsim.claims.readings import decisions, first_weeks, select
from retainsim.declared import codes, columns, events, reasons

THREE_YEARS = 3 * WEEKS_PER_YEAR
OTHERS = {"hunters": {"hunting": 0.6}, "account_managers": {"orders": 0.5}}  # the same in all arms
# Those who have looked after the clients before go on calling, in the proportion of before, so that no client changes
# hands; or others do, as many hours; or nobody has time to.
BY_SELLER = ("status-quo", hours(hunters={"hunting": 0.6, "care": 0.105},
                                 account_managers={"orders": 0.5, "care": 0.09}))
BY_OTHERS = ("status-quo", {"hours": {**OTHERS, "client_department": {**DEPARTMENT, "care": 0.14625}}})
BY_NOBODY = ("status-quo", {"hours": {**OTHERS, "client_department": {**DEPARTMENT, "care": 0.001}}})
ARMS: Arms = {"kept by their seller": BY_SELLER, "called on by others": BY_OTHERS, "called on by nobody": BY_NOBODY}
NEW: Arms = {"handed over": ("keep-seller", {"hands_over": True}), "kept": "keep-seller"}
UNIT = "% of those lost if kept"


def _lost(trace: Trace, facts: Facts) -> list[float]:
    """Status clients of week 0 that decide to leave within one, two and three years; how many there are; attachment."""
    opening = np.array(facts.status)[trace.segment] & (trace.opening_supplier == codes.FIRM)
    weeks = first_weeks(trace, decisions(trace))[opening]
    first = trace.series[0]
    return [*(float((weeks < years * WEEKS_PER_YEAR).sum()) for years in (1, 2, 3)), float(opening.sum()),
            first[columns.ATTACHMENT] / first[columns.CLIENTS]]


def _more_lost(lab: Lab, arm: str, years: int) -> Values:
    """Status clients lost within so many years beyond those who are lost if kept by their seller."""
    lost = {name: values[:, years - 1] for name, values in lab.play(
        {name: ARMS[name] for name in ("kept by their seller", arm)}, _lost).items()}
    return percent_of(lost[arm] - lost["kept by their seller"], lost["kept by their seller"])


def whole(lab: Lab) -> Values:
    """What the hand-over costs if it ends the caring contact, in three years."""
    return _more_lost(lab, "called on by nobody", 3)


def personal(lab: Lab) -> Values:
    """What the change of person alone costs, in the first year."""
    return _more_lost(lab, "called on by others", 1)


def _won(trace: Trace, facts: Facts) -> Values:
    """Of clients won by courtship: week of the first signing, and of the first decision to leave since."""
    signed = first_weeks(trace, select(trace, events.STARTS, to=codes.FIRM, reason=reasons.COURTED))
    leaving = decisions(trace)
    return np.array([signed, first_weeks(trace, leaving[leaving.week >= signed[leaving.organisation]])])


def _newly_won(lab: Lab) -> dict[str, Values]:
    """New clients that decide to leave within three years of signing, of those that both arms win in the same week."""
    (signed, _), (also, _) = (won.transpose(1, 0, 2) for won in lab.play(NEW, _won).values())
    same = (signed == also) & (signed < lab.scenario.weeks - THREE_YEARS)
    with np.errstate(invalid="ignore"):
        return {name: percent(won[:, 1] - won[:, 0] < THREE_YEARS, same) for name, won in lab.play(NEW, _won).items()}


def readings(lab: Lab) -> Readings:
    """Clients lost year by year, what the hand-over does at once, and the hand-over of clients just won."""
    arms = lab.play(ARMS, _lost)
    for name, values in arms.items():
        *years, number, attachment = values.T
        yield "per 100 status clients", {f"lost within {year} years, {name}": 100 * lost / number
                                         for year, lost in enumerate(years, 1)}
        yield "0..1", {f"attachment of all clients in the first week, {name}": attachment}
    yield UNIT, {f"more lost within {years} years, {name}": _more_lost(lab, name, years)
                 for name in list(ARMS)[1:] for years in (1, 2, 3)}
    yield UNIT, {"more lost within 3 years, called on by nobody, where no attachment is to a person":
                 whole(lab.override(*NOT_PERSONAL))}
    shipped = replace(lab, overrides=SOLVENT)
    yield "per 100 clients won by courtship", {
        f"lost within 3 years of signing, shipped world, {name}": lost for name, lost in _newly_won(shipped).items()}


NOT_PERSONAL = ("mechanisms.attachment.person_share=0",)
# A base that the sales people have looked after for years, and a rival at the door as they hand it over to a department
# that is large enough to call as often as they do.
WORLD = ("market.seasoned_by=nurture", "rivals.attacker.start_week=0", "staff.client_department.people=8", *SOLVENT)

PERSONAL = Pattern(
    figure="status clients lost in the first year if others call on them as much, beyond those lost if their seller "
           "goes on", unit=UNIT, effect=personal, margin=EXITS,
    knockouts={"attachment belongs to the firm only": NOT_PERSONAL}, world=(*WORLD, "weeks=52"), replications=400,
)

CLAIM = IspClaim(
    experiment="A base that its sales people have looked after well is attacked from the first week on: they go on "
               "calling, or they hand it over to a department that calls about money and failures only, or to one "
               "that calls as often as they did.",
    figure="status clients lost within three years if they are handed over and nobody calls, beyond those lost if "
           "their seller goes on", unit=UNIT, effect=whole, margin=EXITS,
    knockouts={"care makes no attachment": ("mechanisms.attachment.strength=0",)},
    world=(*WORLD, "weeks=156"), replications=120, readings=readings, parts=(PERSONAL,),
    condition="its personal part is meant for the first year, and the end of care for three",
    note="What is handed over is the client that the seller has long looked after, and the essay's hand-over ends the "
         "caring contact; its personal part is judged by itself. Designed anew after the first judging, which asked "
         "for it among clients just won; judged on a fresh seed.",
)
