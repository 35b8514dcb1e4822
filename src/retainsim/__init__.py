"""Agent-based simulation of client retention: strategies compared under the same luck.

    scenario = retainsim.load("isp")
    comparison = scenario.compare(["status-quo", "nurture"], out="results")
    print(comparison)
    retainsim.open_results("results").figures()
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from retainsim.version import VERSION

if TYPE_CHECKING:
    from retainsim.api.results import open_results
    from retainsim.api.scenario import load
    from retainsim.results.folder.layout import ResultsError
    from retainsim.scenario import ScenarioError, shipped

__version__ = VERSION
__all__ = ["ResultsError", "ScenarioError", "load", "open_results", "shipped"]

_HOMES = {"ResultsError": "retainsim.results.folder.layout", "ScenarioError": "retainsim.scenario",
          "load": "retainsim.api.scenario", "open_results": "retainsim.api.results",
          "shipped": "retainsim.scenario"}


def __getattr__(name: str) -> Any:
    """Import a public name when it is first used: the compiler alone takes half a second to import."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])
