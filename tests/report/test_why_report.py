"""The page that says why."""

from typing import Any

from retainsim.report.renderers.terminal import text as as_text
from retainsim.report.why import verdict, why_report

CHAIN = [("hours", "hunting", "hours/week", 0.0, 280.0), ("hours", "care", "hours/week", 312.0, 0.0),
         ("contact", "caring visits", "per client-year", 9.4, 0.0), ("attachment", "as it is", "0..1", 0.56, 0.04),
         ("exits", "courted away", "per 100 client-years", 0.5, None), ("new clients", "won", "per year", 12.6, 68.7)]


def link(name: str, difference: float, half: float = 10_000.0, both_ruined: float = 0.0) -> dict[str, Any]:
    return {"name": name, "difference": difference, "low": difference - half, "high": difference + half,
            "both_ruined": both_ruined, "carries": True}


def document(difference: float, *links: dict[str, Any]) -> dict[str, Any]:
    return {"scenario": "isp", "a": "nurture", "b": "hunt", "kpi": "cash_end", "weeks": 260, "replications": 40,
            "chain": [dict(zip(("link", "figure", "unit", "a", "b"), row, strict=True)) for row in CHAIN],
            "difference": link("as it is", difference), "links": list(links)}


def test_the_verdict_tells_the_chain_and_the_links_that_carry_it() -> None:
    said = verdict(document(100_000, link("nobody attacks", -50_000), link("visits build nothing", 30_000),
                            link("nobody tries", 90_000)))
    assert said.startswith("nurture ends 100 thousand better than hunt in cash_end.")
    assert "312 hours a week for care (0)" in said
    assert "0.5 of 100 clients courted away in a year (none)" in said
    assert "if nobody attacks (then the other is ahead)" in said
    assert "visits build nothing (then 30 % is left)" in said
    assert "nobody tries" not in said


def test_the_other_strategy_may_be_ahead() -> None:
    said = verdict(document(-100_000, link("nobody tries", -90_000)))
    assert said.startswith("hunt ends 100 thousand better than nurture")
    assert "0 hours a week for care (312)" in said
    assert said.endswith("No single link carries this: whichever is cut, at least half of the difference is left.")


def test_no_verdict_where_the_worlds_cannot_tell() -> None:
    assert verdict(document(5_000)) == ("In cash_end these worlds cannot tell nurture from hunt; some 160 worlds may: "
                                        "try --replications 160.")
    assert verdict(document(10)) == "In cash_end these worlds cannot tell nurture from hunt, nor would 10,000 worlds."
    same = document(0) | {"difference": link("as it is", 0, half=0)}
    assert verdict(same) == "nurture and hunt do not differ in cash_end in any of these worlds."


def test_the_page() -> None:
    text = as_text(why_report(document(100_000, link("nobody attacks", -50_000))))
    assert text.isascii()
    assert max(map(len, text.splitlines())) <= 100
    assert "nobody attacks" in text
    assert "-50 %" in text


def test_a_link_that_may_be_chance_carries_nothing() -> None:
    doubtful = link("visits build nothing", 30_000) | {"carries": False}
    said = verdict(document(100_000, doubtful))
    assert said.endswith("No single link carries this by more than chance, though less than half of the difference is "
                         "left if visits build nothing.")


def test_an_undefined_figure_is_a_dash() -> None:
    nothing = {"name": "nobody attacks", "difference": None, "low": None, "high": None, "both_ruined": 0.0,
               "carries": False}
    text = as_text(why_report(document(100_000) | {"difference": nothing, "links": [nothing]}))
    assert "nan" not in text
    assert "these worlds cannot tell" in text


def test_why_no_share_is_left_of_what_may_be_chance_is_said() -> None:
    doubtful, certain = (as_text(why_report(document(whole, link("nobody tries", 90_000)))) for whole in (5_000, 1e5))
    assert "The difference may be chance, so no share of it is told." in doubtful
    assert "may be chance" not in certain


def test_a_cut_that_ruins_both_is_marked_and_explained() -> None:
    text = as_text(why_report(document(100_000, link("nobody hunts", -20_000, both_ruined=0.6),
                             link("nobody tries", 90_000, both_ruined=0.5))))
    rows = [line for line in text.splitlines() if line.startswith("nobody")]
    assert [row.endswith("% * +") for row in rows] == [True, False]
    assert "nobody hunts (then both are ruined)" in " ".join(text.split())
    assert "+ the firm is then ruined under both strategies in most worlds" in text
    assert "+ the firm" not in as_text(why_report(document(100_000, link("nobody tries", 90_000))))


def test_no_part_is_told_of_a_difference_that_may_be_nothing() -> None:
    (row,) = [line for line in as_text(why_report(document(5_000, link("nobody tries", 6_000)))).splitlines()
              if line.startswith("nobody tries")]
    assert row.endswith("[-4,000, 16,000]  *")
    assert "%" not in row
    assert "interval  left" not in as_text(why_report(document(5_000)))
    assert "interval  left" in as_text(why_report(document(100_000)))


def test_two_ruins_are_called_so() -> None:
    ruined = document(100_000) | {"difference": link("as it is", 100_000, both_ruined=1.0)}
    assert "Note that the firm is ruined under both strategies in most worlds" in as_text(why_report(ruined))
    assert "Note that" not in as_text(why_report(document(100_000)))


def test_where_hunting_carries_a_lead_in_value_the_page_says_what_is_charged() -> None:
    hunting = link("nobody hunts", -20_000)
    for kpi, carries, is_said in (("value_end", True, True), ("value_end", False, False), ("cash_end", True, False)):
        page = {**document(100_000, {**hunting, "carries": carries}), "kpi": kpi}
        assert ("not charged to the clients held" in " ".join(as_text(why_report(page)).split())) is is_said
