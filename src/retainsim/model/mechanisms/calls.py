"""Calls fall due when the hours set aside for a client add up to one.

Formula    due <- due + rate; at 1 or more the call takes place and 1 is taken off
Assumed:   at most one call of a kind per week and client; hours beyond that are lost.
Limits     A person's calls of one week may take more than the week's hours, and less in others; on average they do not.
"""

import math

from retainsim.kernel import kernel


@kernel
def is_due(due: float) -> bool:
    """Whether a whole call [calls] has come together."""
    return due >= 1.0


@kernel
def part_of_a_call(due: float) -> float:
    """What is owed [calls] to a new client: a place in the round, but no call that somebody else owes."""
    return due - math.floor(due)


@kernel
def left_after_call(due: float) -> float:
    """What is still owed [calls] after this week."""
    return due - 1.0 if due >= 1.0 else due
