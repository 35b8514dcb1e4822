"""One world told: what mattered, week by week; the years; where it ended."""

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np

from retainsim.declared.codes import FIRM
from retainsim.report.blocks import Aside, Block, Figure, Heading, Note, Table, Verdict, among
from retainsim.report.life import life_table, who_it_is
from retainsim.report.story import Words
from retainsim.report.words import NOTHING, scale
from retainsim.results.account import Year, years
from retainsim.results.facts import WEEKS_PER_YEAR, ruin_week
from retainsim.results.kpis.dictionary import GROUPS
from retainsim.results.movements import exits, fates, wins
from retainsim.results.story import story
from retainsim.scenario import digest

if TYPE_CHECKING:
    from retainsim.study.run import Run

ANECDOTE = Note(
    "One world is an anecdote.", "It shows how things may go under this strategy, not how they mostly go: \"retainsim "
    "compare\" plays strategies in many worlds. And the model has not been fitted to your firm.")


def run_report(run: "Run", title: str = "") -> Iterator[Block]:
    """The report on one world, or on one client's life in it if one was watched; the title says which world it is."""
    yield Heading(title or title_of(run))
    if run.life:
        yield from _life(run, {})
        return
    yield Verdict(list(answer(run)))
    yield from _world(run, {})


def run_page(run: "Run", figures: Mapping[str, Figure]) -> Iterator[Block]:
    """The same for a page that has figures: the life of the client that was watched, then the world."""
    yield Heading(f"{run.scenario.name}: one world under {run.strategy}", 1)
    yield Verdict(list(answer(run)))
    yield Aside(title_of(run))
    yield ANECDOTE
    if run.life:
        yield from _life(run, figures)
    yield from _world(run, figures)


def title_of(run: "Run") -> str:
    """Which world it is."""
    scenario = run.scenario
    return (f"{scenario.name}, {run.strategy}: {scenario.weeks} weeks, replication {run.replication}, "
            f"seed {scenario.seed}, digest {digest(scenario)}")


def _life(run: "Run", figures: Mapping[str, Figure]) -> Iterator[Block]:
    assert run.life
    words, segment = Words(run), run.names.segment(run.life.organisation)
    contract = run.scenario.clients[segment]
    status = " of status" if contract.status and segment != "status" else ""
    yield Heading(f"The life of {words.name(run.life.organisation)}")
    yield who_it_is(run.life, words, f"segment {segment}{status}, {contract.notice_weeks} weeks' notice")
    yield from among(figures, "client-life")
    yield life_table(run.life, words)
    yield ("Attachment and courtship reach from 0 to 1; grievance counts bad experiences that are not yet forgotten, "
           "with good ones against them; all at the end of the week.")


def _world(run: "Run", figures: Mapping[str, Figure]) -> Iterator[Block]:
    what, words, rows = story(run.trace, run.facts, run.course), Words(run), []
    for who, left_week, to, reason, is_client_at_end in fates(run.trace):
        fate = ("stays throughout" if left_week is None else f"left in week {left_week} {words.left_for(to, reason)}"
                + ("; back at the end" if is_client_at_end else ""))
        rows.append((words.name(who), words.fees([who]), fate))
    if rows:
        yield Heading("The key accounts: the largest clients at week 0")
        yield Table(("", "fee", "what became of it"), rows, (0, 2))
    yield Heading("What happened")
    yield from among(figures, "world-state")
    yield (Table(("weeks", "what happened"), [words.line(happening) for happening in what.happenings], (0, 1))
           if what.happenings else "Nothing that a strategist would have to know.")
    yield (f"{what.untold:,} more events of clients are not told here: faults, complaints, the coming and going of "
           "smaller clients. `retainsim run` with --client NAME tells the life of one client, with --out DIR it keeps "
           "all events.")
    yield Heading("Year by year (money in thousands)")
    yield Table(["year", "clients", "of status", "key accounts", "new", "lost", "revenue", "profit", "cash",
                 "attachment [0..1]", "as the firm sees it"], [_year(year) for year in years(run.trace)], (0,),
                (None, 7, 6, 8, None, None, None, None, None, 10, 11))
    yield from among(figures, "world-moves")
    if figures:
        yield Heading("Clients and people")
        yield from among(figures, "world-attachment", "world-hours")
    yield Heading("Where it ended (what the figures mean: retainsim kpis)")
    yield _kpis(run.kpis)


def answer(run: "Run") -> Iterator[str]:
    """In a few sentences where the firm started and where it ended."""
    trace, accounts, kpis = run.trace, fates(run.trace), run.kpis
    final, ruin = list(years(trace))[-1], ruin_week(trace.series, run.facts)
    opening = np.count_nonzero(trace.opening_supplier == FIRM)
    ending = (f"It is insolvent from week {ruin} on" if ruin is not None else
              f"After {len(trace.series)} weeks it has {final.cash:,.0f} in cash")
    keeps = sum(fate.is_client_at_end for fate in accounts)
    number = "all" if keeps == len(accounts) else keeps or "none"
    largest = f" Of its {len(accounts)} key accounts it keeps {number}." if accounts else ""
    yield (f"The firm begins with {opening:,} clients, wins {len(wins(trace)):,} and loses {len(exits(trace)):,}: "
           f"{f'{final.clients:,} are' if final.clients else 'none is'} left.{largest} {ending}.")
    if not math.isnan(kpis.get("perception_gap", math.nan)):
        true, believed = f"{kpis['attachment_mean']:.2f} of 1", f"{kpis['believed_attachment_mean']:.2f}"
        yield (f"Its clients' attachment is {true} in the end; the firm believes {believed}." if final.clients else
               f"When it last had clients, their attachment was {true}; the firm believed {believed}.")


def _year(year: Year) -> Sequence[str]:
    length = "" if year.is_full else f" ({year.last - year.first} weeks)"
    return (f"{year.first // WEEKS_PER_YEAR + 1}{length}",
            *(f"{count:,}" for count in (year.clients, year.status_clients, year.key_accounts, year.new, year.lost)),
            *(f"{round(amount / 1000) + 0.0:,.0f}" for amount in (year.revenue, year.profit, year.cash)),
            *(NOTHING if share != share else f"{share:.2f}" for share in (year.attachment, year.believed)))


def _kpis(kpis: Mapping[str, float]) -> Table:
    rows = []
    for group, members in GROUPS.items():
        for place, kpi in enumerate(kpi for kpi in members if kpi.name in kpis):
            value, on_scale = kpis[kpi.name], scale(kpi.unit, [kpis[kpi.name]])
            number, unit = on_scale.number(value), on_scale.unit if value == value else ""
            if kpi.is_event:
                number, unit = "yes" if value else "no", ""
            rows.append(("" if place else group, kpi.name, number, unit))
    return Table(("", "", "", ""), rows, (0, 1, 3))
