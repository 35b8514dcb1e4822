"""I12. No active acquisition, all effort of the sales people into loving the base: prosperity; though in reality one
need not give up acquiring."""

from retainsim.claims.isp import NO_ATTENTION, PEACE, IspClaim, hours
from retainsim.claims.kit import CENTS, WEEKS_PER_YEAR, Arms, Facts, Lab, Pattern, Readings, Trace, Values, readings_of
from retainsim.claims.kit.statistics import pseudovalues
from retainsim.claims.kit.worth import MONEY, percent_of
from retainsim.declared import codes
from retainsim.results.account import prices
from retainsim.results.kpis.dictionary import measure

ALL_IN, NURTURE = "all-in-acquisition", "nurture"
VALUE, INSOLVENT, CASH, FEES = range(4)
# Hours between those of nurture and all-in acquisition, by the part of the selling hours that goes into hunting.
MIXTURES: Arms = {f"{hunting:.0%}": (NURTURE, hours(
    hunters={"hunting": 0.7 * hunting, "care": 0.7 * (1 - hunting)},
    account_managers={"hunting": 0.5 * hunting, "care": 0.6 * (1 - hunting), "orders": 0.1 + 0.1 * hunting}))
    for hunting in (0.25, 0.5, 0.75)}
ARMS: Arms = {NURTURE: NURTURE, ALL_IN: ALL_IN, **MIXTURES}


def _worth(trace: Trace, facts: Facts) -> tuple[float, float, float, float]:
    """Value at the end [thousand], whether the firm is ruined [%], cash at the end, and a year's fees of the clients of
    week 0 [thousand]."""
    kpis, opening = measure(trace, facts), trace.opening_supplier == codes.FIRM
    return (kpis["value_end"] / 1000, 100 * kpis["insolvent"], kpis["cash_end"] / 1000,
            float(prices(trace, facts)[opening].sum()) * WEEKS_PER_YEAR / CENTS / 1000)


def _leads(lab: Lab) -> tuple[Values, Values, Values]:
    """Lead in value of loving the base with the attack and without it; a year's fees of the clients of week 0.

    These are the scale of both leads: a firm's value may be nothing, or less.
    """
    attacked, in_peace = (lab.override(*changes).play([NURTURE, ALL_IN], _worth) for changes in ((), PEACE))
    leads = [arms[NURTURE][:, VALUE] - arms[ALL_IN][:, VALUE] for arms in (attacked, in_peace)]
    return leads[0], leads[1], attacked[NURTURE][:, FEES]


def interaction(lab: Lab) -> Values:
    """How much more loving the base leads with the attack than without it."""
    attacked, in_peace, scale = _leads(lab)
    return percent_of(attacked - in_peace, scale)


def lead(lab: Lab) -> Values:
    """How much loving the base leads with the attack."""
    attacked, _, scale = _leads(lab)
    return percent_of(attacked, scale)


def readings(lab: Lab) -> Readings:
    """The leads, the probability of an attack at which the order flips, and mixtures against both."""
    worlds = {"attacked": lab.play(ARMS, _worth), "not attacked": lab.override(*PEACE).play(ARMS, _worth)}
    for name, figure in {"value": VALUE, "cash": CASH}.items():
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
    yield "%", {f"ruined, {arm}, {where}": ends[arm][:, INSOLVENT]
                for arm in (NURTURE, ALL_IN) for where, ends in worlds.items()}
    later = lab.replicate(12).override("weeks=520").play([NURTURE, "balanced", ALL_IN], _worth)
    yield from readings_of({f"{arm}, attacked": values for arm, values in later.items()},
                           {"value after ten years": "thousand", "ruined within ten years": "%"})


UNIT = "% of a year's fees of the clients of week 0"
# Where a rival attacks, loving the base outdoes all-in acquisition.
AHEAD = Pattern(figure="lead in value of loving the base over all-in acquisition, attacked", unit=UNIT, effect=lead,
                margin=MONEY, replications=200)

CLAIM = IspClaim(
    experiment="All the selling hours spent on care or all on hunting, with the attack and in the twin world without "
               "it; and mixtures of both.",
    figure="lead in value of loving the base over all-in acquisition with the attack, beyond that without",
    unit=UNIT, effect=interaction, margin=MONEY,
    knockouts={"personal attention moves nobody": NO_ATTENTION}, replications=200, readings=readings, parts=(AHEAD,),
    kpis=("value_end", "cash_end", "insolvent"),
    condition="an attack is to be feared",
    note="Margins by kind since the first judging.",
)
