"""One world in words: what mattered, week by week; the years; where it ended."""

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np

from retainsim.declared.codes import FIRM
from retainsim.report.blocks import Aside, Block, Figure, Heading, Note, Table, Verdict, among
from retainsim.report.life import life_table, what_the_firm_sees, who_it_is
from retainsim.report.story import Words
from retainsim.report.words import NOTHING, amount, listed, one_factor, scale
from retainsim.results.account import Year, years
from retainsim.results.facts import WEEKS_PER_YEAR, ruin_week
from retainsim.results.kpis.dictionary import KPIS, SUMS, WHERE_ASKED, grouped
from retainsim.results.kpis.kpi import MONEY
from retainsim.results.movements import ORGANISATION, WEEK, exits, fates, notices_under_way, wins
from retainsim.results.story import Life, story
from retainsim.scenario import digest

if TYPE_CHECKING:
    from retainsim.study.run import Run

ANECDOTE = Note(
    "One world is an anecdote.", "It shows how things may go under this strategy, not how they usually go: \"retainsim "
    "compare\" plays strategies in many worlds. And the model has not been fitted to your firm.")


def run_report(run: "Run", title: str = "") -> Iterator[Block]:
    """The report on one world, or on the life of one client in it; the title says which world it is."""
    yield Heading(title or title_of(run))
    if run.life:
        yield Heading(f"The life of {run.names.name(run.life.organisation)}")
        yield from _who(run, run.life)
        yield from _life(run, run.life)
        return
    yield Verdict(list(answer(run)))
    yield from _world(run, {})


def run_page(run: "Run", figures: Mapping[str, Figure], notice: str = "") -> Iterator[Block]:
    """The same for a page with figures; after the life of a client it says briefly what became of the firm.

    A notice says which other version made the folder.
    """
    if run.life:
        yield Heading(f"The life of {run.names.name(run.life.organisation)} in one world of {run.scenario.heading} "
                      f"under {run.strategy}", 1)
        yield Verdict(list(_who(run, run.life)))
    else:
        yield Heading(f"{run.scenario.heading}: one world under {run.strategy}", 1)
        yield Verdict(list(answer(run)))
    yield Aside(title_of(run))
    yield ANECDOTE
    if notice:
        yield Note("Played again, and measured, by this version.", notice)
    if not run.life:
        yield from _world(run, figures)
        return
    yield from among(figures, "client-life")
    yield Heading("What happened to it")
    yield from _life(run, run.life)
    yield Heading("The firm meanwhile")
    yield from answer(run)
    yield from among(figures, "world-state")
    yield "`retainsim run` without --client reports on this world as a whole."


def title_of(run: "Run") -> str:
    """Which world it is."""
    scenario = run.scenario
    return (f"{scenario.called}, {run.strategy}: {scenario.weeks} weeks, replication {run.replication}, "
            f"seed {scenario.seed}, digest {digest(scenario)}")


def _who(run: "Run", life: Life) -> Iterator[str]:
    """Which client it is, and what the firm sees of it."""
    segment = run.names.segment(life.organisation)
    contract = run.scenario.clients[segment]
    status = ", a status segment" if contract.status and segment != "status" else ""
    yield who_it_is(life, Words(run), f"segment {segment}{status}, {contract.notice_weeks} weeks' notice, "
                                        f"number {life.organisation} in events")
    yield what_the_firm_sees(life, run.course)


def _life(run: "Run", life: Life) -> Iterator[Block]:
    yield life_table(life, Words(run))
    yield ("Attachment and courtship range from 0 to 1; grievance counts bad experiences that are not yet forgotten, "
           "less the good ones; all at the end of the week.")


def _world(run: "Run", figures: Mapping[str, Figure]) -> Iterator[Block]:
    what, words = story(run.trace, run.facts, run.course), Words(run)
    if rows := list(_key_accounts(run, words)):
        yield Heading("The key accounts: the largest clients at week 0")
        yield Table(("", "fee", "what became of it"), rows, (0, 2))
    yield Heading("What happened")
    yield from among(figures, "world-state")
    yield (Table(("weeks", "what happened"), [words.line(happening) for happening in what.happenings], (0, 1))
           if what.happenings else "Nothing that a strategist would need to know.")
    yield (f"{what.untold:,} more events of clients are not shown here: faults, complaints, the coming and going of "
           "smaller clients. `retainsim run` with --client NAME shows the life of one client; with --out DIR it saves "
           "all events.")
    course = list(years(run.trace))
    currency = run.scenario.currency or MONEY
    on_scale = scale(currency, _amounts(course), factor_of(run))
    yield Heading(f"Year by year (money in {on_scale.named})")
    yield Table(["year", "clients", "status clients", "key accounts", "new", "lost", "revenue", "profit", "cash",
                 "attachment [0..1]", "as the firm sees it"], [_year(year, on_scale.factor) for year in course], (0,),
                (None, 7, 7, 8, None, None, 7, None, None, 10, 7))
    yield from among(figures, "world-moves")
    if figures:
        yield Heading("Clients and people")
        yield from among(figures, "world-attachment", "world-hours", "world-late-work")
    yield Heading("Where it ended (what the figures mean: retainsim kpis)")
    yield _kpis(run.kpis, currency, factor_of(run))


