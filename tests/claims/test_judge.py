"""Verdicts on claims that are made up, so that the right one is known."""

import numpy as np
import pytest

from retainsim.claims.kit import judge as room
from retainsim.claims.kit.claim import Claim
from retainsim.claims.kit.judge import judge
from retainsim.claims.kit.lab import Lab

WEIGHT = "mechanisms.decision.attention_weight"
REACH = {"share_of_space": 0.95, "share_low": 0.9, "share_high": 0.98, "points_of_space": 300,
         "telling": "the moon tells", "space": "of today"}


def weight(lab: Lab) -> float:
    """The attention weight of the lab's world; 3 as shipped."""
    said = dict(override.split("=") for override in lab.overrides)
    return float(said.get(WEIGHT, 3.0))


def spread(centre: float, lab: Lab) -> np.ndarray:
    """Values of worlds around a centre, without any luck."""
    return centre + np.linspace(-0.1, 0.1, lab.replications)


def made_up(**changes: object) -> Claim:
    """A pattern that is the attention weight less two and a half: it shows from 2.5 on."""
    fields = {"identifier": "T1", "scenario": "isp", "statement": "s", "experiment": "e", "figure": "f", "unit": "u",
              "margin": 0.2, "effect": lambda lab: spread(weight(lab) - 2.5, lab),
              "knockouts": {"none": (f"{WEIGHT}=2.5",)}, "replications": 8}
    return Claim(**{**fields, **changes})  # type: ignore[arg-type]


def test_a_claim_that_holds_at_the_defaults() -> None:
    found = judge(made_up())
    assert (found["verdict"], found["condition"]) == ("holds", "")
    assert found["effect"] == pytest.approx(0.5)
    assert found["knockouts"][0]["as_expected"]
    assert (found["share_of_space"], found["points_of_space"], found["space"]) == (None, 0, None)


@pytest.mark.parametrize(("share", "low", "condition", "verdict", "says"), [
    (0.95, 0.9, "", "holds", ""), (0.89, 0.8, "", "holds_when", "in 89% of the credible space: the moon tells"),
    (0.95, 0.89, "", "holds_when", "in 95% of the credible space: the moon tells"),  # it may be less than nine tenths
    (0.95, 0.9, "it rains", "holds_when", "it rains"),
    (0.2, 0.1, "it rains", "holds_when", "it rains; in 20% of the credible space: the moon tells")])
def test_a_claim_that_was_tried_over_a_space(share: float, low: float, condition: str, verdict: str, says: str) -> None:
    found = judge(made_up(condition=condition), reach={**REACH, "share_of_space": share, "share_low": low})
    assert (found["verdict"], found["condition"]) == (verdict, says)
    assert (found["share_of_space"], found["points_of_space"], found["space"]) == (share, 300, "of today")


@pytest.mark.parametrize(("quantiles", "rank"), [
    (None, None), ([0.0, 0.4, 0.6], 0.75), ([1.0, 2.0, 3.0], 0.0), ([0.0, 0.1, 0.2], 1.0)])
def test_it_is_said_where_the_defaults_lie_among_the_points(quantiles: list[float] | None, rank: float | None) -> None:
    """The effect at the defaults is a half."""
    found = judge(made_up(), reach={**REACH, "effects_of_space": quantiles})
    assert found["rank_among_points"] == (None if rank is None else pytest.approx(rank))


def test_the_space_saves_no_claim_that_does_not_show_at_the_defaults() -> None:
    assert judge(made_up(effect=lambda lab: spread(-3.0, lab)), reach=REACH)["verdict"] == "does_not_hold"


def test_a_claim_is_played_on_its_own_seed() -> None:
    seeds = []

    def effect(lab: Lab) -> np.ndarray:
        seeds.append((lab.seed, lab.first))
        return spread(weight(lab) - 2.5, lab)

    found = judge(made_up(effect=effect, seed=77, declaration="abc", readings=lambda lab: [
        ("u", {"x": np.full(lab.replications, float(lab.seed))})]))
    assert set(seeds) == {(77, 0)}
    assert (found["seed"], found["declaration"], found["readings"][0]["mean"]) == (77, "abc", 77.0)


@pytest.mark.parametrize(("changes", "finding", "condition"), [
    ({"effect": lambda lab: spread(weight(lab) - 4.0, lab)}, "refuted", "the opposite shows at the defaults: f"),
    ({"effect": lambda lab: spread(weight(lab) - 3.0, lab)}, "too small", "the effect at the defaults is too small: f"),
    ({"knockouts": {"no magic": ()}}, "another cause",
     "the pattern shows, but not for the reason claimed: see no magic")])
def test_a_claim_that_does_not_hold(changes: dict[str, object], finding: str, condition: str) -> None:
    found = judge(made_up(**changes))
    assert (found["verdict"], found["finding"], found["condition"]) == ("does_not_hold", finding, condition)


