"""The page of a claim: the verdict and the picture first, then how it was tried, and what would change the verdict."""

from collections.abc import Iterator, Sequence

from retainsim.claims.seeds import FIRST, USED
from retainsim.report.blocks import Block, Heading, Table, Terms, Verdict
from retainsim.report.changes import changed_since
from retainsim.report.judgement import VERDICTS, judgement, sentence, turns
from retainsim.report.reach import reach
from retainsim.report.trials import CLAIMED, PUT_IN, WITHOUT, Trial, panels, scale_for, scale_in_unit
from retainsim.report.words import Document, listed, unit_of

WIDTHS = (42, 8, 18, 29)  # characters of the columns of figures
WORDS = Terms([
    ("World", "one life of the whole market, played by the computer. Another world has other luck."),
    ("95 % interval", "where the mean of very many worlds lies, as far as these few tell. Of 100 such intervals some "
                      "95 are right."),
    ("Defaults", "the numbers with which the market starts, if nobody changes them. Many of them are assumed."),
    ("Cause taken away", "the same experiment without what the claim names as the cause. No effect may be left then."),
    ("Effect put in", "the same experiment with an effect made on purpose. If that did not show, the experiment would "
                      "be blind."),
    ("Counts as nothing", "a difference too small to matter, by a limit that was set before these worlds were played."),
    ("Credible space", "all combinations of the unknown numbers under which a firm that nobody attacks looks like one "
                       "of its kind. A point is one of them.")])


def claim_report(document: Document, picture: Sequence[Block] = ()) -> Iterator[Block]:
    """The report on one claim, from its document as `claims --json` prints it."""
    yield Heading(heading(document), 1)
    if note := changed_since([document]):
        yield note
    yield f"Claimed: {document['statement']}"
    yield Verdict([sentence(document)])
    yield from picture
    yield Heading("How it was tried")
    yield (f"{document['experiment']} Played in {document['replications']:,} worlds, each under the same luck for all "
           "that are compared.")
    yield from _rules(document)
    yield Heading("What came out")
    yield from map(_table, panels(document))
    yield WORDS
    yield Heading("How far it reaches")
    yield " ".join(reach(document))
    yield Heading("What would change the verdict")
    yield from turns(document)
    yield Heading("What was chosen after a result had been seen")
    yield from _choices(document)
    if document["readings"]:
        yield Heading("Further readings")
        yield Table(["", "mean", "95 % interval", "unit"], [_reading(row, document) for row in document["readings"]],
                    (0, 3), WIDTHS)


def heading(document: Document) -> str:
    """The claim and its verdict in a few words."""
    label = f" ({document['label']})" if document.get("label") else ""
    word, condition = judgement(document)
    return f"{document['id']}{label}: {word}{' ...' if condition and word == VERDICTS['holds_when'] else ''}"


def _rules(document: Document) -> Iterator[str]:
    """What each figure must be, as it was declared before anything was played."""
    for trials in panels(document):
        pattern, kinds = trials[0].pattern, {trial.kind for trial in trials}
        margin, unit = f"{pattern.margin:g}", unit_of(pattern.unit)
        bound = f"{margin} {unit}".rstrip()
        none = f"between -{margin} and {bound}"
        must = f"above {pattern.bar:g} {unit}".rstrip()
        if pattern.is_one_sided:
            must = f"below {bound}, which counts as nothing"
        elif pattern.is_absence:
            must = f"{none}, which counts as nothing"
        figures = listed([f"\"{trial.name}\"" for trial in trials if trial.kind == CLAIMED])
        rule = f"Declared before these worlds were played: the 95 % interval of {figures} must lie {must}."
        if WITHOUT in kinds:
            rule += f" With the claimed cause taken away it must lie {none}: then there is no effect left."
        if PUT_IN in kinds:
            rule += f" Where an effect is put in on purpose, the same experiment must show more than {bound}."
        yield rule


def _table(trials: Sequence[Trial]) -> Table:
    on_scale = scale_for(trials)
    return Table([on_scale.title("").lstrip(), "mean", "95 % interval", ""],
                 [[trial.label, *on_scale.estimate(trial._asdict()), trial.in_words] for trial in trials],
                 (0, 3), WIDTHS)


def _choices(document: Document) -> Iterator[str]:
    """The note, and on which worlds the verdict rests; what was played before must not be used again after a change."""
    if document.get("note"):
        yield document["note"]
    seed, uses = document.get("seed", FIRST), USED.get(document["id"], {})
    yield (f"The verdict rests on the worlds of seed {seed} (the number from which all luck of a world follows)"
           + (f": {uses[seed]}." if seed in uses else "."))
    if earlier := [f"{other} ({use})" for other, use in uses.items() if other != seed]:
        yield f"Also played, and not used for the verdict: seed {listed(earlier)}."


def _reading(row: Document, document: Document) -> list[str]:
    on_scale = scale_in_unit(row.get("unit", document["unit"]), [row])
    worlds = row.get("worlds", document["replications"])
    verdict = {True: "; as claimed", False: "; NOT as claimed", None: ""}[row.get("as_expected")]
    name = row["name"] if worlds == document["replications"] else f"{row['name']} ({worlds} worlds)"
    return [name, *on_scale.estimate(row), f"{on_scale.unit}{verdict}".removeprefix("; ")]
