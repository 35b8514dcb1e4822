"""The firm's ledger, all in cents but for the week."""

NAMES = ("cash", "collected", "revenue", "written_off", "costs", "insolvent_since")
CASH, COLLECTED, REVENUE, WRITTEN_OFF, COSTS, INSOLVENT_SINCE = range(len(NAMES))
