"""`retainsim switch`: where one strategy overtakes another."""

from typing import Any

import click

from retainsim.cli.arguments import JSON, SCENARIO, SEED, SET, THREADS, WEEKS, kpi, strategies
from retainsim.cli.background import ask
from retainsim.cli.completing import numbers_of_scenario
from retainsim.cli.printing import put_answer
from retainsim.cli.progress import ValuesBar


@click.command(short_help="Find where one strategy overtakes another.")
@SCENARIO
@click.option("--factor", required=True, metavar="PATH", shell_complete=numbers_of_scenario,
              help="The number of the scenario that varies, e.g. rivals.attacker.courting_hours_per_week.")
@click.option("--low", required=True, type=float, metavar="A", help="Its least value.")
@click.option("--high", required=True, type=float, metavar="B", help="Its largest value.")
@strategies("A,B", "The two strategies.", required=True)
@kpi("By which KPI one is better")
@click.option("--replications", type=int, default=100, show_default=True, metavar="N",
              help="Worlds in which both are played, the same at every value of the factor.")
@SET
@SEED
@WEEKS
@THREADS
@JSON
def switch(scenario: str, factor: str, low: float, high: float, changes: tuple[str, ...], as_json: bool,
           **request: Any) -> None:
    """Find where one strategy overtakes another as one number of the scenario grows, and how sure that is.

    SCENARIO is a file or the name of a shipped scenario. Some twenty values of the factor are tried.

    \b
    Example:  retainsim switch isp --factor weeks --low 26 --high 260 --strategies nurture,balanced
    """
    bar = ValuesBar(max(1, request["replications"]))
    result = ask("switch.switch", bar, scenario, changes, factor, low, high, **request)
    from retainsim.report.switch import switch_report

    put_answer(result.to_document(), as_json, switch_report)
