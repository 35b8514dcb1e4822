"""`retainsim compare`: strategies against each other under the same luck."""

from __future__ import annotations

import shlex
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from retainsim.cli.arguments import JSON, SCENARIO, SEED, SET, THREADS, WEEKS, InputWrong
from retainsim.cli.background import in_background, say_if_compiling
from retainsim.cli.completing import strategy_names
from retainsim.cli.printing import put_document, put_report, results_told
from retainsim.cli.progress import ReplicationsBar
from retainsim.cli.report import EXPLAIN, write_report

if TYPE_CHECKING:
    from retainsim.study.comparison import Comparison


@click.command(short_help="Play strategies against each other under the same luck.")
@SCENARIO
@click.option("--strategies", metavar="A,B,...", shell_complete=strategy_names,
              help="Strategies of the scenario; all if not given.")
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
@click.option("--out", type=click.Path(), metavar="DIR",
              help="Also keep every world in this folder: Parquet tables, the scenario, provenance; and write a "
                   "report.html.")
@EXPLAIN
@click.option("--force", is_flag=True, help="Replace the results in a folder that exists.")
@JSON
def compare(scenario: str, strategies: str | None, replications: int | None, precision: str | None,
            changes: tuple[str, ...], seed: int | None, weeks: int | None, threads: int | None, out: str | None,
            explain: bool, force: bool, as_json: bool) -> None:
    """Play strategies against each other under the same luck, and say how sure the differences are.

    SCENARIO is a file or the name of a shipped scenario.

    \b
    Examples:  retainsim compare isp --strategies status-quo,nurture --replications 400
               retainsim compare isp --strategies nurture,balanced --precision 10% --out results
    """
    from retainsim.scenario import load

    if explain and out is None:
        raise InputWrong("--explain\n  is about the report in the folder of --out, which is not given. Name it: --out "
                         "DIR. Or ask retainsim why, which needs no folder.")
    world = load(scenario, changes)
    names = None if strategies is None else [name.strip() for name in strategies.split(",")]

    def compared() -> Comparison:
        from retainsim.study.compare import compare as played

        return played(world, names, replications, seed, weeks, threads, say_if_compiling, bar.count, out, force,
                      shlex.join(["retainsim", *sys.argv[1:]]), precision, bar.plan)

    with ReplicationsBar() as bar, results_told():
        comparison = in_background(compared, bar.draw)
    try:
        if as_json:
            put_document(comparison.to_document())
        else:
            from retainsim.report.comparison import comparison_report

            put_report(comparison_report(comparison.to_document(), comparison.primary_kpis))
    finally:  # even if nobody reads to the end
        if out is not None:
            with results_told():  # which are complete, whatever becomes of the report
                write_report(Path(out), threads, explain)
