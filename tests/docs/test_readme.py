"""The scenario that the README shows is right."""

import re

from docs.outputs import CHECKOUT
from retainsim.scenario import load


def test_shown_scenario_is_valid(tmp_path):
    (block,) = re.findall(r"```toml\n(.*?)```", (CHECKOUT / "README.md").read_text(), re.DOTALL)
    mine = tmp_path / "mine.toml"
    mine.write_text(block)
    scenario = load(mine)
    assert scenario.rivals["attacker"].courting_hours_per_week == 120
    assert "visits-for-the-largest" in scenario.strategies
