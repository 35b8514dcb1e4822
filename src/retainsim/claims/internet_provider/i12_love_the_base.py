"""I12. No active acquisition, all effort of the sales people into loving the base: prosperity; though in reality one
need not give up acquiring."""

from dataclasses import replace

from retainsim.claims.isp import PEACE, SOLVENT, TEN_YEARS, IspClaim, hours
from retainsim.claims.kit import CENTS, WEEKS_PER_YEAR, Arms, Facts, Lab, Pattern, Readings, Trace, Values
from retainsim.claims.kit.statistics import OF_WORLDS, pseudovalues
from retainsim.claims.kit.worth import MONEY, percent_of
from retainsim.declared import codes
from retainsim.results.account import prices
from retainsim.results.kpis.dictionary import measure

ALL_IN, NURTURE = "all-in-acquisition", "nurture"
MONEY_OF_ALL, RUINED, VALUE, FEES = range(4)
# Hours between those of nurture and all-in acquisition, by the part of the selling hours that goes into hunting.
MIXTURES: Arms = {f"{hunting:.0%}": (NURTURE, hours(
    hunters={"hunting": 0.7 * hunting, "care": 0.7 * (1 - hunting)},
    account_managers={"hunting": 0.5 * hunting, "care": 0.6 * (1 - hunting), "orders": 0.1 + 0.1 * hunting}))
    for hunting in (0.25, 0.5, 0.75)}
ARMS: Arms = {NURTURE: NURTURE, ALL_IN: ALL_IN, **MIXTURES}


def _worth(trace: Trace, facts: Facts) -> tuple[float, float, float, float]:
    """Net present value of the firm's money [thousand], whether it is ruined [%], value at the end [thousand], and a
    year's fees of the clients of week 0 [thousand]."""
    kpis, opening = measure(trace, facts), trace.opening_supplier == codes.FIRM
    return (kpis["npv"] / 1000, 100 * kpis["insolvent"], kpis["value_end"] / 1000,
            float(prices(trace, facts)[opening].sum()) * WEEKS_PER_YEAR / CENTS / 1000)


def _leads(lab: Lab) -> tuple[Values, Values, Values]:
    """Lead in money of loving the base with the attack and without it; a year's fees of the clients of week 0."""
    attacked, in_peace = (lab.override(*changes).play([NURTURE, ALL_IN], _worth) for changes in ((), PEACE))
    leads = [arms[NURTURE][:, MONEY_OF_ALL] - arms[ALL_IN][:, MONEY_OF_ALL] for arms in (attacked, in_peace)]
    return leads[0], leads[1], attacked[NURTURE][:, FEES]


def interaction(lab: Lab) -> Values:
    """How much more loving the base leads with the attack than without it."""
    attacked, in_peace, scale = _leads(lab)
    return percent_of(attacked - in_peace, scale)


def lead(lab: Lab) -> Values:
    """How much loving the base leads with the attack."""
    attacked, _, scale = _leads(lab)
    return percent_of(attacked, scale)


def prosperity(lab: Lab) -> Values:
    """Money of a firm that loves its base and is attacked."""
    money, _, _, scale = lab.play_one(NURTURE, _worth).T
    return percent_of(money, scale)


def readings(lab: Lab) -> Readings:
    """The leads, the probability of an attack at which the order flips, and mixtures against both."""
    worlds = {"attacked": lab.play(ARMS, _worth), "not attacked": lab.override(*PEACE).play(ARMS, _worth)}
    for name, figure in {"money of ten years": MONEY_OF_ALL, "value after ten years": VALUE}.items():
        leads = {f"{name}: lead of loving the base over all-in acquisition, {where}":
                 ends[NURTURE][:, figure] - ends[ALL_IN][:, figure] for where, ends in worlds.items()}
        yield "thousand", leads
        # At which both have the same expected worth. Below 0 loving the base leads even if nobody ever attacks, above
        # 100 it never does.
        yield "%", {f"{name}: probability of an attack from which on loving the base leads": pseudovalues(
            lambda attack, twin: float(100 * twin.mean() / (twin.mean() - attack.mean())), *leads.values())}
        yield "thousand", {
            f"{name}: lead of a mixture with {mixture} of hunting over {pure}, {where}":
            ends[mixture][:, figure] - ends[pure][:, figure]
            for mixture in MIXTURES for pure in (NURTURE, ALL_IN) for where, ends in worlds.items()}
    mortal = {where: replace(lab, overrides=TEN_YEARS).override(*changes).play(ARMS, _worth)
              for where, changes in {"attacked": (), "not attacked": PEACE}.items()}
    for where, ends in mortal.items():
        yield OF_WORLDS, {f"ruined within ten years, {arm}, {where}": ends[arm][:, RUINED] for arm in ARMS}
    yield "thousand", {f"money of ten years: lead of loving the base, {where}, if a ruined firm loses no more":
                       ends[NURTURE][:, MONEY_OF_ALL] - ends[ALL_IN][:, MONEY_OF_ALL]
                       for where, ends in mortal.items()}


UNIT = "% of a year's fees of the clients of week 0"
WORLD = (*TEN_YEARS, *SOLVENT)  # money is counted to the end: a floor such as ruin would be an effect of its own
PARTS = (
    # Where a rival attacks, loving the base outdoes all-in acquisition, and the firm lives well.
    Pattern(figure="lead in money of loving the base over all-in acquisition, attacked", unit=UNIT, effect=lead,
            margin=MONEY, world=WORLD, replications=200),
    Pattern(figure="money that the firm earns that loves its base and is attacked", unit=UNIT, effect=prosperity,
            margin=MONEY, world=TEN_YEARS, replications=200))

CLAIM = IspClaim(
    experiment="All the selling hours spent on care or all on hunting, with the attack and in the twin world without "
               "it, over ten years; and mixtures of both.",
    figure="lead in money of loving the base over all-in acquisition with the attack, beyond that without",
    unit=UNIT, effect=interaction, margin=MONEY, world=WORLD,
    knockouts={"care makes no attachment": ("mechanisms.attachment.strength=0",)}, replications=200, readings=readings,
    parts=PARTS, kpis=("npv", "value_end"),
    note="Designed anew after the first judging, and three times after a look on other seeds, so take it with care. By "
         "value after five years the difference stayed without its cause, because value counts clients held by a "
         "multiple, and who has more loses more; by money of ten years up to a ruin likewise, because nobody can lose "
         "more than all. So money is counted to the end of ten years, ruined or not; the further readings tell the "
         "lead up to a ruin, too, which is smaller, and how many firms are ruined. What is taken away is what care "
         "does; the rival keeps its attention. Judged on a fresh seed.",
)
