"""The page about a comparison."""

import re
import subprocess
import sys

import pytest

from report.documents import document, pair, summary
from retainsim.report.comparison import comparison_report
from retainsim.report.renderers.terminal import WIDTH
from retainsim.report.renderers.terminal import text as as_text

PAIR = document(
    {"status-quo": {"value_end": summary(1.0e6, 5e4), "insolvent": summary(0.25, 0.1)},
     "nurture": {"value_end": summary(1.21e6, 5e4), "attachment_mean": summary(None)}},
    [pair("status-quo", "nurture", "value_end", -210_000, 60_000, 0.13)])


def lines(text: str) -> list[str]:
    """The lines with runs of spaces as one."""
    return [" ".join(line.split()) for line in text.splitlines()]


def test_what_stands_on_it() -> None:
    text = lines(as_text(comparison_report(PAIR, ["value_end"])))
    assert text[0] == "isp: 260 weeks, 100 replications, seed 2001, digest 0123456789abcdef"
    assert "status-quo nurture" in text
    at = text.index("value at the end 1,000 1,210")
    assert text[at + 1] == "thousand [950, 1,050] [1,160, 1,260]"
    assert text[text.index("ruined 25.0 0.0") + 1] == "% of worlds [15.0, 35.0] [0.0, 0.0]"
    assert "attachment 0 -" in text
    assert "value at the end [thousand] ahead equal" in text
    assert "status-quo - nurture -210 [-270, -150] * 13 % 0 %" in text
    assert text[-7].startswith("`nurture` ends with the highest value at the end, 1,210 thousand on average; better ")


def test_a_title_and_a_currency_are_used_where_the_scenario_has_them() -> None:
    text = lines(as_text(comparison_report({**PAIR, "title": "Penyedia internet", "currency": "Rp"}, ["value_end"])))
    assert text[0].startswith("Penyedia internet (isp): 260 weeks")
    assert "thousand Rp [950, 1,050] [1,160, 1,260]" in text
    assert "value at the end [thousand Rp] ahead equal" in text
    assert text[-7].startswith("`nurture` ends with the highest value at the end, 1,210 thousand Rp on average; ")


def test_all_money_has_one_multiple_and_differences_have_it_too() -> None:
    money = {"value_end": (15.2e6, 14.9e6), "cash_end": (847_000.0, 9_000.0)}
    two = document({name: {kpi: summary(means[place], 1_000.0) for kpi, means in money.items()}
                    for place, name in enumerate("ab")},
                   [pair("a", "b", kpi, here - there, 500.0, 1.0) for kpi, (here, there) in money.items()])
    text = lines(as_text(comparison_report(two, list(money))))
    at = text.index("value at the end 15,200 14,900"), text.index("cash at the end 847 9")
    assert [text[place + 1].split(" ")[0] for place in at] == ["thousand"] * 2
    assert {f"{what} at the end [thousand] ahead equal" for what in ("value", "cash")} <= set(text)
    assert "a - b +300 [300, 300] * 100 % 0 %" in text


def test_no_mark_where_the_interval_holds_0() -> None:
    unclear = document({"a": {"value_end": summary(2.0)}, "b": {"value_end": summary(1.0)}},
                       [pair("a", "b", "value_end", 1.0, 1.5, 0.7)])
    text = lines(as_text(comparison_report(unclear, ["value_end"])))
    assert "a - b +1.00 [-0.50, 2.50] 70 % 0 %" in text


def test_one_world_has_no_shares_of_worlds() -> None:
    one = document({"a": {"value_end": summary(2.0)}, "b": {"value_end": summary(1.0)}},
                   [pair("a", "b", "value_end", 1.0, None, None)], replications=1)
    text = as_text(comparison_report(one, ["value_end"]))
    assert "ahead" not in text.lower()
    assert "*" not in text


def test_on_80_columns_no_difference_is_broken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    names, kpi = ["keep-seller", "partners-sell", "partners-visit"], "revenue_final_year"
    usual = document({name: {kpi: summary(1.7e6, 5e4)} for name in names},
                     [pair(a, b, kpi, 985e3, 1e5, 0.205) | {"p_equal": 0.4} for a in names for b in names if a < b])
    text = lines(re.sub(r"\x1b\[[0-9;]*m", "", as_text(comparison_report(usual, [kpi]), True)))
    assert "revenue of the final year [thousand] ahead equal" in text
    assert "partners-sell - partners-visit +985 [885, 1,085] * under 1 % 40 %" in text


def test_one_strategy_has_no_differences() -> None:
    text = as_text(comparison_report(document({"a": {"value_end": summary(2.0, 1.0)}}, []), ["value_end"]))
    assert "Differences" not in text
    assert "*" not in text


@pytest.mark.parametrize("strategies", [1, 4, 5, 9])
def test_it_fits_however_many_strategies_and_however_long_their_names(strategies: int) -> None:
    names = [f"a-very-long-name-of-forty-characters-no-{n}" for n in range(strategies)]
    kpi = "status_revenue_final_year"
    wide = document({name: {kpi: summary(-9e6, 9e5)} for name in names},
                    [pair(a, b, kpi, -9e6, 9e5, 0.5) for a in names for b in names if a < b])
    text = as_text(comparison_report(wide, [kpi]))
    assert max(map(len, text.splitlines())) <= WIDTH
    assert text.isascii()
    # A name may be broken into lines, a number never.
    tables = text.split("* the interval")[0]
    pairs = strategies * (strategies - 1) // 2 if strategies <= 4 else strategies - 1
    numbers = strategies + pairs
    assert len(re.findall(r"-9,000(?=[ \n])", tables)) == numbers
    assert tables.count("[-9,900, -8,100]") == numbers


def test_control_codes_only_on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("NO_COLOR", raising=False)
    assert "\x1b[1m" in as_text(comparison_report(PAIR, ["value_end"]), True)
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert "\x1b" not in as_text(comparison_report(PAIR, ["value_end"]))


def test_reports_reach_neither_the_engine_nor_rich_before_they_are_made() -> None:
    program = ("import sys, retainsim.report.comparison, retainsim.report.run\n"
               "assert not {'retainsim.engine', 'retainsim.study', 'rich'} & set(sys.modules)")
    subprocess.run([sys.executable, "-c", program], check=True)


def test_many_strategies_are_told_from_the_best_one() -> None:
    names = ["a", "b", "c", "d", "e"]
    many = document({name: {"value_end": summary(float(place), 0.1)} for place, name in enumerate(names)},
                    [pair(first, second, "value_end", float(names.index(first) - names.index(second)), 0.1, 0.0)
                     for first in names for second in names if first < second])
    text = lines(as_text(comparison_report(many, ["value_end"])))
    assert "(those of e; all pairs: --json)" in text
    assert "e - a +4.00 [3.90, 4.10] * 100 % 0 %" in text
    assert not any(line.startswith("a - ") for line in text)


@pytest.mark.parametrize(("kpi", "is_said"), [("value_end", True), ("cash_end", False)])
def test_a_verdict_by_value_says_once_what_is_charged(kpi: str, is_said: bool) -> None:
    means = {"care": 1.0e6, "hunt": 1.2e6}
    two = document({name: dict.fromkeys(["cash_end", "value_end"], summary(mean, 5e4)) for name, mean in means.items()},
                   [pair("care", "hunt", name, -200_000, 60_000, 0.13) for name in ("cash_end", "value_end")])
    text = " ".join(as_text(comparison_report(two, [kpi])).split())
    assert text.count("are not charged to the clients held; all other wages and overhead are.") == is_said
