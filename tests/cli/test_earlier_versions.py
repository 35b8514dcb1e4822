"""Commands given what an earlier version has made."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from cli.tiny import Said
from retainsim.version import VERSION

FIXTURES = Path(__file__).parents[1] / "fixtures"
MADE_BY = f"Made by retainsim 0.3.0; this is {VERSION}."


@pytest.mark.parametrize("name", ["isp", "small"])
def test_its_scenarios_are_fine(name: str, call: Callable[..., Said]) -> None:
    said = call("check", str(FIXTURES / "0.3.0" / f"{name}.toml"))
    assert (said.code, said.err) == (0, "")
    assert f"{name}.toml: fine (" in said.out


def test_playing_its_world_again_promises_nothing(call: Callable[..., Said]) -> None:
    said = call("rerun", str(FIXTURES / "0.3.0" / "compared"), "--row", "3")
    assert said.code == 0
    assert "Agrees with row 3" in said.out
    assert said.err.startswith(f"{MADE_BY} Only the same version promises the same bits")
    assert "Changed in 0.4.0: " in said.err


def test_a_report_on_it_says_so(call: Callable[..., Said], tmp_path: Path) -> None:
    place = shutil.copytree(FIXTURES / "0.3.0" / "run", tmp_path / "run")
    said = call("report", str(place))
    assert (said.code, said.out) == (0, "")
    assert said.err.startswith(MADE_BY)
    assert (place / "report.html").is_file()
