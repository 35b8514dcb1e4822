"""Agent-based simulation of client retention: strategies compared under the same luck.

    scenario = retainsim.load("isp")
    comparison = retainsim.compare(scenario, ["status-quo", "nurture"], replications=100)
    comparison.summary("nurture", "value_end")
    retainsim.compare(scenario, out="results"); retainsim.open_results("results").weeks()
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from retainsim.results.store import open_results
    from retainsim.results.unfinished import ResultsError
    from retainsim.scenario import ScenarioError, load, shipped
    from retainsim.study.compare import compare
    from retainsim.study.switch import switch

__version__ = "0.2.0"
__all__ = ["ResultsError", "ScenarioError", "compare", "load", "open_results", "shipped", "switch"]

_HOMES = {"ResultsError": "retainsim.results.unfinished", "open_results": "retainsim.results.store",
          "ScenarioError": "retainsim.scenario", "load": "retainsim.scenario", "shipped": "retainsim.scenario",
          "compare": "retainsim.study.compare", "switch": "retainsim.study.switch"}


def __getattr__(name: str) -> Any:
    """Import a public name when it is first used: the compiler alone takes half a second to import."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])
