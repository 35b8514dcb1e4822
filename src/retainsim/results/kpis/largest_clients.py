"""The largest clients, and status clients."""

from retainsim.declared import columns
from retainsim.results.facts import CENTS, ratio
from retainsim.results.kpis.kpi import MONEY, Kpi

KPIS = (
    Kpi("key_accounts_kept", "key accounts kept", "clients", "higher", "end",
        "How many of the five largest clients by fee at week 0 (ties: the lower identity) the firm serves; those under "
        "notice count until they leave.",
        lambda account: account.is_held[account.key_accounts].sum()),
    Kpi("key_revenue_kept", "fees of key accounts kept", "share", "higher", "end",
        "Share of the fees of these five clients that belongs to those whom the firm serves; none without clients at "
        "week 0.", lambda account: ratio((account.opening_price * account.is_held)[account.key_accounts].sum(),
                                         account.opening_price[account.key_accounts].sum())),
    Kpi("status_clients_end", "status clients at the end", "clients", "higher", "end",
        "Those of clients_end that are in status segments.",
        lambda account: (account.is_held & account.is_status).sum()),
    Kpi("status_revenue_final_year", "fees of status clients in the final year", MONEY, "higher", "final year",
        "Recurring fees of clients in status segments, without orders.",
        lambda account: account.series[account.final_year:, columns.STATUS_FEES].sum() / CENTS),
)
