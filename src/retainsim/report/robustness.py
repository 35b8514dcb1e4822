"""In which share of a space a statement holds: the share with its interval, what it rests on, what decides it."""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from retainsim.report.blocks import Block, Figure, Heading, Table, Verdict, among
from retainsim.report.words import Document, Scale, counted, listed, percent, scale, unit_of
from retainsim.results.kpis.dictionary import KPIS

MOST = 10  # factors that a person reads
PICTURES = ("points", "map")
HOW = ("A point is judged by the interval of its mean difference, never by the mean: shown if the whole interval lies "
       "above the margin, not shown if none of it does. An undecided point counts in the share by its chance, so the "
       "share may be 100 % though some points are open. Its interval counts the points as a sample of the space, and "
       "the worlds of each as a sample of its luck.")


def robustness_report(document: Document, figures: Mapping[str, Figure] | None = None) -> Iterator[Block]:
    """The report, from the document that `robustness --json` prints."""
    yield Heading(f"{document['experiment']}: is {in_words(document)}?", 1)
    yield Verdict([_share(document), _counts(document)])
    if further := list(_further(document)):
        yield " ".join(further)
    yield from among(figures or {}, *PICTURES)
    yield from _what_decides(document)
    yield Heading(f"The space: {counted(len(document['points']), 'point')}, "
                  f"{counted(len(document['factors']), 'factor')}")
    yield from _worlds(document)
    yield HOW


def in_words(document: Document) -> str:
    """The statement, as it goes on after "is"."""
    statement = document["statement"]
    kpi = KPIS[statement["kpi"]]
    by = ""
    if statement["margin"]:
        amount = margin_scale(document).quantity(statement["margin"])
        by = f" by more than {amount}" if statement["margin"] > 0 else f", or worse by less than {amount.lstrip('-')},"
    return f"{statement['a']} better than {statement['b']}{by} in {kpi.label}"


def margin_scale(document: Document) -> Scale:
    """The scale of the margin alone."""
    statement = document["statement"]
    return scale(unit_of(KPIS[statement["kpi"]].unit), [statement["margin"]])


def _share(document: Document) -> str:
    low, high = percent(document["low"]), percent(document["high"])
    return f"It holds in {percent(document['share'])} of the space [{low}, {high}]."


def _counts(document: Document) -> str:
    total = len(document["points"])
    clauses = [f"{document[key]:,} {word}" for key, word in (
        ("shown", "shown"), ("not_shown", "not shown"), ("undecided", "undecided"))]
    return f"Of {counted(total, 'point')}: {listed(clauses)}."


def _further(document: Document) -> Iterator[str]:
    further = document["further"]
    if not document["undecided"]:
        return
    if not document["is_finished"]:
        yield ("The session ended before every undecided point had had its last look; --resume goes on, with a larger "
               "budget if there is one.")
    if further["points"]:
        many = further["points"] > 1
        which = ("the undecided point" + "s" * many if further["points"] == document["undecided"] else
                 f"{further['points']:,} of the undecided points")
        stay = "their means stayed as they are" if many else "its mean stayed as it is"
        yield (f"Some {counted(rounded(further['worlds']), 'world')} more would decide {which}, as a guess, if {stay}: "
               f"up to {rounded(further['replications']):,} replications at one.")
    if further["at_margin"]:
        many = further["at_margin"] > 1
        yield (f"{counted(further['at_margin'], 'point')} {'are' if many else 'is'} practically at the margin: "
               f"more than 10,000 replications {'each ' if many else ''}would not decide {'them' if many else 'it'}.")
    if further["points"] and document["is_finished"]:
        yield (f"Every look is used; a larger number of replications in the file than {document['looks'][0]:,} allows "
               "larger ones.")


def rounded(number: float) -> int:
    """Two digits of a guess, upwards."""
    size = 10 ** max(0, len(str(int(number))) - 2)
    return int(-(-number // size) * size)


def _what_decides(document: Document) -> Iterator[Block]:
    yield Heading("What decides it")
    division = document["division"]
    if division is None:
        yield document["obstacle"]
    elif division["low"] <= 0.5:
        yield (f"No rule was found that foretells points it has not seen: a tree of two questions is right in "
               f"{_accuracy(division)}, balanced over both kinds; guessing is in 50 %.")
    else:
        yield from map(partial(_part, document), sorted(division["parts"], key=lambda part: not part["holds"]))
        yield (f"Tried on points that it had not seen, such a rule is right in {_accuracy(division)}, balanced over "
               "both kinds; guessing is in 50 %. Always saying the more frequent is right in "
               f"{percent(division['base_rate'])} of the decided points.")
    if rows := document["correlations"]:
        yield Table(["rank correlation with the difference", "", "95 %"], [
            [row["factor"], f"{row['correlation']:+.2f}", f"[{row['low']:+.2f}, {row['high']:+.2f}]"]
            for row in rows[:MOST]])
        if (more := len(rows) - MOST) > 0:
            yield f"{counted(more, 'factor')} with weaker ones: --json."


def _accuracy(division: Document) -> str:
    return f"{percent(division['accuracy'])} [{percent(division['low'])}, {percent(division['high'])}]"


def _part(document: Document, part: Document) -> str:
    where = " and ".join(f"`{factor}` {'>' if is_above else '<='} {threshold:,.4g}"
                         for factor, is_above, threshold in part["conditions"])
    verb = "It holds mostly" if part["holds"] else "It mostly does not hold"
    return (f"{verb} where {where}: shown at {part['hits']:,} of {counted(part['points'], 'decided point')}.")


def _between(numbers: Sequence[int]) -> str:
    low, high = min(numbers), max(numbers)
    return f"{low:,}" if low == high else f"{low:,} to {high:,}"


def _worlds(document: Document) -> Iterator[str]:
    replications = [point["worlds"] for point in document["points"]]
    yield (f"{counted(document['worlds'], 'world')} in the folder, {document['new']:,} of them new. Each point has "
           f"worlds of its own, which its strategies share: {_between(replications)} replications count.")
    yield "Factors: " + ", ".join(f"`{name}`" for name in list(document["factors"])[:MOST]) + (
        f" and {len(document['factors']) - MOST:,} more." if len(document["factors"]) > MOST else ".")
    if document["failures"]:
        yield f"{counted(document['failures'], 'world')} failed; the column error of the folder says why."
    if document["undefined"]:
        yield (f"{counted(document['undefined'], 'difference')} {'is' if document['undefined'] == 1 else 'are'} missing"
               ", because a world failed or does not define the KPI; means are of the others.")
    if document["unknown"]:
        yield (f"Nothing is known of {counted(document['unknown'], 'point')}, which the share leaves out and which "
               "count as undecided.")
