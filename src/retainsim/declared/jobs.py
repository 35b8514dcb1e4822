"""What the firm's people can do with their hours, and which roles they have."""

NAMES = ("hunting", "care", "orders", "dunning", "repair", "rescue")
HUNTING, CARE, ORDERS, DUNNING, REPAIR, RESCUE = range(len(NAMES))

ROLES = ("hunters", "account_managers", "client_department")
