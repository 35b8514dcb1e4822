"""The page about a search says no more than the intervals do."""

from typing import Any

from retainsim.report.renderers.terminal import WIDTH
from retainsim.report.renderers.terminal import text as as_text
from retainsim.report.switch import switch_report, verdict


def point(factor: float, difference: float, half: float = 10_000.0, both_ruined: float = 0.0, equal: float = 0.0,
          mean: float = 1e5) -> dict[str, Any]:
    return {"factor": factor, "mean_a": mean, "mean_b": mean - difference, "difference": difference,
            "low": difference - half, "high": difference + half, "p_a_better": 0.75, "p_equal": equal,
            "both_ruined": both_ruined}


def crossing(at: float, low: float | None, high: float | None, above: str = "nurture") -> dict[str, Any]:
    return {"at": at, "low": low, "high": high, "ahead_above": above,
            "ahead_below": "hunt" if above == "nurture" else "nurture"}


POINTS = [point(10, -40_000), point(60, 0), point(120, 50_000)]


def document(crossings: list[dict[str, Any]], points: list[dict[str, Any]] = POINTS, **others: Any) -> dict[str, Any]:
    return {"scenario": "isp", "digest": "0123456789abcdef", "seed": 2001, "weeks": 260, "replications": 100,
            "worth_telling": 0.01, "factor": "rivals.attacker.courting_hours_per_week", "unit": "hours/week",
            "whole": False, "low": 10, "high": 120, "a": "nurture", "b": "hunt", "kpi": "value_end",
            "crossings": crossings, "points": points} | others


def lines(text: str) -> list[str]:
    """The lines with runs of spaces as one."""
    return [" ".join(line.split()) for line in text.splitlines()]


def test_what_stands_on_it() -> None:
    page = as_text(switch_report(document([crossing(57.43, 51.04, 63.2)])))
    text = lines(page)
    assert text[0] == "isp: 260 weeks, 100 replications, seed 2001, digest 0123456789abcdef"
    assert text[2].startswith("`nurture` overtakes `hunt` by value at the end where")
    assert "10.0 -40 [-50, -30] * ahead in 75 % of worlds" in text
    assert "60.0 0 [-10, 10] ahead in 75 % of worlds" in text
    assert page.isascii()
    assert max(map(len, page.splitlines())) <= WIDTH


def test_the_factor_is_told_as_it_was_typed() -> None:
    points = [point(2_000, -40_000), point(12_500, 50_000)]
    text = lines(as_text(switch_report(document([], points, factor="firm.overhead_per_week", unit="currency/week",
                                                low=2_000, high=12_500))))
    assert "2,000 -40 [-50, -30] * ahead in 75 % of worlds" in text
    assert "12,500 +50 [40, 60] * ahead in 75 % of worlds" in text


def test_a_factor_without_a_unit_is_called_by_its_name() -> None:
    text = lines(as_text(switch_report(document([], factor="rivals.attacker.price_index", unit=""))))
    assert any(line.startswith("price_index nurture - hunt") for line in text)


def test_one_crossing() -> None:
    assert list(verdict(document([crossing(57.43, 51.04, 63.2)]))) == [
        "`nurture` overtakes `hunt` by value_end where rivals.attacker.courting_hours_per_week rises above 57.4 "
        "hours/week; 95 % interval [51.0, 63.2].",
        "At the ends: at 10.0 hours/week `hunt` by 40 thousand [30, 50]; at 120.0 hours/week `nurture` by 50 thousand "
        "[40, 60]."]


def test_whole_numbers_are_told_as_they_are() -> None:
    said = next(verdict(document([crossing(21_234, 20_001, 22_345)], factor="market.buildings", unit="buildings",
                                 whole=True, low=15_000, high=30_000)))
    assert said == ("`nurture` overtakes `hunt` by value_end from market.buildings = 21,234 buildings on; 95 % "
                    "interval [20,001, 22,345].")


def test_a_unit_that_the_factor_names_is_not_said_twice() -> None:
    said = next(verdict(document([crossing(77, 73, 82)], factor="weeks", unit="weeks", whole=True)))
    assert "from weeks = 77 on;" in said


