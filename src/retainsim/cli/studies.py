"""The commands that play worlds: `retainsim compare`, `run`, `rerun`, `switch` and `why`."""

from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

import click

from retainsim.cli import dialogue
from retainsim.cli.background import Bar, ValuesBar, ask, work_behind
from retainsim.cli.dialogue import (
    JSON,
    ONE_SCENARIO,
    REAL,
    SCENARIOS,
    SET,
    THREADS,
    WHOLE,
    Function,
    InputWrong,
    options,
    put_answer,
)
from retainsim.cli.report import EXPLAIN, add_report_to_results
from retainsim.cli.sweeps import rerun_row

MOST_DIFFERENCES = 20  # differences that a person reads


def strategies(metavar: str, words: str, required: bool = False) -> Callable[[Function], Function]:
    """The option that names strategies."""
    return click.option("--strategies", required=required, metavar=metavar, help=words,
                        shell_complete=dialogue.strategy_names, callback=_names)


def _names(ctx: click.Context, param: click.Parameter, text: str | None) -> list[str] | None:
    """The names of a list A,B,...; for the shell a blank ends it."""
    if text is None:
        return None
    *names, last = (name.strip() for name in text.split(","))
    if any(names) and not last:
        from retainsim.scenario.errors import printable

        raise InputWrong(f"--strategies {printable(text)}\n  ends with a comma. Names of strategies are separated by a "
                         "comma without a blank: A,B.")
    return [*names, last]


def kpi(words: str) -> Callable[[Function], Function]:
    """The option that names the KPI to judge by."""
    return click.option("--kpi", metavar="KPI", shell_complete=dialogue.kpi_names,
                        help=f"{words}; if not given, the scenario's first primary KPI that has a better direction, as "
                             "in compare. `retainsim kpis` lists all.")


SEED = click.option("--seed", type=WHOLE, metavar="N", help="Seed of the luck, instead of the scenario's.")
WEEKS = click.option("--weeks", type=WHOLE, metavar="N", help="Weeks to simulate, instead of the scenario's.")
FORCE = click.option("--force", is_flag=True, help="Replace the results in a folder that exists.")


@click.command(short_help="Play strategies against each other under the same luck.")
@SCENARIOS
@strategies("A,B,...", "Strategies of the scenario; all if not given. With several scenarios, NAME stands for the "
            "strategy of every one that has it, SCENARIO:NAME for that of one.")
@click.option("--replications", type=WHOLE, metavar="N",
              help="Worlds in which each strategy is played; 100 if not given. With --precision: at most this many; "
                   "10,000 if not given.")
@click.option("--precision", metavar="P",
              help="Play as many worlds as it takes until every difference in the KPI that strategies are judged by is "
                   "measured within P: 5% of the largest difference between two strategies, or a number in the KPI's "
                   "unit.")
@options(SET, SEED, WEEKS, THREADS)
@click.option("--out", type=click.Path(), metavar="DIR", help="Also keep every world in this folder: Parquet tables, "
              "the scenario, provenance; and write a report.html.")
@options(EXPLAIN, FORCE, JSON)
def compare(scenarios: tuple[str, ...], changes: tuple[str, ...], explain: bool, as_json: bool, **request: Any) -> None:
    """Play strategies against each other under the same luck, and say how sure the differences are.

    SCENARIO is a file or the name of a shipped scenario. Several are compared under the same luck, too, if they agree
    in seed and weeks: each client that they share is the same. The first says by which KPIs all are judged.

    \b
    Examples:  retainsim compare isp --strategies status-quo,nurture --replications 400
               retainsim compare isp --strategies nurture,balanced --precision 10% --out results
               retainsim compare mine.toml mine-dearer.toml --strategies nurture
    """
    if explain and len(scenarios) > 1:
        raise InputWrong("--explain\n  is about two strategies of one scenario, and here are "
                         f"{len(scenarios)}. Ask retainsim why about each.")
    if explain and request["out"] is None:
        raise InputWrong("--explain\n  is about the report in the folder of --out, which is not given. Name it: --out "
                         "DIR. Or ask retainsim why, which needs no folder.")
    result = ask("compare.compare", Bar("replications"), scenarios, changes, **request)
    from retainsim.report.comparison import comparison_report

    document = result.to_document()
    try:
        put_answer(document, as_json, comparison_report(document, result.primary_kpis))
    finally:  # even if nobody reads to the end
        if request["out"] is not None:
            add_report_to_results(Path(request["out"]), request["threads"], explain)


