"""The verdict says no more than the intervals do."""

from typing import Any

from report.documents import document, pair, summary
from retainsim.report.lead import Difference, contrast
from retainsim.report.verdict import conclusions


def concluded(values: dict[str, Any], pairs: list[dict[str, Any]], kpis: tuple[str, ...] = ("value_end",),
              replications: int = 100) -> list[str]:
    return list(conclusions(document(values, pairs, replications), kpis))


def test_a_clear_winner() -> None:
    said = concluded({"a": {"value_end": summary(1e6)}, "b": {"value_end": summary(1.21e6)}},
                     [pair("a", "b", "value_end", -210_000, 60_000, 0.13)])
    assert said == ["`b` ends with the highest value_end, 1,210 thousand on average; better than `a` by 210 thousand "
                    "[150, 270] (ahead in 87 % of worlds)."]


def test_the_same_whichever_comes_first() -> None:
    values = {"b": {"value_end": summary(1.21e6)}, "a": {"value_end": summary(1e6)}}
    assert concluded(values, [pair("b", "a", "value_end", 210_000, 60_000, 0.87)]) == concluded(
        dict(reversed(values.items())), [pair("a", "b", "value_end", -210_000, 60_000, 0.13)])


def test_what_the_sample_cannot_tell() -> None:
    said = concluded({"a": {"value_end": summary(1e6)}, "b": {"value_end": summary(1.02e6)}},
                     [pair("a", "b", "value_end", -20_000, 60_000, 0.45)])
    assert said == ["`b` and `a` lead together with the highest value_end, 1,000 to 1,020 thousand on average. 100 "
                    "worlds cannot tell `a` from `b`; some 900 worlds may: try --replications 900."]


def test_an_interval_that_touches_0_is_not_clear() -> None:
    assert not Difference("a", "b", "value_end", 1.0, 0.0, 2.0, 0.9, 0.0).is_clear
    assert not Difference("a", "b", "value_end", 2.0, 2.0, 2.0, 1.0, 0.0).is_clear  # worlds that do not vary
    assert Difference("a", "b", "value_end", 2.0, 1.0, 3.0, 1.0, 0.0).is_clear
    assert not Difference("a", "b", "value_end", None, None, None, None, None).is_clear
    assert Difference("a", "b", "value_end", -1.0, -2.0, -0.1, 0.1, 0.0).is_clear


def test_ties_are_told_apart() -> None:
    tied = Difference("a", "b", "key_accounts_kept", 0.07, -0.02, 0.16, 0.6, 0.6)
    assert tied.in_words() == "ahead in 30 %, equal in 60 %"
    assert tied.turned().in_words() == "ahead in 10 %, equal in 60 %"


def test_few_worlds_are_called_few() -> None:
    values = {name: {"value_end": summary(mean)} for name, mean in (("a", 1.0), ("b", 2.0))}
    few, enough = (list(conclusions(document(values, [], n), ("value_end",)))
                   for n in (19, 20))
    assert any("19 worlds are few" in sentence for sentence in few)
    assert not any("are few" in sentence for sentence in enough)


def test_some_are_clear_and_some_are_not() -> None:
    values = {name: {"value_end": summary(mean)} for name, mean in
              {"a": 1e6, "b": 2e6, "c": 1.99e6, "d": 0.5e6}.items()}
    (said,) = concluded(values, [
        pair("a", "b", "value_end", -1e6, 1e5, 0.0), pair("b", "c", "value_end", 1e4, 1e5, 0.5),
        pair("b", "d", "value_end", 1.5e6, 1e5, 1.0), pair("a", "c", "value_end", -9e5, 1e5, 0.0)])
    assert said == ("`b` and `c` lead together with the highest value_end, 1,990 to 2,000 thousand on average. `b` is "
                    "better than `a` by 1,000 thousand [900, 1,100] (ahead in 100 % of worlds) and `d` by 1,500 "
                    "thousand [1,400, 1,600] (ahead in 100 % of worlds). 100 worlds cannot tell `c` from `b`; some "
                    "2,500 worlds may: try --replications 2500.")


def test_who_has_no_such_figure_is_told_apart() -> None:
    values = {name: {"cac": summary(mean)} for name, mean in (("a", 3e5), ("b", 1e5), ("c", None), ("d", None))}
    pairs = [pair("a", "b", "cac", 2e5, 1e4, 0.0)]
    nothing = dict.fromkeys(("difference", "low", "high", "p_a_better", "p_equal"))
    pairs += [{"a": "b", "b": name, "kpi": "cac"} | nothing for name in ("c", "d")]
    (said,) = concluded(values, pairs, ("cac",))
    assert said.endswith("(ahead in 100 % of worlds); `c` and `d` have no such figure.")
    (said,) = concluded({name: values[name] for name in "abc"}, pairs[:2], ("cac",))
    assert said.endswith("; `c` has no such figure.")


