"""What newcomers can do.

Formula    ability = 1 - strength (1 - at_first) exp(-weeks / weeks_to_learn), at least 0
Source     ability approaches that of others exponentially, the replacement model of Mazur & Hastie 1978, Psychological
           Bulletin 85; that newcomers cost at first: DeMarco & Lister 1999, Peopleware.
"""

from retainsim.kernel import kernel
from retainsim.numeric import exp


@kernel
def ability(weeks: int, at_first: float, weeks_to_learn: float, strength: float) -> float:
    """Part [0..1] of a full week's work that a person does after so many `weeks`; before 0 nobody is there."""
    if weeks < 0:
        return 0.0
    if weeks_to_learn == 0.0:
        return 1.0
    return max(0.0, 1.0 - strength * (1.0 - at_first) * exp(-weeks / weeks_to_learn))
