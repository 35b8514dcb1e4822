"""What became of a claim, in words without statistics: the verdict with its condition, and what would change it."""

import re
from collections.abc import Iterator

from retainsim.report.reach import at_the_defaults, parameter, share_of
from retainsim.report.robustness import rounded
from retainsim.report.trials import CLAIMED, OPEN, OTHERWISE, PUT_IN, UNKNOWN, WITHOUT, Trial, panels, scale_for
from retainsim.report.words import Document, counted, listed, percent

HOLDS, HOLDS_WHEN, UNDECIDED = "holds", "holds_when", "undecided"
VERDICTS = {HOLDS: "holds", HOLDS_WHEN: "holds when", "does_not_hold": "does not hold", UNDECIDED: "undecided"}
IN_PART = "holds in part of the space"
FINDINGS = {
    "refuted": "the model shows the opposite", "too small": "what shows is too small to count",
    "another cause": "the effect is there, but it stays when the claimed cause is taken away"}
OF_SPACE = re.compile(r"(?:; )?in \d+ ?% of the credible space: (.*)$")
NOBODY_KNOWS = "no single assumed parameter tells where"
TOO_MANY = 10_000  # worlds: a figure that needs more lies at its bound


def judgement(document: Document) -> tuple[str, str]:
    """The verdict in a few words, and the condition as far as it has a name."""
    named, where = condition(document)
    if document["verdict"] == HOLDS_WHEN and not named and where in ("", NOBODY_KNOWS):
        return IN_PART, ""
    return VERDICTS[document["verdict"]], "; ".join(filter(None, (named, "" if where == NOBODY_KNOWS else where)))


def condition(document: Document) -> tuple[str, str]:
    """The condition of the experiment itself, and where in the space of assumed numbers the claim shows."""
    text = document["condition"]
    match = OF_SPACE.search(text)
    named, where = (text[:match.start()], match[1]) if match else (text, "")
    return _spaced(named), _spaced(where)


def sentence(document: Document) -> str:
    """The verdict in plain words, with its condition."""
    (named, where), share, verdict = condition(document), share_of(document), document["verdict"]
    if verdict == HOLDS:
        return "The claim holds in this model" + (
            " with the numbers that it starts from; how far beyond them is not known." if share is None else
            " in nearly all of the credible space.")
    if verdict == HOLDS_WHEN:
        when = f", on a condition: {named}." if named else " in part."
        if share is not None and where:
            which = "no single assumed number tells where" if where == NOBODY_KNOWS else (
                f"most often where {_plainly(where.partition(' (')[0])}")
            when += f" It shows in {percent(share)} of the credible space; {which}."
        return f"The claim holds in this model{when}"
    if verdict == UNDECIDED:
        return f"Nobody can tell yet: {_undecided(document) or named}."
    return f"The claim does not hold in this model: {_reason(document) or named}."


def short(document: Document) -> str:
    """The verdict for a list in which it stands behind the claim, with the share of the space."""
    (named, where), share, verdict = condition(document), share_of(document), document["verdict"]
    of_space = "" if share is None else f" in {percent(share)} of the credible space"
    beside = "".join(f" {sentence}" for sentence in at_the_defaults(document))
    if verdict == HOLDS_WHEN:
        if of_space and where not in ("", NOBODY_KNOWS):
            of_space += f", most often where {_plainly(where.partition(' (')[0])}"
        when = f" when {named}{';' if of_space else ''}" if named else " in part:"
        return f"Holds{when}{of_space}.{beside}"
    if verdict == HOLDS:
        return f"Holds{of_space or ' at the defaults; how far beyond is not known'}.{beside}"
    why = _undecided(document) if verdict == UNDECIDED else _reason(document)
    itself = f" The effect itself shows{of_space}." if of_space else ""
    return f"{'Undecided' if verdict == UNDECIDED else 'Does not hold'}: {why or named}.{itself}{beside}"


def _reason(document: Document) -> str | None:
    """Why a claim does not hold; of one that says several things, which of them is too small to count."""
    figure = document["condition"].partition(": ")[2]
    if document.get("finding") == "too small" and document.get("parts") and figure:
        return f"of the things that it says, not all show enough to count: \"{figure}\" does not"
    return FINDINGS.get(document.get("finding", ""))


