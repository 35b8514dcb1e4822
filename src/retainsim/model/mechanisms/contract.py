"""Contracts: a decision to leave is not yet the end, and a price holds as long as the term that began under it.

Formula    end of service = max(end of the term, decision + notice)
Assumed:   contracts run on by themselves; the term of a renewal may differ from the first.
"""

from retainsim.kernel import kernel


@kernel
def end_of_service(week: int, term_end: int, notice_weeks: int) -> int:
    """Week in which service ends for a client that decides in this week; never the same week."""
    return max(max(term_end, week + notice_weeks), week + 1)


@kernel
def runs_on_until(term_end: int, week: int, renewal_weeks: int) -> int:
    """End of term [week] of a contract that has run on past its end, by whole renewals."""
    return term_end + renewal_weeks * ((week - term_end) // renewal_weeks + 1)


@kernel
def is_free(next_week: int, term_end: int, first_end: int, renewal_weeks: int, listed: int) -> bool:
    """Whether a term that began before a list of prices, in the week `listed`, is over in the next week.

    `first_end` is the end [week] of the first term, after which renewals follow.
    """
    return term_end <= next_week or (term_end > first_end and term_end - renewal_weeks >= listed)
