"""A lower price for those who have given notice: who stays for it, for how long it holds, what it costs."""

from functools import cache

import numpy as np

from retainsim.declared import columns, events
from retainsim.declared.codes import FIRM
from retainsim.model.record import Trace
from retainsim.results.account import by_segment
from retainsim.study.setup.setting import Setting

from .small import small

OFFER, TERM, INTERVAL = 0.3, 20, 4
WORLD = ("weeks=130", "firm.fault_rate_per_year=4", "strategies.late-rescue.hours.account_managers.rescue=0.7",
         "strategies.late-rescue.hours.account_managers.care=0", "mechanisms.rescue.after_notice=0.5",
         "strategies.late-rescue.hours.account_managers.orders=0", "mechanisms.decision.tender_rate_per_year=3",
         "strategies.late-rescue.rescue_delay_weeks=0", "rivals.attacker.enabled=false",
         *(f"clients.{name}.term_weeks={TERM}" for name in ("status", "standard", "young")),
         *(f"clients.{name}.notice_weeks=20" for name in ("status", "standard", "young")))


@cache
def lived(discount: float, renewal: int = 0) -> tuple[Trace, Setting]:
    scenario = small(*WORLD, f"strategies.late-rescue.keep_discount={discount}",
                     *(f"clients.{name}.renewal_weeks={renewal}" for name in ("status", "standard", "young")))
    setting = Setting.of(scenario, ["late-rescue"])
    return setting.play_one("late-rescue", 0), setting


def of_kind(trace: Trace, kind: int) -> np.ndarray:
    return trace.events[trace.events[:, 1] == kind]


def test_of_all_delegations_more_keep_a_client_the_more_they_offer() -> None:
    """In one world each: the chance alone rises by the odds, from 0.3 or so to 0.8; visits are some hundred."""
    shares = []
    for discount in (0.0, 0.2, 0.5):
        outcomes = of_kind(lived(discount)[0], events.RESCUED)[:, 5]
        assert len(outcomes) > 60
        shares.append(np.mean(outcomes[outcomes != events.NOT_DECIDED] == events.STAYS))
    assert shares[0] + 0.1 < shares[1] < shares[2] - 0.1


def test_the_price_comes_with_the_next_invoice_and_holds_for_a_term() -> None:
    for renewal in (0, 26):
        trace, _ = lived(OFFER, renewal)
        stayed = of_kind(trace, events.RESCUED)
        stayed = stayed[stayed[:, 5] == events.STAYS]
        held, returned = 0, 0
        for week, _, who, *_ in stayed.tolist():
            later = [row for row in trace.events[trace.events[:, 2] == who].tolist() if row[0] >= week]
            prices = [row for row in later if row[1] == events.REPRICED]
            gone = min((row[0] for row in later if row[1] in (events.ENDS, events.DISSOLVES, events.DECIDES)),
                       default=10_000)
            if gone < week + TERM + 2 * INTERVAL:
                continue
            if week + INTERVAL < 130 and prices:
                held += prices[0][5] == 700_000 and week <= prices[0][0] < week + INTERVAL
            if week + TERM + 2 * INTERVAL < 130:
                again = [row for row in prices if row[5] == 1_000_000]
                returned += bool(again) and TERM - 2 <= again[0][0] - week <= TERM + INTERVAL
                assert again, who
        assert held >= 5
        assert returned >= 3


def test_what_offers_cost_is_told_and_serving_costs_the_same() -> None:
    trace, setting = lived(OFFER)
    _, fees = by_segment(trace, setting.facts["late-rescue"])
    np.testing.assert_array_equal(fees.sum(1), trace.series[:, columns.FEES])
    assert (trace.series[:, columns.PREMIUM] <= 0).all()
    assert trace.series[-26:, columns.PREMIUM].sum() < 0
    is_held = trace.final_supplier == FIRM
    usual = np.floor(trace.fee[is_held] * setting.facts["late-rescue"].price_index + 0.5).sum()
    assert trace.series[-1, columns.FEES] - trace.series[-1, columns.PREMIUM] == usual
