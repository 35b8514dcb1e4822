"""What the README shows is what the commands print."""

import os
import re
import subprocess
import sys
from pathlib import Path

import retainsim
from retainsim.scenario import load

README = Path(__file__).parents[2] / "README.md"
SHOWN = re.compile(r"<!-- output: retainsim (?P<command>.+?) -->\n```\n(?P<output>.*?)```\n<!-- end -->", re.DOTALL)


def test_shown_output_is_real():
    shown = list(SHOWN.finditer(README.read_text()))
    assert shown
    for block in shown:
        done = subprocess.run([sys.executable, "-m", "retainsim.cli", *block["command"].split()], check=True,
                              capture_output=True, text=True, timeout=600, env={**os.environ, "COLUMNS": "80"})
        assert done.stdout == block["output"], f"retainsim {block['command']}"


def test_shown_scenario_is_valid(tmp_path):
    (block,) = re.findall(r"```toml\n(.*?)```", README.read_text(), re.DOTALL)
    mine = tmp_path / "mine.toml"
    mine.write_text(block)
    scenario = load(mine)
    assert scenario.rivals["attacker"].courting_hours_per_week == 160
    assert "visits-for-the-largest" in scenario.strategies


def test_shown_python_runs(capsys):
    (block,) = re.findall(r"```python\n(.*?)```", README.read_text(), re.DOTALL)
    exec(block.replace("replications=20", "replications=2"), {"retainsim": retainsim})
    assert "mean" in capsys.readouterr().out
