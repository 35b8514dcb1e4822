"""The report for a board: one page from a results folder, and the documents it is made from, read once."""

import re
import shlex
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from retainsim.report import why
from retainsim.report.blocks import Aside, Block, Figure, Heading, Note, Table, Terms, Verbatim, Verdict, among
from retainsim.report.comparison import how_sure, judge_of, summarised, summary
from retainsim.report.largest import largest_report
from retainsim.report.lead import contrast, judging, leaders, ranks
from retainsim.report.standing import standing_report
from retainsim.report.verdict import VALUE, charges, conclusions
from retainsim.report.words import NOTHING, Document, counted, factor_of, in_words, label, listed, unit_in
from retainsim.results.facts import WEEKS_PER_YEAR
from retainsim.results.folder.layout import scenario_files
from retainsim.results.folder.reader import Results, fates_by_client
from retainsim.results.kpis.dictionary import KPIS
from retainsim.scenario import Scenario
from retainsim.scenario.dates import turns
from retainsim.scenario.names import Naming
from retainsim.study.read_back import comparison_of, is_as_played, unchanged_scenarios_of
from retainsim.study.setup.several import Entry, entries
from retainsim.study.setup.translation import enabled_rivals

SECTIONS = {
    "Money": ("cash", "revenue"),
    "Clients": ("attachment", "exits", "key-accounts"),
    "People's time": ("hours", "late-work"),
    "How large the differences are": ("differences",),
}
UNCALIBRATED = Note(
    "These are hypotheses, not forecasts.",
    "The model has not been fitted to your firm. Its assumed numbers are plausible, not measured: what it says about "
    "strategies is worth testing, and holds for your firm only as far as its numbers do. \"retainsim describe\" prints "
    "each of them with its source; replace them with your own before you decide.")
SHORT = Note("Not fitted to your firm.", "These are results of an uncalibrated model: hypotheses to test. See \"How "
             "sure is this\" below.")
MOST_EXPLAINED = 40  # worlds in which the explanation is played: the default of `why`


@dataclass(frozen=True)
class Material:
    """The folder, its scenario, and the documents that `compare --json` and `why --json` print."""

    results: Results
    scenarios: list[Scenario]  # mostly one
    document: Document
    is_as_played: bool  # whether the scenarios still read as they did when they were played
    strategies: list[str]
    primary: list[str]  # the KPIs for which the intervals hold together
    rivals: list[str]  # those that are enabled, in whichever scenario
    explanation: Document | None = None  # None if nobody asked for one, or there is nothing to explain

    @property
    def version(self) -> str:
        """Which has measured the KPIs."""
        return str(self.results.provenance["retainsim"])

    @property
    def scenario(self) -> Scenario:
        """The scenario, of several the first, by which strategies are judged."""
        return self.scenarios[0]

    @property
    def entries(self) -> list[Entry]:
        """The scenario of each strategy, and what that calls it."""
        return list(map(entries(self.scenarios).__getitem__, self.strategies))

    @property
    def dates(self) -> list[dict[str, int]]:
        """The weeks in which attackers start and what is planned begins under each strategy, by what happens."""
        return [{f"{name} starts": rival.start_week for name, rival in enabled_rivals(entry.scenario).items()
                 if rival.role == "attacker"} | {
                     f"{turn.rival or strategy}: {turn.words}": turn.week
                     for turn in turns(entry.scenario, entry.strategy)}
                for strategy, entry in zip(self.strategies, self.entries, strict=True)]

    @property
    def explained_worlds(self) -> int:
        """The number of worlds in which the explanation is played."""
        return min(MOST_EXPLAINED, int(self.document["replications"]))

    @property
    def why(self) -> Document | None:
        """The explanation, its money told by the multiple of the page."""
        return self.explanation and {**self.explanation, "factor": factor_of(self.document)}

    def to_explain(self) -> tuple[str, str, str] | None:
        """The two strategies whose difference is to be explained, and the KPI; None if there are no such two."""
        if self.document["replications"] < 2 or not self.is_as_played or len(self.scenarios) > 1:
            return None
        return contrast(self.document, self.primary, self.scenario.market.seasoned_by)


