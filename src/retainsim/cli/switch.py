"""`retainsim switch`: where one strategy overtakes another."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from retainsim.cli.arguments import JSON, SCENARIO, SEED, SET, THREADS, WEEKS
from retainsim.cli.background import in_background, say_if_compiling
from retainsim.cli.completing import kpi_names, numbers_of_scenario, strategy_names
from retainsim.cli.printing import put_document, put_report
from retainsim.cli.progress import ValuesBar

if TYPE_CHECKING:
    from retainsim.study.switch import Switch


@click.command(short_help="Find where one strategy overtakes another.")
@SCENARIO
@click.option("--factor", required=True, metavar="PATH", shell_complete=numbers_of_scenario,
              help="The number of the scenario that varies, e.g. rivals.attacker.courting_hours_per_week.")
@click.option("--low", required=True, type=float, metavar="A", help="Its least value.")
@click.option("--high", required=True, type=float, metavar="B", help="Its largest value.")
@click.option("--strategies", required=True, metavar="A,B", shell_complete=strategy_names,
              help="The two strategies.")
@click.option("--kpi", metavar="KPI", shell_complete=kpi_names,
              help="By which KPI one is better; if not given, the scenario's first primary KPI that has a better "
                   "direction, by which compare judges, too. `retainsim kpis` lists all.")
@click.option("--replications", type=int, default=100, show_default=True, metavar="N",
              help="Worlds in which both are played, the same at every value of the factor.")
@SET
@SEED
@WEEKS
@THREADS
@JSON
def switch(scenario: str, factor: str, low: float, high: float, strategies: str, kpi: str | None, replications: int,
           changes: tuple[str, ...], seed: int | None, weeks: int | None, threads: int | None, as_json: bool) -> None:
    """Find where one strategy overtakes another as one number of the scenario grows, and how sure that is.

    SCENARIO is a file or the name of a shipped scenario. Some twenty values of the factor are tried.

    \b
    Example:  retainsim switch isp --factor weeks --low 26 --high 260 --strategies nurture,balanced
    """
    from retainsim.scenario import load

    world = load(scenario, changes)
    names = [name.strip() for name in strategies.split(",")]

    def sought() -> Switch:
        from retainsim.study.switch import switch as search

        return search(world, factor, low, high, names, kpi, replications, seed, weeks, threads, say_if_compiling,
                      bar.count)

    with ValuesBar(max(1, replications)) as bar:
        document = in_background(sought, bar.draw).to_document()
    if as_json:
        put_document(document)
        return
    from retainsim.report.switch import switch_report

    put_report(switch_report(document))
