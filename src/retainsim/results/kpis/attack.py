"""Attack: clients that rivals court, trials with rivals, and clients that delegations save."""

import numpy as np

from retainsim.declared import events as kinds
from retainsim.declared.codes import FIRM
from retainsim.results.facts import ratio
from retainsim.results.kpis.kpi import Account, Family, Kpi
from retainsim.results.movements import FROM, KIND, ORGANISATION, REASON, TO, of_kind


def _trials_converted(account: Account) -> int:
    events = account.trace.events
    steps = events[(events[:, FROM] == FIRM) & np.isin(events[:, KIND], (kinds.TRIES, kinds.DROPS, kinds.DECIDES))]
    steps = steps[np.argsort(steps[:, ORGANISATION], kind="stable")]  # each organisation's together, in their order
    before, after = steps[:-1], steps[1:]
    is_same = (before[:, ORGANISATION] == after[:, ORGANISATION]) & (before[:, TO] == after[:, TO])
    return int(np.count_nonzero((before[:, KIND] == kinds.TRIES) & (after[:, KIND] == kinds.DECIDES) & is_same))


def _of_clients(account: Account, kind: int) -> np.ndarray:
    """The supplier in each event of this kind that concerns a client of the firm."""
    events = of_kind(account.trace.events, kind)
    return events[events[:, FROM] == FIRM, TO]


def save_rate(account: Account) -> float:
    """Share of delegations to clients that had given notice after which the client stays; NaN without any."""
    outcome = np.bincount(of_kind(account.trace.events, kinds.RESCUED)[:, REASON], minlength=kinds.GOES + 1)
    return ratio(outcome[kinds.STAYS], outcome[kinds.STAYS] + outcome[kinds.GOES])


KPIS = (
    Kpi("trials_started", "trials with rivals", "trials", "lower", "whole run",
        "Trial connections of clients with a rival.",
        lambda account: len(_of_clients(account, kinds.TRIES))),
    Kpi("trials_converted", "trials that won the client", "trials", "lower", "whole run",
        "Trials that ended with a decision for that rival.", _trials_converted),
    Kpi("save_rate", "save rate after notice", "share", "higher", "whole run",
        "Share of the delegations to clients that had given notice after which the client stays; none without such "
        "delegations.", save_rate),
)

FAMILIES = (
    Family("courted_by", "clients courted by NAME", "approaches", None,
           "How often the rival NAME begins to court a client of the firm.",
           lambda account: _of_clients(account, kinds.TARGETED)),
    Family("trials_of", "trials with NAME", "trials", "lower",
           "Trial connections of clients of the firm with the rival NAME.",
           lambda account: _of_clients(account, kinds.TRIES)),
)
