"""One world told: what mattered, week by week; the years; where it ended."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Protocol

from retainsim.model.record import Trace
from retainsim.report.blocks import Block, Grid, Heading, as_text
from retainsim.report.life import life_blocks
from retainsim.report.quantities import NOTHING, scale
from retainsim.report.story import Words
from retainsim.results.facts import WEEKS_PER_YEAR, Facts
from retainsim.results.key_accounts import Fate, fates
from retainsim.results.kpis.dictionary import GROUPS
from retainsim.results.life import Life
from retainsim.results.story import Course, Story, story
from retainsim.results.years import Year, years
from retainsim.scenario.names import Naming
from retainsim.scenario.schema import Scenario
from retainsim.scenario.writing import digest

THOUSAND = 1_000.0


class OneWorld(Protocol):
    """What is told: the trace of one world, its KPIs by name, the facts about it, and its names."""

    @property
    def trace(self) -> Trace: ...
    @property
    def kpis(self) -> Mapping[str, float]: ...
    @property
    def facts(self) -> Facts: ...
    @property
    def course(self) -> Course: ...
    @property
    def names(self) -> Naming: ...
    @property
    def scenario(self) -> Scenario: ...
    @property
    def strategy(self) -> str: ...
    @property
    def replication(self) -> int: ...
    @property
    def life(self) -> Life | None: ...


def told(lived: OneWorld, on_terminal: bool = False) -> str:
    """The report on one world under the title that it has where it is played."""
    return world_page(title_of(lived), lived, on_terminal)


def title_of(lived: OneWorld) -> str:
    """Which world it is."""
    played = lived.scenario
    return (f"{played.name}, {lived.strategy}: {played.weeks} weeks, replication {lived.replication}, "
            f"seed {played.seed}, digest {digest(played)}")


def world_page(title: str, lived: OneWorld, on_terminal: bool = False) -> str:
    """The report on one world, or on one client's life in it if one was watched; `title` says which."""
    return as_text([Heading(title), *(_life(lived) if lived.life else _blocks(lived))], on_terminal)


def _blocks(lived: OneWorld) -> Iterator[Block]:
    found, words = story(lived.trace, lived.facts, lived.course), words_of(lived)
    yield from answer(lived)
    if accounts := key_accounts_grid(lived, words):
        yield Heading("The key accounts: the largest clients at week 0")
        yield accounts
    yield Heading("What happened")
    yield story_grid(found, words) if found.happenings else "Nothing that a strategist would have to know."
    yield untold(found)
    yield Heading("Year by year (money in thousands)")
    yield years_grid(lived)
    yield Heading("Where it ended (what the figures mean: retainsim kpis)")
    yield kpis_grid(lived.kpis)


def _life(lived: OneWorld) -> Iterator[Block]:
    assert lived.life
    yield from life_blocks(lived.life, words_of(lived), lived.course, about_contract(lived, lived.life))


def words_of(lived: OneWorld) -> Words:
    """How this world is spoken of."""
    return Words(lived.names.name, lived.trace, lived.facts, lived.course)


def about_contract(lived: OneWorld, life: Life) -> str:
    """The segment of a client, and its notice."""
    name = lived.names.segment(life.organisation)
    segment = lived.scenario.clients[name]
    status = " of status" if segment.status and name != "status" else ""
    return f"segment {name}{status}, {segment.notice_weeks} weeks' notice"


def answer(lived: OneWorld) -> Iterator[str]:
    """In a few sentences where the firm started and where it ended."""
    lived_years = list(years(lived.trace))
    final, kpis = lived_years[-1], lived.kpis
    opening = int((lived.trace.opening_supplier == 0).sum())
    ruin = next((happening.week for happening in story(lived.trace, lived.facts, lived.course).happenings
                 if happening.what == "ruin"), None)
    ending = (f"It is insolvent from week {ruin} on" if ruin is not None else
              f"After {len(lived.trace.series)} weeks it has {final.cash:,.0f} in cash")
    accounts = fates(lived.trace)
    kept = sum(fate.is_client_at_end for fate in accounts)
    number = "all" if kept == len(accounts) else kept or "none"
    largest = f" Of its {len(accounts)} key accounts it keeps {number}." if accounts else ""
    won, lost = (sum(getattr(year, field) for year in lived_years) for field in ("new", "lost"))
    yield (f"The firm begins with {opening:,} clients, wins {won:,} and loses {lost:,}: "
           f"{f'{final.clients:,} are' if final.clients else 'none is'} left.{largest} {ending}.")
    gap = kpis.get("perception_gap", float("nan"))
    if gap == gap:
        true, believed = f"{kpis['attachment_mean']:.2f} of 1", f"{kpis['believed_attachment_mean']:.2f}"
        yield (f"Its clients' attachment is {true} in the end; the firm believes {believed}." if final.clients else
               f"When it last had clients, their attachment was {true}; the firm believed {believed}.")


def key_accounts_grid(lived: OneWorld, words: Words) -> Grid | None:
    """What became of the largest clients."""
    rows = [(words.name(fate.organisation), words.fees([fate.organisation]), _fate(fate, words))
            for fate in fates(lived.trace)]
    return Grid(("", "fee", "what became of it"), rows, (0, 2)) if rows else None


def _fate(fate: Fate, words: Words) -> str:
    if fate.left_week is None:
        return "stays throughout"
    row = (0, 0, 0, 0, fate.to, fate.reason)
    back = "; back at the end" if fate.is_client_at_end else ""
    return f"left in week {fate.left_week} {words.left_for(row)}{back}"


def story_grid(found: Story, words: Words) -> Grid:
    """The story, a row for each thing worth telling."""
    return Grid(("weeks", "what happened"), [words.line(happening) for happening in found.happenings], (0, 1))


def untold(found: Story) -> str:
    """How much is left out, and where it is."""
    return (f"{found.untold:,} more events of clients are not told here: faults, complaints, the coming and going of "
            "smaller clients. `retainsim run` with --client NAME tells the life of one client, with --out DIR it keeps "
            "all events.")


def years_grid(lived: OneWorld) -> Grid:
    """A row per year; the last may be shorter than the others."""
    headings = ["year", "clients", "of status", "key accounts", "new", "lost", "revenue", "profit", "cash",
                "attachment [0..1]", "as the firm sees it"]
    return Grid(headings, [_year(year) for year in years(lived.trace)], (0,),
                (None, 7, 6, 8, None, None, None, None, None, 10, 11))


def _year(year: Year) -> Sequence[str]:
    length = "" if year.is_full else f" ({year.last - year.first} weeks)"
    counts = (year.clients, year.status_clients, year.key_accounts, year.new, year.lost)
    money = (year.revenue, year.profit, year.cash)
    return (f"{year.first // WEEKS_PER_YEAR + 1}{length}", *(f"{count:,}" for count in counts),
            *(f"{round(amount / THOUSAND) + 0.0:,.0f}" for amount in money),
            *(NOTHING if share != share else f"{share:.2f}" for share in (year.attachment, year.believed)))


def kpis_grid(kpis: Mapping[str, float]) -> Grid:
    """Every KPI in its group."""
    rows = []
    for group, members in GROUPS.items():
        for place, kpi in enumerate(kpi for kpi in members if kpi.name in kpis):
            value = kpis[kpi.name]
            on_scale = scale(kpi.unit, [value])
            shown = (("yes" if value else "no", "") if kpi.is_event else
                     (on_scale.number(value), on_scale.unit if value == value else ""))
            rows.append(("" if place else group, kpi.name, *shown))
    return Grid(("", "", "", ""), rows, (0, 1, 3))
