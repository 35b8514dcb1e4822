"""A client that has left may be too proud to come back, whatever it finds elsewhere.

Formula    chance of refusing the old supplier from now on = share by the reason of leaving, at most 1
Source     Lost for good: Jackson 1985. Returns by reason of leaving: Kumar, Bhagwat & Zhang 2015, J. Marketing 79.
           Claim I7 of the essays.
Limits     Pride is for life; time does not heal it.
"""

from retainsim.kernel import kernel
from retainsim.numeric import clip


@kernel
def is_too_proud(luck: float, share: float) -> bool:
    """Whether a client that leaves will never return."""
    return luck < clip(share, 0.0, 1.0)
