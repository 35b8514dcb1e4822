"""What a new list of prices brings where nobody reacts, and how many clients it may cost before it brings nothing.

Source     break-even one-off loss x / (m + x) at a margin m of the fee, 1 - 1 / (1 + x) for revenue alone (arithmetic;
           Dawes 2009, J. Service Research, for its use): +10 % at 40 % 20.0 %, at 60 % 14.3 %.
"""

from typing import Any

import numpy as np
import pytest

from retainsim.declared import columns, events, fields
from retainsim.engine.world import Key, season
from retainsim.model.record import Trace
from retainsim.model.state import view
from retainsim.results.account import by_segment, profit, revenue
from retainsim.results.folder.layout import EVENTS
from retainsim.results.folder.tables import tables_of
from retainsim.results.kpis.dictionary import measure
from retainsim.scenario.schema import Scenario, Strategy
from retainsim.study.setup.setting import Setting
from retainsim.study.setup.translation import parameters_of

from .small import small
from .worlds import STRATEGY, alike, off, world_of

DATE, WEEKS, RISE = 26, 130, 1.1
INTERVAL = 4  # weeks between invoices


def raised(**says: Any) -> Strategy:
    """A firm that asks 10 % more from a week on."""
    change = {"from_week": DATE, "prices": {"all": RISE}, **says}
    return Strategy.model_validate({"hours": {"client_department": {"repair": 1.0}}, "care_focus": 0.0,
                                    "changes": [change]})


def firm_of(strategy: Strategy, clients: int = 400, share: float = 0.45, **traits: Any) -> Scenario:
    scenario = world_of(alike(clients, **traits), off(), strategy=strategy, direct_cost_share=share)
    return scenario.model_copy(update={"weeks": WEEKS, "market": scenario.market.model_copy(update={
        "mean_tenure_weeks": 100.0})})


def lived(scenario: Scenario) -> Trace:
    return Setting.of(scenario, [STRATEGY]).play_one(STRATEGY, 0)


