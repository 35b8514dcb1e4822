"""What the firm's people can do with their hours, and what luck knows their roles by."""

from collections.abc import Iterable

NAMES = ("hunting", "care", "orders", "dunning", "repair", "rescue", "delivery")
HUNTING, CARE, ORDERS, DUNNING, REPAIR, RESCUE, DELIVERY = range(len(NAMES))

ROLES = ("hunters", "account_managers", "client_department")  # come first, and keep their numbers, in any firm


def numbers_of(roles: Iterable[str]) -> dict[str, int]:
    """What luck knows roles by: the three oldest have numbers of their own, all others are counted from 3."""
    own = [role for role in roles if role not in ROLES]
    return {role: ROLES.index(role) if role in ROLES else len(ROLES) + own.index(role) for role in roles}