@click.command(short_help="Play one strategy in one world and tell what happened.")
@ONE_SCENARIO
@click.option("--strategy", "strategies", metavar="NAME", shell_complete=dialogue.strategy_names,
              help="Strategy of the scenario; if not given, the one that the firm has followed up to week 0 "
                   "(market.seasoned_by).")
@click.option("--replication", type=WHOLE, default=0, show_default=True, metavar="K",
              help="Which world: the same as number K of compare, counted from 0.")
@click.option("--client", metavar="NAME", help="Tell the life of one organisation: its name, its segment and number as "
              'in "standard 17", or its number in events.')
@options(SET, SEED, WEEKS)
@click.option("--out", type=click.Path(), metavar="DIR", help="Also keep this world in a folder: a page with figures, "
              "Parquet tables, the scenario, provenance.")
@options(FORCE, JSON)
def run(scenario: str, changes: tuple[str, ...], as_json: bool, **request: Any) -> None:
    """Play one strategy in one world and tell what happened: the events that matter, week by week.

    SCENARIO is a file or the name of a shipped scenario.

    \b
    Example:  retainsim run isp --strategy nurture --client "Regional Parliament"
    """
    world = ask("run.run", Bar("worlds"), scenario, changes, **request)
    from retainsim.report.run import run_report

    try:
        put_answer(world.to_document(), as_json, run_report(world))
    finally:  # even if nobody reads to the end
        if request["out"] is not None:
            add_report_to_results(Path(request["out"]), None, explain=False, world=world)


@click.command(short_help="Play a row of a results folder again, bit for bit.")
@click.argument("results", metavar="RESULTS", type=click.Path(path_type=Path))
@click.option("--row", type=WHOLE, required=True, metavar="K",
              help="Which row of replications.parquet, counted from 0.")
@JSON
def rerun(results: Path, row: int, as_json: bool) -> None:
    """Play a row of a results folder again, tell what happened, and say whether it agrees bit for bit.

    RESULTS is a folder that compare --out or sweep has written. Exit code 1 if it does not agree.

    \b
    Example:  retainsim rerun results --row 7
    """
    from retainsim.results.folder.layout import is_sweep
    from retainsim.results.folder.provenance import notice
    from retainsim.scenario.errors import printable

    dialogue.refuse_other_folders(results)
    folder = printable(str(results), 300)
    if is_sweep(results):
        rerun_row(results, row, as_json)
        return
    again = work_behind(Bar("worlds"), lambda progress: import_module("retainsim.study.read_back").rerun(
        results, row, progress))
    if words := notice(again.written_by):
        click.echo(words, err=True)
    world, scenario = again.run, again.run.scenario
    from retainsim.report.run import run_report

    put_answer(again.to_document(), as_json, run_report(
        world, f"{scenario.called}, {world.strategy}: {scenario.weeks} weeks, replication {world.replication}, seed "
        f"{scenario.seed}, row {row}"))
    if again.differences:
        lines = [printable(difference, 300) for difference in again.differences[:MOST_DIFFERENCES]]
        if (more := len(again.differences) - MOST_DIFFERENCES) > 0:
            lines.append(f"... and {more} more")
        raise click.ClickException("\n  ".join([f"Row {row} of {folder} differs from what is played now:", *lines])
                                   + f"\n{again.reason}")
    if not as_json:
        click.echo(f"\nAgrees with row {row} of {folder} bit for bit: {len(world.kpis)} KPIs, {scenario.weeks} weeks, "
                   f"{len(world.trace.events):,} events.")


@click.command(short_help="Find where one strategy overtakes another.")
@ONE_SCENARIO
@click.option("--factor", required=True, multiple=True, metavar="PATH", shell_complete=dialogue.numbers_of_scenario,
              help="The number of the scenario to vary, e.g. rivals.attacker.courting_hours_per_week; a star stands "
                   "for all tables: clients.*.fee_per_week. Given twice, with --low and --high twice: a map over both.")
