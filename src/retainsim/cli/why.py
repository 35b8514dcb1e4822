"""`retainsim why`: the chain of causes behind the difference between two strategies."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from retainsim.cli.arguments import JSON, SCENARIO, SEED, SET, THREADS, WEEKS
from retainsim.cli.background import in_background, say_if_compiling
from retainsim.cli.completing import kpi_names, strategy_names
from retainsim.cli.printing import put_document, put_report
from retainsim.cli.progress import ReplicationsBar

if TYPE_CHECKING:
    from retainsim.study.why import Explanation


@click.command(short_help="Explain why one strategy ends better than another.")
@SCENARIO
@click.option("--strategies", required=True, metavar="A,B", shell_complete=strategy_names,
              help="Two strategies of the scenario.")
@click.option("--kpi", metavar="KPI", shell_complete=kpi_names,
              help="The figure to explain; if not given, the scenario's first primary KPI that has a better "
                   "direction, by which compare judges, too. `retainsim kpis` lists all.")
@click.option("--replications", type=int, default=40, show_default=True, metavar="N",
              help="Worlds in which each strategy is played, as they are and with each link cut.")
@SET
@SEED
@WEEKS
@THREADS
@JSON
def why(scenario: str, strategies: str, kpi: str | None, replications: int, changes: tuple[str, ...],
        seed: int | None, weeks: int | None, threads: int | None, as_json: bool) -> None:
    """Explain why one strategy ends better than another.

    Shows the chain from hours to contact, attachment, exits and money under both, and cuts each link in turn.
    SCENARIO is a file or the name of a shipped scenario.

    \b
    Example:  retainsim why isp --strategies nurture,all-in-acquisition
    """
    from retainsim.scenario import load
    from retainsim.study.setup import checks

    world = load(scenario, changes)
    names = [name.strip() for name in strategies.split(",")]
    checks.refuse(checks.about_two(world, names))

    def explained() -> Explanation:
        from retainsim.study.why import explain

        return explain(world, names[0], names[1], kpi, replications, seed, threads, say_if_compiling, bar.count, weeks,
                       bar.plan)

    with ReplicationsBar() as bar:
        document = in_background(explained, bar.draw).to_document()
    if as_json:
        put_document(document)
        return
    from retainsim.report.why import why_report

    put_report(why_report(document))
