"""I15. The sales people built personal relations, then handed the client over: the relation went with them."""

import numpy as np

from retainsim.claims.isp import DEPARTMENT, SOLVENT, IspClaim, hours
from retainsim.claims.kit import WEEKS_PER_YEAR, Arms, Facts, Lab, Readings, Trace, Values, percent, readings_of
from retainsim.claims.readings import decisions, first_weeks, select, who
from retainsim.declared import codes, columns, events, reasons
from retainsim.results.kpis.kpi import Account
from retainsim.results.kpis.money import value_end

FOLLOWED = 3 * WEEKS_PER_YEAR  # how long a client is watched from its signing on
# Sellers and account managers have the same time for care: who keeps a client calls as often as who is given one.
ARMS: Arms = {"handed over": ("keep-seller", {"hands_over": True}), "kept": "keep-seller"}
CARED_FOR: Arms = {"handed over": "balanced", "kept": ("balanced", {"hands_over": False})}
# The same hours of care, by the client department, or by the people who have looked after the clients before.
WELL_KEPT: Arms = {
    "handed over": ("status-quo", hours(hunters={"hunting": 0.6}, account_managers={"orders": 0.5},
                                        client_department={**DEPARTMENT, "care": 0.15})),
    "kept": ("status-quo", hours(hunters={"hunting": 0.6, "care": 0.1},
                                 account_managers={"care": 0.1, "orders": 0.5}))}
SIGNED, DECIDED, PERSON, TO_FIRM = range(4)


def _won(trace: Trace, facts: Facts) -> Values:
    """Of clients won by courtship: week of the first signing, of the first decision to leave since, and the two
    attachments at the end, of those still there: 4 x organisations; infinite or NaN where there is none."""
    signed = first_weeks(trace, select(trace, events.STARTS, to=codes.FIRM, reason=reasons.COURTED))
    leaving = decisions(trace)
    decided = first_weeks(trace, leaving[leaving.week >= signed[leaving.organisation]])
    stays = np.isfinite(signed) & np.isinf(decided) & (trace.final_supplier == codes.FIRM)
    return np.array([signed, decided, *np.where(stays, trace.final_attachment, np.nan)])


def _same(arms: dict[str, Values], first: int, last: int) -> np.ndarray:
    """Clients that both arms won in the same week, one of these: worlds x organisations."""
    a, b = (won[:, SIGNED] for won in arms.values())
    return (a == b) & (a >= first) & (a < last)


def _leaves(won: Values, within: int = FOLLOWED) -> np.ndarray:
    """Who decided to leave within so many weeks of signing: worlds x organisations."""
    with np.errstate(invalid="ignore"):
        return won[:, DECIDED] - won[:, SIGNED] < within


def effect(lab: Lab) -> Values:
    """Decisions to leave soon after signing that the hand-over brings, among the same clients.

    Only clients that can be watched for so long count.
    """
    arms = lab.play(ARMS, _won)
    same = _same(arms, 0, lab.scenario.weeks - FOLLOWED)
    return percent(_leaves(arms["handed over"]), same) - percent(_leaves(arms["kept"]), same)


def _attachment(won: Values, same: np.ndarray, row: int) -> Values:
    with np.errstate(invalid="ignore"):
        return np.nansum(np.where(same, won[:, row], 0), 1) / (same & ~np.isnan(won[:, row])).sum(1)


def _opening_gone(trace: Trace, facts: Facts) -> tuple[float, ...]:
    """Mean attachment at first and a year later, and opening clients that decide to leave within three years."""
    opening = trace.opening_supplier == codes.FIRM
    leaving = decisions(trace)
    leavers = who(trace, leaving[leaving.week < FOLLOWED])
    first, later = (week[columns.ATTACHMENT] / week[columns.CLIENTS] for week in trace.series[[0, WEEKS_PER_YEAR]])
    return first, later, 100 * (opening & leavers).sum() / opening.sum()


def readings(lab: Lab) -> Readings:
    """Exits year by year, attachment within a year of signing, where care is good, and what a kept seller costs."""
    weeks = lab.scenario.weeks
    for both, base in ((ARMS, ""), (CARED_FOR, ", well cared for")):
        arms = lab.play(both, _won)
        same, late = _same(arms, 0, weeks - FOLLOWED), _same(arms, weeks - WEEKS_PER_YEAR, weeks)
        yield "% of those handed over", {f"clients won in the same week in both{base}":
                                         percent(same, arms["handed over"][:, SIGNED] < weeks - FOLLOWED)}
        for arm, won in arms.items():
            yield "%", {f"gone within {years} years, {arm}{base}":
                        percent(_leaves(won, years * WEEKS_PER_YEAR), same) for years in (1, 2, 3)}
            yield "0..1", {
                f"attachment to the {to} within a year of signing, {arm}{base}": _attachment(won, late, row)
                for to, row in (("person", PERSON), ("firm", TO_FIRM))}
    # A base that sales people have looked after well, handed over or not; it is called on as often either way.
    arms = lab.override("market.seasoned_by=nurture").play(WELL_KEPT, _opening_gone)
    yield from readings_of(arms, dict.fromkeys(("attachment in the first week, well-kept base",
                                                "attachment a year later, well-kept base"), "0..1"))
    by_others, by_seller = (values[:, 2] for values in arms.values())
    yield "%", {"gone within 3 years, well-kept base, kept": by_seller}
    yield "per 100 clients", {"more gone within 3 years if the well-kept base is handed over": by_others - by_seller}
    yield "thousand", {
        "value of strategy keep-seller, whose hunters care in a tenth of their week, beyond status-quo":
            lab.play_two("keep-seller", "status-quo", lambda trace, facts: value_end(Account(trace, facts)) / 1000)}


CLAIM = IspClaim(
    experiment="The same clients, won by courtship in the same week, handed over to somebody else or kept by their "
               "seller; the same hours otherwise.",
    figure="decisions to leave within three years of signing that the hand-over brings",
    unit="per 100 clients won by courtship", effect=effect,
    bar=2.0,  # about one of the clients that are won in a year: what counts as none cannot count as the pattern
    margin=2.0,
    knockouts={"attachment belongs to the firm only": ("mechanisms.attachment.person_share=0",)},
    world=SOLVENT, readings=readings, kpis=("value_end",),
    note="The hand-over takes some two fifths of the attachment to the person. A year later little of that difference "
         "is left, because attachment to a seller who stays fades, too; within three years as many leave, and of a "
         "well-kept base hardly more.",
)
