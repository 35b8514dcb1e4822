"""A small market in which everything happens within two years."""

from retainsim.scenario.schema import Firm, Market, Mechanisms, Rival, Role, Scenario, Segment, Staff, Strategy

WEEKS = 110  # two full years and a bit: the final year does not begin at a year's end


def small_scenario(cash: float = 1_000_000.0, **mechanisms: object) -> Scenario:
    """Three hundred organisations in two segments, an attacker from week 10, an established rival, three strategies.

    With little cash the firm becomes insolvent within the run.
    """
    return Scenario.model_validate({
        "name": "small", "weeks": WEEKS, "seed": 7,
        "market": Market(buildings=20, seasoning_weeks=20, mean_tenure_weeks=30.0, founded_over_weeks=60,
                         seasoned_by="wait"),
        "clients": {
            "large": Segment(status=True, organisations=40, served_by_firm=15, fee_per_week=400.0, term_weeks=4,
                             notice_weeks=2, background_churn_per_year=0.3),
            "young": Segment(organisations=260, served_by_firm=60, founded_later=60, fee_per_week=60.0, term_weeks=4,
                             notice_weeks=2, background_churn_per_year=0.5, dissolution_per_year=0.1),
        },
        "staff": Staff(hunters=Role(people=2, wage_per_week=900.0),
                       account_managers=Role(people=2, wage_per_week=800.0),
                       client_department=Role(people=2, wage_per_week=500.0)),
        "firm": Firm(cash=cash, credit_line=1_000.0, overhead_per_week=3_000.0, fault_rate_per_year=6.0,
                     price_index=1.1),
        "rivals": {
            "carrier": Rival(role="established", market_share=0.5, capacity=300, courting_hours_per_week=20.0,
                             courts="anyone", targets="random"),
            "gone": Rival(role="attacker", enabled=False, capacity=9, courting_hours_per_week=9.0),
            "raider": Rival(role="attacker", start_week=10, capacity=60, courting_hours_per_week=40.0, quality=-0.5,
                            oversells=0.5, offers_trial=True),
        },
        "strategies": {
            "wait": Strategy(hours={"client_department": {"repair": 0.5}}),
            "care": Strategy(hours={"account_managers": {"care": 0.8},
                                    "client_department": {"repair": 0.7, "rescue": 0.1}}, rescue_on="complaint"),
            "hunt": Strategy(hours={"hunters": {"hunting": 0.8}, "account_managers": {"hunting": 0.5, "orders": 0.2},
                                    "client_department": {"repair": 0.4, "dunning": 0.3}},
                             hunt_for="largest", advertising_per_week=50.0),
        },
        "mechanisms": Mechanisms.model_validate(mechanisms),
    })
