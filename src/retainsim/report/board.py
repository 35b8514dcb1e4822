"""The report that a board can read: one page from a results folder."""

from __future__ import annotations

import re
import shlex
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from retainsim.report import why
from retainsim.report.blocks import Grid
from retainsim.report.certainty import certainty
from retainsim.report.comparison import scale_of_differences
from retainsim.report.figures.style import Picture
from retainsim.report.material import Material
from retainsim.report.page.comparison_pictures import pictures
from retainsim.report.page.summary import columns, summary
from retainsim.report.quantities import NOTHING, counted
from retainsim.report.renderers.page import Drawing, Notice, Part, Plain, Section, Terms, drawn, page
from retainsim.report.verdict import conclusions
from retainsim.report.words import in_words
from retainsim.results.facts import WEEKS_PER_YEAR
from retainsim.results.folder.layout import REPORT
from retainsim.results.kpis.dictionary import KPIS, judged_by

SECTIONS = {
    "Money": ("cash", "revenue"),
    "Clients": ("attachment", "exits", "key-accounts"),
    "People's time": ("hours",),
    "How large the differences are": ("differences",),
}
UNCALIBRATED = Notice(
    "These are hypotheses, not forecasts.",
    "The model has not been fitted to your firm. Its assumed numbers are plausible, not measured: what it says of "
    "strategies is worth testing, and holds for your firm only as far as its numbers do. \"retainsim describe\" prints "
    "each of them with its source; put your own in their places before you decide.")


def report_files(known: Material, watched: Callable[[list[Picture]], Iterable[Picture]] = iter) -> dict[str, bytes]:
    """The page and the figures by file name: the same bytes every time; `watched` sees the figures go by."""
    drawings, files = drawn(watched(pictures(known)))
    return {REPORT: board_page(known, drawings).encode(), **files}


def board_page(known: Material, drawings: Mapping[str, Drawing]) -> str:
    """The page, with the figures in it."""
    document, primary = known.document, known.primary
    scales = {kpi: scale_of_differences(document, kpi) for kpi in primary}
    answer = [in_words(said) for said in conclusions(document, primary, scales)] or [_without_verdict(known)]
    judged = next((kpi for kpi in primary if KPIS[kpi].better is not None), None)
    below = " ".join([_played(known), *([_meaning(judged)] if judged else [])])
    several = len(known.strategies) > 1
    title = f"{known.scenario.name}: " + (f"{len(known.strategies)} strategies under the same luck" if several
                                          else f"the strategy {known.strategies[0]}")
    return page(title, answer, list(_sections(known, drawings)), below, SHORT)


SHORT = Notice("Not fitted to your firm.", "These are results of an uncalibrated model: hypotheses to be tested. See "
               "\"How sure is this\" below.")


def _without_verdict(known: Material) -> str:
    if len(known.strategies) == 1:
        return (f"Only one strategy was played, `{known.strategies[0]}`: this page shows where it leads, not whether "
                "another is better.")
    return f"None of the primary KPIs ({', '.join(known.primary)}) has a better direction: there is no verdict."


def _played(known: Material) -> str:
    """What was played, in a sentence."""
    document = known.document
    worlds, weeks = document["replications"], document["weeks"]
    years = f" ({weeks / WEEKS_PER_YEAR:.3g} years)" if weeks >= WEEKS_PER_YEAR else ""
    said = f"{counted(worlds, 'world')} of {counted(weeks, 'week')}{years}"
    if len(known.strategies) > 1:
        said += f", {'each ' if worlds > 1 else ''}played with every strategy under the same luck"
    said += f"; seed {document['seed']}."
    description = " ".join(known.scenario.description.split())
    return f"{description} {said}" if description else said


def _sections(known: Material, drawings: Mapping[str, Drawing]) -> Iterator[Section]:
    means = ("Means over all worlds, in brackets the 95 % interval of the mean."
             if known.document["replications"] > 1 else "What happened in the one world that was played.")
    yield Section("Where each strategy leads", [
        summary(known.document, known.primary, lambda kpi: KPIS[kpi].label),
        f"{means} Every name is explained at the end of this page."])
    if told := [(name, " ".join(known.scenario.strategies[name].description.split())) for name in known.strategies
                if known.scenario.strategies[name].description]:
        yield Section("The strategies", [Terms(told)])
    for heading, names in SECTIONS.items():
        if parts := [drawings[name] for name in names if name in drawings]:
            yield Section(heading, parts)
    if known.explanation is not None:
        yield Section("Why", list(_why(known, known.explanation, drawings)))
    elif pair := known.to_explain():
        yield Section("Why", list(_not_explained(known, *pair[:2])))
    yield Section("How sure is this", list(_certainty(known)))
    yield Section("What the names mean", [Terms([
        (f"{kpi.label}, {kpi.name} [{kpi.unit}; {kpi.horizon}]", f"{kpi.definition}{_direction(kpi.name)}")
        for kpi in map(KPIS.__getitem__, _explained(known))])])