def factor_of(run: "Run") -> float:
    """The multiple by which all money of the page is told: of the years, and of what is measured in the end."""
    return one_factor([*_amounts(years(run.trace)),
                       *(value for name, value in run.kpis.items() if KPIS[name].unit == MONEY)])


def _amounts(course: Iterable[Year]) -> list[float]:
    return [money for year in course for money in (year.revenue, year.profit, year.cash)]


def _key_accounts(run: "Run", words: Words) -> Iterator[tuple[str, str, str]]:
    """Their names, what they pay, and what became of them."""
    notices = _notices(run)
    for who, left_week, to, reason, is_client_at_end in fates(run.trace):
        fate = []
        if left_week is not None:
            fate.append(f"lost in week {left_week} {words.lost_to(to, reason)}")
        if left_week is not None and is_client_at_end:
            fate.append("; back at the end")
        if who in notices:
            fate.append(f"{', but ' if fate else ''}gave notice in week {notices[who][WEEK]}, bound "
                        f"{words.bound_for(notices[who])}")
        yield words.name(who), words.fees([who]), "".join(fate) or "stays throughout"


def _notices(run: "Run") -> dict[int, Sequence[int]]:
    """The notices of clients that the firm still serves at the end, by client."""
    return {row[ORGANISATION]: row for row in notices_under_way(run.trace.events).tolist()}


def answer(run: "Run") -> Iterator[str]:
    """Where the firm started and where it ended, in a few sentences."""
    trace, accounts, kpis = run.trace, fates(run.trace), run.kpis
    final, ruin = list(years(trace))[-1], ruin_week(trace.series, run.facts)
    opening = np.count_nonzero(trace.opening_supplier == FIRM)
    ending = (f"It is insolvent from week {ruin} on" if ruin is not None else
              f"After {len(trace.series)} weeks it has {amount(final.cash, run.scenario.currency)} in cash")
    keeps = sum(fate.is_client_at_end for fate in accounts)
    number = "all" if keeps == len(accounts) else keeps or "none"
    leaving = [run.names.name(fate.organisation) for fate in accounts if fate.organisation in _notices(run)]
    but = f", but {listed(leaving)} {'has' if len(leaving) == 1 else 'have'} given notice" if leaving else ""
    largest = f" Of its {len(accounts)} key accounts it keeps {number}{but}." if accounts else ""
    yield (f"The firm begins with {opening:,} clients, wins {len(wins(trace)):,} and loses {len(exits(trace)):,}: "
           f"{f'{final.clients:,} are' if final.clients else 'none is'} left.{largest} {ending}.")
    if not math.isnan(kpis.get("perception_gap", math.nan)):
        true, believed = f"{kpis['attachment_mean']:.2f} of 1", f"{kpis['believed_attachment_mean']:.2f}"
        yield (f"At the end its clients' attachment is {true}; the firm believes it is {believed}." if final.clients
               else f"When it last had clients, their attachment was {true}; the firm believed it was {believed}.")


def _year(year: Year, factor: float) -> Sequence[str]:
    length = "" if year.is_full else f" ({year.last - year.first} weeks)"
    return (f"{year.first // WEEKS_PER_YEAR + 1}{length}",
            *(f"{count:,}" for count in (year.clients, year.status_clients, year.key_accounts, year.new, year.lost)),
            *(f"{round(money / factor) + 0.0:,.0f}" for money in (year.revenue, year.profit, year.cash)),
            *(NOTHING if share != share else f"{share:.2f}" for share in (year.attachment, year.believed)))


def _kpis(kpis: Mapping[str, float], currency: str, factor: float) -> Table:
    rows = []
    names = [name for name in kpis if name not in SUMS and not (name in WHERE_ASKED and math.isnan(kpis[name]))]
    for group, members in grouped(names).items():
        for place, kpi in enumerate(members):
            unit = kpi.unit.replace(MONEY, currency)
            value, on_scale = kpis[kpi.name], scale(unit, [kpis[kpi.name]], factor if kpi.unit == MONEY else 0.0)
            number, unit = on_scale.number(value), on_scale.unit if value == value else ""
            if kpi.is_event:
                number, unit = "yes" if value else "no", ""
            rows.append(("" if place else group, kpi.label, number, unit))
    return Table(("", "", "", ""), rows, (0, 1, 3))
