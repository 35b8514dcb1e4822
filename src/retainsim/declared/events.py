"""What can happen to an organisation and is told: one line a kind, with how often within a week it can at most."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Kind:
    """A kind of event."""

    name: str
    most: int  # per organisation and week: the diary keeps room for so many
    meaning: str


ALL: list[Kind] = []


def _kind(name: str, most: int, meaning: str) -> int:
    ALL.append(Kind(name, most, meaning))
    return len(ALL) - 1


DECIDES = _kind("decides", 1, "a decision to change the supplier")
ENDS = _kind("ends", 1, "the end of service")
STARTS = _kind("starts", 1, "the start of service")
DISSOLVES = _kind("dissolves", 1, "the organisation ceases to exist")
FOUNDED = _kind("founded", 1, "the organisation is founded")
TARGETED = _kind("targeted", 1, "a supplier begins to court it")
FAULT = _kind("fault", 1, "its line fails")
DELIGHT = _kind("delight", 1, "service is better than promised")
COMPLAINS = _kind("complains", 1, "it complains of a bad experience")
TRIES = _kind("tries", 1, "a trial begins")
DROPS = _kind("drops", 1, "a trial ends without a switch")
RESCUED = _kind("rescued", 1, "a delegation has come; its reason is the outcome")
LATE = _kind("late", 1, "its work is late, and was not the week before")
REPRICED = _kind("repriced", 1, "its price index becomes another; its reason is the new one, in millionths")

KINDS = tuple(kind.name for kind in ALL)
MOST_PER_WEEK = sum(kind.most for kind in ALL)  # of one organisation
FIELDS = ("week", "kind", "organisation", "from", "to", "reason")

OUTCOMES = ("not-decided", "stays", "goes")  # how a delegation ends: the reason of RESCUED
NOT_DECIDED, STAYS, GOES = range(len(OUTCOMES))
