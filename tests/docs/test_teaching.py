"""What the lessons say that a class will see, played anew."""

from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from retainsim.classroom.debrief import standing
from retainsim.classroom.firm import Firm
from retainsim.classroom.game import world_of
from retainsim.declared import columns
from retainsim.results.facts import is_insolvent
from retainsim.scenario import Scenario, change, load

PAGE = " ".join((Path(__file__).parents[2] / "docs" / "teaching.md").read_text().split())
ISP = load("isp")
PEACE = change(ISP, ["rivals.attacker.enabled=false"])


def lived(scenario: Scenario, strategy: str, replication: int = 0) -> tuple[Firm, dict[str, float]]:
    firm = Firm(scenario, strategy, replication)
    firm.live(firm.weeks)
    return firm, standing(firm)


@cache
def ten(strategy: str) -> list[dict[str, float]]:
    return [lived(ISP, strategy, replication)[1] for replication in range(10)]


def test_lesson_one_shows_in_world_0() -> None:
    game = world_of(ISP, 0)
    ends = {name: lived(game, name) for name in game.strategies}
    kpis = {name: one for name, (_, one) in ends.items()}
    assert f"attack began in quarter {game.rivals['attacker'].start_week // 13 + 1}" in PAGE
    hunting, balanced = kpis["all-in-acquisition"], kpis["balanced"]
    assert f"{hunting['clients_end']:.0f}, and one of its five largest, and is last in value" in PAGE
    assert hunting["key_accounts_kept"] == 1
    assert hunting["clients_end"] == max(one["clients_end"] for one in kpis.values())
    assert hunting["value_end"] == min(one["value_end"] for one in kpis.values())
    assert f"`balanced` has {balanced['clients_end']:.0f} clients, all five, and is first" in PAGE
    assert balanced["key_accounts_kept"] == 5
    assert balanced["value_end"] == max(one["value_end"] for one in kpis.values())
    last = ends["status-quo"][0].series[-1]
    believed, true = (last[column] / last[columns.CLIENTS] for column in (columns.BELIEVED, columns.ATTACHMENT))
    assert f"believes {believed:.2f} of 1 at the end, and {true:.2f} is true" in PAGE


def test_lesson_two_shows_in_world_0() -> None:
    cash: Any = {(name, at): lived(scenario, at)[1] for name, scenario in (("peace", PEACE), ("attack", ISP))
                 for at in ("all-in-acquisition", "nurture", "balanced")}
    peace = [cash["peace", at]["cash_end"] / 1000 for at in ("all-in-acquisition", "nurture")]
    assert f"Hunting has {peace[0]:.0f} thousand in the bank in the end, care {peace[1]:.0f}" in PAGE
    ruin = lived(ISP, "all-in-acquisition")[0]
    first = int(np.flatnonzero(is_insolvent(ruin.series, ruin.facts))[0])
    care = cash["attack", "nurture"]["cash_end"] / 1000
    assert f"Hunting is ruined in year {first // 52 + 1}; care has {care:.0f} thousand and all five" in PAGE
    assert cash["attack", "nurture"]["key_accounts_kept"] == 5
    assert f"{cash['attack', 'balanced']['cash_end'] / 1000:.0f} thousand against {care:.0f}" in PAGE


def test_lesson_three_shows_in_ten_worlds() -> None:
    kept = [int(with_["key_accounts_kept"] - without["key_accounts_kept"])
            for with_, without in zip(ten("late-rescue"), ten("status-quo"), strict=True)]
    more, fewer = (sum(gain * sign > 0 for gain in kept) for sign in (1, -1))
    assert (f"In {more} of the ten worlds the delegation has more of the five at the end, in {fewer} fewer, in "
            f"{10 - more - fewer} as many. One pair with world {kept.index(1)} would swear by it; a pair with world 9 "
            "would call it harmful") in PAGE
    assert kept[9] < 0

    def ahead(first: str, second: str) -> int:
        return sum(one["cash_end"] > other["cash_end"] for one, other in zip(ten(first), ten(second), strict=True))

    assert f"It is ahead in {ahead('late-rescue', 'status-quo')} of the ten" in PAGE
    assert f"ahead in cash in {ahead('balanced', 'status-quo')} of 10" in PAGE
