"""`retainsim compare`: strategies against each other under the same luck."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from retainsim.cli.arguments import FORCE, JSON, SCENARIO, SEED, SET, THREADS, WEEKS, InputWrong, out, strategies
from retainsim.cli.background import work_behind
from retainsim.cli.printing import put_answer, results_errors
from retainsim.cli.progress import Bar
from retainsim.cli.report import EXPLAIN, write_report
from retainsim.cli.run import command_line

if TYPE_CHECKING:
    from retainsim.study.comparison import Comparison
    from retainsim.study.setup.request import Progress


@click.command(short_help="Play strategies against each other under the same luck.")
@SCENARIO
@strategies("A,B,...", "Strategies of the scenario; all if not given.")
@click.option("--replications", type=int, metavar="N",
              help="Worlds in which each strategy is played; 100 if not given. With --precision: at most so many; "
                   "10,000 if not given.")
@click.option("--precision", metavar="P",
              help="Play as many worlds as it takes until every difference in the KPI that strategies are judged by is "
                   "known within P: 5% of the largest difference between two strategies, or a number in the KPI's "
                   "unit.")
@SET
@SEED
@WEEKS
@THREADS
@out("Also keep every world in this folder: Parquet tables, the scenario, provenance; and write a report.html.")
@EXPLAIN
@FORCE
@JSON
def compare(scenario: str, changes: tuple[str, ...], explain: bool, as_json: bool, **request: Any) -> None:
    """Play strategies against each other under the same luck, and say how sure the differences are.

    SCENARIO is a file or the name of a shipped scenario.

    \b
    Examples:  retainsim compare isp --strategies status-quo,nurture --replications 400
               retainsim compare isp --strategies nurture,balanced --precision 10% --out results
    """
    from retainsim.scenario import load

    if explain and request["out"] is None:
        raise InputWrong("--explain\n  is about the report in the folder of --out, which is not given. Name it: --out "
                         "DIR. Or ask retainsim why, which needs no folder.")
    world = load(scenario, changes)

    def study(progress: Progress) -> Comparison:
        from retainsim.study.compare import compare
        from retainsim.study.setup.request import Request

        return compare(world, Request(**request, command=command_line()), progress)

    comparison = work_behind(Bar("replications"), study)
    from retainsim.report.comparison import comparison_report

    try:
        put_answer(comparison.to_document(), as_json,
                   lambda document: comparison_report(document, comparison.primary_kpis))
    finally:  # even if nobody reads to the end
        if request["out"] is not None:
            with results_errors():  # which are complete, whatever becomes of the report
                write_report(Path(request["out"]), request["threads"], explain)