def test_where_less_is_better() -> None:
    (said,) = concluded({"a": {"exits_total": summary(3e5)}, "b": {"exits_total": summary(1e5)}},
                        [pair("a", "b", "exits_total", 2e5, 1e4, 0.0)], ("exits_total",))
    assert said.startswith("`b` ends with the lowest exits_total, 100 thousand exits on average; better than `a` by")


def test_what_speaks_against_the_winner() -> None:
    kpis = {"value_end": summary(2e6), "revenue_total": summary(1e6), "insolvent": summary(0.03)}
    other = {"value_end": summary(1e6), "revenue_total": summary(3e6), "insolvent": summary(0.0)}
    said = concluded({"a": kpis, "b": other}, [pair("a", "b", "value_end", 1e6, 1e5, 0.9),
                                               pair("a", "b", "revenue_total", -2e6, 1e5, 0.02)],
                     ("value_end", "revenue_total"))
    assert said[1:] == [
        "By revenue_total, however, `a` is behind `b` by 2,000 thousand [1,900, 2,100] (`b` ahead in 98 % of "
        "worlds).",
        "Note that `a` was insolvent in 3 % of worlds."]


def test_a_tied_group_is_named_once() -> None:
    """Of a and b, which lead together, one sentence says that c has more cash, and one that they were insolvent."""
    values = {name: {"value_end": summary(value), "cash_end": summary(cash), "insolvent": summary(ruin)}
              for name, value, cash, ruin in (("a", 1e6, 1e5, 0.03), ("b", 1e6, 2e5, 0.05), ("c", 5e5, 5e5, 0.0))}
    pairs = [pair("a", "b", "value_end", 0, 1e3, 0.5), pair("a", "c", "value_end", 5e5, 1e3, 1),
             pair("b", "c", "value_end", 5e5, 1e3, 1), pair("a", "b", "cash_end", -1e5, 2e5, 0.4),
             pair("a", "c", "cash_end", -4e5, 1e3, 0), pair("b", "c", "cash_end", -3e5, 1e3, 0)]
    said = concluded(values, pairs, ("value_end", "cash_end"))
    assert said[-2:] == ["By cash_end, however, `a` and `b` are behind `c` by 300 to 400 thousand.",
                         "Note that `a` was insolvent in 3 % and `b` in 5 % of worlds."]
    values["c"]["insolvent"] = summary(0.03)
    assert concluded(values, pairs, ("value_end", "cash_end"))[-1] == (
        "Note that `a` and `c` were insolvent in 3 % and `b` in 5 % of worlds.")
    many = {f"{name}{place}": values[name] for name in "ac" for place in "123"}
    assert concluded(many, [], ("value_end",))[-1] == (
        "Note that `a1`, `a2`, `a3`, `c1`, `c2` and `c3` were insolvent in 3 % of worlds.")
    pairs[3] = pair("a", "b", "cash_end", -1e5, 1e3, 0)  # a is behind b, too: they are not behind the same
    said = concluded(values, pairs, ("value_end", "cash_end"))
    assert [sentence[:35] for sentence in said if "however" in sentence] == [
        "By cash_end, however, `a` is behind", "By cash_end, however, `b` is behind"]


def test_one_world_says_nothing_of_chance() -> None:
    (said,) = concluded({"a": {"value_end": summary(1e6)}, "b": {"value_end": summary(2e6)}},
                        [pair("a", "b", "value_end", -1e6, None, 0.0)], replications=1)
    assert said.endswith("but so few worlds cannot rule out chance: try --replications 100.")


def test_nothing_to_compare() -> None:
    assert concluded({"a": {"value_end": summary(1e6)}}, []) == []
    assert concluded({"a": {"cac": summary(None)}, "b": {"cac": summary(1.0)}}, [], ("cac",)) == [
        "There is nothing to compare: fewer than two strategies have a cac."]
    assert concluded({"a": {"onward_moves": summary(1.0)}, "b": {"onward_moves": summary(2.0)}}, [],
                     ("onward_moves",)) == []  # neither direction is good in itself


def test_of_many_the_nearest_and_the_farthest_are_named() -> None:
    worse = {"a": 4e6, "c": 1e6, "d": 3e6, "e": 2e6}
    values = {"b": {"value_end": summary(5e6)}} | {name: {"value_end": summary(mean)} for name, mean in worse.items()}
    pairs = [pair("b", name, "value_end", 5e6 - mean, 1e5, 1.0) for name, mean in worse.items()]
    (said,) = concluded(values, pairs)
    assert said == ("`b` ends with the highest value_end, 5,000 thousand on average; better than all 4 others, from "
                    "`a` by 1,000 thousand [900, 1,100] (ahead in 100 % of worlds) to `c` by 4,000 thousand [3,900, "
                    "4,100] (ahead in 100 % of worlds).")
    (said,) = concluded(values | {"f": {"value_end": summary(4.9e6)}},
                        [*pairs, pair("b", "f", "value_end", 1e5, 2e5, 0.6)])
    assert "`b` is better than 4 others, from `a`" in said
    assert said.endswith(". 100 worlds cannot tell `f` from `b`; some 400 worlds may: try --replications 400.")
    (said,) = concluded(values, [pair("b", name, "value_end", 5e6 - mean, 9e6, 0.6) for name, mean in worse.items()])
    assert said.startswith("`b`, `a`, `c` and 2 more lead together")
    assert said.endswith("100 worlds cannot tell `a`, `c`, `d` and 1 more from `b`; some 8,100 worlds may: try "
                         "--replications 8100.")


