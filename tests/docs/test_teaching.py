"""What the lessons say that a class will see, played anew."""

from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from retainsim.classroom import ticker
from retainsim.classroom.debrief import standing
from retainsim.classroom.firm import Firm
from retainsim.classroom.game import world_of
from retainsim.declared import columns, fields
from retainsim.declared.codes import FIRM
from retainsim.model.state import view
from retainsim.results.facts import CENTS, is_insolvent
from retainsim.results.movements import key_accounts
from retainsim.scenario import Scenario, change, load

PAGE = " ".join((Path(__file__).parents[2] / "docs" / "teaching.md").read_text().split())
ISP = load("isp")
STATUS = ISP.clients["status"].organisations
EARLY = {"rescue_on": "complaint", "rescue_delay_weeks": 0}
PEACE = change(ISP, ["rivals.attacker.enabled=false"])


def lived(scenario: Scenario, strategy: str, replication: int = 0) -> tuple[Firm, dict[str, float]]:
    firm = Firm(scenario, strategy, replication)
    firm.live(firm.weeks)
    return firm, standing(firm)


def thousand(kpis: dict[str, float]) -> float:
    return kpis["cash_end"] / 1000


def pictures(firm: Firm) -> tuple[Any, Any]:
    """The attachment that a firm believes in, and the true one, week by week."""
    clients = firm.series[:, columns.CLIENTS]
    return firm.series[:, columns.BELIEVED] / clients, firm.series[:, columns.ATTACHMENT] / clients


def served(firm: Firm, weeks: int) -> tuple[int, str]:
    """How many clients a firm serves after so many weeks, and what they pay a week [thousand]."""
    row = firm.series[weeks - 1]
    return int(row[columns.CLIENTS]), f"{row[columns.FEES] / CENTS / 1000:.1f}"


def supplier(firm: Firm) -> Any:
    return view(firm.world.whole, fields.SUPPLIER, firm.p.organisations)


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
    assert f"In cash alone `keep-seller` leads, with {thousand(kpis['keep-seller']):.0f} thousand" in PAGE
    assert kpis["keep-seller"]["cash_end"] == max(one["cash_end"] for one in kpis.values())
    assert sum(one["cash_end"] == one["value_end"] for one in kpis.values()) == 6
    believed, true = pictures(ends["status-quo"][0])
    assert f"believes {believed[-1]:.2f} of 1 at the end, and {true[-1]:.2f} is true" in PAGE
    assert f"({believed[12]:.2f} believed, {true[12]:.2f} true after quarter 1 of `status-quo`)" in PAGE
    for name, words in (("balanced", "under `balanced`, {:.2f} and {:.2f}"),
                        ("all-in-acquisition", "and ends with {:.2f} and {:.2f}")):
        believed, true = pictures(ends[name][0])
        assert words.format(believed[-1], true[-1]) in PAGE
    assert (f"`nurture` has {thousand(kpis['nurture']):.0f} thousand in the end and `all-in-acquisition` "
            f"{thousand(hunting):.0f}; but `status-quo` has {thousand(kpis['status-quo']):.0f}") in PAGE


