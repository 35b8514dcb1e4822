"""Agent-based simulation of client retention: strategies compared under the same luck.

    scenario = retainsim.load("isp")
    comparison = scenario.compare(["status-quo", "nurture"], out="results")
    print(comparison)
    retainsim.open_results("results").figures()
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from retainsim.version import VERSION

if TYPE_CHECKING:
    from retainsim.api.figures import Figure, Figures
    from retainsim.api.frames import kpis, verdicts
    from retainsim.api.outcomes import (
        Comparison,
        Explanation,
        Rerun,
        Robustness,
        Run,
        Sensitivity,
        Switch,
        SwitchMap,
    )
    from retainsim.api.results import Results, open_results
    from retainsim.api.scenario import Scenario, load
    from retainsim.api.sweeps import play_experiment, robustness, sensitivity, sweep
    from retainsim.results.folder.layout import ResultsError
    from retainsim.scenario import ScenarioError, shipped
    from retainsim.study.crossings import Crossing, Point
    from retainsim.study.frontier import Place
    from retainsim.study.setup.checks import UnknownNameError
    from retainsim.study.statistics import Pair, Summary
    from retainsim.study.why import Link

__version__ = VERSION
__all__ = ["Comparison", "Crossing", "Explanation", "Figure", "Figures", "Link", "Pair", "Place", "Point", "Rerun",
           "Results", "ResultsError", "Robustness", "Run", "Scenario", "ScenarioError", "Sensitivity", "Summary",
           "Switch", "SwitchMap", "UnknownNameError", "kpis", "load", "open_results", "play_experiment", "robustness",
           "sensitivity", "shipped", "sweep", "verdicts"]

_HOMES = {
    "api.figures": ("Figure", "Figures"), "api.frames": ("kpis", "verdicts"),
    "api.outcomes": ("Comparison", "Explanation", "Rerun", "Robustness", "Run", "Sensitivity", "Switch", "SwitchMap"),
    "api.results": ("Results", "open_results"),
    "api.scenario": ("Scenario", "load"), "api.sweeps": ("play_experiment", "robustness", "sensitivity", "sweep"),
    "results.folder.layout": ("ResultsError",),
    "scenario": ("ScenarioError", "shipped"),
    "study.crossings": ("Crossing", "Point"),
    "study.frontier": ("Place",),
    "study.setup.checks": ("UnknownNameError",),
    "study.statistics": ("Pair", "Summary"),
    "study.why": ("Link",),
}


def __getattr__(name: str) -> Any:
    """Import a public name when it is first used: the compiler alone takes half a second to import."""
    for home, names in _HOMES.items():
        if name in names:
            return getattr(import_module(f"retainsim.{home}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])
