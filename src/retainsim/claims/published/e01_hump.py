"""E1. Published cohorts show a hazard of leaving that humps in the first years and then falls; identical clients with a
threshold of minuses would show a rise only."""

import numpy as np

from retainsim.claims.isp import DIFFERENCES, PEACE, TEN_YEARS, IspClaim, in_all_segments
from retainsim.claims.kit import WEEKS_PER_YEAR, Facts, Lab, Readings, Trace, Values
from retainsim.claims.kit.worth import EXITS, percent_of
from retainsim.claims.readings import select
from retainsim.declared import codes, events

BANDS = {"in the first year": 0, "in years 2 and 3": 1, "in years 4 and 5": 3, "in years 6 to 8": 5}  # first [years]
LIMITS = np.array([*BANDS.values(), 8]) * WEEKS_PER_YEAR


def _hazards_by_tenure(trace: Trace, facts: Facts) -> Values:
    """Decisions to leave per 100 client-years in each band of tenure, of those who signed during the run.

    Formula    decisions at a tenure in the band / client-years in it; who dissolves or is still there is censored
    """
    rows = select(trace, events.STARTS, events.DECIDES, events.DISSOLVES)
    signs = (rows.kind == events.STARTS) & (rows.to == codes.FIRM)
    order = np.flatnonzero(signs | (rows["from"] == codes.FIRM))
    order = order[np.argsort(rows.organisation[order], kind="stable")]
    organisation, week, kind, signs = rows.organisation[order], rows.week[order], rows.kind[order], signs[order]
    # A spell of service ends with the next event of the same organisation, or with the run.
    ends = np.append(organisation[1:] == organisation[:-1], False)
    spells = signs & ~(ends & np.roll(signs, -1))
    tenure = (np.where(ends, np.roll(week, -1), len(trace.series)) - week)[spells]
    decided = tenure[(ends & np.roll(kind == events.DECIDES, -1))[spells]]
    number = np.bincount(np.searchsorted(LIMITS, decided, "right") - 1, minlength=len(LIMITS))[:len(BANDS)]
    served = np.clip(tenure[:, np.newaxis] - LIMITS[:-1], 0, np.diff(LIMITS)).sum(axis=0)
    with np.errstate(invalid="ignore", divide="ignore"):
        return 100 * WEEKS_PER_YEAR * number / served


def _hazards(lab: Lab) -> Values:
    """Bands x worlds."""
    return lab.play_one("status-quo", _hazards_by_tenure).T


def effect(lab: Lab) -> Values:
    """Fall of the hazard from its top [%]."""
    _, top, _, late = _hazards(lab)
    return percent_of(top - late, top)


def readings(lab: Lab) -> Readings:
    """The hazard by tenure, and the rise before the fall."""
    hazards = _hazards(lab)
    yield "per 100 client-years", {
        **{f"decisions to leave {band} of service": values for band, values in zip(BANDS, hazards, strict=True)},
        "rise from the first year to years 2 and 3": hazards[1] - hazards[0]}


CLAIM = IspClaim(
    label="validation",
    experiment="Clients signed during ten years of status-quo, with nobody attacking, followed from their signing.",
    figure="fall of the hazard from years 2 and 3 to years 6 to 8 (the rise before it is among the further figures)",
    unit="% of that of years 2 and 3", effect=effect, margin=EXITS,
    knockouts={"equal clients": in_all_segments(**dict.fromkeys(DIFFERENCES, 0))},
    world=(*PEACE, *TEN_YEARS), replications=200, readings=readings, note="Margins by kind since the first judging.",
)
