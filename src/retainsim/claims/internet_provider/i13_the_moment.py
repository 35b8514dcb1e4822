"""I13. There comes a moment at which strengthening existing relations outranks acquiring: earlier, the more of the
market the firm serves and the more it is threatened."""

from typing import Any

import numpy as np

from retainsim.claims.isp import PEACE, SOLVENT, TEN_YEARS, IspClaim, hours
from retainsim.claims.kit import WEEKS_PER_YEAR, Facts, Lab, Pattern, Readings, Trace, Values
from retainsim.claims.kit.worth import MONEY, ORDER
from retainsim.results.kpis.dictionary import KPIS
from retainsim.results.kpis.kpi import Account

SMALL = 0.1  # of the shipped firm, which serves a quarter of the market
SCALES = (0.0, 0.1, 0.3, 0.6, 1.0)
MOVED = 0.1  # of the account managers' week
UNIT = "% of the wages of the hours moved"


def _caring(care: float) -> tuple[str, dict[str, Any]]:
    """The same people care in all arms, so that no client changes hands when hours move."""
    return "status-quo", hours(hunters={"hunting": 0.7},
                               account_managers={"hunting": 0.6 - care, "care": care, "orders": 0.1})


def _of_size(lab: Lab, scale: float) -> Lab:
    """A firm that serves so much less of the same market, with a client department to match."""
    people = max(1, round(scale * lab.scenario.staff.client_department.people))
    return lab.override(f"staff.client_department.people={people}",
                        *(f"clients.{name}.served_by_firm={round(scale * segment.served_by_firm)}"
                          for name, segment in lab.scenario.clients.items()))


def _saturated(lab: Lab) -> Lab:
    """A market in which nine in ten of those whom the firm does not serve would never buy from it."""
    return lab.override(*(f"clients.{name}.resistant_share=0.9" for name in lab.scenario.clients))


def _worth(trace: Trace, facts: Facts) -> tuple[float, float]:
    """Net present value of the firm's money, and of one unit of it every week [currency]."""
    weeks = np.arange(1, len(trace.series) + 1) / WEEKS_PER_YEAR
    return KPIS["npv"].measure(Account(trace, facts)), float(((1 + facts.discount_per_year) ** -weeks).sum())


def care_leads(lab: Lab) -> Values:
    """What hours bring when they move from hunting to care."""
    managers = lab.scenario.staff.account_managers
    arms = lab.play({"more care": _caring(0.1 + MOVED), "less care": _caring(0.1)}, _worth)
    wages = MOVED * managers.people * managers.wage_per_week * arms["less care"][:, 1]
    return 100 * (arms["more care"] - arms["less care"])[:, 0] / wages


def care_leads_in_large(lab: Lab) -> Values:
    """What hours of care bring beyond hunting in the shipped firm, in peace."""
    return care_leads(_of_size(lab.override(*PEACE), 1.0))


def hunting_leads_in_small(lab: Lab) -> Values:
    """What hours of hunting bring beyond care in a tenth of the firm, in peace."""
    return -care_leads(_of_size(lab.override(*PEACE), SMALL))


def threat_adds(lab: Lab) -> Values:
    """How much more hours of care bring in a tenth of the firm if it is attacked."""
    return care_leads(_of_size(lab, SMALL)) + hunting_leads_in_small(lab)


def saturation_adds(lab: Lab) -> Values:
    """How much more hours of care bring in a tenth of the firm if few are left to be won."""
    return hunting_leads_in_small(lab) - hunting_leads_in_small(_saturated(lab))


def readings(lab: Lab) -> Readings:
    """The curve along the size of the firm, with and without threat, in a saturated market, and without courting."""
    fewer = lab.replicate(24)
    worlds = {"not attacked": fewer.override(*PEACE), "attacked": fewer,
              "not attacked, nine in ten of the others never to be won": _saturated(fewer.override(*PEACE)),
              "not attacked, courting without effect": fewer.override(*PEACE, *NO_COURTING)}
    for where, world in worlds.items():
        curve = {scale: care_leads(_of_size(world, scale)) for scale in SCALES}
        yield UNIT, {f"lead of care, {where}, firm of {scale:.0%} of its size": lead for scale, lead in curve.items()}


NO_COURTING = ("mechanisms.courting.strength=0",)
WORLD = (*TEN_YEARS, *SOLVENT)  # small firms could not bear their people otherwise
WORLDS = 240

# Order has no margin within which it counts as none. That there is no moment without the cause is a part of its own.
PARTS = (
    Pattern(figure="hunting's lead in the small firm", unit=UNIT, effect=hunting_leads_in_small, margin=ORDER,
            world=WORLD, replications=WORLDS),
    Pattern(figure="what threat adds to care in the small firm", unit=UNIT, effect=threat_adds, margin=ORDER,
            world=WORLD, replications=WORLDS),
    Pattern(figure="what saturation adds to care in the small firm", unit=UNIT, effect=saturation_adds, margin=ORDER,
            world=WORLD, replications=WORLDS),
    Pattern(figure="hunting's lead in the small firm where courting has no effect", unit=UNIT,
            effect=hunting_leads_in_small, margin=MONEY, is_absence=True, is_one_sided=True,
            controls={"courting has its effect": ("mechanisms.courting.strength=1",)}, world=(*WORLD, *NO_COURTING),
            replications=WORLDS))

CLAIM = IspClaim(
    experiment="A tenth of the account managers' week moved from hunting to care, in a firm that serves a tenth of "
               "its clients or all of them, attacked or not, with many or few left to be won; net present value of "
               "ten years.",
    figure="care's lead in the large firm", unit=UNIT, effect=care_leads_in_large, margin=ORDER, world=WORLD,
    replications=WORLDS, readings=readings, parts=PARTS, kpis=("npv",),
    note="Designed anew after the first judging, which could not tell; judged on a fresh seed. Money is counted as it "
         "comes in over ten years, and not by what clients held after five may be worth.",
)
