"""How far a made-up claim reaches: nothing is simulated, so that the right answer is known."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

import reach_coverage
from retainsim.claims.kit.claim import Claim, Pattern
from retainsim.claims.kit.lab import Lab
from retainsim.claims.kit.looks import LOOKS, Standing, play, rule_of, standing
from retainsim.claims.kit.reach import Reach, reach_of, share_of_all
from retainsim.claims.kit.space import Space
from retainsim.claims.kit.telling import NOTHING, most_telling
from retainsim.study.robustness.evidence import FAILS, HOLDS, OPEN, judge
from retainsim.study.statistics import wilson_interval

NAMES = ["a.weight", "b.noise"]
LAB = Lab("isp", 0, seed=1)


def made_up(mean: float, spread: float = 1.0, **changes: Any) -> Claim:
    """A figure with this mean, of worlds that differ by so much; it must exceed 1."""
    fields = {"scenario": "isp", "experiment": "e", "figure": "f", "unit": "u", "margin": 1.0,
              "effect": lambda lab: worlds(mean, spread, lab.replications)}
    return Claim(**{**fields, **changes})


def worlds(mean: float, spread: float, number: int) -> np.ndarray:
    return mean + spread * np.tile([-1.0, 1.0], number // 2)


def at(claim: Claim) -> Standing:
    return standing(claim, play(claim, LAB))


@pytest.mark.parametrize(("mean", "decision", "number"), [
    (3.0, HOLDS, 8), (-1.0, FAILS, 8), (1.7, HOLDS, 16), (1.5, HOLDS, 32), (1.1, OPEN, 32)])
def test_worlds_are_added_until_a_point_is_decided(mean: float, decision: str, number: int) -> None:
    effects = play(made_up(mean), LAB)
    assert list(map(len, effects)) == [number]
    assert standing(made_up(mean), effects).decision == decision


@pytest.mark.parametrize(("changes", "mean", "decision"), [
    ({"bar": 4.0}, 3.0, FAILS), ({"bar": 4.0}, 6.0, HOLDS), ({"is_absence": True}, 0.0, HOLDS),
    ({"is_absence": True}, 3.0, FAILS), ({"is_absence": True}, -3.0, FAILS), ({"is_absence": True}, 0.9, OPEN),
    ({"is_absence": True, "is_one_sided": True}, -3.0, HOLDS),
    ({"is_absence": True, "is_one_sided": True}, 3.0, FAILS)])
def test_the_standard_is_that_of_the_defaults(changes: dict[str, Any], mean: float, decision: str) -> None:
    claim = made_up(mean, **changes)
    found = judge(worlds(mean, 1.0, 32), rule_of(claim))
    assert at(claim).decision == decision
    if decision != OPEN:
        assert claim.shows(found.low, found.high) == (decision == HOLDS)


def test_the_distance_of_an_absence_is_that_to_the_nearer_bound() -> None:
    assert at(made_up(-0.25, 0.1, is_absence=True)).distances == pytest.approx(0.75)
    assert at(made_up(-3.0, 0.1, is_absence=True)).distances == pytest.approx(-2.0)
    assert at(made_up(-3.0, 0.1, is_absence=True, is_one_sided=True)).distances == pytest.approx(4.0)


def test_an_event_that_never_came_is_no_certainty() -> None:
    claim = made_up(0.0, 0.0, unit="percentage points", margin=5.0, is_absence=True)
    assert at(claim).decision == HOLDS
    assert at(replace(claim, is_event=True)).decision == OPEN  # it may merely not have come in 32 worlds
    share = made_up(0.0, 0.0, unit="% of worlds", margin=5.0)
    assert at(share).decision == OPEN


def test_values_that_change_as_worlds_are_added_are_judged_by_the_latest_look() -> None:
    """A jackknife gives other values for the first worlds when there are more: they are no look of their own."""
    eight = 3.0 + np.tile([-1.0, 1.0], 4)  # would decide, had it been a look
    sixteen = np.append(eight, 3.0 + 20 * np.tile([-1.0, 1.0], 4))
    assert standing(made_up(0.0), [eight]).decision == HOLDS
    assert standing(made_up(0.0), [sixteen]).decision == OPEN


def part(mean: float, spread: float = 1.0) -> Pattern:
    return made_up(mean, spread, figure="part")


def test_all_parts_must_show() -> None:
    assert at(made_up(3.0, parts=(part(3.0),))).decision == HOLDS
    assert at(made_up(3.0, parts=(part(1.1),))).decision == OPEN
    assert at(made_up(1.1, parts=(part(-3.0),))).decision == FAILS


def test_a_part_that_does_not_show_ends_the_point() -> None:
    claim = made_up(1.1, parts=(part(-3.0), part(1.1)))
    effects = play(claim, LAB)
    assert list(map(len, effects)) == [8, 8, 0]
    assert standing(claim, effects).distances == pytest.approx([0.1, -4.0, np.nan], nan_ok=True)


def test_what_too_few_worlds_define_is_not_known() -> None:
    nowhere = made_up(0.0, effect=lambda lab: np.full(lab.replications, np.nan))
    assert (at(nowhere).decision, at(nowhere).is_known) == (OPEN, False)
    assert not at(made_up(3.0, parts=(nowhere,))).is_known
    assert (at(made_up(-3.0, parts=(nowhere,))).decision, at(made_up(-3.0, parts=(nowhere,))).is_known) == (FAILS, True)


def test_worlds_that_would_decide() -> None:
    takes = at(made_up(1.1)).to_decide
    assert takes > 32
    assert at(made_up(1.1, parts=(part(1.3),))).to_decide == takes  # all must show
    assert at(made_up(1.1, parts=(part(0.9),))).to_decide == pytest.approx(takes)
    assert at(made_up(1.1, parts=(part(0.7),))).to_decide < takes  # one that does not is enough


def space(rows: np.ndarray) -> Space:
    return Space(NAMES, rows, [(f"{NAMES[0]}={row[0]}",) for row in rows], np.ones(len(rows), bool),
                 np.ones(len(rows), bool))


def reach(weights: np.ndarray, claim: Claim, luck: float = 1.0, seed: int = 5) -> Reach:
    """Of a claim whose figure is the weight: played at these points."""
    rng = np.random.default_rng(seed)
    where = space(np.column_stack([weights, rng.random(len(weights))]))

    def effect(lab: Lab) -> np.ndarray:
        own = np.random.default_rng([seed, lab.first]).normal(size=32)
        return float(lab.overrides[0].split("=")[1]) + luck * own[:lab.replications]

    claim = replace(claim, effect=effect, parts=tuple(replace(one, effect=effect) for one in claim.parts))
    return reach_of(claim, where, [play(claim, replace(LAB, overrides=point, first=100 * number))
                                   for number, point in enumerate(where.overrides)])


def test_the_share_and_what_decides_it() -> None:
    found = reach(np.linspace(0.0, 4.0, 120), made_up(0.0))
    assert found.share is not None
    assert found.low is not None
    assert found.high is not None
    assert found.low < 0.75 < found.high
    assert abs(found.share - 0.75) < 0.08
    assert sum(found.decisions.values()) == found.points == 120
    assert found.decisions[HOLDS] > 60
    assert found.telling.startswith("a.weight at least 1")
    assert found.further.points + found.further.at_margin == found.decisions[OPEN] > 0
    document = found.to_document()
    assert (document["points_of_space"], document["points_shown"]) == (120, found.decisions[HOLDS])


def test_the_interval_holds_the_share_of_synthetic_spaces(monkeypatch: pytest.MonkeyPatch) -> None:
    """A few like those of docs/statistics.md: with 95 % of intervals right, 8 of 12 or fewer come once in 400."""
    monkeypatch.setattr(reach_coverage, "POINTS", (50,))
    monkeypatch.setattr(reach_coverage, "REFERENCE", 5000)
    trials = [reach_coverage.trial(np.random.default_rng([7, number])) for number in range(12)]
    assert sum(one.low <= one.truth <= one.high for one in trials) > 8


def test_an_undecided_point_widens_the_interval() -> None:
    weights = np.where(np.arange(60) % 2, 1.3, 0.7)
    sharp, dull = (reach(weights, made_up(0.0), luck) for luck in (0.1, 5.0))
    assert (sharp.decisions[OPEN], dull.decisions[OPEN] > 40) == (0, True)
    assert sharp.share == pytest.approx(0.5, abs=0.01)
    assert sharp.low is not None
    assert sharp.high is not None
    assert dull.low is not None
    assert dull.high is not None
    assert dull.high - dull.low > sharp.high - sharp.low


def test_parts_of_other_units_share_one_distribution() -> None:
    weights = np.linspace(0.0, 4.0, 60)
    alone, twice = reach(weights, made_up(0.0)), reach(weights, made_up(0.0, parts=(part(0.0),)))
    assert twice.share is not None
    assert twice.share == pytest.approx(alone.share, abs=0.05)


def known(distances: list[list[float]], error: float = 1e-6) -> list[Standing]:
    """Points with these distances of their parts, known with this error."""
    return [Standing(OPEN, np.array(row), np.full(len(row), error), np.full(len(row), 7), 8, 0.0) for row in distances]


def test_all_parts_show_where_the_least_likely_does() -> None:
    rows = [[1.0, 2.0]] * 30 + [[1.0, -2.0]] * 30 + [[-1.0, np.nan]] * 30 + [[-1.0, 2.0]] * 30
    share, low, high = share_of_all(known(rows))
    assert share == pytest.approx(0.25, abs=1e-6)
    least, most = wilson_interval(0.25, 120)
    assert least is not None
    assert most is not None
    assert low <= least + 1e-9 < share < most - 1e-9 <= high


def test_a_part_that_is_certain_takes_nothing_away() -> None:
    rng = np.random.default_rng(8)
    alone = [[value] for value in rng.normal(0.5, 1.0, 80)]
    both = [[value, 50.0] for (value,) in alone]
    assert share_of_all(known(both, 0.5)) == pytest.approx(share_of_all(known(alone, 0.5)), abs=1e-6)


def test_too_few_points_have_no_share() -> None:
    found = reach(np.full(8, 3.0), made_up(0.0))
    assert (found.share, found.low, found.decisions[HOLDS], found.telling) == (None, None, 8, NOTHING)


def test_points_that_are_not_known_are_left_out_and_counted() -> None:
    nowhere = made_up(0.0)
    rows = np.column_stack([np.arange(40.0), np.arange(40.0)])
    effects = [[np.full(8, np.nan) if number < 10 else worlds(3.0, 1.0, 8)] for number in range(40)]
    found = reach_of(nowhere, space(rows), effects)
    assert (found.unknown, found.share) == (10, 1.0)
    assert found.decisions[OPEN] == 10
    assert found.further.points == 0


def test_no_share_is_told_where_more_than_a_quarter_of_the_points_is_not_known() -> None:
    rows = np.column_stack([np.arange(200.0), np.arange(200.0)])
    for unknown, share in ((50, 1.0), (51, None)):
        effects = [[np.full(8, np.nan) if number < unknown else worlds(3.0, 1.0, 8)] for number in range(200)]
        found = reach_of(made_up(0.0), space(rows), effects)
        assert (found.unknown, found.share, found.low is None) == (unknown, share, share is None)


def test_only_a_parameter_that_stands_out_from_chance_is_named() -> None:
    rng = np.random.default_rng(3)
    values = rng.random((120, 60))
    names = [f"p{number}" for number in range(60)]
    noise = rng.normal(size=120)
    decisions = np.where(noise > 0, HOLDS, FAILS).tolist()
    assert most_telling(names, values, noise, decisions) == NOTHING
    says = most_telling(names, values, values[:, 7] - 0.5, np.where(values[:, 7] > 0.5, HOLDS, FAILS).tolist())
    assert says.startswith("p7 at least 0.5")
    assert says.endswith("(there in 100% of the points decided, elsewhere in 0%)")
    assert most_telling(names, values, -values[:, 7], [OPEN] * 120) == NOTHING


def test_looks_are_planned_beforehand() -> None:
    assert rule_of(made_up(0.0)).looks == LOOKS == (8, 16, 32)