def first_week(scenario: Scenario, *, at_once: bool) -> np.ndarray:
    """The week from which each client pays the new price: the one after its first invoice when its old term is over."""
    p = parameters_of(scenario, STRATEGY)
    seasoned = season(p, Key(scenario.seed, 0))
    since = view(seasoned.whole, fields.SINCE, p.organisations).astype(np.int64)
    over = np.full(p.organisations, DATE)
    if not at_once:
        term, renewal = int(p.clients.term_weeks[0]), int(p.clients.renewal_weeks[0])
        over = since + term
        later = over < DATE  # only a term that ends after the new list was made frees the client; without renewals all
        over[later] += -((over[later] - DATE) // renewal) * renewal if renewal else 0
    last = np.maximum(over - 1, DATE)  # the invoice at the end of the week before comes in time
    return last + (-(last + np.arange(p.organisations))) % INTERVAL + 1


@pytest.mark.parametrize(("applies", "renewal"), [("at-once", 0), ("at-renewal", 0), ("at-renewal", 26),
                                                  ("at-renewal", 52)])
def test_a_rise_without_reaction_scales_the_fee_of_each_client_when_its_time_comes(applies: str, renewal: int) -> None:
    scenario = firm_of(raised(applies=applies), term_weeks=52, renewal_weeks=renewal, fee_spread=0.6)
    trace = lived(scenario)
    new = np.floor(trace.fee * RISE + 0.5)
    from_week = first_week(scenario, at_once=applies == "at-once")
    week = np.arange(WEEKS)[:, None]
    np.testing.assert_array_equal(trace.series[:, columns.FEES], np.where(week >= from_week, new, trace.fee).sum(1))
    rises = trace.events[trace.events[:, 1] == events.REPRICED]
    assert sorted(rises[:, 2]) == list(range(400))
    np.testing.assert_array_equal(rises[np.argsort(rises[:, 2]), 0] + 1, from_week)
    assert set(rises[:, 5]) == {1_100_000}
    if renewal == 52:
        assert len(set(from_week)) > 26  # spread over the year, by the terms


def test_the_events_file_has_the_new_index_and_no_reason() -> None:
    scenario = firm_of(raised(applies="at-once"))
    setting = Setting.of(scenario, [STRATEGY])
    tables = tables_of({STRATEGY: scenario.name}, STRATEGY, 0, lived(scenario), setting.facts[STRATEGY])
    rows = tables[EVENTS].to_pylist()
    assert len(rows) == 400
    assert {(row["kind"], row["from"], row["to"], row["reason"], row["price_index"]) for row in rows} == {
        ("repriced", "firm", "firm", None, RISE)}


def test_the_past_of_a_rise_is_the_same() -> None:
    before, after = (lived(firm_of(strategy, fee_spread=0.6)) for strategy in (
        raised(prices={"all": 1.0}), raised(applies="at-once")))
    assert before.series[:DATE + 1].tobytes() == after.series[:DATE + 1].tobytes()
    assert (before.series[DATE + 1:, columns.FEES] < after.series[DATE + 1:, columns.FEES]).all()
    np.testing.assert_array_equal(before.series[:, columns.DIRECT_COSTS], after.series[:, columns.DIRECT_COSTS])
    np.testing.assert_array_equal(before.series[:, columns.FEES],
                                  after.series[:, columns.FEES] - after.series[:, columns.PREMIUM])


@pytest.mark.parametrize(("margin", "few", "many"), [(0.4, 800, 1000), (0.6, 600, 700)])
def test_a_tenth_more_pays_for_the_published_loss_of_clients(margin: float, few: int, many: int) -> None:
    """Profit of the last year: the same with so many fewer, less with one client less, more with one more."""
    assert (many - few) / many == pytest.approx(0.1 / (margin + 0.1), abs=1e-12)

    def earned(strategy: Strategy, clients: int) -> int:
        return int(profit(lived(firm_of(strategy, clients, 1.0 - margin)).series[-52:]).sum())

    now = earned(raised(prices={"all": 1.0}), many)
    assert earned(raised(applies="at-once"), few) == now
    assert earned(raised(applies="at-once"), few - 1) < now < earned(raised(applies="at-once"), few + 1)


def test_for_revenue_alone_the_loss_may_be_an_eleventh() -> None:
    few, many = (lived(firm_of(strategy, clients)).series[-52:] for strategy, clients in (
        (raised(applies="at-once"), 1000), (raised(prices={"all": 1.0}), 1100)))
    assert revenue(few).sum() == revenue(many).sum()


@pytest.mark.parametrize("index", [RISE, 0.9])
def test_retention_of_fees_counts_a_rise_as_net_only_and_a_lower_price_as_a_loss(index: float) -> None:
    scenario = firm_of(raised(from_week=WEEKS - 20, applies="at-once", prices={"all": index}), fee_spread=0.6)
    setting = Setting.of(scenario, [STRATEGY])
    kpis = measure(lived(scenario), setting.facts[STRATEGY])
    assert kpis["grr"] == pytest.approx(min(1.0, index), abs=1e-4)
    assert kpis["nrr"] == pytest.approx(index, abs=1e-4)
    assert kpis["key_revenue_kept"] == 1.0


@pytest.mark.parametrize("strategy", ["status-quo", "balanced"])
def test_segments_add_up_to_the_firm_whatever_their_prices(strategy: str) -> None:
    scenario = small("strategies.status-quo.prices={young=0.8}", "strategies.balanced.prices={status=1.2}",
                     "strategies.balanced.applies=at-once", "mechanisms.decision.tender_rate_per_year=2",
                     "clients.standard.renewal_weeks=26")
    setting = Setting.of(scenario, [strategy])
    trace = setting.play_one(strategy, 0)
    clients, fees = by_segment(trace, setting.facts[strategy])
    np.testing.assert_array_equal(clients.sum(1), trace.series[:, columns.CLIENTS])
    np.testing.assert_array_equal(fees.sum(1), trace.series[:, columns.FEES])
    prices = trace.events[trace.events[:, 1] == events.REPRICED]
    assert {-1} <= set(prices[:, 3])  # some sign under the list
    assert (0 in prices[:, 3]) == (strategy == "balanced")  # clients come under another list only
