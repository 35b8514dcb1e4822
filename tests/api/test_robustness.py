"""In which share of a space a statement holds, from Python: the command's answer, as a data frame and as figures."""

from pathlib import Path

import pytest

import retainsim
from cli.tiny import TINY

HOURS = "rivals.attacker.courting_hours_per_week"
EXPERIMENT = f"""
scenario = "tiny.toml"
weeks = 4
strategies = ["status-quo", "nurture"]
kpis = ["cash_end"]
[design]
kind = "sobol"
points = 16
[design.factors."{HOURS}"]
low = 0
high = 80
[design.factors."firm.cash"]
low = 100_000
high = 200_000
"""


@pytest.fixture(scope="module")
def mine(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("robustness")
    (folder / "tiny.toml").write_text(TINY, "utf-8")
    path = folder / "mine.toml"
    path.write_text(EXPERIMENT, "utf-8")
    return path


def test_the_answer_as_a_data_frame_and_as_figures(mine: Path, tmp_path: Path) -> None:
    first = retainsim.robustness(mine, tmp_path / "judged", worlds=320)
    assert first.new == first.worlds == 320
    again = retainsim.robustness(mine, tmp_path / "judged", strategies=["nurture", "status-quo"], kpi="cash_end",
                                 margin=-1e9, worlds=320, resume=True, threads=1)
    assert again.new == 0
    assert (again.statement.a, again.statement.margin, again.count("shown")) == ("nurture", -1e9, 16)
    table = again.frame()
    assert list(table.columns) == ["point", "worlds", "mean", "low", "high", "decision", "chance", HOURS, "firm.cash"]
    assert table["mean"].tolist() == pytest.approx((-first.frame()["mean"]).tolist())
    assert str(again).startswith("mine: is nurture better than status-quo, or worse by less than 1,000 million")
    assert {*again.figures()} == {"points", "map"}


@pytest.mark.parametrize(("wish", "message"), [
    ({"strategies": "nurture"}, 'strategies="nurture"\n  must name two different strategies'),
    ({"kpi": "value_end"}, 'kpi="value_end"'), ({"margin": "5%"}, 'margin="5%"\n  must be a number'),
    ({"worlds": 319}, "worlds=319\n  is not enough"), ({"threads": 0}, "threads=0"),
])
def test_a_wrong_wish(wish: dict[str, object], message: str, mine: Path, tmp_path: Path) -> None:
    with pytest.raises(retainsim.ScenarioError) as refused:
        retainsim.robustness(mine, tmp_path / "judged", **wish)  # type: ignore[arg-type]
    assert message in str(refused.value)
    assert "--" not in str(refused.value)
    assert not (tmp_path / "judged").exists()
