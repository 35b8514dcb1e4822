"""Exits: which clients left and why, which came back, where former clients moved next."""

from collections.abc import Callable

import numpy as np

from retainsim.declared import events as kinds
from retainsim.declared import reasons
from retainsim.declared.codes import FIRM
from retainsim.results.kpis.kpi import Account, Family, Kpi
from retainsim.results.movements import FROM, ORGANISATION, REASON, TO, of_kind


def _to(role: str) -> Callable[[Account], int]:
    return lambda account: int(np.isin(
        account.exits[:, TO], [supplier for supplier, its in enumerate(account.facts.roles) if its == role]).sum())


def _for(reason: int) -> Callable[[Account], int]:
    return lambda account: int(np.count_nonzero(account.exits[:, REASON] == reason))


def _returns(account: Account) -> int:
    identity = account.wins[:, ORGANISATION]
    # For those who were not clients at week 0, the first start is no return.
    return len(identity) - len(np.unique(identity[account.trace.opening_supplier[identity] != FIRM]))


def _onward_moves(account: Account) -> int:
    started = of_kind(account.trace.events, kinds.STARTS)
    row = np.arange(len(started))
    first_with_firm = np.where(account.trace.opening_supplier == FIRM, -1, len(started))
    with_firm = started[:, TO] == FIRM
    np.minimum.at(first_with_firm, started[with_firm, ORGANISATION], row[with_firm])
    was_client = first_with_firm[started[:, ORGANISATION]] < row
    return int(np.count_nonzero(was_client & (started[:, FROM] > FIRM) & (started[:, TO] > FIRM)))


KPIS = (
    Kpi("exits_total", "clients lost", "exits", "lower", "whole run",
        "Ends of the firm's service, dissolutions of clients included, in the week in which service ends.",
        lambda account: len(account.exits)),
    Kpi("exits_to_attacker", "clients lost to attackers", "exits", "lower", "whole run",
        "Exits to a rival whose role is attacker.", _to("attacker")),
    Kpi("exits_to_third", "clients lost to established rivals", "exits", "lower", "whole run",
        "Exits to a rival whose role is established.", _to("established")),
    Kpi("exits_courted", "clients courted away", "exits", "lower", "whole run",
        "Exits that a courting rival brought about.", _for(reasons.COURTED)),
    Kpi("exits_tender", "clients lost after a tender", "exits", "lower", "whole run",
        "Exits to an alternative that the client sought itself.", _for(reasons.TENDER)),
    Kpi("exits_background", "clients lost for reasons of their own", "exits", "lower", "whole run",
        "Exits for the client's own reasons.", _for(reasons.BACKGROUND)),
    Kpi("exits_insolvent", "clients lost through ruin", "exits", "lower", "whole run",
        "Exits because the firm is insolvent, of clients that had not already decided to leave.",
        _for(reasons.INSOLVENT)),
    Kpi("exits_dissolved", "clients that ceased to exist", "exits", None, "whole run",
        "Clients that ceased to exist.", _for(reasons.DISSOLUTION)),
    Kpi("returns", "clients that came back", "starts", "higher", "whole run",
        "Starts of service for organisations that the firm has served before.", _returns),
    Kpi("onward_moves", "former clients that moved on", "moves", None, "whole run",
        "Moves from one rival to another by organisations that the firm has served before.", _onward_moves),
)

FAMILIES = (
    Family("exits_to", "clients lost to NAME", "exits", "lower", "Exits to the rival NAME.",
           lambda account: account.exits[:, TO]),
)