def _plainly(where: str) -> str:
    """Where in the space a claim shows, with what the parameter means before its name."""
    path, _, rest = where.partition(" ")
    return f"{parameter(path)} is {rest}"


def turns(document: Document) -> Iterator[str]:
    """What would change the verdict, a sentence each."""
    trials = [trial for panel in panels(document) for trial in panel]
    unsure = [trial for trial in trials if trial.outcome == OPEN]
    against = [trial for trial in trials if trial.outcome == OTHERWISE]
    yield from map(_against, against)
    yield from map(_more_worlds, unsure)
    if not unsure and not against:
        yield from _nearest(trials)
    yield _of_space(document)


def _against(trial: Trial) -> str:
    figure = _estimate(trial)
    return {
        CLAIMED: f"\"{trial.name}\" is clearly not as claimed ({figure}). More worlds would not change that; another "
                 "model or another experiment might.",
        WITHOUT: f"Where the claimed cause is taken away (\"{trial.name}\") an effect is left ({figure}). The verdict "
                 "would change if an experiment that takes away this cause, and nothing else, left none.",
        PUT_IN: f"An effect that was put in on purpose (\"{trial.name}\") does not show ({figure}). The verdict may "
                "change with an experiment that sees it."}[trial.kind]


def _more_worlds(trial: Trial) -> str:
    if trial.low is None:
        return f"\"{trial.label}\" is {UNKNOWN}: too few worlds define it."
    ends = _ends(trial, trial.open_bounds)
    what = "the bar" if trial.has_bar else "the end of what counts as nothing"
    takes = trial.worlds_to_decide
    advice = (f"Some {counted(rounded(max(takes, trial.worlds + 1)), 'world')} in place of {trial.worlds:,} would "
              "tell, if the mean stayed where it is." if takes <= TOO_MANY else
              "It lies practically there: more worlds would not tell.")
    return f"The interval of \"{trial.label}\" ({_estimate(trial)}) still contains {what}, {ends}. {advice}"


def _nearest(trials: list[Trial]) -> Iterator[str]:
    """Which of the figures that are all as they must be came closest to a bound, for the width of its interval."""
    gaps = {trial: min(abs(bound - end) for bound in trial.bounds for end in (trial.low, trial.high))
            / (trial.high - trial.low)
            for trial in trials if trial.low is not None and trial.high is not None and trial.low < trial.high}
    if gaps:
        first = min(gaps, key=lambda trial: gaps[trial])
        side = "above" if first.has_bar else "below" if len(first.bounds) == 1 else "between"
        must = f"{side} {_ends(first, first.bounds)}"
        yield (f"Every figure is as it must be. Closest to its limit came \"{first.label}\": {_estimate(first)}, and "
               f"it must lie {must}.")


def _ends(trial: Trial, bounds: list[float]) -> str:
    """Bounds as they were declared, in the multiple in which the figure is told."""
    return listed([f"{bound / scale_for([trial]).factor:g}" for bound in bounds])


def _of_space(document: Document) -> str:
    """What other assumed numbers would do."""
    where, share = _spaced(document.get("telling", "")) or condition(document)[1], share_of(document)
    if share is None:
        not_known = "at too few points it is known" if document["points_of_space"] else "that was not tried"
        return f"Other numbers in place of those that are assumed may change it: {not_known}."
    other = "" if document["verdict"] in (HOLDS, HOLDS_WHEN) else (
        f"The effect itself, whatever its cause, shows in {percent(share)} of the credible space. ")
    if where == NOBODY_KNOWS:
        return f"{other}No single assumed number stands out as the one that decides where it shows."
    if where:
        return f"{other}Of the assumed numbers one decides most: it shows most often where {_plainly(where)}."
    return other.strip() or "It stays as it is in nearly all of the credible space."


def _undecided(document: Document) -> str:
    trials = [trial for panel in panels(document) for trial in panel]
    names = [f"\"{trial.label}\"" for trial in trials if trial.outcome == OPEN]
    if len(names) > 1:
        return f"{len(names)} of {len(trials)} figures leave both answers open"
    return f"{names[0]} leaves both answers open" if names else ""


def _estimate(trial: Trial) -> str:
    on_scale = scale_for([trial])
    return " ".join(filter(None, (*on_scale.estimate(trial._asdict()), on_scale.unit)))


def _spaced(text: str) -> str:
    return re.sub(r"(?<=\d)%", " %", text)
