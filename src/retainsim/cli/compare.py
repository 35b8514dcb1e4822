"""`retainsim compare`: strategies against each other under the same luck."""

from functools import partial
from pathlib import Path
from typing import Any

import click

from retainsim.cli.arguments import (
    FORCE,
    JSON,
    SCENARIO,
    SEED,
    SET,
    THREADS,
    WEEKS,
    InputWrong,
    command,
    out,
    strategies,
)
from retainsim.cli.background import ask
from retainsim.cli.printing import put_answer
from retainsim.cli.progress import Bar
from retainsim.cli.report import EXPLAIN, write_report


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
    if explain and request["out"] is None:
        raise InputWrong("--explain\n  is about the report in the folder of --out, which is not given. Name it: --out "
                         "DIR. Or ask retainsim why, which needs no folder.")
    comparison = ask("compare.compare", Bar("replications"), scenario, changes, command=command(), **request)
    from retainsim.report.comparison import comparison_report

    try:
        put_answer(comparison.to_document(), as_json, partial(comparison_report, primary=comparison.primary_kpis))
    finally:  # even if nobody reads to the end
        if request["out"] is not None:
            write_report(Path(request["out"]), request["threads"], explain)