def test_bounds_that_the_sample_does_not_give() -> None:
    points = [point(10, -5_000), point(60, 2_000), point(120, 8_000), point(130, 0, 9e6, both_ruined=0.9)]
    said = [next(verdict(document([crossing(57.4, *bounds)], points)))
            for bounds in ((51.0, None), (None, 63.2), (None, None))]
    # 100 x (10 / 8)^2 worlds or 100 x (10 / 5)^2 show the easiest of each side.
    assert said[0].endswith("; with 95 % certainty not below 51.0. `nurture` is nowhere clearly ahead above it, so "
                            "these worlds give no other bound; some 160 worlds may: try --replications 160.")
    assert said[1].endswith("; with 95 % certainty not above 63.2. `hunt` is nowhere clearly ahead below it, so "
                            "these worlds give no other bound; some 400 worlds may: try --replications 400.")
    assert said[2].endswith("57.4 hours/week, but on neither side is the leader clear: these worlds cannot tell it "
                            "from chance; some 400 worlds may: try --replications 400.")


def test_more_worlds_are_wanted_only_where_they_help() -> None:
    close = [point(10, -500, 900), point(60, 0, 900), point(120, 500, 900)]  # less than 1 % of 100,000
    said = next(verdict(document([crossing(60, None, None)], close)))
    assert said.endswith("these worlds cannot tell it from chance.")
    (said,) = verdict(document([], close[1:]))
    assert said.startswith("By value_end the two differ by less than is worth telling, 1 % of the larger mean: at 60.0")
    (said,) = verdict(document([], [point(10, 500, 9_000), point(120, 700, 8_000)]))
    assert said.startswith("Nowhere do these worlds tell the two apart by value_end; some 6,400 worlds may: try "
                           "--replications 6400. At 10.0 hours/week")  # 100 x (8 / 1)^2
    (said,) = verdict(document([], [point(10, 500, 900_000), point(120, 700, 800_000)]))
    assert said.startswith("Nowhere do these worlds tell the two apart by value_end, nor would 10,000 worlds. At 10.0")


def test_each_side_of_a_change_ends_at_the_next_one() -> None:
    points = [point(10, -5_000), point(40, 2_000), point(90, -9_000)]
    said = list(verdict(document([crossing(30, 20, None), crossing(80, 70, 85, "hunt")], points)))
    assert "some 2,500 worlds may" in said[1]  # of the point between them: 100 x (10 / 2)^2


def test_several_crossings() -> None:
    said = list(verdict(document([crossing(30, 25, 35), crossing(80, 75, 85, "hunt")])))
    assert said[0] == ("The lead changes 2 times; each interval holds on its own, not together with the others.")
    assert said[1].startswith("`nurture` overtakes `hunt`")
    assert said[2].startswith("`hunt` overtakes `nurture`")


def test_no_crossing() -> None:
    said = list(verdict(document([], [point(10, 20_000), point(120, 5_000)])))
    assert said == ["`nurture` is ahead by value_end, though not everywhere by more than chance: at 10.0 hours/week "
                    "`nurture` by 20 thousand [10, 30]; at 120.0 hours/week `nurture` by 5 "
                    "thousand [-5, 15], which may be chance."]


def test_the_head_says_no_weeks_where_they_are_the_factor() -> None:
    head = as_text(switch_report(document([], factor="weeks", unit="weeks", whole=True))).splitlines()[0]
    assert head == "isp: 100 replications, seed 2001, digest 0123456789abcdef"


def test_where_less_is_better() -> None:
    exits = [point(10, 4, 1, mean=50), point(120, 5, 1, mean=50)]
    (said,) = verdict(document([], exits, kpi="exits_total"))
    assert said == ("`hunt` is ahead by exits_total throughout: at 10.0 hours/week `hunt` by 4 exits [3, 5]; at 120.0 "
                    "hours/week `hunt` by 5 exits [4, 6].")


def test_no_difference_that_is_more_than_chance() -> None:
    (said,) = verdict(document([], [point(10, 5_000), point(120, 0)]))
    assert said == ("Nowhere do these worlds tell the two apart by value_end; some 400 worlds may: try --replications "
                    "400. At 10.0 hours/week `nurture` by 5 thousand [-5, 15], which may be chance; at 120.0 "
                    "hours/week they are level.")
    (said,) = verdict(document([], [point(10, 0), point(120, 0)]))
    assert said == "The two are level throughout by value_end."


