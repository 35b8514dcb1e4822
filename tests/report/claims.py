"""Documents of claims as `claims --json` prints them, made by hand."""

from typing import Any

UNIT = "decisions per 100 client-years"


def row(name: str, mean: float | None, half: float = 0.25, as_expected: bool | None = None, unit: str = UNIT,
        ) -> dict[str, Any]:
    """A knock-out, a control or a reading, with an interval of so much to either side."""
    low, high = (None, None) if mean is None else (mean - half, mean + half)
    return {"name": name, "unit": unit, "mean": mean, "low": low, "high": high, "as_expected": as_expected}


def part(figure: str, mean: float, **changes: Any) -> dict[str, Any]:
    """A part of a claim that shows, with a knock-out, but for the changes."""
    return {"figure": figure, "unit": "%", "bar": 0.0, "margin": 0.5, "mean": mean, "low": mean - 0.25,
            "high": mean + 0.25, "worlds": 40, "as_claimed": True, "knockouts": [row("no", 0.0, as_expected=True)],
            "controls": []} | changes


def judged(**changes: Any) -> dict[str, Any]:
    """A claim that holds, but for the changes."""
    return {
        "id": "I3", "statement": "Such contact alone ruins the relation.", "verdict": "holds", "condition": "",
        "effect": 1.5, "low": 1.0, "high": 2.0, "replications": 40,
        "knockout_effect": 0.0, "knockout_low": -0.25, "knockout_high": 0.25, "share_of_space": 0.9375,
        "share_low": 0.8, "share_high": 0.98, "points_of_space": 32, "points_shown": 29, "points_not_shown": 1,
        "points_undecided": 2, "points_unknown": 0, "division": None,
        "further": {"points": 0, "worlds": 0, "replications": 0, "at_margin": 0},
        "experiment": "The same late invoices, claimed by calls or by letters.", "figure": "decisions that calls bring",
        "unit": UNIT, "bar": 0.0, "margin": 0.5, "is_absence": False, "as_claimed": True, "worlds": 40, "label": "",
        "knockouts": [row("contact does nothing", 0.0, as_expected=True)],
        "controls": [row("contact does a lot", 4.0, as_expected=True)],
        "readings": [row("exits *in all*", 31.5, 0.5, unit="exits | year")],
        "judged_by": "retainsim 1.2.3",
    } | changes


def untried(**changes: Any) -> dict[str, Any]:
    """A claim that holds at the defaults, of which the space was not tried; but for the changes."""
    of_space = {"points_shown", "points_not_shown", "points_undecided", "points_unknown", "division", "further"}
    return {name: value for name, value in judged().items() if name not in of_space} | {
        "share_of_space": None, "share_low": None, "share_high": None, "points_of_space": 0} | changes