def material(results: Results) -> Material:
    """All that a page shows, without an explanation; plays nothing.

    Raises   `ResultsError`; `ScenarioError` if the scenario in the folder is not valid.
    """
    scenarios = unchanged_scenarios_of(results)
    document = comparison_of(results, scenarios).to_document()
    return Material(results, scenarios, document, is_as_played(results, scenarios), list(document["strategies"]),
                    list(scenarios[0].primary_kpis),
                    list(dict.fromkeys(name for scenario in scenarios for name in enabled_rivals(scenario))))


def board_report(material: Material, figures: Mapping[str, Figure]) -> Iterator[Block]:
    """The page, with its figures."""
    document, names, several = material.document, material.strategies, len(material.strategies) > 1
    luck = f"{len(names)} strategies under the same luck" if several else f"the strategy {names[0]}"
    yield Heading(f"{listed([scenario.heading for scenario in material.scenarios])}: {luck}", 1)
    yield Verdict(list(map(in_words, conclusions(document, material.primary))) or [
        f"None of the primary KPIs ({', '.join(material.primary)}) has a better direction, so there is no verdict."
        if several else f"Only one strategy was played, `{names[0]}`: this page shows what it leads to, not whether "
        "another is better."])
    yield Aside(" ".join([_setting(material), *(
        f"{KPIS[kpi].label[0].upper()}{KPIS[kpi].label[1:]}: {in_words(KPIS[kpi].definition_in(material.version))}"
        for kpi in judging(material.primary)[:1]), *_charges(material)]))
    yield SHORT
    for scenario in material.scenarios:
        yield from standing_report(scenario, len(material.scenarios) > 1, factor_of(document))
    yield Heading("What each strategy leads to")
    yield summary(document, material.primary)
    means = ("Means over all worlds, with the 95 % interval of the mean in brackets." if document["replications"] > 1
             else "What happened in the one world that was played.")
    yield f"{means} Every name is explained at the end of this page."
    if len(material.scenarios) == 1:  # others may have other clients
        yield from largest_report(fates_by_client(material.results, material.rivals), document["replications"],
                                  [label(document, name) for name in names], material.rivals,
                                  Naming(material.scenario))
    if described := [(label(document, name), " ".join(words))
                     for name, entry in zip(names, material.entries, strict=True)
                     if (words := entry.scenario.strategies[entry.strategy].description.split())]:
        yield Heading("The strategies")
        yield Terms(described)
    for heading, pictures in SECTIONS.items():
        if there := among(figures, *pictures):
            yield Heading(heading)
            yield from there
    yield from _why(material, figures)
    yield Heading("How sure is this")
    yield from _certainty(material)
    yield Heading("What the names mean")
    better = {"higher": " More is better.", "lower": " Less is better.", None: ""}
    yield Terms([(f"{kpi.label}, {kpi.name} [{unit_in(kpi.unit, document)}; {kpi.horizon}]",
                  f"{kpi.definition_in(material.version)}{better[kpi.better]}")
                 for kpi in map(KPIS.__getitem__, _to_define(material))])


def _charges(material: Material) -> Iterator[str]:
    """What a verdict by value turns on, as it has been measured since it means what it does."""
    if not KPIS[VALUE].has_changed_since(material.version):
        yield from charges(material.primary)


def _setting(material: Material) -> str:
    worlds, weeks = material.document["replications"], material.document["weeks"]
    years = f" ({weeks / WEEKS_PER_YEAR:.3g} years)" if weeks >= WEEKS_PER_YEAR else ""
    setting = f"{counted(worlds, 'world')} of {counted(weeks, 'week')}{years}"
    if len(material.strategies) > 1:
        setting += f", {'each ' if worlds > 1 else ''}played with every strategy under the same luck"
    descriptions = dict.fromkeys(" ".join(scenario.description.split()) for scenario in material.scenarios)
    return " ".join(filter(None, [*descriptions, f"{setting}; seed {material.document['seed']}.",
                                  judge_of(material.document)]))


def _to_define(material: Material) -> list[str]:
    """The KPIs that are shown, and those that their definitions mention, and so on."""
    names = summarised(material.primary)
    for name in names:  # grows meanwhile
        words = dict.fromkeys(re.findall(r"\w+", KPIS[name].definition_in(material.version)))
        names += [word for word in words if word in KPIS and word not in names]
    return names


