"""The game: its stages in their order, an attack drawn from the luck, and a debrief that other commands bear out."""

import json
from collections.abc import Callable

import numpy as np
import pytest

from retainsim.classroom.debrief import YOU, debrief
from retainsim.classroom.firm import Firm
from retainsim.classroom.game import QUARTERS, Game, world_of
from retainsim.classroom.protocol import Bet, document
from retainsim.classroom.ticker import QUARTER, life, lines
from retainsim.declared import columns
from retainsim.results.facts import is_insolvent
from retainsim.results.kpis.dictionary import measure
from retainsim.scenario import Scenario, ScenarioError, change
from retainsim.study.run import run
from retainsim.study.setup.request import Request
from study.worlds import small_scenario

BET = Bet(clients=50, key_accounts=4, cash=1_000.0)


@pytest.fixture(scope="module")
def scenario() -> Scenario:
    return small_scenario()


def play(game: Game, each: Callable[[Game], None] = lambda game: None) -> Game:
    """A game from its bet to its end; `each` may do something before every quarter."""
    assert game.place(BET)
    game.firm.live(game.until)
    assert game.begin()
    while game.stage == "play":
        each(game)
        assert game.release()
        while game.firm.week < game.until:
            game.firm.step()
        game.check()
    return game


def test_the_attack_begins_in_quarters_four_to_twelve_of_every_world_as_its_luck_will(scenario: Scenario) -> None:
    weeks = [world_of(scenario, replication).rivals["raider"].start_week for replication in range(200)]
    quarters = [week // QUARTER + 1 for week in weeks]
    assert set(quarters) == set(range(4, 13))
    assert weeks == [world_of(scenario, replication).rivals["raider"].start_week for replication in range(200)]
    assert weeks != [world_of(scenario.model_copy(update={"seed": 8}), r).rivals["raider"].start_week
                     for r in range(200)]
    world = world_of(scenario, 0)
    assert world.weeks == QUARTERS * QUARTER == 260
    assert world.rivals["carrier"] == scenario.rivals["carrier"]


def test_without_an_attacker_there_is_no_game(scenario: Scenario) -> None:
    with pytest.raises(ScenarioError, match="has no rival that attacks"):
        Game(change(scenario, ["rivals.raider.enabled=false"]), 0)


def test_stages_come_in_their_order_and_the_bet_is_final(scenario: Scenario) -> None:
    game = Game(scenario, 0)
    assert not any((game.begin(), game.release(), game.reveal()))
    assert game.place(BET)
    assert game.stage == "practice"
    assert not any((game.place(Bet(clients=1, key_accounts=0, cash=0.0)), game.release(), game.reveal()))
    assert game.bet == BET
    assert game.begin()
    assert game.release()
    assert not game.release()  # before the quarter is over
    assert game.is_hidden
    assert not game.reveal()


def test_practice_is_in_another_world_and_leaves_no_trace(scenario: Scenario) -> None:
    game, straight = Game(scenario, 3), Game(scenario, 3)
    opening = game.firm.opening
    game.place(BET)
    assert not np.array_equal(game.firm.opening, opening)
    game.firm.pull({"care_focus": 2.0})
    game.firm.live(game.until)
    game.begin()
    assert (game.firm.week, game.firm.moves) == (0, [])
    straight.place(BET)
    straight.begin()
    for one in (game, straight):
        one.release()
        one.firm.live(one.until)
    assert np.array_equal(game.firm.series, straight.firm.series)


def test_a_game_comes_back_from_its_file_and_goes_on_to_the_same_end(scenario: Scenario) -> None:
    def each(game: Game) -> None:
        game.firm.pull({"hours.account_managers.care": (game.quarters % 5) / 10})

    whole = play(Game(scenario, 1), each)
    game = Game(scenario, 1)
    game.place(BET)
    game.begin()
    for _ in range(4):
        each(game)
        game.release()
        game.firm.live(game.until)
        game.check()
    file = document(scenario, [game.firm], game.bet)
    back = Game(scenario, file.replication)
    assert file.bet is not None
    back.replay(file.bet, list(file.moves[0]), file.week)
    assert (back.stage, back.quarters, back.bet) == ("play", 4, BET)
    while back.stage == "play":
        each(back)
        back.release()
        back.firm.live(back.until)
        back.check()
    assert np.array_equal(back.firm.series, whole.firm.series)
    assert json.dumps(debrief(back)) == json.dumps(debrief(whole))


def test_a_firm_in_ruin_is_at_the_end_of_its_game() -> None:
    game = play(Game(small_scenario(cash=10_000.0), 0))
    assert game.stage == "over"
    assert game.firm.is_over
    first = int(np.flatnonzero(is_insolvent(game.firm.series, game.firm.facts))[0])
    assert game.ruin == first // QUARTER + 1
    assert game.reveal()
    assert not game.is_hidden
    assert next(bet for bet in debrief(game)["bets"] if bet["kpi"] == "clients_end")["came"] == 0


@pytest.fixture(scope="module")
def finished(scenario: Scenario) -> Game:
    return play(Game(change(scenario, ["rivals.raider.capacity=200"]), 2))


def test_the_debrief_says_of_each_strategy_what_run_says_of_it(finished: Game) -> None:
    told = debrief(finished)
    assert [row["name"] for row in told["strategies"]] == [YOU, *finished.scenario.strategies]
    names = [kpi["name"] for kpi in told["kpis"]]
    for row in told["strategies"][1:]:
        kpis = run(finished.scenario, Request(strategies=row["name"], replication=2)).kpis
        assert row["values"] == [kpis[name] for name in names]
    mine = measure(finished.firm.trace(), finished.firm.facts)
    assert told["strategies"][0]["values"] == [mine[name] for name in names]
    assert told["strategies"][0]["cash"][-1] == finished.firm.series[-1, columns.CASH] / 100
    assert [(bet["bet"], bet["came"]) for bet in told["bets"]] == [
        (BET.clients, mine["clients_end"]), (BET.key_accounts, mine["key_accounts_kept"]), (BET.cash, mine["cash_end"])]


def test_the_debrief_shows_what_was_hidden_and_tells_of_lost_clients_who_kept_them(finished: Game) -> None:
    told = debrief(finished)
    start = finished.scenario.rivals["raider"].start_week
    assert told["hidden"]["attacks"] == [{"rival": "raider", "week": start, "quarter": start // QUARTER + 1}]
    assert len(told["hidden"]["attachment"]) == QUARTERS
    assert len(told["lost"]) == 3
    for lost in told["lost"]:
        for name in finished.scenario.strategies:
            other = run(finished.scenario, Request(strategies=name, replication=2))
            assert (name in lost["kept_by"]) == (other.trace.final_supplier[lost["organisation"]] == 0)
        assert any(f"moves from the firm to {'the ' if lost['to'] == 'attacker' else ''}{lost['to']}" in text
                   for week, text in lost["rows"] if week == lost["week"])
    assert json.loads(json.dumps(told, allow_nan=False)) == told


def test_the_ticker_of_a_game_tells_nothing_that_the_firm_cannot_know(scenario: Scenario) -> None:
    game = Game(scenario, 0)
    open_, hidden = list[str](), list[str]()
    while not game.firm.is_over:
        happened = game.firm.step()
        open_ += lines(game.firm, happened)
        hidden += lines(game.firm, happened, is_hidden=True)
    for words in ("does not know", "enters the market", "takes no notice"):
        assert any(words in line for line in open_)
        assert not any(words in line for line in hidden)
    assert any(line.startswith("Notice from") for line in hidden)
    assert any(line.startswith("Quarter 20 ends") for line in hidden)


def test_the_ticker_tells_of_a_ruin_and_counts_who_came_and_went_in_a_quarter() -> None:
    firm, told = Firm(small_scenario(cash=10_000.0), "hunt"), list[str]()
    while firm.week < 104:
        told += lines(firm, firm.step())
    assert any(line.endswith("Service stops, and its clients move on.") for line in told)
    assert firm.is_insolvent
    whole = Firm(small_scenario(cash=10_000_000.0), "hunt")
    while whole.week < 26:
        told = lines(whole, whole.step())
    came = int(whole.series[13:26, columns.NEW_CLIENTS].sum())
    before, after = (int(whole.series[week, columns.CLIENTS]) for week in (12, 25))
    assert told[-1].startswith(f"Quarter 2 ends: {came} new client")
    assert f", {before + came - after} left;" in told[-1]
    assert told[-1].endswith(f"The firm serves {after}.")


def test_the_ticker_tells_what_the_story_tells(scenario: Scenario) -> None:
    game = Game(scenario, 0)
    told = list[str]()
    while not game.firm.is_over:
        told += lines(game.firm, game.firm.step())
    assert "Raider enters the market." in told
    assert not any("at the end" in line for line in told)


def test_a_life_up_to_now_is_the_life_that_run_tells(scenario: Scenario) -> None:
    game = Game(scenario, 0)
    game.firm.live(100)
    told = life(game.firm, 0)
    whole = run(game.scenario, Request(strategies="wait", client="0"))
    assert whole.life is not None
    assert "now, in week 99," in told["sentences"][0]
    assert {week for week, _ in told["rows"]} <= set(range(100))
    assert told["rows"]
