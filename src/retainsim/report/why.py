"""Why strategies end where they do: a chain that a strategist can follow, and what is left when a link is cut."""

from collections.abc import Iterable, Iterator
from itertools import groupby

from retainsim.report.blocks import Block, Heading, Table, Verdict
from retainsim.report.lead import RUIN, advice, are_both_ruined, difference_of, worlds_needed
from retainsim.report.verdict import charges
from retainsim.report.words import NOTHING, Document, Scale, called, counted, labelled, one_factor, scale, unit_in
from retainsim.results.kpis.dictionary import KPIS
from retainsim.results.kpis.kpi import MONEY

HUNTING = "nobody hunts"  # the link
MARK = ("* cutting it changes the difference by more than chance, at 95 % for all links together. A link is "
        "missing from the very beginning, in the years before week 0 as well.")
MOSTLY = 0.5  # a cut that leaves less than this of the difference takes most of it


def why_report(document: Document) -> Iterator[Block]:
    """The report on an explanation, from the document that `why --json` prints."""
    a, b = document["a"], document["b"]
    yield Heading(f"Why {a} and {b} end where they do ({called(document)}, "
                  f"{counted(document['weeks'], 'week')}, {counted(document['replications'], 'world')})")
    yield Verdict([labelled(verdict(document))])
    if are_both_ruined(document["difference"]):
        yield "Note that the firm is ruined under both strategies in most worlds: this compares two ruins."
    yield Heading("The chain of causes")
    yield Table(["", "", a, b, ""], list(chain_rows(document)), left=(0, 1, 4), gap=2)
    yield Heading(labelled(what_is_left(document)))
    left = "left" if tells_apart(document["difference"]) else ""
    yield Table(["link", "difference", "95 % interval", left], list(link_rows(document)), left=(0, 3), gap=2)
    yield from footnotes(document)


def footnotes(document: Document) -> Iterator[str]:
    """What the marks behind the links mean."""
    if not tells_apart(document["difference"]):
        yield "The difference may be chance, so no share of it is told."
    yield MARK
    if any(link["carries"] and link["name"] == HUNTING for link in document["links"]):
        yield from charges([document["kpi"]])
    if any(map(are_both_ruined, [document["difference"], *document["links"]])):
        yield f"{RUIN} the firm is then ruined under both strategies in most worlds: what is left compares two ruins."


def what_is_left(document: Document) -> str:
    """The title of the table of links."""
    return (f"What is left of the difference in {document['kpi']} ({document['a']} - {document['b']}) when a link is "
            "cut in both")


def tells_apart(row: Document) -> bool:
    """Whether these worlds tell the two strategies apart, as they are or with a link cut."""
    return row["low"] is not None and not row["low"] <= 0 <= row["high"]


def verdict(document: Document) -> str:
    """Which strategy is ahead, by how much, and which links carry the difference."""
    a, b, kpi, whole = document["a"], document["b"], document["kpi"], document["difference"]
    if not tells_apart(whole):
        if whole["low"] == whole["high"] == 0:
            return f"{a} and {b} do not differ in {kpi} in any of these worlds."
        needed = worlds_needed(difference_of({**document, **whole}), 0.0, document["replications"])
        return f"In {kpi} these worlds cannot tell {a} from {b}{advice(document, [needed])}."
    is_a = (whole["difference"] > 0) == (KPIS[kpi].better != "lower")
    ahead, behind = (a, b) if is_a else (b, a)
    difference = scale_of_gaps(document, [whole]).quantity(abs(whole["difference"]))
    taking = [link for link in document["links"] if link["difference"] is not None
              and link["difference"] / whole["difference"] < MOSTLY]
    figures = {row["figure"]: (row["a"], row["b"]) if is_a else (row["b"], row["a"]) for row in document["chain"]}

    def both(name: str, unit: str, decimals: int = 0) -> str:
        """A figure of the strategy that is ahead and, in brackets, of the other."""
        here, there = ("none" if value is None else f"{value:,.{decimals}f}" for value in figures[name])
        return f"{here} {unit} ({there})"

    return (f"{ahead} ends {difference} {'more' if KPIS[kpi].better is None else 'better'} than {behind} in {kpi}. Its "
            f"people have {both('care', 'hours a week for care')} and {both('hunting', 'for hunting')}; that makes "
            f"{both('caring visits', 'caring visits per client and year', 1)}, "
            f"{both('as it is', 'of full attachment', 2)}, "
            f"{both('courted away', 'of 100 clients courted away in a year', 1)} and "
            f"{both('won', 'new clients a year')}. {_carried_by(taking, whole)}")


def _carried_by(taking: list[Document], whole: Document) -> str:
    """What the links that take most of the difference say of it."""
    if carrying := [f"{link['name']} ({_left(link, whole)})" for link in taking if link["carries"]]:
        return f"Most of the difference disappears if {', or if '.join(carrying)}."
    if taking:
        return ("No single link carries this by more than chance, though less than half of the difference is left if "
                f"{', or if '.join(link['name'] for link in taking)}.")
    return "No single link carries this: whichever is cut, at least half of the difference is left."


def _left(link: Document, whole: Document) -> str:
    if are_both_ruined(link):
        return "then both are ruined"
    left = link["difference"] / whole["difference"]
    if left >= 0:
        return f"then {100 * left:.0f} % is left"
    return "then the other is ahead" if tells_apart(link) else "then neither is clearly ahead"


def chain_rows(document: Document) -> Iterator[tuple[str, ...]]:
    """The chain: link (where it begins), figure, its values under both strategies, unit."""
    for link, figures in groupby(document["chain"], lambda row: row["link"]):
        for place, row in enumerate(figures):
            on_scale = scale(unit_in(row["unit"], document), [row["a"], row["b"]],
                             _factor(document) if row["unit"] == MONEY else 0.0)
            yield ("" if place else link, row["figure"], on_scale.number(row["a"]), on_scale.number(row["b"]),
                   on_scale.unit)


def scale_of_gaps(document: Document, rows: Iterable[Document]) -> Scale:
    """The scale of differences; money has the multiple of the chain."""
    unit, gaps = KPIS[document["kpi"]].unit, [row["difference"] for row in rows]
    return scale(unit_in(unit, document), gaps, _factor(document) if unit == MONEY else 0.0)


def _factor(document: Document) -> float:
    chain = [row[side] for row in document["chain"] if row["unit"] == MONEY for side in "ab"]
    return document.get("factor") or one_factor([*chain, document["difference"]["difference"]])


def link_rows(document: Document) -> Iterator[tuple[str, ...]]:
    """As it is, and with each link cut: name, difference, interval, what is left of the difference."""
    whole = document["difference"]
    rows = [whole, *document["links"]]
    on_scale = scale_of_gaps(document, rows)
    for row in rows:
        left = ""
        if tells_apart(whole):  # or it would be a part of what may be nothing
            left = (NOTHING if row["difference"] is None else
                    f"{round(100 * row['difference'] / whole['difference']) + 0.0:.0f} %")
        marks = (" *" if row["carries"] else "") + (f" {RUIN}" if are_both_ruined(row) else "")
        difference, interval = on_scale.estimate(row, "difference", sign=True)
        yield row["name"], f"{difference} {on_scale.unit}".rstrip(), interval, f"{left}{marks}".lstrip()
