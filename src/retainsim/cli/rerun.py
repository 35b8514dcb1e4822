"""`retainsim rerun`: one row of a results folder, played again."""

from __future__ import annotations

import math
from pathlib import Path
from typing import TYPE_CHECKING

import click

from retainsim.cli.arguments import JSON, InputWrong
from retainsim.cli.background import in_background, say_if_compiling
from retainsim.cli.printing import put, put_document, put_report, results_told

if TYPE_CHECKING:
    from retainsim.study.rerun import Rerun

SHOWN = 20  # differences that a person reads


@click.command(short_help="Play a row of a results folder again, bit for bit.")
@click.argument("results", metavar="RESULTS", type=click.Path(path_type=Path))
@click.option("--row", type=int, required=True, metavar="K", help="Which row of replications.parquet, counted from 0.")
@JSON
def rerun(results: Path, row: int, as_json: bool) -> None:
    """Play a row of a results folder again, tell what happened, and say whether it agrees bit for bit.

    RESULTS is a folder that compare --out has written. Exit code 1 if it does not agree.

    \b
    Example:  retainsim rerun results --row 7
    """
    from retainsim.results.folder.layout import PROVENANCE
    from retainsim.results.folder.versions import notice
    from retainsim.scenario.errors import printable

    if not (results / PROVENANCE).is_file():
        raise InputWrong(f"{printable(str(results), 300)}\n  is no results folder, such as compare --out writes: there "
                         f"is no {PROVENANCE} in it.")

    def played() -> Rerun:
        from retainsim.study.rerun import rerun as again

        return again(results, row, say_if_compiling)

    with results_told():
        found = in_background(played)
    if said := notice(found.written_by):
        click.echo(said, err=True)
    agrees, folder = not found.differences, printable(str(results), 300)
    if as_json:
        world = found.lived.scenario
        kpis = {name: value if math.isfinite(value) else None for name, value in found.lived.kpis.items()}
        put_document({"row": row, "scenario": world.name, "seed": world.seed, "weeks": world.weeks,
                      "strategy": found.strategy, "replication": found.replication, "agrees": agrees,
                      "differences": list(found.differences), "kpis": kpis})
    else:
        _put_page(row, found)
    if agrees:
        if not as_json:
            put(f"\nAgrees with row {row} of {folder} bit for bit: {len(found.lived.kpis)} KPIs, "
                f"{found.lived.scenario.weeks} weeks, {found.events:,} events.")
        return
    told = [printable(said, 300) for said in found.differences[:SHOWN]]
    if len(found.differences) > SHOWN:
        told.append(f"... and {len(found.differences) - SHOWN} more")
    raise click.ClickException(f"Row {row} of {folder} is not what is played now:\n  " + "\n  ".join(told)
                               + f"\n{found.reason}")


def _put_page(row: int, found: Rerun) -> None:
    from retainsim.report.run import run_report

    world = found.lived.scenario
    title = (f"{world.name}, {found.strategy}: {world.weeks} weeks, replication {found.replication}, seed "
             f"{world.seed}, row {row}")
    put_report(run_report(found.lived, title))
