"""I1. Time served builds nothing: a client of ten years is no more attached than one of one year. Retention curves rise
all the same, by sorting."""

from dataclasses import replace

import numpy as np

from retainsim.claims.isp import DEPARTMENT, EQUAL, ONLY_STANDARD, PEACE, SOLVENT, IspClaim
from retainsim.claims.kit import WEEKS_PER_YEAR, Facts, Lab, Pattern, Readings, Trace, Values, pseudovalues, ratio
from retainsim.claims.kit.lab import Measure
from retainsim.claims.kit.worth import EXITS
from retainsim.claims.readings import QUARTER, decisions, number_by_quarter, select, undecided_since
from retainsim.declared import events, reasons

YEAR = WEEKS_PER_YEAR // QUARTER  # [quarters]
SHORT, LONG = WEEKS_PER_YEAR, 5 * WEEKS_PER_YEAR  # [weeks] beyond the first term; who has served longer
UNIT = "% of the mean rate"
MOST_FAULTS = 3  # in a year; more count as so many

# Time and nothing else: nobody was courted before signing, nobody is visited; newcomers come by themselves.
ALONE = ("status-quo", {"hours": {"account_managers": {"orders": 0.6}, "client_department": DEPARTMENT},
                        "advertising_per_week": 3000.0})

WORLD = (
    *PEACE, *SOLVENT, *ONLY_STANDARD, "weeks=780",
    # A growing market in which nobody can do without service: newcomers of every age.
    "clients.standard.organisations=1800", "clients.standard.served_by_firm=450", "clients.standard.founded_later=900",
    "market.founded_over_weeks=780", "mechanisms.decision.without_service=-1",
    "market.seasoned_courtship=0", "market.early_attachment=0",  # nor had the old ones been courted
    "mechanisms.pride.strength=0",  # a newcomer that refuses its last supplier has one alternative less
    "mechanisms.promises.strength=0",  # a newcomer may still be getting over what it was promised
)


def _groups(trace: Trace) -> tuple[np.ndarray, np.ndarray]:
    """Who is at risk as a quarter begins, of short and of long service: quarters x organisations, from `LONG` on."""
    at_risk, since = (table[LONG // QUARTER:-1] for table in undecided_since(trace))
    tenure = LONG + np.arange(len(since))[:, np.newaxis] * QUARTER - since  # of those there at week 0, at least
    return at_risk & (tenure >= SHORT) & (tenure < LONG), at_risk & (tenure >= LONG)


def _decide(trace: Trace, rows: np.recarray) -> np.ndarray:
    """Whose decision falls into a quarter: quarters x organisations, from `LONG` on."""
    return np.diff(number_by_quarter(trace, rows)[LONG // QUARTER:], axis=0) > 0


def _excess(decide: np.ndarray, short: np.ndarray, long: np.ndarray, alike: np.ndarray) -> tuple[float, float]:
    """Decisions of short service beyond those of long service, among those who are alike; and their weight.

    Formula    the quotient is the mean of the strata's rate differences with weights n0 n1 / (n0 + n1)
    Source     Mantel & Haenszel 1959; Greenland & Robins 1985, Biometrics 41, for rates.
    """
    n0, n1, d0, d1 = (np.bincount(alike[who], minlength=alike.max() + 1)
                      for who in (short, long, short & decide, long & decide))
    both = (n0 > 0) & (n1 > 0)
    n0, n1, d0, d1 = n0[both], n1[both], d0[both], d1[both]
    return float(((d0 * n1 - d1 * n0) / (n0 + n1)).sum()), float((n0 * n1 / (n0 + n1)).sum())


def _matched(trace: Trace, facts: Facts) -> list[float]:
    """Excess of decisions for another supplier, at the same time after as many faults; weight; decisions, quarters."""
    short, long = _groups(trace)
    leaving = decisions(trace)
    decide = _decide(trace, leaving[leaving.reason != reasons.BACKGROUND])
    faults = number_by_quarter(trace, select(trace, events.FAULT))[LONG // QUARTER - YEAR:-1]
    recent = np.minimum(faults[YEAR:] - faults[:-YEAR], MOST_FAULTS)
    alike = np.arange(len(recent))[:, np.newaxis] * (MOST_FAULTS + 1) + recent
    return [*_excess(decide, short, long, alike), *_number(decide, short | long)]


def _number(decide: np.ndarray, at_risk: np.ndarray) -> tuple[float, float]:
    """Of decisions of those at risk, and of the quarters in which they were."""
    return float(decide[at_risk].sum()), float(at_risk.sum())


def _rate(number: Values, at_risk: Values) -> float:
    return 100 * WEEKS_PER_YEAR / QUARTER * ratio(number.sum(), at_risk.sum())


def _unmatched(trace: Trace, facts: Facts) -> list[float]:
    """Excess of decisions of any kind, at the same time; its weight; decisions and quarters."""
    short, long = _groups(trace)
    decide = _decide(trace, decisions(trace))
    quarter = np.arange(len(short))[:, np.newaxis] + np.zeros_like(short, int)
    return [*_excess(decide, short, long, quarter), *_number(decide, short | long)]


def _beyond(lab: Lab, measure: Measure) -> Values:
    """How much more often clients of short service decide, in % of the mean rate."""
    return pseudovalues(lambda excess, weight, decided, at_risk: 100 * ratio(
        ratio(excess.sum(), weight.sum()), ratio(decided.sum(), at_risk.sum())), *lab.play_one(ALONE, measure).T)


def _attachments(trace: Trace, facts: Facts) -> list[float]:
    """Mean attachment at the end of clients in their second year, and of those of ten years and more."""
    at_risk, since = (table[-1] for table in undecided_since(trace))
    person, firm = trace.final_attachment
    attachment = facts.person_share * person + (1 - facts.person_share) * firm
    tenure = len(trace.series) - since
    groups = at_risk & (tenure >= WEEKS_PER_YEAR) & (tenure < 2 * WEEKS_PER_YEAR), at_risk & (since < 0)
    return [ratio(attachment[group].sum(), group.sum()) for group in groups]


def readings(lab: Lab) -> Readings:
    """The rate itself, and attachment by years of service in the shipped world."""
    shipped = replace(lab, overrides=(*PEACE, "weeks=572")).play_one("status-quo", _attachments)
    yield "decisions per 100 client-years", {
        "decisions for another supplier": pseudovalues(_rate, *lab.play_one(ALONE, _matched).T[2:])}
    yield "1", dict(zip(("attachment in the second year, shipped world", "attachment after ten years, shipped world"),
                        shipped.T, strict=True))


# Retention rises with the years of service all the same: those who leave easily have left. With clients that differ.
SORTING = Pattern(
    figure="how much more often clients of one to five years decide to leave, for any reason, than older ones",
    unit=UNIT, effect=lambda lab: _beyond(lab, _unmatched), margin=EXITS,
    knockouts={"equal clients": EQUAL}, world=WORLD, replications=80,
)

CLAIM = IspClaim(
    experiment="Equal clients, none of them ever courted or visited, all beyond their first term: those of one to "
               "five years against older ones, up to fifteen, in the same quarter after as many faults in the past "
               "year.",
    figure="how much more often clients of one to five years decide for another supplier than older ones",
    unit=UNIT, effect=lambda lab: _beyond(lab, _matched), margin=EXITS, is_absence=True,
    controls={"long service makes staying likelier": ("mechanisms.inertia.strength=1",)},
    world=(*WORLD, *EQUAL), replications=80, readings=readings, parts=(SORTING,),
    note="Margins by kind since the first judging; sorting is told by decisions, and no more by retention.",
)
