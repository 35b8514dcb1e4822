"""The figures of late work show what is in the tables, counted anew with pandas; there are none without work."""

import re
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from report.figures.artists import assert_reads, curves, panels
from retainsim.declared import columns
from retainsim.report.board import material
from retainsim.report.figures.style import WIDE
from retainsim.report.pages import board_files, board_pictures, run_files, run_pictures
from retainsim.results.folder.reader import Results
from retainsim.scenario import Scenario, change
from retainsim.study.compare import compare
from retainsim.study.run import run
from retainsim.study.setup.request import Request
from study.worlds import small_scenario

WEEKS = 40
STRATEGIES = ["care", "hunt"]


def busy() -> Scenario:
    """A firm whose large clients ask for work, for which it has fewer hours under one strategy."""
    return change(small_scenario(400_000.0), ["clients.large.delivery_hours_per_week=3",
                                              "strategies.wait.hours.account_managers.delivery=0.5",
                                              "strategies.care.hours.account_managers.delivery=0.2",
                                              "strategies.hunt.hours.account_managers.delivery=0.3"])


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    there = tmp_path_factory.mktemp("results") / "busy"
    compare(busy(), Request(strategies=STRATEGIES, replications=3, weeks=WEEKS, out=there))
    return there


def test_late_work_of_strategies(folder: Path) -> None:
    there = material(Results(folder))
    (picture,) = (picture for picture in board_pictures(there) if picture.name == "late-work")
    weeks = pd.read_parquet(folder / "weeks.parquet")
    grid = panels(picture.draw(WIDE))
    assert list(grid) == STRATEGIES
    for (name, axes), text in zip(grid.items(), re.findall(r"(\d+) %", picture.alt), strict=True):
        sums = weeks[weeks["strategy"] == name].groupby("week")[["late_clients", "clients"]].sum()
        late = 100 * sums["late_clients"] / sums["clients"]
        assert late.max() > 10
        np.testing.assert_allclose(curves(axes)["clients whose work is late"], [sums.index + 1, late])
        assert_reads(text, late.mean())
    assert b"Clients whose work is late" in board_files(there)["report.html"]


def test_late_work_of_one_world() -> None:
    lived = run(busy(), Request(strategies="care", weeks=WEEKS))
    (picture,) = (picture for picture in run_pictures(lived) if picture.name == "world-late-work")
    (axes,) = panels(picture.draw(WIDE)).values()
    late = 100 * lived.trace.series[:, columns.LATE_CLIENTS] / lived.trace.series[:, columns.CLIENTS]
    np.testing.assert_allclose(curves(axes)["clients whose work is late"], [np.arange(WEEKS) + 1, late])
    assert b"Clients whose work is late" in run_files(lived)["report.html"]


def test_without_work_there_is_no_such_figure() -> None:
    lived = run(small_scenario(), Request(strategies="care", weeks=5))
    assert "world-late-work" not in [picture.name for picture in run_pictures(lived)]
