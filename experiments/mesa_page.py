"""The model in Mesa's own page: `python experiments/mesa_page.py`, and the browser opens; it takes the extra mesa-page.

Leave 100 ms or more between two steps: at 1 ms Mesa's picture stands still and jumps to the end.
"""

import os
import sys

# Solara reads these when it is imported: nothing is told to anybody, and who has left is forgotten after a minute.
os.environ |= {"SOLARA_TELEMETRY_MIXPANEL_ENABLE": "False", "SOLARA_KERNEL_CULL_TIMEOUT": "1m",
               "SOLARA_THEME_SHOW_BANNER": "False"}

import solara
from mesa.visualization import SolaraViz, make_plot_component

from retainsim.classroom import RetentionModel
from retainsim.scenario import load

SCENARIO = "isp"
WISHES = {
    "scenario": SCENARIO,
    "strategy": {"type": "Select", "label": "Strategy", "value": "status-quo",
                 "values": list(load(SCENARIO).strategies)},
    "rng": {"type": "SliderInt", "label": "World", "value": 0, "min": 0, "max": 99, "step": 1},
}
CURVES = ["cash", "fees", "clients", ["attachment", "believed"]]


@solara.component
def Page() -> None:  # noqa: N802  # Solara looks for this name
    """One world for each visitor, which ends when the visitor is forgotten: Mesa itself would play on."""
    model = solara.use_memo(lambda: solara.reactive(RetentionModel()), [])

    def leave() -> None:
        model.value.running = False

    solara.use_effect(lambda: leave, [])
    SolaraViz(model, components=[make_plot_component(curve) for curve in CURVES], model_params=WISHES,
              play_interval=100, name="retainsim")


if __name__ == "__main__" and "solara.server.app" not in sys.modules:
    from solara.__main__ import cli

    cli(["run", __file__, "--host", "127.0.0.1", "--production", "--no-check-version", *sys.argv[1:]])
