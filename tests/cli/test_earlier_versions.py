"""Commands given what an earlier version has made."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from cli.tiny import Said
from retainsim import open_results
from retainsim.results.kpis.dictionary import KPIS
from retainsim.version import VERSION

FIXTURES = Path(__file__).parents[1] / "fixtures"
MADE_BY = f"Made by retainsim 0.3.0; this is {VERSION}."


@pytest.mark.parametrize("name", ["isp", "small"])
def test_its_scenarios_are_fine(name: str, call: Callable[..., Said]) -> None:
    said = call("check", str(FIXTURES / "0.3.0" / f"{name}.toml"))
    assert (said.code, said.err) == (0, "")
    assert f"{name}.toml: fine (" in said.out


def test_playing_its_world_again_says_what_differs_and_why(call: Callable[..., Said]) -> None:
    said = call("rerun", str(FIXTURES / "0.3.0" / "compared"), "--row", "3")
    assert said.code == 1
    assert "Agrees with row 3" not in said.out
    assert said.err.startswith(f"{MADE_BY} Only the same version promises the same bits")
    assert "Changed in 0.4.0: " in said.err
    assert "Row 3 of " in said.err
    assert "events.parquet has 111 rows of this world, is 113" in said.err
    assert said.err.endswith(f"The results were written by retainsim 0.3.0, this is {VERSION}: that is why. Only the "
                             "same version promises the same bits.\n")


def test_a_report_on_a_world_that_is_another_now_tells_what_was_kept(
        call: Callable[..., Said], tmp_path: Path) -> None:
    place = shutil.copytree(FIXTURES / "0.3.0" / "run", tmp_path / "run")
    said = call("report", str(place))
    assert (said.code, said.out) == (0, "")
    assert said.err.startswith(MADE_BY)
    page = (place / "report.html").read_text("utf-8")
    assert "Another version made these results." in page
    assert "Played again, and measured" not in page


def test_a_report_on_it_shows_the_figures_that_it_keeps_and_says_what_they_meant(
        call: Callable[..., Said], tmp_path: Path) -> None:
    place = shutil.copytree(FIXTURES / "0.3.0" / "compared", tmp_path / "compared")
    assert "Changed in 0.4.0: value_end, customer_equity and clv_mean charge" in call("report", str(place)).err
    page = (place / "report.html").read_text("utf-8")
    kept = open_results(place).replications().groupby("strategy").value_end.mean() / 1000
    assert f"{kept.min():,.0f} to {kept.max():,.0f} thousand on average" in page
    assert KPIS["customer_equity"].earlier.partition(",")[0] in page
    assert page.count("So measured by retainsim 0.3.0; since 0.4.0 it means something else.") == 3  # of two KPIs
