"""Which KPIs stand together when all of them are shown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

GROUPS = {
    "money": ("cash_end", "value_end", "revenue_total", "revenue_final_year", "profit_total", "profit_sd", "npv",
              "insolvent", "dso_days"),
    "clients": ("clients_end", "new_clients", "cac", "mean_fee", "revenue_hhi", "logo_churn_annual", "grr", "nrr",
                "clv_mean", "customer_equity"),
    "largest clients": ("key_accounts_kept", "key_revenue_kept", "status_clients_end", "status_revenue_final_year"),
    "exits": ("exits_total", "exits_to_attacker", "exits_to_third", "exits_courted", "exits_tender",
              "exits_background", "exits_insolvent", "exits_dissolved", "returns", "onward_moves"),
    "attack": ("trials_started", "trials_converted", "save_rate"),
    "relation": ("attachment_mean", "believed_attachment_mean", "perception_gap", "grievance_mean", "complaints"),
    "work": ("hours_hunting", "hours_care", "hours_orders", "hours_dunning", "hours_repair", "hours_rescue",
             "staff_turnover"),
}
OTHER = "other"


def grouped(kpis: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Group and name of each of these KPIs, group by group."""
    left = list(kpis)
    for group, names in GROUPS.items():
        for name in names:
            if name in left:
                left.remove(name)
                yield group, name
    yield from ((OTHER, name) for name in left)
