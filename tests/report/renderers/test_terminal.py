"""Pages are as wide as the terminal, within bounds, and always the same where nobody looks."""

import re

import pytest

from report.claims import judged
from report.documents import document, pair, summary
from report.test_switch_report import crossing
from report.test_switch_report import document as search
from report.test_why_report import document as explanation
from report.test_why_report import link
from retainsim.report.blocks import REST, Aside, Figure, Heading, Note, Table, Terms, Verbatim, Verdict
from retainsim.report.claims import claim_report, summary_report
from retainsim.report.comparison import comparison_report
from retainsim.report.describe import description_report, difference_report
from retainsim.report.renderers.terminal import columns
from retainsim.report.renderers.terminal import text as as_text
from retainsim.report.switch import switch_report
from retainsim.report.why import why_report
from retainsim.scenario import load
from retainsim.scenario.description import difference, parameters

NAMES = [f"a-very-long-name-of-forty-characters-no-{n}" for n in range(6)]
COMPARED = document({name: {"status_revenue_final_year": summary(-9e6, 9e5)} for name in NAMES},
                    [pair(a, b, "status_revenue_final_year", -9e6, 9e5, 0.5) for a in NAMES for b in NAMES if a < b])
WORLD, OTHER = load("isp"), load("isp", ["rivals.attacker.enabled=false", "firm.cash=7"])
REPORTS = {
    "comparison": lambda: comparison_report(COMPARED, ["status_revenue_final_year"]),
    "switch": lambda: switch_report(search([crossing(57.43, 51.04, 63.2)])),
    "why": lambda: why_report(explanation(100_000, link("attachment brings neither orders nor punctuality", 9))),
    "claim": lambda: claim_report(judged()), "claims": lambda: summary_report([judged()]),
    "description": lambda: description_report("isp", parameters(WORLD)),
    "difference": lambda: difference_report("isp", "other", difference(WORLD, OTHER)),
}


def widest(text: str) -> int:
    """Characters of the longest line, without blanks at its end and without control codes."""
    return max(len(re.sub(r"\x1b\[[0-9;]*m", "", line).rstrip()) for line in text.splitlines())


@pytest.mark.parametrize(("terminal", "page"), [(40, 72), (72, 72), (80, 80), (119, 119), (300, 120)])
def test_the_width_of_the_terminal_within_bounds(terminal: int, page: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", str(terminal))
    assert columns(on_terminal=True) == page
    assert columns(on_terminal=False) == 100


@pytest.mark.parametrize("page", REPORTS)
@pytest.mark.parametrize("terminal", [72, 80, 120])
def test_every_page_fits_its_terminal(page: str, terminal: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", str(terminal))
    assert widest(as_text(REPORTS[page](), True)) <= terminal
    assert "…" not in as_text(REPORTS[page](), True)


@pytest.mark.parametrize(("terminal", "abreast"), [(72, 2), (80, 3), (100, 3), (120, 3)])
def test_blocks_of_six_strategies_are_as_few_as_there_is_room_for_and_even(
    terminal: int, abreast: int, monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("COLUMNS", str(terminal))
    lines = as_text(REPORTS["comparison"](), True).splitlines()
    assert max(line.count("[-9,900, -8,100]") for line in lines) == abreast


@pytest.mark.parametrize(("strategies", "blocks"), [(3, [3]), (4, [2, 2]), (5, [3, 2]), (8, [3, 3, 2])])
def test_no_strategy_stands_alone_in_a_last_block(
    strategies: int, blocks: list[int], monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    table = Table(["", *(f"s{place}" for place in range(strategies))], [["a " * 18, *["[1, 2]"] * strategies]], cell=16)
    assert [line.count("[1, 2]") for line in as_text([table], True).splitlines() if "[1, 2]" in line] == blocks


def test_a_heading_is_broken_at_a_hyphen_only_if_a_word_has_no_room() -> None:
    headings = ["", "dearer: as-now-2", "a-very-long-strategy", "a: b-c"]
    table = Table(headings, [["row", "1", "2", "3"]], cell=14, gap=18)
    lines = [line.split() for line in as_text([table]).splitlines()]
    assert lines[:2] == [["dearer:", "a-very-long-"], ["as-now-2", "strategy", "a:", "b-c"]]


def test_a_number_stays_with_its_percent_sign() -> None:
    text = as_text(["a" * 97 + " 78 % of worlds", Table(["", ""], [["b" * 94, "cc 78 %"]], widths=[94, 5])])
    assert text.splitlines() == ["a" * 97, "78 % of worlds", "", "b" * 94 + "    cc", " " * 96 + "78 %"]


def test_numbers_are_never_broken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "72")
    page = as_text(REPORTS["comparison"](), True)
    assert page.count("[-9,900, -8,100]") == len(NAMES) + len(NAMES) - 1


def test_meanings_have_a_third_of_a_terminal_at_least(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    line = next(line for line in as_text(REPORTS["description"](), True).splitlines() if line.startswith("cash "))
    assert line.index("cash at week 0") <= 80 * 2 / 3


def test_each_block_has_its_form() -> None:
    blocks = [Heading("a", below="below"), Verdict(["first", "second"]), "c" * 101, Terms([("h", "i"), ("j", "k")]),
              Note("Mind.", "l"), Aside("m"), Verbatim("n" * 101), Figure("q", "r", "<svg></svg>", "<svg></svg>")]
    assert as_text(blocks) == "\n\n".join([
        "a\nbelow", "first", "second", "c" * 100 + "\nc", "h: i", "j: k", "Mind. l", "m", "n" * 101])


def test_columns_share_what_the_others_leave() -> None:
    def widths(*cells: str) -> list[int]:
        line, _ = as_text([Table(["", "", ""], [cells], range(3), [None, REST, REST])]).split("\n", 1)
        return [len(part) for part in line.split()]

    assert widths("a" * 10, "b" * 50, "c" * 50) == [10, 44, 44]
    assert widths("a" * 10, "b" * 5, "c" * 50) == [10, 5, 44]