@click.option("--low", required=True, multiple=True, type=REAL, metavar="A", help="Its smallest value.")
@click.option("--high", required=True, multiple=True, type=REAL, metavar="B", help="Its largest value.")
@strategies("A,B", "The two strategies.", required=True)
@kpi("By which KPI one is better")
@click.option("--replications", type=WHOLE, default=100, show_default=True, metavar="N",
              help="Worlds in which both are played, the same at every value of the factor.")
@click.option("--places", type=WHOLE, metavar="N", help="Places of a map that are played at most, 49 "
              "of them as its first grid; 200 if not given.")
@options(SET, SEED, WEEKS, THREADS)
@click.option("--page", type=click.Path(path_type=Path), metavar="FILE", help="Also write a page with a picture, e.g. "
              "switch.html.")
@JSON
def switch(scenario: str, changes: tuple[str, ...], places: int | None, page: Path | None, as_json: bool,
           **request: Any) -> None:
    """Find where one strategy overtakes another as one number of the scenario grows, and how sure that is.

    SCENARIO is a file or the name of a shipped scenario. Some twenty values of the factor are tried. Two factors make a
    map: which strategy is ahead where, and the frontier between them; most places are tried where the lead changes.

    \b
    Example:  retainsim switch isp --factor weeks --low 26 --high 260 --strategies nurture,balanced
    """
    ranges = tuple(request.pop(name) for name in ("factor", "low", "high"))
    bar = ValuesBar(max(1, request["replications"]), "place" if len(ranges[0]) > 1 else "value")
    document = ask("switch_map.search", bar, scenario, changes, ranges, places, **request).to_document()
    from retainsim.report.switch_map import search_report

    put_answer(document, as_json, search_report(document))
    if page is not None:
        from retainsim.report.pages import search_page

        dialogue.put_page(page, search_page(document))


@click.command(short_help="Explain why one strategy ends better than another.")
@ONE_SCENARIO
@strategies("A,B", "Two strategies of the scenario; if not given, the best, and the one that the firm has followed up "
            "to week 0 (market.seasoned_by) or else the last, as far as they can be told apart.")
@kpi("The figure to explain")
@click.option("--replications", type=WHOLE, default=40, show_default=True, metavar="N",
              help="Worlds in which each strategy is played, as they are and with each link cut.")
@options(SET, SEED, WEEKS, THREADS, JSON)
def why(scenario: str, changes: tuple[str, ...], as_json: bool, **request: Any) -> None:
    """Explain why one strategy ends better than another.

    Shows the chain from hours to contact, attachment, exits and money under both, and cuts each link in turn.
    SCENARIO is a file or the name of a shipped scenario.

    \b
    Example:  retainsim why isp --strategies nurture,all-in-acquisition
    """
    if request["strategies"] is None:
        request["strategies"] = _worth_explaining(scenario, changes, request)
    document = ask("why.explain", Bar("replications"), scenario, changes, **request).to_document()
    from retainsim.report.why import why_report

    put_answer(document, as_json, why_report(document))


def _worth_explaining(scenario: str, changes: tuple[str, ...], request: dict[str, Any]) -> tuple[str, str]:
    """The two strategies that the report on a comparison explains; standard error says which."""
    from retainsim.report.lead import contrast
    from retainsim.scenario import load

    result = ask("compare.compare", Bar("replications"), scenario, changes,
                 **{name: request[name] for name in ("replications", "seed", "weeks", "threads")})
    followed, worlds = load(scenario, changes).market.seasoned_by, f"{result.replications:,} worlds of each"
    pair = contrast(result.to_document(), result.primary_kpis, followed)
    if pair is None:
        raise InputWrong(f"--strategies A,B\n  is missing, and {worlds} tell no two strategies apart. Name two, or "
                         "play more worlds: --replications.")
    best, other, _ = pair
    click.echo(f"The best strategy that {worlds} tell from a worse one is {best}. It is explained against {other}, "
               f"{'which the firm has followed up to week 0' if other == followed else 'the last'}.", err=True)
    return best, other
