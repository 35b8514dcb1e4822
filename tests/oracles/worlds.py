"""Worlds in which everything is switched off, to be switched on one mechanism at a time."""

from typing import NamedTuple

import numpy as np

from retainsim.declared import events
from retainsim.engine.world import Key, play, season
from retainsim.model.record import Trace
from retainsim.model.state import World
from retainsim.scenario.schema import (
    MECHANISMS,
    Firm,
    Market,
    Mechanisms,
    Rival,
    Role,
    Scenario,
    Segment,
    Staff,
    Strategy,
)
from retainsim.study.setup.translation import parameters_of

STRATEGY = "status-quo"
REPAIR_ONLY = Strategy(hours={"client_department": {"repair": 1.0}}, care_focus=0.0)
NOT_YET = np.inf  # an end of service that the simulation did not live to see
YEAR = 52


def off(**switched_on: object) -> Mechanisms:
    """All mechanisms at strength 0, but for those given; decisions fall for own reasons only unless said otherwise."""
    tables: dict[str, object] = {name: {"strength": 0.0} for name in MECHANISMS} | {
        "decision": {"courted_rate_per_year": 0.0, "tender_rate_per_year": 0.0}}
    return Mechanisms.model_validate(tables | switched_on)


def alike(clients: int, **traits: object) -> Segment:
    """Clients of the firm who can go any week, all with the same fee and no trait that differs unless given."""
    given: dict[str, object] = {
        "organisations": clients, "served_by_firm": clients, "fee_per_week": 100.0, "fee_spread": 0.0, "term_weeks": 0,
        "renewal_weeks": 0, "notice_weeks": 0, "background_churn_per_year": 0.0, "background_churn_concentration": 0.0,
        "fault_exposure_cv": 0.0, "late_payment_share": 0.0, "recognition_cv": 0.0, "price_sensitivity_cv": 0.0,
    }
    return Segment.model_validate(given | traits)


def world_of(clients: Segment, mechanisms: Mechanisms, rivals: dict[str, Rival] | None = None,
             strategy: Strategy = REPAIR_ONLY, **firm: float) -> Scenario:
    """A firm with one segment, nobody but a desk of many people, who have ample hours for repairs; no seasoning."""
    books: dict[str, object] = {"cash": 1e9, "credit_line": 1e9, "overhead_per_week": 0.0,
                                "shared_fault_rate_per_year": 0.0, "delights_per_year": 0.0, "repair_hours": 0.001}
    idle = Role(people=0, wage_per_week=0.0)
    return Scenario(
        name="oracle", market=Market(seasoning_weeks=0, mean_tenure_weeks=0.0, buildings=1),
        clients={"all": clients}, mechanisms=mechanisms, rivals=rivals or {}, firm=Firm.model_validate(books | firm),
        staff=Staff(hunters=idle, account_managers=idle,
                    client_department=Role(people=10_000, hours_per_week=80.0, wage_per_week=0.0)),
        strategies={STRATEGY: strategy})


class Lives(NamedTuple):
    """What became of one world."""

    seasoned: World
    trace: Trace
    ended: np.ndarray  # one per organisation: week in which its first service by the firm ended, or NOT_YET


def lived(scenario: Scenario, weeks: int, seed: int) -> Lives:
    """Season and play one world."""
    p, key = parameters_of(scenario, STRATEGY), Key(seed, 0)
    seasoned = season(p, key)
    trace = play(seasoned, p, weeks)[1]
    return Lives(seasoned, trace, ends_of_service(trace))


def ends_of_service(trace: Trace) -> np.ndarray:
    """Week in which each organisation's first service by the firm ended."""
    ended = np.full(trace.fee.size, NOT_YET)
    told = trace.events[(trace.events[:, 1] == events.ENDS) & (trace.events[:, 3] == 0)]
    np.minimum.at(ended, told[:, 2], told[:, 0])
    return ended


def survival(ended: np.ndarray, years: int) -> np.ndarray:
    """Share of clients still served after 0, 1, ... years: service that ended in week 52 has not outlived a year."""
    return np.array([(ended > YEAR * year).mean() for year in range(years + 1)])
