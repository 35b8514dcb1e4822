"""`check`, `scenarios` and `schema`."""

import json
from collections.abc import Callable
from pathlib import Path

from cli.tiny import TINY, Said
from retainsim.scenario import descriptions, file_schema, load, shipped

Call = Callable[..., Said]


def counted(name: str) -> str:
    """What there is in a scenario, several of each."""
    scenario = load(name)
    organisations = sum(segment.organisations for segment in scenario.clients.values())
    return (f"{organisations:,} organisations, {len(scenario.rivals)} rivals, {len(scenario.strategies)} strategies, "
            f"{scenario.weeks} weeks")


def test_check_praises_every_file_that_is_right(tiny: Path, call: Call) -> None:
    said = call("check", "tiny.toml", "isp")
    assert (said.code, said.err) == (0, "")
    assert [line for line in said.out.splitlines() if "fine" in line] == [
        "tiny.toml: fine (120 organisations, 1 rival, 2 strategies, 60 weeks)", f"isp: fine ({counted('isp')})"]


def test_check_says_all_that_is_wrong_and_goes_on(tiny: Path, call: Call) -> None:
    tiny.write_text(TINY.replace("weeks = 60", "weeks = 0").replace("buildings", "bildings"))
    said = call("check", "tiny.toml", "missing.toml", "isp")
    assert said.code == 2
    assert said.out.startswith("isp: fine (")
    for part in ("tiny.toml:2: weeks = 0\n", "tiny.toml:4: market.bildings", "Did you mean buildings?",
                 "missing.toml\n  does not exist"):
        assert part in said.err


def test_check_knows_the_kpis(tiny: Path, call: Call) -> None:
    said = call("check", "tiny.toml", "--set", 'primary_kpis=["cash_edn"]')
    assert (said.code, said.out) == (2, "")
    assert "Did you mean cash_end?" in said.err


def test_check_with_a_change(tiny: Path, call: Call) -> None:
    said = call("check", "tiny.toml", "--set", "rivals.attacker.enabled=false", "--set", "weeks=1")
    assert said.out.startswith("tiny.toml: fine (120 organisations, 0 rivals, 2 strategies, 1 week)\n")


def test_a_name_cannot_steer_the_terminal(tiny: Path, call: Call) -> None:
    name = "a\x1b[2Jb.toml"
    tiny.rename(name)
    said = call("check", name)
    assert said.code == 0
    assert said.out.startswith("a\\x1b[2Jb.toml: fine")


def test_scenarios(call: Call) -> None:
    said = call("scenarios")
    assert (said.code, said.err) == (0, "")
    assert [line.split(maxsplit=1) for line in said.out.splitlines()] == [
        [name, text] for name, text in descriptions().items()]


def test_scenarios_as_json(call: Call) -> None:
    said = call("scenarios", "--json")
    assert (said.code, said.err) == (0, "")
    assert [entry["name"] for entry in json.loads(said.out)["scenarios"]] == list(shipped())


def test_schema(call: Call) -> None:
    said = call("schema")
    assert (said.code, said.err) == (0, "")
    assert json.loads(said.out) == file_schema()


def test_check_names_what_is_allowed_but_has_no_effect(tiny: Path, call: Call) -> None:
    said = call("check", "tiny.toml", "--set", "rivals.attacker.start_week=60")
    assert (said.code, said.err) == (0, "")
    assert said.out.startswith(
        "tiny.toml: fine (120 organisations, 1 rival, 2 strategies, 60 weeks), but:\n"
        "  --set rivals.attacker.start_week=60\n    has no effect: the run ends after 60 weeks. Make weeks longer, or "
        "start_week earlier.\n")


def test_check_knows_where_a_misspelt_kpi_stands(tiny: Path, call: Call) -> None:
    tiny.write_text(TINY.replace("weeks = 60", "weeks = 60\nprimary_kpis = [\n  'cash_end',\n  'cahs_end',\n]"))
    for command in ("check", "compare"):
        said = call(command, "tiny.toml")
        assert (said.code, said.out) == (2, "")
        assert said.err.startswith('tiny.toml:5: primary_kpis[1] = "cahs_end"\n  is not a KPI. Did you mean cash_end? '
                                   "Allowed: cash_end,")