@pytest.mark.parametrize(("changes", "by"), [
    ({"effect": lambda lab: np.full(lab.replications, np.nan)}, "f"),
    ({"effect": lambda lab: 0.2 + np.linspace(-1, 1, lab.replications)}, "f"),
    ({"controls": {"blind": (f"{WEIGHT}=2.6",)}}, "blind"),
    ({"knockouts": {"nearly": (f"{WEIGHT}=2.7",)}}, "nearly")])
def test_a_claim_of_which_the_worlds_cannot_tell(changes: dict[str, object], by: str) -> None:
    found = judge(made_up(**changes))
    assert (found["verdict"], found["condition"]) == ("undecided", f"the worlds that were played cannot tell: {by}")


def test_what_counts_as_none_is_not_shown() -> None:
    small = judge(made_up(effect=lambda lab: spread(0.15, lab), knockouts={}))
    assert small["low"] is not None
    assert 0 < small["low"] < small["margin"]
    assert small["verdict"] == "undecided"


def test_a_share_of_worlds_has_the_interval_of_a_share() -> None:
    share = room.estimate("ruined", "% of worlds", np.array([100.0, 100.0, 0.0, np.nan]))
    assert share["worlds"] == 3
    assert share["mean"] == pytest.approx(200 / 3)
    assert share["low"] is not None
    assert share["high"] is not None
    assert 0 < share["low"] < share["high"] < 100
    always = room.estimate("ruined", "% of worlds", np.full(12, 100.0))
    assert always["high"] == 100.0
    assert always["low"] is not None
    assert 70 < always["low"] < 80  # Wilson: 1 / (1 + z^2 / 12)


def test_an_event_that_never_came_is_no_certainty() -> None:
    never, ever = (room.estimate("ruined", "percentage points", np.full(40, value), is_event=True)
                   for value in (0.0, 100.0))
    assert never["mean"] == 0
    assert never["low"] == pytest.approx(-6.6, abs=0.1)  # Bonett & Price: 1.96 sqrt(2/42 / 42)
    assert never["high"] == pytest.approx(6.6, abs=0.1)
    assert ever["low"] is not None
    assert 80 < ever["low"] < 95


def test_all_parts_must_show() -> None:
    good = made_up(identifier="T1", figure="half")
    found = judge(made_up(parts=(good,)))
    assert found["verdict"] == "holds"
    [part] = found["parts"]
    assert (part["figure"], part["unit"], part["as_claimed"]) == ("half", found["unit"], True)
    assert part["low"] < part["mean"] < part["high"]
    assert [row["as_expected"] for row in part["knockouts"]] == [True]
    assert set(part["knockouts"][0]) == {"name", "mean", "low", "high", "as_expected"}
    assert not {"is_absence", "is_one_sided"} & set(part)
    bad = made_up(figure="the other half", effect=lambda lab: spread(0.0, lab))
    found = judge(made_up(parts=(good, bad)))
    assert (found["verdict"], found["condition"]) == (
        "does_not_hold", "the effect at the defaults is too small: the other half")
    blind = made_up(knockouts={"no magic": ()})
    assert judge(made_up(parts=(blind,)))["condition"].endswith("see no magic")


def test_an_absence_needs_its_control() -> None:
    absence = {"is_absence": True, "knockouts": {}, "effect": lambda lab: spread((weight(lab) - 3.0) / 20, lab),
               "replications": 40}
    seen = judge(made_up(**absence, controls={"present": (f"{WEIGHT}=8",)}))
    assert seen["verdict"] == "holds"
    unseen = judge(made_up(**absence, controls={"present": (f"{WEIGHT}=3.5",)}))
    assert unseen["verdict"] == "undecided"


def test_one_side_of_an_absence() -> None:
    claim = {"is_absence": True, "knockouts": {}, "effect": lambda lab: spread(-1.0, lab)}
    assert judge(made_up(**claim))["verdict"] == "does_not_hold"
    assert judge(made_up(**claim, is_one_sided=True))["verdict"] == "holds"


def test_as_a_document() -> None:
    document = judge(made_up())
    contract = {"id", "statement", "verdict", "condition", "effect", "low", "high", "replications", "knockout_effect",
                "knockout_low", "knockout_high", "share_of_space"}
    assert contract <= set(document)
    assert document["low"] < document["effect"] < document["high"]
    assert document["knockout_effect"] == pytest.approx(0.0)


def test_a_row_says_only_what_is_not_said_of_the_claim() -> None:
    undefined = "%", {"now and then": np.array([7.0, np.nan] * 4)}
    document = judge(made_up(readings=lambda lab: [undefined, ("u", {"ever": np.arange(8.0)})]))
    assert set(document["knockouts"][0]) == {"name", "mean", "low", "high", "as_expected"}
    some, ever = document["readings"]
    assert (some["unit"], some["worlds"]) == ("%", 4)
    assert set(ever) == {"name", "mean", "low", "high"}
    assert not {"label", "note", "is_absence", "is_one_sided"} & set(document)
