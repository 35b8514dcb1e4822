"""`retainsim compare`: strategies against each other under the same luck."""

from __future__ import annotations

import shlex
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from retainsim.cli.arguments import JSON, SCENARIO, SEED, SET, THREADS, WEEKS
from retainsim.cli.background import in_background, say_if_compiling
from retainsim.cli.completing import strategy_names
from retainsim.cli.printing import is_read_by_a_person, put, put_document, results_told
from retainsim.cli.progress import ReplicationsBar

if TYPE_CHECKING:
    from retainsim.study.comparison import Comparison


@click.command(short_help="Play strategies against each other under the same luck.")
@SCENARIO
@click.option("--strategies", metavar="A,B,...", shell_complete=strategy_names,
              help="Strategies of the scenario; all if not given.")
@click.option("--replications", type=int, default=100, show_default=True, metavar="N",
              help="Worlds in which each strategy is played.")
@SET
@SEED
@WEEKS
@THREADS
@click.option("--out", type=click.Path(path_type=Path), metavar="DIR",
              help="Also keep every world in this folder: Parquet tables, the scenario, provenance.")
@click.option("--force", is_flag=True, help="Replace the results in a folder that exists.")
@JSON
def compare(scenario: str, strategies: str | None, replications: int, changes: tuple[str, ...], seed: int | None,
            weeks: int | None, threads: int | None, out: Path | None, force: bool, as_json: bool) -> None:
    """Play strategies against each other under the same luck, and say how sure the differences are.

    SCENARIO is a file or the name of a shipped scenario.

    \b
    Example:  retainsim compare isp --strategies status-quo,nurture --replications 400
    """
    from retainsim.scenario import load

    world = load(scenario, changes)
    names = None if strategies is None else [name.strip() for name in strategies.split(",")]

    def compared() -> Comparison:
        from retainsim.study.compare import compare as played

        return played(world, names, replications, seed, weeks, threads, say_if_compiling, bar.count, out, force,
                      shlex.join(["retainsim", *sys.argv[1:]]))

    with ReplicationsBar(replications) as bar, results_told():
        comparison = in_background(compared, bar.draw)
    if as_json:
        put_document(comparison.to_document())
        return
    from retainsim.report.comparison import comparison_page

    put(comparison_page(comparison.to_document(), comparison.primary_kpis, is_read_by_a_person()))
