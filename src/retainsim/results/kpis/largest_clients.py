"""The largest clients, and those of status."""

from __future__ import annotations

import numpy as np

from retainsim.declared import columns
from retainsim.results.account import Account
from retainsim.results.facts import CENTS, ratio
from retainsim.results.key_accounts import key_accounts
from retainsim.results.kpis.kpi import MONEY, kpi


@kpi("key accounts kept", "clients", "higher", "end",
     "Of the five largest clients by fee at week 0 (ties: the lower identity), those whose supplier is the firm.")
def key_accounts_kept(account: Account) -> float:
    return account.is_held[key_accounts(account.trace)].sum()


@kpi("fees of key accounts kept", "share", "higher", "end",
     "Share of these five clients' fees that belongs to those whose supplier is the firm; none without clients at "
     "week 0.")
def key_revenue_kept(account: Account) -> float:
    key = key_accounts(account.trace)
    return ratio(account.price[key[account.is_held[key]]].sum(), account.price[key].sum())


@kpi("status clients at the end", "clients", "higher", "end", "The part of clients_end in status segments.")
def status_clients_end(account: Account) -> float:
    is_status = np.array(account.facts.status, bool)[account.trace.segment]
    return (account.is_held & is_status).sum()


@kpi("fees of status clients in the final year", MONEY, "higher", "final year",
     "Recurring fees of clients in status segments, orders not counted.")
def status_revenue_final_year(account: Account) -> float:
    return account.series[account.final_year:, columns.STATUS_FEES].sum() / CENTS
