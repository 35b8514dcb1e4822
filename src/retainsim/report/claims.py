"""What became of a claim: the experiment, what makes it disappear, and how far it holds, in a strategist's words."""

import re
from collections.abc import Iterator, Sequence

from retainsim.claims.evidence import EXPERIMENT, MODEL, SPACE
from retainsim.report.blocks import Block, Heading, Table, Verdict
from retainsim.report.reach import reach, share_of
from retainsim.report.renderers import markdown
from retainsim.report.words import NOTHING, Document, Scale, listed, percent, scale, scale_of, unit_of
from retainsim.results.kpis.kpi import MONEY

VERDICTS = {"holds": "holds", "holds_when": "holds when", "does_not_hold": "does not hold", "undecided": "undecided"}
MEANING = "the meaning of "  # before the name of a KPI
OUTDATED = {  # what else can have changed since
    MODEL: "all figures and verdicts are of the earlier one",
    EXPERIMENT: "all figures and verdicts are of the earlier experiment",
    SPACE: "what is said of that space, and any verdict that rests on it, is of the earlier one"}
IN_PART = "holds in part of the space"
NAMELESS = re.compile(r"(?:; )?in (\d+) % of the credible space: no single assumed parameter tells where$")
INDEX = "README.md"
WIDTHS = (42, 8, 18, 29)  # characters of the columns of figures
LEGEND = ("Effect: the figure that the page of the claim explains, with its 95 % interval. Cause taken away: the same "
          "figure where what the claim names as the cause is switched off; if that is the cause, no effect is left. Of "
          "space: the part of the credible space of all assumed numbers in which the pattern shows. A dash: not tried.")


def summary_report(documents: Sequence[Document]) -> Iterator[Block]:
    """All claims side by side: what became of each, then by which figures."""
    yield Heading("Summary")
    verdicts, figures = [], []
    for document in documents:
        on_scale, (word, condition) = _scale_of(document), _judgement(document)
        if name := NAMELESS.sub("", condition):
            word += f"{' ' if word == VERDICTS['holds_when'] else ': '}{name}"
        if "changed_since" in document:
            earlier = " and ".join(part.removeprefix("the ").removesuffix(" of assumed numbers")
                                   for part in _changes(document))
            word += f" (judged in an earlier {earlier})"
        verdicts.append([document["id"], document["statement"], word])
        effect, *without = (" ".join(on_scale.estimate(row)).strip()
                            for row in ({**document, "mean": document["effect"]}, *document["knockouts"][:1]))
        share = share_of(document)
        figures.append([document["id"], effect, on_scale.unit, *(without or [NOTHING]),
                        NOTHING if share is None else percent(share)])
    yield Table(["", "claimed", "verdict"], verdicts, (0, 1, 2), (4, 50, 44))
    yield Table(["", "effect", "unit", "cause taken away", "of space"], figures, (0, 2), (4, 22, 38, 22, 8))
    yield LEGEND


def markdown_pages(documents: Sequence[Document]) -> dict[str, str]:
    """A page for each claim and an index, by file name."""
    pages = {page_name(document): markdown.text(claim_report(document)) for document in documents}
    judges = changed_since(documents) or f"Judged by {_all_of(documents, 'judged_by')}."
    _, *summary = summary_report(documents)
    index = markdown.text([Heading("What is claimed, and what became of it", 1),
                           f"{judges} Each claim has a page of its own.", *summary])
    for document in documents:
        index = re.sub(rf"^\| {re.escape(document['id'])} \|", f"| [{document['id']}]({page_name(document)}) |", index,
                       flags=re.MULTILINE)
    return pages | {INDEX: index}


def page_name(document: Document) -> str:
    """The file that the page of a claim is."""
    return f"{document['id'].lower()}.md"


def claim_report(document: Document) -> Iterator[Block]:
    """The report on one claim, from its document as `claims --json` prints it."""
    label = f" ({document['label']})" if document.get("label") else ""
    word, condition = _judgement(document)
    yield Heading(f"{document['id']}{label}: {word}{' ...' if word == VERDICTS['holds_when'] else ''}", 1)
    if note := changed_since([document]):
        yield note
    yield f"Claimed: {document['statement']}"
    yield Heading("The experiment")
    yield (f"{document['experiment']} Played in {document['replications']:,} worlds, each under the same luck for all "
           "that are compared.")
    yield _rule(document)
    yield Heading("The result")
    yield _findings(document)
    if document["readings"]:
        yield Heading("Further readings")
        yield Table(["", "mean", "95 % interval", "unit"], [_reading(row, document) for row in document["readings"]],
                    (0, 3), WIDTHS)
    yield Heading("How far it reaches")
    yield " ".join(reach(document))
    yield Heading("Verdict")
    how_far = ("at the defaults; in how much of the space of what was assumed is not known"
               if share_of(document) is None else "and in nearly all of the space of what was assumed")
    verdict = {"holds": f"holds in this model, {how_far}",
               "holds_when": f"holds in this model under a condition: {condition}",
               "does_not_hold": f"does not hold in this model: {condition}",
               "undecided": f"is undecided in this model: {condition}"}[document["verdict"]]
    if word == IN_PART:
        verdict = (f"holds in this model in {percent(share_of(document) or 0)} of the credible space of what was "
                   "assumed; no single assumed number tells where")
    yield Verdict([f"The claim {verdict}."])
    if document.get("note"):
        yield document["note"]


