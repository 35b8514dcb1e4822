"""A tiny world, and what a command leaves behind."""

from typing import NamedTuple

TINY = """\
name = "tiny"
weeks = 60
[market]
buildings = 10
seasoning_weeks = 8
[clients.status]
status = true
organisations = 20
served_by_firm = 12
fee_per_week = 700
term_weeks = 10
[clients.standard]
organisations = 100
served_by_firm = 40
fee_per_week = 60
[staff]
hunters = { people = 1, wage_per_week = 900 }
account_managers = { people = 1, wage_per_week = 900 }
client_department = { people = 1, wage_per_week = 700 }
[firm]
cash = 100_000
credit_line = 100_000
overhead_per_week = 10
[rivals.attacker]
role = "attacker"
capacity = 50
courting_hours_per_week = 40
[strategies.status-quo]
hours.hunters = { hunting = 0.5 }
[strategies.nurture]
hours.account_managers = { care = 0.8 }
"""


class Said(NamedTuple):
    """What a command has left behind."""

    code: int
    out: str
    err: str
