"""Where the firm stands, in words that need no second reading."""

from pathlib import Path

from retainsim.report.blocks import Terms
from retainsim.report.standing import standing_report
from retainsim.scenario import load
from retainsim.study.standing import standing_of


def test_what_is_unusual_stands_under_its_name(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text('extends = "isp"\nname = "mine"\nfirm.direct_cost_share = 0.1\n')
    (terms,) = (block for block in standing_report(load(path)) if isinstance(block, Terms))
    ((name, meaning),) = terms.rows
    assert name == "firm.direct_cost_share = 0.1"
    assert meaning.startswith("plausible from 0.3 to 0.6; ")


def test_what_is_unusual_of_several_rivals_is_said_once() -> None:
    scenario = load("isp", [f"rivals.{name}.shared_fault_rate_per_year=0" for name in ("third", "established")])
    (terms,) = (block for block in standing_report(scenario) if isinstance(block, Terms))
    ((name, _),) = terms.rows
    assert name == "rivals.established.shared_fault_rate_per_year, rivals.third.shared_fault_rate_per_year = 0"


def test_whom_a_rival_knows_is_told_with_what_they_pay() -> None:
    scenario = load("isp", ['rivals.attacker.knows=[{segment="status", clients=40, attachment=0.6}]'])
    assert ("attacker knows 40 clients of the firm from before; they bring in 49 % of the revenue."
            in list(standing_report(scenario)))


def test_whoever_has_no_orders_learns_how_to_say_so() -> None:
    blocks = [block for block in standing_report(load("isp")) if isinstance(block, str)]
    assert any("A firm without such orders sets mechanisms.orders.strength = 0." in block for block in blocks)


def test_cash_that_lacks_its_thousands_shows() -> None:
    scenario = load("isp", {"firm": {"cash": 120, "credit_line": 100_000}, "currency": "EUR"})
    weeks = 100_120 / standing_of(scenario).costs
    assert ("The firm has 120 EUR in cash, and a credit line of 100 thousand EUR: cash is 0.0 weeks of costs, "
            f"both together are {weeks:.1f}.") in list(standing_report(scenario))
