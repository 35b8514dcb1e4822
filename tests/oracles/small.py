"""A small world with everything in it, some hundred organisations of the shipped scenario."""

import hashlib
from collections.abc import Iterable

import numpy as np

from retainsim.model.record import Trace
from retainsim.scenario import Scenario, load

SMALL = (
    "clients.status.organisations=20", "clients.status.served_by_firm=9",
    "clients.standard.organisations=200", "clients.standard.served_by_firm=70",
    "clients.young.organisations=120", "clients.young.served_by_firm=30", "clients.young.founded_later=40",
    "market.seasoning_weeks=40", "market.buildings=20",
    "rivals.established.capacity=320", "rivals.attacker.capacity=12", "rivals.attacker.start_week=10",
    "staff.hunters.people=2", "staff.account_managers.people=2", "staff.client_department.people=2",
    "firm.overhead_per_week=2000", "firm.cash=200000", "firm.credit_line=100000",
)
STRATEGIES = ("status-quo", "all-in-acquisition", "nurture", "balanced")


def small(*overrides: str) -> Scenario:
    """The small world, changed."""
    return load("isp", [*SMALL, *overrides])


def fingerprint(traces: Iterable[Trace]) -> str:
    """Sixteen hex digits that change with any bit of any trace."""
    digest = hashlib.sha256()
    for trace in traces:
        for array in trace:
            digest.update(str(array.shape).encode() + np.ascontiguousarray(array).tobytes())
    return digest.hexdigest()[:16]