def test_what_is_worth_explaining() -> None:
    means = {"a": 2.0, "b": 3.0, "c": 1.0}
    pairs = [pair(*two, kpi, means[two[0]] - means[two[1]], 0.5, 1.0) for two in ("ab", "bc", "ac")
             for kpi in ("value_end", "exits_total")]
    told = document({name: {"value_end": summary(means.get(name)), "exits_total": summary(means.get(name))}
                     for name in "abcd"}, pairs)
    assert contrast(told, ["value_end"], "a") == ("b", "a", "value_end")
    assert contrast(told, ["value_end"], "b") == ("b", "c", "value_end")  # the best is what is done: against the worst
    assert contrast(told, ["value_end"], "elsewhere") == ("b", "c", "value_end")
    close = document(told["strategies"], [one | {"low": -9.0, "high": 9.0} if {one["a"], one["b"]} == set("ab") else one
                                          for one in pairs])
    assert contrast(close, ["value_end"], "a") == ("b", "c", "value_end")  # the best two that can be told apart
    unclear = document(told["strategies"], [one | {"low": -9.0, "high": 9.0} for one in pairs])
    assert contrast(unclear, ["value_end"], "a") is None
    assert contrast(told, ["mean_fee", "exits_total"], "d") == ("c", "b", "exits_total")  # fewer are better
    assert contrast(told, ["mean_fee"], "a") is None
    assert contrast(document({"a": {"value_end": summary(1.0)}}, []), ["value_end"], "a") is None


IDENTICAL = {"difference": 0.0, "low": 0.0, "high": 0.0, "p_a_better": 0.5, "p_equal": 1.0}


def test_identical_strategies_are_called_so_and_no_more_worlds_are_wanted() -> None:
    values = {name: {"value_end": summary(1e6)} for name in "ab"}
    said = concluded(values, [pair("a", "b", "value_end", 0, 0, 0.5) | IDENTICAL], replications=12)
    assert said == ["`a` and `b` lead together with the highest value_end, 1,000 thousand on average. `b` is identical "
                    "to `a`, with the same figures in every world."]
    (said, *_) = concluded(values, [pair("a", "b", kpi, 0, 1, 0.5) | IDENTICAL | {"p_equal": equal}
                                    for kpi, equal in (("value_end", 1.0), ("cash_end", 0.9))])
    assert said.endswith(". `b` is level with `a` in every world.")


def test_what_is_not_worth_telling_is_a_tie() -> None:
    values = {"a": {"value_end": summary(1e6)}, "b": {"value_end": summary(1.005e6)}}
    for half in (4_000, 9_000):  # clear or not: known to be little
        (said,) = concluded(values, [pair("a", "b", "value_end", -5_000, half, 0.2)])
        assert said.endswith("`a` and `b` differ by less than is worth telling, 10.1 thousand (1 % of the largest "
                             "mean).")
        assert said.startswith("`b` and `a` lead together")


def test_more_worlds_are_wanted_only_where_they_help() -> None:
    values = {"a": {"value_end": summary(1e6)}, "b": {"value_end": summary(1.02e6)}}

    def advice(gap: float, half: float, **more: Any) -> str:
        pairs = [pair("a", "b", "value_end", -gap, half, 0.4)]
        return " ".join(conclusions(document(values, pairs, 100) | more, ("value_end",)))

    assert "some 900 worlds may: try --replications 900." in advice(20_000, 60_000)  # 100 x (60 / 20)^2
    assert "some 3,500 worlds may: try --replications 3500." in advice(1_000, 60_000)  # 100 x (60 / 10.2)^2
    assert "nor would 10,000 worlds." in advice(1_000, 600_000)
    assert "some 900 worlds may." in advice(20_000, 60_000, precision={})  # then --replications is a bound
    few = concluded(values, [pair("a", "b", "value_end", -20_000, 60_000, 0.4)], replications=12)
    assert "some 110 worlds may: try --replications 110" in few[0]
    assert "Try" not in few[1]


def test_where_value_and_cash_disagree_that_comes_first() -> None:
    values = {"a": {"value_end": summary(2e6), "cash_end": summary(1e5)},
              "b": {"value_end": summary(1e6), "cash_end": summary(9e5)}}
    pairs = [pair("a", "b", "value_end", 1e6, 1e5, 0.9), pair("a", "b", "cash_end", -8e5, 1e5, 0.1)]
    assert concluded(values, pairs)[0] == ("Value and cash disagree: by value_end `a` is ahead, by cash_end `b` is "
                                           "ahead.")
    pairs[1] = pair("a", "b", "cash_end", -8e5, 1e6, 0.4)  # which may be chance
    assert concluded(values, pairs)[0].startswith("`a` ends with")
