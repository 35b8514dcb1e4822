"""How far a claim reaches in the space of assumed numbers: the share, what is undecided, and what decides where."""

from collections.abc import Iterator

from retainsim.report.robustness import rounded
from retainsim.report.words import Document, counted, percent
from retainsim.scenario import shape


def share_of(document: Document) -> float | None:
    """The share of the credible space in which a claim shows; None where the space has not been tried."""
    share: float | None = document["share_of_space"]
    return share


def reach(document: Document) -> Iterator[str]:
    """What is said of it, sentence by sentence."""
    if document["points_of_space"]:
        yield from _over_the_space(document)
    else:
        yield ("Only the defaults were tried: how much of the space of assumed numbers it reaches is not known. "
               "retainsim claims --space tries it.")


def _over_the_space(document: Document) -> Iterator[str]:
    yield (f"All assumed numbers of the scenario were drawn anew from their plausible ranges: "
           f"{document['points_of_space']:,} points that the evidence allows. At each the claim was tried by the "
           "standard of the defaults, in worlds of its own.")
    if document["share_of_space"] is None:
        yield "At too few points it is known well enough to tell a share of the space."
    else:
        yield (f"It shows in {percent(document['share_of_space'])} of this space {_bounds(document)}; the "
               "interval is for points and worlds together.")
    yield (f"Point by point it is shown at {document['points_shown']:,}, not shown at "
           f"{document['points_not_shown']:,} and undecided at {document['points_undecided']:,}.")
    if document["points_unknown"]:
        left_out = "" if document["share_of_space"] is None else "; the share leaves them out"
        yield f"At {counted(document['points_unknown'], 'point')} too few worlds define the figure{left_out}."
    yield from at_the_defaults(document)
    yield from _further(document["further"])
    yield from _division(document["division"])


def at_the_defaults(document: Document) -> Iterator[str]:
    """Where the effect at the defaults lies among those of the points, if it is known."""
    if (rank := document.get("rank_among_points")) is not None:
        yield f"The effect at the defaults is larger than at {percent(rank)} of the points."


def _further(further: Document) -> Iterator[str]:
    if further["points"]:
        yield (f"Some {counted(rounded(further['worlds']), 'world')} more would decide "
               f"{counted(further['points'], 'undecided point')}, as a guess, if means stayed as they are.")
    if further["at_margin"]:
        yield f"{counted(further['at_margin'], 'point')} would take more than 10,000 worlds each."


def parameter(path: str) -> str:
    """What a number of a scenario means, and its path; the path alone, if a scenario has no such number."""
    meaning = shape.at(tuple("any" if key == "*" else key for key in path.split("."))).get("description")
    return f"\"{meaning}\" ({path})" if meaning else path


def _division(division: Document | None) -> Iterator[str]:
    if division is None:
        return
    for part in division["parts"]:
        where = " and ".join(f"{parameter(factor)} is {'above' if is_above else 'at most'} {threshold:,.4g}"
                             for factor, is_above, threshold in part["conditions"])
        yield f"Where {where}, it shows at {part['hits']:,} of {counted(part['points'], 'decided point')}."
    yield (f"Tried on points that it had not seen, such a rule is right in {percent(division['accuracy'])} "
           f"[{percent(division['low'])}, {percent(division['high'])}], balanced over both kinds; guessing is in 50 %.")


def _bounds(document: Document) -> str:
    return f"[{document['share_low'] * 100:.0f} %, {document['share_high'] * 100:.0f} %]"


def share_bounds(document: Document) -> tuple[float, float, float] | None:
    """The share with its interval; None where there is none."""
    share = share_of(document)
    return None if share is None else (share, document["share_low"], document["share_high"])