def test_check_says_where_the_firm_stands(tiny: Path, call: Call) -> None:
    tiny.write_text(TINY.replace('fee_per_week = 700', 'fee_per_week = 700\nfee_spread = 0'))
    said = call("check", "tiny.toml", "--set", "clients.standard.fee_spread=0", "--set", "firm.quality=3")
    assert (said.code, said.err) == (0, "")
    rows = [line.split() for line in said.out.splitlines()]
    # 12 x 700 and 40 x 60 a week; 45 % direct costs, 2,500 wages, 10 overhead.
    for row in (["status", "12", "36", "437", "77.8"], ["standard", "40", "10", "125", "22.2"],
                ["revenue", "52", "47", "562", "100.0"], ["wages", "-11", "-130", "-23.1"],
                ["profit", "15", "178", "31.8"], ["winning", "clients", "20.0", "-", "-"],
                ["firm.quality", "=", "3:", "plausible", "from", "-1", "to", "1", "appeal;"]):
        assert any(line[:len(row)] == row for line in rows), row
    assert "The largest client, in the segment status, brings in 6 % of the revenue." in said.out


def test_check_names_what_is_inherited_in_silence(tiny: Path, call: Call) -> None:
    Path("mine.toml").write_text('extends = "tiny.toml"\n[clients.status]\norganisations = 30')
    said = call("check", "mine.toml", "--set", "rivals.attacker.capacity=51")
    assert (
        "Inherited, and not mentioned in this file: the segments standard, the roles hunters, account_managers, "
        "client_department and the strategies status-quo, nurture. Drop what your market does not have, for instance "
        "with clients.standard = false."
    ) in " ".join(said.out.split())
    assert "Inherited" not in call("check", "tiny.toml").out


def test_check_says_that_fees_spread_around_their_median(tiny: Path, call: Call) -> None:
    said = " ".join(call("check", "tiny.toml").out.split())
    assert ("fee_per_week is the median: fees differ, and some pay much more. 40 clients of standard bring in 2,873 a "
            "week, not 40 x 60 = 2,400; with fee_spread = 0 each pays 60.") in said
    assert "is the median" not in call("check", "tiny.toml", "--set", "clients.standard.fee_spread=0",
                                       "--set", "clients.status.fee_spread=0").out


def test_check_doubts_a_profit_of_more_than_half_of_the_revenue(tiny: Path, call: Call) -> None:
    words = "more than half of the revenue, which hardly any firm earns: were fees per month typed as fees per week?"
    assert words not in " ".join(call("check", "tiny.toml").out.split())
    assert words in " ".join(call("check", "tiny.toml", "--set", "clients.status.fee_per_week=30_000", "--set",
                                  "firm.direct_cost_share=0.3").out.split())


def test_check_doubts_a_loss_larger_than_the_revenue(tiny: Path, call: Call) -> None:
    words = "The loss is larger than the revenue: were {0} per year typed as {0} per week?"
    assert "typed as" not in call("check", "tiny.toml", "--set", "firm.overhead_per_week=10_000").out
    for change, cost in (("staff.hunters.wage_per_week=50_000", "wages"), ("firm.overhead_per_week=1e5", "overhead")):
        assert words.format(cost) in " ".join(call("check", "tiny.toml", "--set", change).out.split())


def test_check_says_for_whom_a_range_was_assumed(tiny: Path, call: Call) -> None:
    said = " ".join(call("check", "tiny.toml", "--set", "firm.direct_cost_share=0.1").out.split())
    assert "Outside the range that was assumed The reason is in brackets; a value that you know to be right" in said
    assert "(upstream capacity of an access provider)" in said


def test_check_names_what_a_table_inherits_in_part(tiny: Path, call: Call) -> None:
    Path("mine.toml").write_text('extends = "tiny.toml"\n[clients.status]\norganisations = 30\n[strategies.nurture]\n'
                                 "description = 'Mine.'")
    said = " ".join(call("check", "mine.toml").out.split())
    assert said.endswith("Inherited in part: strategies.nurture (hours.account_managers.care) and clients.status "
                         "(status, served_by_firm, fee_per_week and 1 more).")
