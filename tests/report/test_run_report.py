"""The page about one world, from a trace made by hand."""

import re
from typing import Any

import numpy as np
import pytest

from retainsim.declared import events as kinds
from retainsim.declared import reasons
from retainsim.declared.codes import DISSOLVED, FIRM, NOBODY
from retainsim.report.pages import run_files
from retainsim.report.renderers.terminal import text as as_text
from retainsim.report.run import answer, run_report

from .story import lived


def told(events: list[tuple[int, ...]], **more: Any) -> list[str]:
    """The lines of the page, runs of spaces as one."""
    return [" ".join(line.split()) for line in as_text(run_report(lived(events, **more), "isp, nurture")).splitlines()]


def test_a_quiet_world() -> None:
    text = told([], cash=1_234_500, clients=50)
    assert text[0] == "isp, nurture"
    assert " ".join(text[2:4]) == ("The firm begins with 50 clients, wins 0 and loses 0: 50 are left. Of its 5 key "
                                   "accounts it keeps all. After 60 weeks it has 12,345 in cash.")
    assert "Nothing that a strategist would need to know." in text
    assert "client 0 10,000 a week stays throughout" in text


def test_the_years() -> None:
    text = told([(0, kinds.STARTS, 45, NOBODY, FIRM, 0), (51, kinds.ENDS, 46, FIRM, 1, reasons.COURTED),
                 (52, kinds.STARTS, 46, 1, FIRM, 0),
                 (53, kinds.DISSOLVES, 47, FIRM, DISSOLVED, reasons.DISSOLUTION),
                 (53, kinds.ENDS, 48, 1, 2, reasons.TENDER), (54, kinds.ENDS, 3, FIRM, 1, reasons.COURTED)],
                fees=420_000, order_revenue=100_000, credits=20_000, direct_costs=150_000, fixed_costs=50_000,
                written_off=10_000, cash=np.arange(60) * 1e6, clients=10, status_clients=4, attachment=2.5, believed=5)
    # A full year: 52 * (4,200 + 1,000 - 200) revenue, 52 * (5,000 - 1,500 - 500 - 100) profit, cash of week 51.
    assert "1 10 4 5 1 1 260 151 510 0.25 0.50" in text
    assert "2 (8 weeks) 10 4 4 1 2 40 23 590 0.25 0.50" in text


