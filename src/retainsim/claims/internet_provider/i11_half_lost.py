"""I11. All into acquisition: half as many new clients as there were, while half of the old are lost, is ruin: the
newcomers are young and small, and rivals take the large ones."""

import numpy as np

from retainsim.claims.isp import PEACE, IspClaim
from retainsim.claims.kit import Facts, Lab, Readings, Trace, Values, readings_of
from retainsim.claims.kit.statistics import OF_WORLDS
from retainsim.claims.kit.worth import CHANCE
from retainsim.claims.readings import exits, lost_to, select, who
from retainsim.declared import codes, events, reasons
from retainsim.results.facts import WEEKS_PER_YEAR, is_insolvent, ratio

ALL_IN = "all-in-acquisition"
ARMS = (ALL_IN, "balanced", "nurture")
YEARS = range(5, 11)
FIVE_YEARS = YEARS[0] * WEEKS_PER_YEAR
FRONTIER = {30: (10, 15, 20, 25, 30, 40), 60: (20, 40), 120: (20, 40)}  # fee of the young: capacities of attackers
FIGURES = (*(f"ruined within {years} years" for years in YEARS), "opening revenue lost in five years",
           "new clients of five years, of the old", "their mean fee, of that of the old")
RUINED, TO_RIVALS = len(YEARS) - 1, len(FIGURES)


def _fate(trace: Trace, facts: Facts) -> list[float]:
    """Each of the figures, and the opening revenue taken by attackers [%]."""
    is_broke, fee = is_insolvent(trace.series, facts), trace.fee.astype(float)
    opening, ends = trace.opening_supplier == codes.FIRM, exits(trace)
    lost = who(trace, ends[(ends.reason != reasons.INSOLVENT) & (ends.week < FIVE_YEARS)])
    to_rivals = who(trace, lost_to(trace, *(number for number, role in enumerate(facts.roles) if role == "attacker")))
    starts = select(trace, events.STARTS, to=codes.FIRM)
    new = starts.organisation[starts.week < FIVE_YEARS]
    return [*(100.0 * is_broke[:years * WEEKS_PER_YEAR].any() for years in YEARS),
            100 * ratio(fee[opening & lost].sum(), fee[opening].sum()), 100 * len(new) / opening.sum(),
            100 * ratio(fee[new].mean() if len(new) else np.nan, fee[opening].mean()),
            100 * ratio(fee[opening & to_rivals].sum(), fee[opening].sum())]


def effect(lab: Lab) -> Values:
    """Chance of ruin within ten years that the attack brings to a firm that only hunts."""
    attack, twin = (lab.override(*changes).play_one(ALL_IN, _fate)[:, RUINED] for changes in ((), PEACE))
    return attack - twin


def readings(lab: Lab) -> Readings:
    """Ruin by year, how much is won and lost, other strategies, lower fixed costs, and where ruin begins by the size of
    newcomers."""
    leaner = (f"firm.overhead_per_week={0.8 * lab.scenario.firm.overhead_per_week}",)
    worlds = {where: lab.override(*changes).play(ARMS, _fate) for where, changes in {
        "attacked": (), "not attacked": PEACE, "attacked, overhead a fifth lower": leaner,
        "not attacked, overhead a fifth lower": (*PEACE, *leaner)}.items()}
    yield from readings_of({f"{arm}, {where}": arms[arm] for arm in ARMS for where, arms in worlds.items()},
                           {figure: OF_WORLDS if figure.startswith("ruined") else "%" for figure in FIGURES})
    for fee, capacities in FRONTIER.items():
        yield from _frontier(lab.replicate(12), fee, capacities)


def _frontier(lab: Lab, fee: int, capacities: tuple[int, ...]) -> Readings:
    """Ruin by how many of the largest clients several attackers together take, with newcomers of this fee."""
    # Four times the hours, so that what attackers can serve decides, and not how fast they are.
    fates = np.array([lab.override(
        f"clients.young.fee_per_week={fee}", f"rivals.attacker.capacity={capacity}",
        "rivals.attacker.courting_hours_per_week=240").play_one(ALL_IN, _fate) for capacity in capacities])
    ruined, to_rivals = fates[:, :, RUINED] > 0, fates[:, :, TO_RIVALS]
    who_is_new = f"young clients of fee {fee}"
    for is_ruined, loss in zip(ruined, to_rivals, strict=True):
        yield OF_WORLDS, {
            f"ruined, {who_is_new}, attackers take {loss.mean():.0f} % of the opening revenue": 100.0 * is_ruined}
    if ruined[-1].all():
        # Where ruin begins lies in each world between the last attack that it bears and the next stronger one.
        first, world = np.argmax(ruined, axis=0), np.arange(ruined.shape[1])
        begins = (to_rivals[first, world] + np.where(first > 0, to_rivals[first - 1, world], 0.0)) / 2
        yield "%", {f"opening revenue taken at which ruin begins, {who_is_new}": begins}


CLAIM = IspClaim(
    experiment="A firm that only hunts, ten years, attacked after one, against the same firm in the twin world "
               "without the attacker; the young clients are all newcomers, so that their size can be varied.",
    figure="chance of ruin within ten years that the attack brings",
    unit="percentage points", effect=effect, is_event=True,
    bar=50.0,  # "is ruin": in more worlds than not
    margin=CHANCE,
    knockouts={"newcomers are as large as the lost": ("clients.young.fee_per_week=200", "clients.young.fee_spread=0.6"),
               "the rival's targets are random": ("rivals.attacker.targets=random",)},
    # The 130 young clients of the shipped firm give way to 62 standard ones who pay as much together.
    world=("weeks=520", "clients.young.organisations=780", "clients.young.served_by_firm=0",
           "clients.standard.served_by_firm=492"),
    replications=200, readings=readings, condition="one looks ten years ahead",
    note="Ruin takes time: contracts run out one by one, and then the reserves. Five years, by which this was judged "
         "first, are too short; the readings tell ruin by year, and how much of it hangs on fixed costs. Designed anew "
         "after the first judging; judged on a fresh seed.",
)
