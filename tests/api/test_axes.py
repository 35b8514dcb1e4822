"""Figures in axes of somebody else's figure: one panel of each, and nothing beside it."""

import subprocess
import sys
from pathlib import Path

import matplotlib as mpl
import pytest
from matplotlib.figure import Figure as Plot

import retainsim
from cli.tiny import TINY
from retainsim.report.figures import differences

EXPERIMENT = """
scenario = "tiny.toml"
weeks = 8
replications = 2
kpis = ["cash_end"]
[design]
kind = "saltelli"
points = 4
[design.factors."rivals.attacker.courting_hours_per_week"]
low = 0
high = 80
[design.factors."firm.cash"]
low = 100_000
high = 200_000
"""
BOARD = ("cash", "revenue", "attachment", "exits", "key-accounts", "hours", "differences")
WORLD = ("world-state", "world-attachment", "world-moves", "world-hours")
NAMES = [*BOARD, *WORLD, "client-life", "chain", "cuts", "sensitivity"]


@pytest.fixture(scope="module")
def figures(tmp_path_factory: pytest.TempPathFactory) -> dict[str, retainsim.Figure]:
    """Every figure that a report may have."""
    folder = tmp_path_factory.mktemp("axes")
    (folder / "tiny.toml").write_text(TINY, "utf-8")
    (folder / "mine.toml").write_text(EXPERIMENT, "utf-8")
    tiny = retainsim.load(folder / "tiny.toml")
    tiny.compare(replications=4, weeks=30, out=folder / "results")
    retainsim.play_experiment(folder / "mine.toml", folder / "rows")
    why = tiny.why(["status-quo", "nurture"], replications=4, weeks=30)
    every = (retainsim.open_results(folder / "results"), tiny.run("nurture", weeks=30), why,
             retainsim.sensitivity(folder / "rows"), tiny.run("nurture", weeks=30, client=0))
    cuts = retainsim.Figures([differences.cuts(why.to_document())])  # whether or not these worlds can be told apart
    return {name: figure for figures in (*(one.figures() for one in every), cuts) for name, figure in figures.items()}


def test_every_figure_is_tried(figures: dict[str, retainsim.Figure]) -> None:
    assert set(figures) == set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_each_panel_is_drawn_into_axes_and_nothing_beside_it(name: str, figures: dict[str, retainsim.Figure]) -> None:
    figure = figures[name]
    whole = [axes for axes in figure.draw().axes if axes.get_visible()]
    assert len(figure.panels) == len(whole)
    for panel, there in zip(figure.panels, whole, strict=True):
        mine = Plot(figsize=(10, 8), layout="constrained")
        grid = mine.subplots(2, 2)
        artists = {type(child) for child in mine.get_children()}
        settings = dict(mpl.rcParams)
        assert figure.draw_into(grid[0, 1], panel) is grid[0, 1]
        assert dict(mpl.rcParams) == settings
        assert mine.axes == grid.ravel().tolist()
        assert not mine.legends
        assert not mine.texts
        assert {type(child) for child in mine.get_children()} == artists
        assert all(not (axes.lines or axes.patches or axes.collections) for axes in (grid[0, 0], *grid[1]))
        kinds = ("lines", "patches", "collections", "texts")
        assert [len(getattr(grid[0, 1], kind)) for kind in kinds] == [len(getattr(there, kind)) for kind in kinds]
        assert there.get_ylim() == pytest.approx(grid[0, 1].get_ylim())
        mine.canvas.draw()
        said = " ".join(grid[0, 1].get_title().split())
        assert said.startswith(" ".join(figure.title.split())[:40].rpartition(" ")[0])
        assert there.get_title("left").split("\n")[0][:8] in said


def test_axes_say_their_units(figures: dict[str, retainsim.Figure]) -> None:
    axes = figures["revenue"].draw_into(Plot().subplots(), "nurture")
    assert axes.get_ylabel().endswith("per week")
    assert axes.get_xlabel() == "weeks"
    assert axes.get_legend() is not None
    assert axes.get_title().endswith("\nnurture")
    assert figures["hours"].draw_into(Plot().subplots()).get_xlabel() == "hours per week"
    state = figures["world-state"].draw_into(Plot().subplots(), "cash")
    assert "cash [" in state.get_title()


def test_axes_keep_the_style_of_their_figure(figures: dict[str, retainsim.Figure]) -> None:
    with mpl.rc_context({"font.size": 17, "axes.titlesize": 17}):
        axes = figures["cash"].draw_into(Plot().subplots(), "nurture")
    assert axes.title.get_fontsize() == 17
    assert axes.spines["top"].get_visible()


def test_axes_that_were_placed_by_hand(figures: dict[str, retainsim.Figure]) -> None:
    axes = Plot().add_axes((0.1, 0.1, 0.3, 0.3))
    assert figures["exits"].draw_into(axes, figures["exits"].panels[0]).get_xlabel() == "exits per world"


def test_which_panel_must_be_said(figures: dict[str, retainsim.Figure]) -> None:
    with pytest.raises(ValueError, match=r"has 2 panels, and axes have room for one: name it, panel=\.\.\. of"):
        figures["cash"].draw_into(Plot().subplots())
    with pytest.raises(retainsim.UnknownNameError, match="Did you mean nurture"):
        figures["cash"].draw_into(Plot().subplots(), "nurtur")


def test_nobody_loads_pyplot(tmp_path: Path) -> None:
    (tmp_path / "tiny.toml").write_text(TINY, "utf-8")
    code = (f"import sys, retainsim\nfrom matplotlib.figure import Figure\n"
            f"world = retainsim.load({str(tmp_path / 'tiny.toml')!r}).run('nurture', weeks=8)\n"
            "world.figures()['world-moves'].draw_into(Figure().subplots())\nprint('matplotlib.pyplot' in sys.modules)")
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "False\n"


def test_what_moves_a_figure_as_a_data_frame(figures: dict[str, retainsim.Figure], tmp_path: Path) -> None:
    (tmp_path / "tiny.toml").write_text(TINY, "utf-8")
    (tmp_path / "mine.toml").write_text(EXPERIMENT, "utf-8")
    retainsim.play_experiment(tmp_path / "mine.toml", tmp_path / "rows")
    moves = retainsim.sensitivity(tmp_path / "rows", strategies="nurture")
    assert (moves.kpi, moves.a, moves.b, moves.method) == ("cash_end", "nurture", None, "sobol")
    table = moves.frame()
    assert list(table.columns) == ["factor", "first", "first_half_width", "total", "total_half_width"]
    assert table.factor[0] == moves.influences[0].factor == "firm.cash"
    assert "by itself" in str(moves)
    with pytest.raises(retainsim.ScenarioError, match='kpi="cash"'):
        retainsim.sensitivity(tmp_path / "rows", "cash")