def changed_since(documents: Sequence[Document]) -> str:
    """Which of these judgements are out of date, and why; nothing if none."""
    overtaken = [document for document in documents if "changed_since" in document]
    if not overtaken:
        return ""
    which = "" if len(overtaken) == len(documents) else f" (that of {', '.join(one['id'] for one in overtaken)})"
    by_change = {change: [one["id"] for one in overtaken if change in _changes(one)]
                 for change in dict.fromkeys(change for one in overtaken for change in _changes(one))}
    changes = [change if len(names) == len(overtaken) else f"{change} (in {listed(names)})"
               for change, names in by_change.items()]
    outdated = [f"figures in {change.removeprefix(MEANING)}, and any verdict that rests on them, have its earlier "
                "meaning" if change.startswith(MEANING) else OUTDATED[change] for change in by_change]
    return (f"Judged by {_all_of(overtaken, 'judged_by')}{which}; since then {listed(changes)} "
            f"{'has' if len(changes) == 1 else 'have'} changed. Until judged again, {'; '.join(outdated)}.")


def _changes(document: Document) -> list[str]:
    """What has changed since a claim was judged: its experiment, the space of assumed numbers, the meaning of a KPI."""
    return str(document["changed_since"]).split(" and ")


def _all_of(documents: Sequence[Document], key: str) -> str:
    return " and ".join(dict.fromkeys(document[key] for document in documents))


def _rule(document: Document) -> str:
    """What the experiment must show, as it was declared before anything was played."""
    margin, unit = f"{document['margin']:g}", unit_of(document["unit"])
    bound = f"{margin} {unit}".rstrip()
    none = f"between -{margin} and {bound}"
    must = f"above {document['bar']:g} {unit}".rstrip()
    if document.get("is_one_sided"):
        must = f"below {bound}, which counts as no effect"
    elif document.get("is_absence"):
        must = f"{none}, which counts as no effect"
    rule = f"Declared with the experiment: the 95 % interval of the figure \"{document['figure']}\" must lie {must}."
    if document["knockouts"]:
        rule += f" With the claimed cause taken away it must lie {none}: then there is no effect left."
    if document["controls"]:
        rule += f" Where an effect is put in on purpose, the same experiment must show more than {bound}."
    return rule


def _findings(document: Document) -> Table:
    on_scale = _scale_of(document)
    claimed = ("not known" if document["low"] is None else "as claimed" if document["as_claimed"] else "NOT as claimed")
    rows = [[document["figure"], *on_scale.estimate(document, "effect"), claimed]]
    for prefix, kind, expected, otherwise in (
            ("cause taken away", "knockouts", "no effect left, as it must be", "NOT without effect"),
            ("effect put in", "controls", "shows, as it must", "DOES NOT show")):
        rows += [[f"{prefix}: {row['name']}", *on_scale.estimate(row),
                  expected if row["as_expected"] else otherwise] for row in document[kind]]
    return Table([on_scale.title("").lstrip(), "mean", "95 % interval", ""], rows, (0, 3), WIDTHS)


def _reading(row: Document, document: Document) -> list[str]:
    on_scale, worlds = _scale(row.get("unit", document["unit"]), [row]), row.get("worlds", document["replications"])
    verdict = {True: "; as claimed", False: "; NOT as claimed", None: ""}[row.get("as_expected")]
    name = row["name"] if worlds == document["replications"] else f"{row['name']} ({worlds} worlds)"
    return [name, *on_scale.estimate(row), f"{on_scale.unit}{verdict}".removeprefix("; ")]


def _judgement(document: Document) -> tuple[str, str]:
    """The verdict in a few words, and the condition as far as it has a name."""
    condition = re.sub(r"(?<=\d)%", " %", document["condition"])
    if document["verdict"] == "holds_when" and not NAMELESS.sub("", condition):
        return IN_PART, ""
    return VERDICTS[document["verdict"]], condition


def _scale_of(document: Document) -> Scale:
    return _scale(document["unit"], [{**document, "mean": document["effect"]}, *document["knockouts"],
                                     *document["controls"]])


def _scale(unit: str, rows: Sequence[Document]) -> Scale:
    if unit != "thousand":
        return scale_of(unit_of(unit), rows)
    money = scale(MONEY, [row[key] and row[key] * 1000 for row in rows for key in ("mean", "low", "high")])
    return money._replace(factor=money.factor / 1000)
