"""Exits: who left and why, who came back."""

from __future__ import annotations

import numpy as np

from retainsim.declared import reasons
from retainsim.declared.codes import FIRM
from retainsim.results.account import Account
from retainsim.results.kpis.kpi import kpi
from retainsim.results.movements import FROM, ORGANISATION, REASON, TO


def _gone_to(account: Account, role: str) -> float:
    suppliers = [supplier for supplier, its_role in enumerate(account.facts.roles) if its_role == role]
    return np.isin(account.exits[:, TO], suppliers).sum()


def _gone_for(account: Account, reason: int) -> float:
    return (account.exits[:, REASON] == reason).sum()


@kpi("clients lost", "exits", "lower", "whole run",
     "Ends of the firm's service, dissolutions of clients included, in the week in which service ends.")
def exits_total(account: Account) -> float:
    return len(account.exits)


@kpi("clients lost to attackers", "exits", "lower", "whole run", "Exits to a rival whose role is attacker.")
def exits_to_attacker(account: Account) -> float:
    return _gone_to(account, "attacker")


@kpi("clients lost to established rivals", "exits", "lower", "whole run", "Exits to a rival whose role is established.")
def exits_to_third(account: Account) -> float:
    return _gone_to(account, "established")


@kpi("clients courted away", "exits", "lower", "whole run", "Exits that a courting rival brought about.")
def exits_courted(account: Account) -> float:
    return _gone_for(account, reasons.COURTED)


@kpi("clients lost after a tender", "exits", "lower", "whole run",
     "Exits to an alternative that the client looked for itself.")
def exits_tender(account: Account) -> float:
    return _gone_for(account, reasons.TENDER)


@kpi("exits for reasons of their own", "exits", "lower", "whole run", "Exits of clients with reasons of their own.")
def exits_background(account: Account) -> float:
    return _gone_for(account, reasons.BACKGROUND)


@kpi("clients lost through ruin", "exits", "lower", "whole run",
     "Exits because the firm is insolvent, of clients that had not decided before.")
def exits_insolvent(account: Account) -> float:
    return _gone_for(account, reasons.INSOLVENT)


@kpi("clients that ceased to exist", "exits", None, "whole run", "Clients that ceased to exist.")
def exits_dissolved(account: Account) -> float:
    return _gone_for(account, reasons.DISSOLUTION)


@kpi("clients that came back", "starts", "higher", "whole run",
     "Starts with the firm by organisations that it has served before.")
def returns(account: Account) -> float:
    identity = account.starts[account.starts[:, TO] == FIRM, ORGANISATION]
    # Who was not the firm's client at week 0 starts for the first time just once.
    newcomers = np.unique(identity[account.trace.opening_supplier[identity] != FIRM])
    return len(identity) - len(newcomers)


@kpi("former clients that moved on", "moves", None, "whole run",
     "Moves from one rival to another by organisations that the firm has served before.")
def onward_moves(account: Account) -> float:
    started = account.starts
    row = np.arange(len(started))
    first_with_firm = np.where(account.trace.opening_supplier == FIRM, -1, len(started))
    with_firm = started[:, TO] == FIRM
    np.minimum.at(first_with_firm, started[with_firm, ORGANISATION], row[with_firm])
    was_client = first_with_firm[started[:, ORGANISATION]] < row
    return (was_client & (started[:, FROM] > FIRM) & (started[:, TO] > FIRM)).sum()