def _why(material: Material, figures: Mapping[str, Figure]) -> Iterator[Block]:
    """The explanation, or the command that makes one if nobody has asked for it."""
    if len(material.scenarios) > 1:
        yield Heading("Why")
        yield ("A difference between two strategies can be explained within one scenario. The command, for the "
               "strategies A and B of such a file:")
        file = scenario_files(material.results.digests)[material.scenario.name]
        path = f"{material.results.folder.name or '.'}/{file}"
        yield Verbatim(f"retainsim why {shlex.quote(path)} --strategies A,B")
        return
    explanation = material.why
    pair = material.to_explain() if explanation is None else (explanation["a"], explanation["b"])
    if pair is None:
        is_open = material.is_as_played and material.document["replications"] > 1
        if is_open and ranks(material.document, material.primary):
            yield Heading("Why")
            yield "No two of these strategies can be told apart: there is no difference to explain."
        return
    some, every = material.explained_worlds, material.document["replications"]
    worlds = f"all {some:,} worlds" if some == every else f"the first {some:,} of {every:,} worlds"
    a, b = pair[:2]
    other = "what the firm has done up to week 0" if b == material.scenario.market.seasoned_by else "the last"
    best = leaders(material.document, judging(material.primary)[0])
    contrast = f"`{a}`, {'the best' if best == [a] else 'one of the best'}, and `{b}`, {other}"
    yield Heading("Why")
    if explanation is not None:
        yield (f"In {worlds}, {contrast}, were played once more for each link of the chain of causes, with that link "
               "cut.")
        if (kpi := KPIS[explanation["kpi"]]).has_changed_since(material.version):
            yield f"This is of what {kpi.label} means now, not of what it means in the rest of this page."
        yield in_words(why.verdict(explanation))
        yield from among(figures, "chain", "cuts")
    else:
        folder = material.results.folder.name or "."
        yield (f"This page does not say yet what makes the difference between {contrast}. To find out, play both once "
               f"more in {worlds} for each link of the chain of causes, with that link cut. The command, to be run "
               f"where the folder {folder} is:")
        yield Verbatim(f"retainsim report {shlex.quote(folder)} --explain --force")


def _certainty(material: Material) -> Iterator[Block]:
    worlds, provenance = material.document["replications"], material.results.provenance
    several = len(material.strategies) > 1
    yield UNCALIBRATED
    if len(material.scenarios) > 1:
        yield ("All scenarios had the same luck: an organisation that several of them have is the same in each, with "
               "the same chances. What differs is therefore caused by the strategies and by what the scenarios say "
               "otherwise, and by nothing else in the model.")
    elif several:
        yield ("Every strategy met the same worlds: the same clients, the same faults, the same rivals, the same "
               "chances. What differs between strategies is therefore caused by them and by nothing else in the model.")
    if worlds == 1:
        yield "Only one world was played: luck cannot be told from strategy, and there are no intervals."
    else:
        together = " Those of the differences hold together for all pairs of strategies and all primary KPIs."
        yield (f"Intervals are 95 % intervals over {worlds:,} worlds: they tell luck from strategy, not the model from "
               f"reality.{together if several else ''}")
    yield from map(in_words, how_sure(material.document, material.primary))
    if not material.is_as_played:
        yield Note("The scenario no longer reads as it was played.", "It has been changed since, or this version of "
                   f"retainsim reads it differently; these worlds were played by retainsim {material.version}. "
                   "What is shown of them stands; nothing was played again to explain it.")
    if notice := material.results.notice:
        yield Note("Another version made these results.", notice)
    yield Table(["", ""], [
        ["scenario", "\n".join(f"{name}, digest {digest}" for name, digest in material.results.digests.items())],
        *([key, str(provenance[key])] for key in ("retainsim", "seed")),
        ["weeks", f"{provenance['weeks']:,}"], ["worlds", f"{provenance['replications']:,}"],
        *([key, str(provenance.get(key) or NOTHING)] for key in ("command", "finished")),
        ["libraries", ", ".join(f"{name} {version}" for name, version in provenance.get("libraries", {}).items())],
    ], (0, 1))
    yield ("Any world of this report can be played again, bit for bit, and shown week by week; K is its row in "
           "replications.parquet, counted from 0:")
    yield Verbatim(f"retainsim rerun {shlex.quote(material.results.folder.name or '.')} --row K")
