"""Documents as `compare --json` prints them, made by hand."""

from typing import Any

SHOWN = ("cash_end", "insolvent", "clients_end", "attachment_mean")


def summary(mean: float | None, half: float | None = None) -> dict[str, float | None]:
    """The summary of a KPI with an interval of so much to either side."""
    if mean is None or half is None:
        return {"mean": mean, "low": None, "high": None}
    return {"mean": mean, "low": mean - half, "high": mean + half}


def pair(a: str, b: str, kpi: str, difference: float | None, half: float | None, p: float | None) -> dict[str, Any]:
    """The difference of two strategies in a KPI with an interval of so much to either side."""
    low = high = None
    if difference is not None and half is not None:
        low, high = difference - half, difference + half
    return {"a": a, "b": b, "kpi": kpi, "difference": difference, "low": low, "high": high, "p_a_better": p,
            "p_equal": 0.0, "luck_factor": None}


def document(strategies: dict[str, dict[str, Any]], pairs: list[dict[str, Any]], replications: int = 100,
             ) -> dict[str, Any]:
    """A comparison; KPIs that are shown and not given are 0 for all."""
    full = {name: {kpi: summary(0.0, 0.0) for kpi in SHOWN} | kpis for name, kpis in strategies.items()}
    return {"scenario": "isp", "digest": "0123456789abcdef", "seed": 2001, "weeks": 260, "replications": replications,
            "worth_telling": 0.01,
            "strategies": full, "pairs": pairs}
