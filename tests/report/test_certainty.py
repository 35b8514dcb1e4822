"""What is said of how sure a comparison is."""

from typing import Any

import pytest

from retainsim.report.comparison import how_sure

from .documents import document, pair


def told(factors: list[float | None], precision: dict[str, Any] | None = None) -> list[str]:
    pairs = [pair("a", "b", "value_end", 400_000.0, 100_000.0, 0.5) | {"luck_factor": factor} for factor in factors]
    made = document({"a": {}, "b": {}}, pairs, 1240) | ({"precision": precision} if precision else {})
    return list(how_sure(made, ["value_end"]))


def asked(**changes: Any) -> dict[str, Any]:
    return {"asked": "5%", "kpi": "value_end", "half_width": 300_000.0, "wanted": 337_000.0, "largest": 6_740_000.0,
            "undefined": 0, "needed": None, "is_reached": True} | changes


def test_nothing_to_say() -> None:
    assert told([]) == told([None]) == []


@pytest.mark.parametrize(("factors", "words"), [
    ([2.94], "2.9 times as many worlds to know the differences in value_end as precisely."),
    ([2.94, 1.21, None], "1.2 to 2.9 times as many worlds to know the differences in value_end as precisely."),
    ([5925.5, 2.0], "2.0 to over 100 times as many worlds to know the differences in value_end as precisely."),
    ([0.97], "1.0 times as many worlds to know the differences in value_end as precisely."),
    ([0.8], "0.8 times as many worlds to know the differences in value_end as precisely: here the shared luck costs "
            "worlds.")])
def test_what_shared_luck_saves(factors: list[float | None], words: str) -> None:
    assert told(factors) == [f"If each strategy had its own luck instead of the same, it would take {words}"]


@pytest.mark.parametrize(("precision", "words"), [
    (asked(), "It took 1,240 worlds to know every difference in value_end within 5 % of the largest, 6,740 thousand: "
              "the widest interval is ±300 thousand."),
    (asked(asked="337000"), "It took 1,240 worlds to know every difference in value_end within 337 thousand: the "
                            "widest interval is ±300 thousand."),
    (asked(is_reached=False, needed=4_321), "1,240 worlds were not enough to know every difference in value_end within "
                              "5 % of the largest, 6,740 thousand: the widest interval is ±300 thousand. It would "
                              "take some 4,321 worlds, over twice as many as are allowed, so no more were played. "
                              "Allow more with --replications."),
    (asked(is_reached=False, needed=2_400), "1,240 worlds were not enough to know every difference in value_end within "
                              "5 % of the largest, 6,740 thousand: the widest interval is ±300 thousand. It would "
                              "take some 2,400 worlds. Allow more with --replications."),
    (asked(asked="5", wanted=5.0, is_reached=False, needed=9_999_999),
     "1,240 worlds were not enough to know every difference in value_end within 0.005 thousand: the widest interval "
     "is ±300 thousand. That is out of reach: it would take over a million worlds. Was a share meant, such as 5%?"),
    (asked(half_width=None, wanted=None, largest=None, is_reached=False),
     "1,240 worlds give no interval of a difference in value_end, nor would more of them."),
    (asked(half_width=0.0, wanted=0.0, largest=0.0),
     "The strategies do not differ in value_end in any of 1,240 worlds: there is nothing to measure more precisely."),
    (asked(undefined=2), "It took 1,240 worlds to know every difference in value_end within 5 % of the largest, 6,740 "
                         "thousand: the widest interval is ±300 thousand; 2 of the differences have none, because a "
                         "strategy has no value_end.")])
def test_the_precision(precision: dict[str, Any], words: str) -> None:
    assert told([None], precision) == [words]
