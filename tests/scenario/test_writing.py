"""A scenario written out with all defaults is the same scenario."""

from pathlib import Path

import pytest

from retainsim.scenario import change, digest, load, resolved_toml, shipped

ODD = ("description='''quotes \" and \\ and\nlines\tand \u00e9 \U0001f600'''", 'description="\\u007f \\u0001 \\r"',
       "firm.cash=1e12", "firm.price_index=0.1", "mechanisms.decision.switching_cost=-1e-7",
       "strategies.status-quo.hours.account_managers={}", "seed=4294967295",
       "strategies.status-quo.triggers=[]", "strategies={status-quo={hours={}}, care={hours={}, triggers=["
       "{observe='notices', above=3, become='status-quo'}, {observe='complaints', below=1, become='status-quo'}]}}",
       'primary_kpis=["npv", "quote \\" and ]"]')


@pytest.mark.parametrize("name", list(shipped()))
def test_shipped_scenarios_survive(name: str, tmp_path: Path) -> None:
    scenario = load(name)
    path = tmp_path / "resolved.toml"
    path.write_text(resolved_toml(scenario), "utf-8")
    assert load(path) == scenario
    assert digest(load(path)) == digest(scenario)


@pytest.mark.parametrize("setting", ODD)
def test_odd_values_survive(setting: str, small: Path) -> None:
    scenario = load(small, [setting])
    small.write_text(resolved_toml(scenario), "utf-8", newline="")
    assert load(small) == scenario


def test_every_default_is_said(small: Path) -> None:
    text = resolved_toml(load(small))
    assert "[mechanisms.grievance]\nstrength = 1.0\nloss_weight = 2.25\n" in text
    assert "extends" not in text


def test_triggers_are_written_one_by_one_without_what_they_leave_out(small: Path) -> None:
    trigger = "{observe = 'notices', below = 3, become = 'care'}"
    text = resolved_toml(load(small, ["strategies={care={hours={}}}", f"strategies.status-quo.triggers=[{trigger}]"]))
    assert ('\n\n[[strategies.status-quo.triggers]]\nobserve = "notices"\nwithin_weeks = 13\nbelow = 3.0\n'
            'become = "care"\n\n[strategies.care]\n') in text
    assert "triggers = []" in text


def test_the_digest_sees_every_change_and_no_mere_rewriting(small: Path) -> None:
    first = digest(load(small))
    assert len(first) == 16
    assert int(first, 16)
    assert digest(load(small, ["mechanisms.orders.chance=0.1001"])) != first
    assert digest(load(small, ["firm.reputation=-0.0", "market.buildings=150"])) == first
    small.write_text("# a comment\n" + small.read_text("utf-8").replace("= 60", "= 6e1"), "utf-8")
    assert digest(load(small)) == first


def test_the_usual_worth_is_not_written() -> None:
    """A scenario of before there was such a number keeps its digest."""
    usual = load("isp")
    assert "worth_telling" not in resolved_toml(usual)
    assert digest(usual) == digest(change(usual, "worth_telling=0.01")) == "89e5c84b7980efec"
    assert digest(change(usual, "worth_telling=0.05")) != digest(usual)
