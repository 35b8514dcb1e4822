"""I4. The firm believes that its clients love it; they do not see it so; and the usual reports look healthy until the
attack."""

import numpy as np
from scipy.stats import rankdata

from retainsim.claims.isp import IspClaim, in_all_segments
from retainsim.claims.kit import CENTS, WEEKS_PER_YEAR, Facts, Lab, Pattern, Readings, Trace, Values, ratio
from retainsim.claims.kit.worth import MONEY, SCALE
from retainsim.claims.readings import QUARTER, decisions, who
from retainsim.declared import codes, columns
from retainsim.results.account import revenue

ATTACK = 52  # week in which the attacker starts
BEFORE = f"weeks={ATTACK}"
AUC = "chance to tell who leaves; 0.5 is a guess"


def _voicing(share: float) -> tuple[str, ...]:
    """Every client complains of so many of its bad experiences."""
    return in_all_segments(voice_share=share, voice_concentration=0)


EVERYONE = (*_voicing(1.0), "mechanisms.voice.hopelessness=0", "mechanisms.voice.told_by_complaint=1")


def _gap(trace: Trace, facts: Facts) -> np.ndarray:
    """Believed less true attachment per client, in the first and in the last week."""
    week = trace.series[[0, -1]]
    return (week[:, columns.BELIEVED] - week[:, columns.ATTACHMENT]) / np.maximum(week[:, columns.CLIENTS], 1)


def _gaps(lab: Lab, *changes: str) -> Values:
    """In the first week and when the attack begins: 2 x worlds."""
    return lab.override(*changes, BEFORE).play_one("status-quo", _gap).T


def effect(lab: Lab) -> Values:
    """How much the firm's picture grows away from the truth in the year before the attack."""
    first, last = _gaps(lab)
    return last - first


def _fall(trace: Trace, facts: Facts) -> float:
    """By how much revenue of the last quarter is below that of the first [%]."""
    earned = revenue(trace.series, CENTS)
    first = earned[:QUARTER].sum()
    return ratio(100 * (first - earned[-QUARTER:].sum()), first)


def _leaves(trace: Trace, first: int = 0) -> np.ndarray:
    """Who decides to leave from this week on: bool, one per organisation."""
    leaving = decisions(trace)
    return who(trace, leaving[leaving.week >= first])


def _leaves_attacked(trace: Trace, facts: Facts) -> np.ndarray:
    """Who decides to leave once the attack has begun: bool, one per organisation."""
    return _leaves(trace, ATTACK)


def _ranking(trace: Trace, facts: Facts) -> np.ndarray:
    """The attachment that the firm sees in each client that has not decided to leave; NaN for all others."""
    return np.where((trace.final_supplier == codes.FIRM) & ~_leaves(trace), trace.final_believed, np.nan)


def area_under_curve(leaves: np.ndarray, believed: np.ndarray) -> float:
    """Chance that of two clients, one of whom leaves, the firm holds the other for the more attached; 0.5 is a guess.

    Formula    (R - n1 (n1 + 1) / 2) / (n1 n0), R the sum of the ranks of the n1 that leave; NaN if none or all leave
    Source     Hanley & McNeil 1982, Radiology 143(1): the Mann-Whitney statistic.
    """
    clients = ~np.isnan(believed)
    leaves, ranks = leaves[clients] > 0, rankdata(-believed[clients])
    leaving, staying = int(leaves.sum()), int((~leaves).sum())
    return ratio(ranks[leaves].sum() - leaving * (leaving + 1) / 2, leaving * staying)


def _foreseen(lab: Lab, *pictures: tuple[str, ...]) -> list[Values]:
    """How well the firm's picture just before the attack, under each of these changes, tells who leaves the year after.

    The changes must be such that only the picture depends on them. The shorter run is the first part of the longer one.
    """
    leaves = lab.override(f"weeks={ATTACK + WEEKS_PER_YEAR}").play_one("status-quo", _leaves_attacked)
    rankings = [lab.override(*changes, BEFORE).play_one("status-quo", _ranking) for changes in pictures]
    return [np.array([*map(area_under_curve, leaves, ranking)]) for ranking in rankings]


def readings(lab: Lab) -> Readings:
    """The gap itself and where it does not grow; foresight by the share that voices."""
    first, last = _gaps(lab)
    before, after = _gaps(lab, "market.seasoned_by=status-quo")
    voices = {"voices as assumed": (), **{f"everyone voices {share:.0%} of bad experiences": _voicing(share)
                                          for share in (0.0, 0.5, 1.0)}}
    alike = _foreseen(lab.override(*ALIKE), *voices.values())
    shipped = _foreseen(lab, (), EVERYONE)
    yield "1", {
        "believed less true attachment, when care stops": first,
        "believed less true attachment, when the attack begins": last,
        "growth of the gap where silence does not even move the firm's picture":
            effect(lab.override("mechanisms.voice.optimism_half_life_weeks=0")),
        "the same at the first time, where care stopped years ago": before,
        "the same at the second time, where care stopped years ago": after}
    yield AUC, {f"foreseen by the firm, all attacked alike, {name}": values
                for name, values in zip(voices, alike, strict=True)}
    yield AUC, {f"foreseen by the firm, shipped attack on the largest{voice}": values
                for voice, values in zip(("", ", everyone voices and is understood"), shipped, strict=True)}


WORLD = ("market.seasoned_by=nurture",)  # there was love to begin with: the sales people had built it
# Where the largest are attacked, size tells who leaves, whatever the firm knows of them.
ALIKE = (*in_all_segments(fee_spread=0), "rivals.attacker.targets=random", "rivals.attacker.capacity=600",
         "rivals.attacker.courting_hours_per_week=600")

# The usual reports look healthy until the attack.
REPORTS = Pattern(
    figure="fall of revenue from the first to the last quarter before the attack", unit="%",
    effect=lambda lab: lab.play_one("status-quo", _fall),
    is_absence=True, is_one_sided=True,  # they may well look better than healthy
    margin=MONEY,
    controls={"three years, all of them under attack": ("rivals.attacker.start_week=0", "weeks=156")},
    world=(*WORLD, BEFORE),
)

# The firm does not see who is about to leave, when clients of every size are attacked alike. Voices change its
# picture only, so the same clients leave.
FORESIGHT = Pattern(
    figure="how much better the firm would foresee who leaves if everyone voiced",
    unit="chance to tell who leaves", effect=lambda lab: np.subtract(*_foreseen(lab, EVERYONE, ())),
    margin=SCALE, world=(*WORLD, *ALIKE), replications=200,
)

CLAIM = IspClaim(
    experiment="A firm that has looked after its clients for years turns to hunting and taking orders (status-quo) a "
               "year before the attack: what it believes of its clients' attachment, and what is so.",
    figure="growth of believed less true attachment, in the year before the attack",
    unit="1", effect=effect, margin=SCALE,
    knockouts={"everyone voices, and is understood": EVERYONE},
    world=WORLD, readings=readings, parts=(REPORTS, FORESIGHT),
    note="The larger part of the growth is what the model assumes: that silence is taken for love. A part is left "
         "where the firm's picture merely stays as it was (see the further readings). Its ranking of clients at risk "
         "is hardly better than a guess. Margins by kind since the first judging: with that of then, two clients in a "
         "hundred, the part on foresight would show. With that of revenue its control had to become a longer attack.",
    condition="the firm has lately stopped looking after its clients; of those neglected for years its picture is as "
              "wrong from the start, and gets no worse",
)
