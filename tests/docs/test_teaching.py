"""What the lessons say that a class will see, played anew."""

from functools import cache
from pathlib import Path
from typing import Any

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
    by_cash, by_value, by_clients = (sorted(kpis, key=lambda name, kpi=kpi: -kpis[name][kpi])
                                     for kpi in ("cash_end", "value_end", "clients_end"))
    hunting, balanced = kpis["all-in-acquisition"], kpis["balanced"]
    assert (f"{hunting['clients_end']:.0f}, and two of its five largest, and has the least cash, "
            f"{thousand(hunting):.0f} thousand") in PAGE
    assert hunting["key_accounts_kept"] == 2
    assert by_clients[0] == by_cash[-1] == "all-in-acquisition"
    assert (f"`balanced` has {balanced['clients_end']:.0f} clients, four of the five, and is first in cash and in "
            "value") in PAGE
    assert balanced["key_accounts_kept"] == 4
    assert by_cash[0] == by_value[0] == "balanced"
    assert (f"`adaptive` is second in cash, with {thousand(kpis['adaptive']):,.0f} thousand, and fifth in "
            "value") in PAGE
    assert by_cash[1] == by_value[4] == "adaptive"
    assert [name for name, one in kpis.items() if one["cash_end"] == one["value_end"]] == ["milking"]
    believed, true = pictures(ends["status-quo"][0])
    assert f"believes {believed[-1]:.2f} of 1 at the end, and {true[-1]:.2f} is true" in PAGE
    assert f"({believed[12]:.2f} believed, {true[12]:.2f} true after quarter 1 of `status-quo`)" in PAGE
    for name, words in (("balanced", "under `balanced`, {:.2f} and {:.2f}"),
                        ("all-in-acquisition", "and ends with {:.2f} and {:.2f}")):
        believed, true = pictures(ends[name][0])
        assert words.format(believed[-1], true[-1]) in PAGE
    assert (f"`nurture` has {thousand(kpis['nurture']):,.0f} thousand in the end and `all-in-acquisition` "
            f"{thousand(hunting):.0f}; `status-quo` has {thousand(kpis['status-quo']):,.0f}") in PAGE
    early = thousand(ten("status-quo")[0])
    assert f"where it comes after one year, as in lesson 2, `status-quo` has {early:.0f}." in PAGE


