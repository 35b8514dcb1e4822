"""A small world to try the twin on."""

from retainsim.scenario import schema
from retainsim.scenario.schema import Firm, Market, Mechanisms, Rival, Role, Segment, Staff, Strategy, Trigger

from .naive import NaiveWorld


def make_scenario(cash=200_000.0, **mechanisms):
    """Forty organisations in two segments, two rivals (one attacks in week 10), four strategies."""
    return schema.Scenario(
        name="tiny",
        market=Market(buildings=5, seasoning_weeks=30, mean_tenure_weeks=60.0, founded_over_weeks=40),
        clients={
            "large": Segment(
                status=True, organisations=10, served_by_firm=6, fee_per_week=400.0, renewal_weeks=26, term_weeks=26
            ),
            "small": Segment(
                organisations=30, served_by_firm=12, founded_later=5, fee_per_week=60.0, dissolution_per_year=0.1,
                term_weeks=12,
            ),
        },
        staff=Staff(
            hunters=Role(people=1, wage_per_week=800.0),
            account_managers=Role(people=2, wage_per_week=800.0),
            client_department=Role(people=1, wage_per_week=500.0),
        ),
        firm=Firm(cash=cash, credit_line=10_000.0, overhead_per_week=300.0, fault_rate_per_year=6.0),
        rivals={
            "old": Rival(
                role="established", market_share=0.5, capacity=20, courting_hours_per_week=4.0, courts="anyone"
            ),
            "gone": Rival(role="established", enabled=False, market_share=0.5, capacity=9, courting_hours_per_week=9.0),
            "new": Rival(
                role="attacker", start_week=10, capacity=12, courting_hours_per_week=20.0, targets="neglected",
                price_index=0.8, quality=-0.5, oversells=1.0, offers_trial=True,
            ),
        },
        strategies={
            "status-quo": Strategy(
                hours={
                    "hunters": {"hunting": 0.6},
                    "account_managers": {"care": 0.5, "orders": 0.1},
                    "client_department": {"dunning": 0.2, "repair": 0.5},
                }
            ),
            "hunt": Strategy(
                hours={"hunters": {"hunting": 0.8}, "account_managers": {"hunting": 0.6, "orders": 0.1}},
                hunt_for="largest",
                advertising_per_week=50.0,
            ),
            "pool": Strategy(
                hours={
                    "hunters": {"hunting": 0.7},
                    "account_managers": {"care": 0.3, "orders": 0.3, "rescue": 0.2},
                    "client_department": {"dunning": 0.2, "repair": 0.5},
                },
                pooled=True,
                new_business_quota=0.1,
                hunt_for="former",
                duns_by="letter",
                rescue_on="courtship",
            ),
            "wary": Strategy(
                hours={
                    "hunters": {"hunting": 0.5},
                    "account_managers": {"care": 0.4, "orders": 0.1, "rescue": 0.3},
                    "client_department": {"dunning": 0.2, "repair": 0.5},
                },
                rescue_on="complaint",
                rescue_delay_weeks=1,
                triggers=[Trigger(observe="notices", within_weeks=8, above=2, become="hunt")],
            ),
        },
        mechanisms=Mechanisms(**mechanisms),
    )  # fmt: skip


def seasoned_world(strategy="status-quo", **changes):
    world = NaiveWorld(make_scenario(**changes), strategy, seed=1, replication=0)
    world.season()
    return world