def _explained(known: Material) -> list[str]:
    """The KPIs that are shown, and those by which they are defined, and so on."""
    names = columns(known.primary)
    for name in names:  # grows meanwhile
        words = dict.fromkeys(re.findall(r"\w+", KPIS[name].definition))
        names += [word for word in words if word in KPIS and word not in names]
    return names


def _meaning(kpi: str) -> str:
    """What a KPI is, in a sentence that begins with its label."""
    label = KPIS[kpi].label
    return f"{label[0].upper()}{label[1:]}: {in_words(KPIS[kpi].definition)}"


def _direction(kpi: str) -> str:
    return {"higher": " More is better.", "lower": " Less is better.", None: ""}[KPIS[kpi].better]


def _why(known: Material, explanation: Mapping[str, Any], drawings: Mapping[str, Drawing]) -> Iterator[Part]:
    yield (f"In {_explained_worlds(known)}, {_contrast(known, explanation['a'], explanation['b'])}, were played once "
           "more for each link of the chain of causes, with that link cut.")
    yield in_words(why.verdict(explanation))
    yield from (drawings[name] for name in ("chain", "cuts") if name in drawings)


def _not_explained(known: Material, a: str, b: str) -> Iterator[Part]:
    """The command that explains, where nobody has asked for an explanation."""
    folder = known.results.folder.name or "."
    yield (f"This page does not say yet what makes the difference between {_contrast(known, a, b)}. For that, both are "
           f"played once more in {_explained_worlds(known)} for each link of the chain of causes, with that link cut. "
           f"The command, given where the folder {folder} is:")
    yield Plain(f"retainsim report {shlex.quote(folder)} --explain --force")


def _contrast(known: Material, a: str, b: str) -> str:
    other = "what the firm has done until week 0" if b == known.scenario.market.seasoned_by else "the last"
    return f"`{a}`, the best, and `{b}`, {other}"


def _explained_worlds(known: Material) -> str:
    worlds, played = known.explained_worlds, known.document["replications"]
    return f"{'all' if worlds == played else 'the first'} {worlds:,} of {played:,} worlds"


def _certainty(known: Material) -> Iterator[Part]:
    document, kept = known.document, known.results.provenance
    yield UNCALIBRATED
    several = len(known.strategies) > 1
    if several:
        yield ("Every strategy met the same worlds: the same clients, the same faults, the same rivals, the same "
               "chances. What differs between strategies is therefore caused by them and by nothing else in the model.")
    if document["replications"] == 1:
        yield "Only one world was played: luck cannot be told from strategy, and there are no intervals."
    else:
        yield (f"Intervals are 95 % intervals over {document['replications']:,} worlds: they tell luck from strategy, "
               "not the model from reality." + (
                   " Those of the differences hold together for all pairs of strategies and all primary KPIs."
                   if several else ""))
    kpi = judged_by(known.primary)
    yield from map(in_words, certainty(document, kpi, scale_of_differences(document, kpi)))
    if not known.is_as_played:
        yield Notice("The scenario is not read as it was played.", "It has been changed since, or another version of "
                     f"retainsim reads it otherwise; these worlds were played by retainsim {kept['retainsim']}. What "
                     "is shown of them stands; nothing was played anew to explain it.")
    if said := known.results.notice:
        yield Notice("Another version has made these results.", said)
    yield Grid(["", ""], [
        ["scenario", f"{kept['scenario']}, digest {kept['digest']}"], ["retainsim", str(kept["retainsim"])],
        ["seed", str(kept["seed"])], ["weeks", f"{kept['weeks']:,}"], ["worlds", f"{kept['replications']:,}"],
        ["command", str(kept.get("command") or NOTHING)], ["finished", str(kept.get("finished") or NOTHING)],
        ["libraries", ", ".join(f"{name} {version}" for name, version in kept.get("libraries", {}).items())]], (0, 1))
    yield "Any world of this report can be played again, bit for bit, and told week by week; K counts the rows of "\
          "replications.parquet from 0:"
    yield Plain(f"retainsim rerun {shlex.quote(known.results.folder.name or '.')} --row K")