def test_what_teams_can_notice_in_lesson_one() -> None:
    game = world_of(ISP, 0)
    firm, lines = Firm(game, "status-quo"), list[tuple[int, str]]()
    while not firm.is_over:
        lines += [(firm.week // 13 + 1, line) for line in ticker.lines(firm, firm.step(), is_hidden=True)]
    (after_10, pay_10), (after_20, pay_20) = (served(firm, 13 * quarter) for quarter in (10, 20))
    assert (f"{after_10} clients pay {pay_10} thousand a week after quarter 10, and {after_20} pay {pay_20} after "
            "quarter 20") in PAGE
    first = next(quarter for quarter, line in lines if "the attacker" in line)
    council, exchange = (next(quarter for quarter, line in lines if name in line and "Notice" in line)
                         for name in ("City Council", "Stock Exchange"))
    assert f"for the first time in quarter {first}: a notice from one client" in PAGE
    assert f"In quarter {council} come Stock Exchange and City Council, two of the five largest" in PAGE
    assert council == exchange
    begins = game.rivals["attacker"].start_week
    assert 78 <= int(firm.series[:, columns.CASH].argmax()) - begins < 104


def test_lesson_two_shows_in_world_0() -> None:
    hunting, care, balanced = (ten(name)[0] for name in ("all-in-acquisition", "nurture", "balanced"))
    peace = [thousand(lived(PEACE, name)[1]) for name in ("all-in-acquisition", "nurture")]
    assert f"Hunting has {peace[0]:,.0f} thousand in the bank in the end, care {peace[1]:,.0f}" in PAGE
    hunter, carer = (lived(ISP, name)[0] for name in ("all-in-acquisition", "nurture"))
    assert (hunter.series[52:, columns.CLIENTS] > carer.series[52:, columns.CLIENTS]).all()
    assert f"(Its cash is highest in quarter {int(hunter.series[:, columns.CASH].argmax()) // 13 + 1}.)" in PAGE
    assert not is_insolvent(hunter.series, hunter.facts).any()  # "In this world it is not."
    assert f"Hunting has {thousand(hunting):.0f} thousand in the end, care {thousand(care):,.0f}" in PAGE
    assert "Both keep three of their five largest clients" in PAGE
    assert hunting["key_accounts_kept"] == care["key_accounts_kept"] == 3
    assert (f"under attack too: {hunting['value_end'] / 1000:,.0f} thousand against "
            f"{care['value_end'] / 1000:,.0f}") in PAGE
    assert f"{thousand(balanced):,.0f} thousand in cash against {thousand(care):,.0f}" in PAGE


def test_in_how_many_of_ten_worlds_hunting_is_ahead_in_lesson_two() -> None:
    hunted, kept = (ten(name) for name in ("all-in-acquisition", "nurture"))
    cash, value = (sum(one[kpi] > other[kpi] for one, other in zip(hunted, kept, strict=True))
                   for kpi in ("cash_end", "value_end"))
    assert f"of worlds 0 to 9 hunting has more cash in {cash}. Both keep" in PAGE
    assert f"Of worlds 0 to 9 it is ahead so in {value}." in PAGE
    peace = sum(lived(PEACE, "all-in-acquisition", replication)[1]["cash_end"]
                > lived(PEACE, "nurture", replication)[1]["cash_end"] for replication in range(10))
    assert f"It is close: of worlds 0 to 9 hunting has more cash in {peace}." in PAGE


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
    largest = ("Ministry of Finance", "Stock Exchange", "City Council", "Craftsmen's Bank", "Fair and Congress Centre")
    assert f"are {', '.join(largest[:-1])} and {largest[-1]}: the five largest" in PAGE
    for name in ("all-in-acquisition", "nurture"):
        firm, said = Firm(ISP, name), list[str]()
        while firm.week < 52:
            said += ticker.lines(firm, firm.step())
        begins = next(line for line in ticker.lines(firm, firm.step()) if "begins to court" in line)
        has_left = any("Notice from City Council" in line for line in said)
        assert has_left == (name == "all-in-acquisition")
        assert [client in begins for client in largest] == [not (has_left and client == "City Council")
                                                            for client in largest]
        names = ISP.clients["status"].names
        assert {names[client] for client in key_accounts(firm.trace())} == set(largest)


def test_lesson_three_shows_in_ten_worlds() -> None:
    kept = [int(with_["key_accounts_kept"] - without["key_accounts_kept"])
            for with_, without in zip(ten("late-rescue"), ten("status-quo"), strict=True)]
    more, fewer = (sum(gain * sign > 0 for gain in kept) for sign in (1, -1))
    assert (f"In {more} of the ten worlds the delegation has more of the five at the end, in {fewer} fewer, in "
            f"{10 - more - fewer} as many. The pairs with worlds 2 and 4 would swear by it") in PAGE
    assert [world for world, gain in enumerate(kept) if gain > 0] == [2, 4]
    assert [world for world in range(10) if ten("late-rescue")[world]["key_accounts_kept"]
            == ten("status-quo")[world]["key_accounts_kept"] == 0] == [3, 7]
    assert "in worlds 3 and 7 both firms lose them all" in PAGE

    def ahead(first: str, second: str) -> int:
        return sum(one["cash_end"] > other["cash_end"] for one, other in zip(ten(first), ten(second), strict=True))

    assert f"It is ahead in {ahead('late-rescue', 'status-quo')} of the ten" in PAGE
    assert f"ahead in cash in {ahead('balanced', 'status-quo')} of 10" in PAGE
    more_clients = [with_["clients_end"] - without["clients_end"]
                    for with_, without in zip(ten("late-rescue"), ten("status-quo"), strict=True)]
    assert f"it has more clients in the end in {sum(gain > 0 for gain in more_clients)} of the ten" in PAGE


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
    boxes = []
    for replication in range(10):
        firms = [Firm(ISP, name, replication) for name in ("late-rescue", "status-quo")]
        for firm in firms:
            firm.live(52)
        boxes.append(int((supplier(firms[0]) != supplier(firms[1])).sum()))
        for firm in firms:
            firm.live(firm.weeks)
        ours, theirs = (supplier(firm) == FIRM for firm in firms)
        gain = int(ours.sum() - theirs.sum())
        assert 2 * int(ours[:STATUS].sum() - theirs[:STATUS].sum()) < gain
    assert max(boxes) == 11
    assert "at its end eleven clients at most have a box" in PAGE
