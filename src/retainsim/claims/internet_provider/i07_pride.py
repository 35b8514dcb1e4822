"""I7. Of those who switched wholly and found it worse, very many never come back, out of pride; they look for a third
supplier."""

import numpy as np

from retainsim.claims.isp import SOLVENT, TEN_YEARS, IspClaim, win_back_readings
from retainsim.claims.kit import WEEKS_PER_YEAR, Facts, Lab, Readings, Trace, ratio
from retainsim.claims.kit.worth import CHANCE
from retainsim.claims.readings import attacker, select
from retainsim.declared import codes, events, reasons
from retainsim.results.movements import supplier_before

NO_PRIDE = ("mechanisms.pride.strength=0",)
NO_THIRD = ("rivals.established.enabled=false", "rivals.third.enabled=false")
CARED_FOR = ("rivals.attacker.visits_per_client_year=8", "rivals.attacker.hands_over=false")


def _unhappy(trace: Trace, facts: Facts) -> np.recarray:
    """Decisions of ex-clients of the firm to leave the attacker, not for reasons of their own."""
    rows, suitor = select(trace, events.STARTS, events.DECIDES), attacker(facts)
    starts: dict[int, tuple[int, int]] = {}  # the latest, by organisation: from whom, to whom
    unhappy = np.zeros(len(rows), bool)
    for row, (_, kind, organisation, before, after, reason) in enumerate(rows.tolist()):
        if kind == events.STARTS:
            starts[organisation] = before, after
        else:
            unhappy[row] = (before == suitor and starts.get(organisation) == (codes.FIRM, suitor)
                            and reason != reasons.BACKGROUND)
    return rows[unhappy].view(np.recarray)


def _beyond_market_share(trace: Trace, facts: Facts) -> float:
    """Share of the disappointed who look around themselves that goes to a third supplier, beyond the thirds' share of
    the market, clients of all but the attacker, at the beginning of the year."""
    leavers = _unhappy(trace, facts)
    leavers = leavers[leavers.reason == reasons.TENDER]
    if not len(leavers):
        return np.nan
    market = []
    for week in range(0, len(trace.series), WEEKS_PER_YEAR):
        supplier = supplier_before(trace, week)
        market.append(np.mean(supplier[(supplier >= 0) & (supplier != attacker(facts))] != codes.FIRM))
    return float(100 * np.mean((leavers.to > codes.FIRM) - np.array(market)[leavers.week // WEEKS_PER_YEAR]))


def _destinies(trace: Trace, facts: Facts) -> tuple[float, ...]:
    """Clients taken by the attacker, those of them the firm's at the end [%]; the disappointed; where they go [%]."""
    lost = select(trace, events.STARTS, of=codes.FIRM, to=attacker(facts))
    back = np.mean(trace.final_supplier[np.unique(lost.organisation)] == codes.FIRM) if len(lost) else np.nan
    leavers = _unhappy(trace, facts)
    returns, is_courted = leavers.to == codes.FIRM, leavers.reason == reasons.COURTED
    ways = returns & ~is_courted, returns & is_courted, leavers.to > codes.FIRM
    return (len(lost), 100 * back, len(leavers), *(100 * ratio(way.sum(), len(leavers)) for way in ways))


FIGURES = {"clients taken by the attacker": "clients", "of them the firm's again after ten years": "%",
           "of them disappointed and leaving": "clients", "of the disappointed, back unasked": "%",
           "of the disappointed, courted back": "%", "of the disappointed, to a third": "%"}


def readings(lab: Lab) -> Readings:
    """Where the disappointed go, with and without pride and third suppliers; what attempts to win back bring."""
    lab = lab.replicate(24)
    for world, changes in {"": (), ", without pride": NO_PRIDE, ", without third suppliers": NO_THIRD,
                           ", without both": NO_PRIDE + NO_THIRD}.items():
        fates = lab.override(*changes).play_one("status-quo", _destinies).T
        yield from ((unit, {name + world: fate}) for (name, unit), fate in zip(FIGURES.items(), fates, strict=True))
    yield "clients", {"disappointed and leaving, where the attacker goes on caring":
                      lab.override(*CARED_FOR).play_one("status-quo", _destinies)[:, 2]}
    yield from win_back_readings(lab)


CLAIM = IspClaim(
    experiment="An attacker that turns to the next victim once it has signed one, over ten years; its clients that "
               "the firm once served, when they decide to leave it and nobody has courted them.",
    figure="share of the disappointed who look around that goes to a third supplier, beyond the third suppliers' share "
           "of the market",
    unit="percentage points", effect=lambda lab: lab.play_one("status-quo", _beyond_market_share),
    margin=CHANCE,
    knockouts={"no pride": NO_PRIDE},
    # Who is visited eight times a year is not disappointed, and the claim is about those who are.
    world=("rivals.attacker.visits_per_client_year=1", "rivals.attacker.hands_over=true",
           "rivals.attacker.capacity=200", *TEN_YEARS, *SOLVENT),  # the firm is there to be returned to
    replications=120, readings=readings,
    note="What is judged is where those go who leave the rival again. About half of the clients taken never do, proud "
         "or not. Designed anew after the first judging; judged on a fresh seed: those "
         "whom the firm's own people court back are told apart now, and no more held against a third supplier.",
)