@pytest.mark.parametrize("weeks", [52, 60])
def test_the_headings_of_the_years_are_broken_between_words_only(weeks: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    page = as_text(run_report(lived([], weeks=weeks, cash=1e8, clients=1000), "isp"), True)
    head = page.split("Year by year")[1].split("\n\n")[1].split("\n1 ")[0]
    words = set(re.sub(r"\x1b\[[0-9;]*m", " ", head).split())
    assert words == {"year", "status", "clients", "key", "accounts", "new", "lost", "revenue", "profit", "cash",
                     "attachment", "[0..1]", "as", "the", "firm", "sees", "it"}


def test_years_without_clients() -> None:
    assert "1 0 0 0 0 0 0 0 0 - -" in told([], weeks=52, served=False)


def test_what_became_of_the_key_accounts() -> None:
    text = told([(3, kinds.ENDS, 0, FIRM, 1, reasons.COURTED), (4, kinds.ENDS, 1, FIRM, NOBODY, reasons.BACKGROUND),
                 (5, kinds.DISSOLVES, 2, FIRM, DISSOLVED, reasons.DISSOLUTION),
                 (6, kinds.ENDS, 3, FIRM, 2, reasons.INSOLVENT)])
    at = text.index("fee what became of it")
    # Fees are 5,000 and less, at a price index of 2.
    assert text[at + 1:at + 6] == [
        "client 0 10,000 a week lost in week 3 to the attacker, courted away; back at the end",
        "client 1 9,800 a week lost in week 4 to no other supplier, for reasons of its own; back at the end",
        "client 2 9,600 a week lost in week 5 because it ceases to exist; back at the end",
        "client 3 9,400 a week lost in week 6 to telco, because the firm is insolvent; back at the end",
        "client 4 9,200 a week stays throughout"]


NOTICE = (50, kinds.DECIDES, 0, FIRM, 1, reasons.COURTED)


def test_who_has_given_notice_does_not_stay() -> None:
    assert "client 0 10,000 a week gave notice in week 50, bound for the attacker, courted away" in told([NOTICE])
    assert "Of its 5 key accounts it keeps all, but client 0 has given notice." in " ".join(told([NOTICE]))
    both = " ".join(told([NOTICE, (50, kinds.DECIDES, 1, FIRM, 2, reasons.TENDER)]))
    assert "keeps all, but client 0 and client 1 have given notice." in both
    left = told([(3, kinds.ENDS, 0, FIRM, 1, reasons.COURTED), (9, kinds.STARTS, 0, 1, FIRM, reasons.COURTED), NOTICE])
    assert ("client 0 10,000 a week lost in week 3 to the attacker, courted away; back at the end, but gave "
            "notice in week 50, bound for the attacker, courted away") in " ".join(left)
    assert "client 0 10,000 a week stays throughout" in told([NOTICE, (51, kinds.RESCUED, 0, FIRM, FIRM, kinds.STAYS)])


def test_money_has_its_name_and_one_multiple(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("retainsim.report.run.title_of", lambda lived: "isp")
    world = lived([(21, kinds.ENDS, who, FIRM, 2, reasons.INSOLVENT) for who in range(3)], cash=-600_000.0)
    world.scenario.currency, world.kpis = "EUR", {"cash_end": -6_000.0, "revenue_total": 150_000.0}
    said = " ".join(as_text(run_report(world, "isp")).split())
    for told in ("client 0 10,000 EUR a week", "its credit line of 5,000 EUR.", "(money in thousand EUR)",
                 "cash at the end -6 thousand EUR", "revenue 150 thousand EUR"):
        assert told in said
    world.trace.series[:] = 0.0
    assert "After 60 weeks it has 0 EUR in cash." in " ".join(answer(world))
    assert "cash [thousand EUR]" in run_files(world)["figures/world-state.svg"].decode()


def test_a_firm_without_clients() -> None:
    text = told([], served=False)
    assert not any("key account" in line for line in text[:12])
    assert "The firm begins with 0 clients, wins 0 and loses 0: none is left. After 60 weeks it has 0 in cash." in text


def test_insolvency() -> None:
    cash = np.where(np.arange(60) < 20, 0.0, -500_001.0)
    said = " ".join(told([(21, kinds.ENDS, who, FIRM, 2, reasons.INSOLVENT) for who in range(3)], cash=cash))
    assert "It is insolvent from week 20 on." in said
    assert ("20 The firm is insolvent: it owes more than its credit line of 5,000. Service stops, and its last 3 "
            "clients move on.") in said
    assert "insolvent from" not in " ".join(told([], cash=-500_000.0))


FELT = {"attachment_mean": 0.02, "believed_attachment_mean": 0.65, "perception_gap": 0.63}


@pytest.mark.parametrize(("left", "words"), [
    (0, "When it last had clients, their attachment was 0.02 of 1; the firm believed it was 0.65."),
    (3, "At the end its clients' attachment is 0.02 of 1; the firm believes it is 0.65.")])
def test_how_clients_felt_is_told_of_when_there_were_any(left: int, words: str) -> None:
    world = lived([], clients=np.where(np.arange(60) < 40, 50, left))
    world.kpis = FELT
    assert list(answer(world))[-1] == words


def test_how_much_is_not_told() -> None:
    said = " ".join(told([(1, kinds.STARTS, 45, 2, FIRM, reasons.COURTED)]))
    assert "1 more events of clients are not shown here" in said


def test_the_kpis() -> None:
    text = told([])
    assert text[text.index("Where it ended (what the figures mean: retainsim kpis)") + 2:] == [
        "money cash at the end -6,000 currency", "ruined yes", "clients clients at the end 3 clients",
        "customer acquisition cost -"]
