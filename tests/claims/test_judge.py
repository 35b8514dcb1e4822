"""Verdicts on claims that are made up, so that the right one is known."""

import numpy as np
import pytest

from retainsim.claims.kit import judge as room
from retainsim.claims.kit.claim import Claim
from retainsim.claims.kit.judge import judge, most_telling
from retainsim.claims.kit.lab import Lab
from retainsim.claims.kit.space import Space

NAMES = ["mechanisms.decision.attention_weight", "mechanisms.decision.noise"]
VALUES = np.array([[1.0, 0.5], [2.0, 0.3], [3.0, 0.9], [4.0, 0.2], [5.0, 0.7], [4.5, 0.4]])


@pytest.fixture(autouse=True)
def few_points(monkeypatch: pytest.MonkeyPatch) -> None:
    """Six points, of which the first four are sampled and the last four credible."""
    rows = [tuple(f"{name}={value}" for name, value in zip(NAMES, row, strict=True)) for row in VALUES]
    found = Space(NAMES, VALUES, rows, np.arange(6) < 4, np.arange(6) >= 2)
    monkeypatch.setattr(room, "space", {"isp": found}.get)
    monkeypatch.setattr(room, "digest", {"isp": "of-six-points"}.get)


def weight(lab: Lab) -> float:
    """The attention weight of the lab's world; 3 as shipped."""
    said = dict(override.split("=") for override in lab.overrides)
    return float(said.get(NAMES[0], 3.0))


def spread(centre: float, lab: Lab) -> np.ndarray:
    """Values of worlds around a centre, without any luck."""
    return centre + np.linspace(-0.1, 0.1, lab.replications)


def made_up(**changes: object) -> Claim:
    """A pattern that is the attention weight less two and a half: it shows from 2.5 on."""
    fields = {"identifier": "T1", "scenario": "isp", "statement": "s", "experiment": "e", "figure": "f", "unit": "u",
              "margin": 0.2, "effect": lambda lab: spread(weight(lab) - 2.5, lab),
              "knockouts": {"none": (f"{NAMES[0]}=2.5",)}, "replications": 8, "space_replications": 2}
    return Claim(**{**fields, **changes})  # type: ignore[arg-type]


def test_a_claim_that_holds_in_the_credible_part() -> None:
    found = judge(made_up())
    assert (found["verdict"], found["condition"]) == ("holds", "")
    assert found["effect"] == pytest.approx(0.5)
    assert (found["share_of_space"], found["points_of_space"]) == (0.5, 4)
    assert (found["share_of_credible"], found["points_of_credible"]) == (1.0, 4)
    assert found["knockouts"][0]["as_expected"]


def test_a_claim_that_holds_under_a_condition() -> None:
    found = judge(made_up(condition="the moon is full"))
    assert (found["verdict"], found["condition"]) == ("holds_when", "the moon is full")
    wide = judge(made_up(effect=lambda lab: spread(3.8 - weight(lab), lab),
                         knockouts={"none": (f"{NAMES[0]}=3.8",)}))
    assert wide["verdict"] == "holds_when"
    assert wide["condition"].startswith("in 25% of the credible space: mechanisms.decision.attention_weight below 4")


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
    ({"controls": {"blind": (f"{NAMES[0]}=2.6",)}}, "blind"),
    ({"knockouts": {"nearly": (f"{NAMES[0]}=2.7",)}}, "nearly")])
def test_a_claim_of_which_the_worlds_cannot_tell(changes: dict[str, object], by: str) -> None:
    found = judge(made_up(**changes))
    assert (found["verdict"], found["condition"]) == ("undecided", f"the worlds that were played cannot tell: {by}")


def test_what_counts_as_none_is_not_shown() -> None:
    small = judge(made_up(effect=lambda lab: spread(0.15, lab), knockouts={}))
    assert small["low"] is not None
    assert 0 < small["low"] < small["margin"]
    assert small["verdict"] == "undecided"
    assert small["share_of_space"] == 0.0


def test_a_share_of_worlds_has_the_interval_of_a_share() -> None:
    share = room.estimate("ruined", "%", np.array([100.0, 100.0, 0.0, np.nan]))
    assert share["worlds"] == 3
    assert share["mean"] == pytest.approx(200 / 3)
    assert share["low"] is not None
    assert share["high"] is not None
    assert 0 < share["low"] < share["high"] < 100
    always = room.estimate("ruined", "%", np.full(12, 100.0))
    assert always["high"] == 100.0
    assert always["low"] is not None
    assert 70 < always["low"] < 80  # Wilson: 1 / (1 + z^2 / 12)


def test_all_parts_must_show() -> None:
    good = made_up(identifier="T1", figure="half")
    found = judge(made_up(parts=(good,)))
    assert found["verdict"] == "holds"
    assert [reading["as_expected"] for reading in found["readings"]] == [True, True]
    bad = made_up(figure="the other half", effect=lambda lab: spread(0.0, lab))
    found = judge(made_up(parts=(good, bad)))
    assert (found["verdict"], found["condition"]) == (
        "does_not_hold", "the effect at the defaults is too small: the other half")
    assert found["share_of_space"] == 0.0
    blind = made_up(knockouts={"no magic": ()})
    assert judge(made_up(parts=(blind,)))["condition"].endswith("see no magic")


def test_an_absence_needs_its_control() -> None:
    absence = {"is_absence": True, "knockouts": {}, "effect": lambda lab: spread((weight(lab) - 3.0) / 20, lab),
               "replications": 40}
    seen = judge(made_up(**absence, controls={"present": (f"{NAMES[0]}=8",)}))
    assert seen["verdict"] == "holds"
    unseen = judge(made_up(**absence, controls={"present": (f"{NAMES[0]}=3.5",)}))
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
    assert document["space"] == "of-six-points"


def test_a_row_says_only_what_is_not_said_of_the_claim() -> None:
    undefined = "%", {"now and then": np.array([7.0, np.nan] * 4)}
    document = judge(made_up(readings=lambda lab: [undefined, ("u", {"ever": np.arange(8.0)})]))
    assert set(document["knockouts"][0]) == {"name", "mean", "low", "high", "as_expected"}
    some, ever = document["readings"]
    assert (some["unit"], some["worlds"]) == ("%", 4)
    assert set(ever) == {"name", "mean", "low", "high"}
    assert not {"label", "note", "is_absence", "is_one_sided"} & set(document)


def everywhere(names: list[str], values: np.ndarray) -> Space:
    """A space that the evidence allows as a whole."""
    whole = np.ones(len(values), bool)
    return Space(names, values, [()] * len(values), whole, whole)


def test_the_telling_parameter_is_named_only_if_it_tells() -> None:
    rows = np.arange(20.0)
    where = everywhere(NAMES, np.column_stack([rows, np.tile([0.0, 1.0], 10)]))
    assert most_telling(where, rows, rows >= 12).startswith(f"{NAMES[0]} at least 12 (there in 100%")
    flat = np.tile([1.0, 1.0, -1.0, -1.0], 5)
    assert most_telling(everywhere(["x"], rows[:, None]), flat, flat > 0) == "no single assumed parameter tells where"
