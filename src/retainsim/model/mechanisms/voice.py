"""Few unhappy clients complain, and the firm takes silence for love.

Formula    chance of complaining = voice (1 + loyalty * attachment) exp(-hopelessness * grievance), at most 1
           picture: news: b <- b + part (a - b); silence: b <- 1 - (1 - b) * 2**(-1 / half-life)
Source     Exit, voice and loyalty: Hirschman 1970. Most do not complain: TARP; 80 % of firms believe their service
           superior, 8 % of clients agree: Allen, Reichheld, Hamilton & Markey 2005. Claim I4 of the essays.
Assumed:   the forms; that a complaint shows the state of the relation, in part.
"""

from retainsim.kernel import kernel
from retainsim.numeric import exp


@kernel
def complains(luck: float, voice: float, loyalty: float, attached: float, hopelessness: float,
              grievance: float) -> bool:
    """Whether a client that had a bad experience this week complains; hopelessness [1/experience]."""
    return luck < min(1.0, voice * (1.0 + loyalty * attached) * exp(-hopelessness * max(0.0, grievance)))


@kernel
def picture_after_news(believed: float, attached: float, part: float) -> float:
    """The firm's picture [0..1] of an attachment after a complaint or a visit has corrected part of it."""
    return believed + part * (attached - believed)


@kernel
def picture_after_silence(believed: float, kept_per_week: float) -> float:
    """The firm's picture [0..1] of an attachment after a week in which it heard nothing."""
    return 1.0 - (1.0 - believed) * kept_per_week