def test_few_worlds_are_called_few() -> None:
    assert any("19 worlds are few" in said and said.endswith("Try --replications 100.")
               for said in verdict(document([], replications=19)))
    *_, said = verdict(document([], [point(10, 5_000)], replications=19))  # which may need 110
    assert said.endswith("which they are not yet.")


def test_neighbours_that_say_the_same_share_a_row() -> None:
    found = document([], [point(10, -4e4), point(20, -4e4), point(30, -4e4 + 1e-8), point(40, 5e4), point(50, 5e4)])
    page = lines(as_text(switch_report(found)))
    assert [line for line in page if line[:1].isdigit() and "ahead in" in line] == [
        "10.0 to 30.0 -40.0 [-50.0, -30.0] * ahead in 75 % of worlds",
        "40.0 to 50.0 +50.0 [40.0, 60.0] * ahead in 75 % of worlds"]
    assert ("rivals.attacker.courting_hours_per_week acts in steps: where a row spans several values, all of them give "
            "exactly the same difference.") in list(verdict(found))
    assert not any("steps" in said for said in verdict(document([], POINTS)))


def test_where_a_factor_changes_nothing() -> None:
    some = list(verdict(document([], [point(10, -4e4), point(20, -3e4), point(30, -3e4)])))
    assert some[-1] == ("rivals.attacker.courting_hours_per_week does not change the difference from 20.0 to 30.0 "
                        "hours/week.")
    everywhere = list(verdict(document([], [point(10, -4e4), point(20, -4e4)])))
    assert everywhere[-1].endswith(" does not change the difference anywhere in this range.")


def test_ruin_of_both_is_marked_and_is_no_lead() -> None:
    found = document([], [point(10, -4e4), point(60, -3e4), point(90, 5e4, both_ruined=0.6), point(120, 4e4, 9e4, 0.9)])
    said = list(verdict(found))
    assert said[:2] == [
        "`hunt` is ahead by value_end throughout, leaving aside ruin of both: at 10.0 hours/week `hunt` by 40 thousand "
        "[30, 50]; at 60.0 hours/week `hunt` by 30 thousand [20, 40].",
        "At rivals.attacker.courting_hours_per_week = 90.0 to 120.0 hours/week both firms are ruined in most worlds: "
        "the one that has lost less is not called ahead."]
    page = as_text(switch_report(found))
    assert "90.0 +50 [40, 60] *+ ahead in 75 % of worlds" in lines(page)
    assert "120.0 +40 [-50, 130] + ahead in 75 % of worlds" in lines(page)
    assert "+ the firm is ruined under both strategies in most worlds" in page
    assert "+ the firm" not in as_text(switch_report(document([], POINTS)))


def test_ruin_of_both_everywhere_or_in_between() -> None:
    said = list(verdict(document([], [point(10, -4e4, both_ruined=1), point(120, 4e4, both_ruined=1)])))
    assert said[0] == "Neither is ahead by value_end anywhere."
    said = list(verdict(document([], [point(10, -4e4), point(60, 1e4, both_ruined=1), point(120, 4e4)])))
    assert said[0].startswith("Each is ahead by value_end at one end, with ruin of both in between: at 10.0 ")
    assert said[1].startswith("At rivals.attacker.courting_hours_per_week = 60.0 hours/week both firms are ruined")
    said = list(verdict(document([crossing(50, 40, 55)],
                                 [point(10, -4e4), point(60, 2e4), point(90, 0, both_ruined=1)])))
    assert said[1].startswith("At the ends, leaving aside ruin of both: at 10.0 hours/week `hunt`")


def test_a_stretch_on_which_they_are_level_is_no_place() -> None:
    points = [point(10, -4e4), point(60, 0, 0, equal=1.0), point(120, 4e4)]
    said = next(verdict(document([crossing(60, 50, 70)], points)))
    assert said == ("`nurture` overtakes `hunt` by value_end as rivals.attacker.courting_hours_per_week rises, after "
                    "values at which the two are level in every world, such as 60.0 hours/week; 95 % interval "
                    "[50.0, 70.0].")


def test_a_date_is_told_as_one() -> None:
    dates = {"factor": "rivals.attacker.start_week", "unit": "week", "whole": True, "low": 0, "high": 120}
    assert "; at week 120 `nurture` by" in next(verdict(document([], [point(0, 2e4), point(120, 5e4)], **dates)))
