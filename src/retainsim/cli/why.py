"""`retainsim why`: the chain of causes behind the difference between two strategies."""

from typing import Any

import click

from retainsim.cli.arguments import JSON, SCENARIO, SEED, SET, THREADS, WEEKS, kpi, strategies
from retainsim.cli.background import ask
from retainsim.cli.printing import put_answer
from retainsim.cli.progress import Bar


@click.command(short_help="Explain why one strategy ends better than another.")
@SCENARIO
@strategies("A,B", "Two strategies of the scenario.", required=True)
@kpi("The figure to explain")
@click.option("--replications", type=int, default=40, show_default=True, metavar="N",
              help="Worlds in which each strategy is played, as they are and with each link cut.")
@SET
@SEED
@WEEKS
@THREADS
@JSON
def why(scenario: str, changes: tuple[str, ...], as_json: bool, **request: Any) -> None:
    """Explain why one strategy ends better than another.

    Shows the chain from hours to contact, attachment, exits and money under both, and cuts each link in turn.
    SCENARIO is a file or the name of a shipped scenario.

    \b
    Example:  retainsim why isp --strategies nurture,all-in-acquisition
    """
    explanation = ask("why.explain", Bar("replications"), scenario, changes, **request)
    from retainsim.report.why import why_report

    put_answer(explanation.to_document(), as_json, why_report)