def test_what_teams_can_notice_in_lesson_one() -> None:
    game = world_of(ISP, 0)
    firm, lines = Firm(game, "status-quo"), list[tuple[int, str]]()
    while not firm.is_over:
        lines += [(firm.week // 13 + 1, line) for line in ticker.lines(firm, firm.step(), is_hidden=True)]
    (after_10, pay_10), (after_20, pay_20) = (served(firm, 13 * quarter) for quarter in (10, 20))
    assert (f"{after_10} clients pay {pay_10} thousand a week after quarter 10, and {after_20} pay {pay_20} after "
            "quarter 20") in PAGE
    first = next(quarter for quarter, line in lines if "the attacker" in line)
    council = next(quarter for quarter, line in lines if "City Council" in line and "Notice" in line)
    assert f"for the first time in quarter {first}: a notice from one client" in PAGE
    assert f"In quarter {council} comes City Council, one of the five largest" in PAGE
    begins = game.rivals["attacker"].start_week
    assert begins + 52 < int(firm.series[:, columns.CASH].argmax())


def test_lesson_two_shows_in_world_0() -> None:
    cash: Any = {(name, at): lived(scenario, at)[1] for name, scenario in (("peace", PEACE), ("attack", ISP))
                 for at in ("all-in-acquisition", "nurture", "balanced")}
    peace = [cash["peace", at]["cash_end"] / 1000 for at in ("all-in-acquisition", "nurture")]
    assert f"Hunting has {peace[0]:.0f} thousand in the bank in the end, care {peace[1]:.0f}" in PAGE
    ruin = lived(ISP, "all-in-acquisition")[0]
    first = int(np.flatnonzero(is_insolvent(ruin.series, ruin.facts))[0])
    hunted, kept = (firm.series[52:first, columns.CLIENTS] for firm in (ruin, lived(ISP, "nurture")[0]))
    assert (hunted > kept).all()
    care = cash["attack", "nurture"]["cash_end"] / 1000
    assert f"Hunting is ruined in year {first // 52 + 1}; care has {care:.0f} thousand and all five" in PAGE
    assert cash["attack", "nurture"]["key_accounts_kept"] == 5
    assert f"{cash['attack', 'balanced']['cash_end'] / 1000:.0f} thousand against {care:.0f}" in PAGE


def test_what_the_two_firms_of_lesson_two_show_on_the_way() -> None:
    boxes = []
    for scenario in (PEACE, ISP):
        firms = [Firm(scenario, name) for name in ("all-in-acquisition", "nurture")]
        for firm in firms:
            firm.live(3 * 52)
        boxes.append(int((supplier(firms[0]) != supplier(firms[1]))[:STATUS].sum()))
    (hunted, hunt_pays), (kept, kept_pay) = (served(firm, 3 * 52) for firm in firms)
    assert (f"the hunting firm serves {hunted} clients, who pay {hunt_pays} thousand a week; the caring firm serves "
            f"{kept}, who pay {kept_pay}.") in PAGE
    assert f"year three {boxes[0]} clients of status have one, under attack {boxes[1]}." in PAGE
    for name in ("all-in-acquisition", "nurture"):
        firm = Firm(ISP, name)
        firm.live(52)
        begins = next(line for line in ticker.lines(firm, firm.step()) if "begins to court" in line)
        largest = ("Ministry of Finance", "Stock Exchange", "City Council", "Craftsmen's Bank",
                   "Fair and Congress Centre")
        assert all(client in begins for client in largest)
        assert f"are {', '.join(largest)}: the five largest" in PAGE
        names = ISP.clients["status"].names
        assert {names[client] for client in key_accounts(firm.trace())} == set(largest)


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
    more_clients = [with_["clients_end"] - without["clients_end"]
                    for with_, without in zip(ten("late-rescue"), ten("status-quo"), strict=True)]
    assert f"it has more clients in the end in {sum(gain > 0 for gain in more_clients)}, too" in PAGE


def test_a_delegation_at_once_in_ten_worlds() -> None:
    early = []
    for replication in range(10):
        firm = Firm(ISP, "late-rescue", replication)
        firm.live(firm.weeks, [(0, EARLY)])
        early.append(standing(firm))
    gains = [int(one["key_accounts_kept"] - late["key_accounts_kept"])
             for one, late in zip(early, ten("late-rescue"), strict=True)]
    richer = sum(one["cash_end"] > late["cash_end"] for one, late in zip(early, ten("late-rescue"), strict=True))
    more, fewer = (sum(gain * sign > 0 for gain in gains) for sign in (1, -1))
    assert (f"more of the five in {more} worlds, fewer in {fewer}, as many in {gains.count(0)}; more cash in "
            f"{richer}.") in PAGE


def test_what_lesson_three_says_of_the_two_firms() -> None:
    for replication in range(10):
        firms = [Firm(ISP, name, replication) for name in ("late-rescue", "status-quo")]
        for firm in firms:
            firm.live(52)
        assert int((supplier(firms[0]) != supplier(firms[1])).sum()) < 10
        for firm in firms:
            firm.live(firm.weeks)
        ours, theirs = (supplier(firm) == FIRM for firm in firms)
        if not replication:
            assert ours.sum() == theirs.sum() == 0  # both are ruined
        else:
            gain = int(ours.sum() - theirs.sum())
            assert 2 * int(ours[:STATUS].sum() - theirs[:STATUS].sum()) < gain
