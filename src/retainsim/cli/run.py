"""`retainsim run`: one world under one strategy."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import click

from retainsim.cli.arguments import JSON, SCENARIO, SEED, SET, WEEKS
from retainsim.cli.background import in_background, say_if_compiling
from retainsim.cli.completing import strategy_names
from retainsim.cli.printing import is_read_by_a_person, put, put_document

if TYPE_CHECKING:
    from retainsim.study.single import SingleRun


@click.command(short_help="Play one strategy in one world and tell what happened.")
@SCENARIO
@click.option("--strategy", required=True, metavar="NAME", shell_complete=strategy_names,
              help="Strategy of the scenario.")
@click.option("--replication", type=int, default=0, show_default=True, metavar="K",
              help="Which world: the same as number K of compare, counted from 0.")
@click.option("--client", metavar="NAME", help="Tell the life of one organisation: its name, its segment and number as "
              'in "standard 17", or its number in events.')
@SET
@SEED
@WEEKS
@JSON
def run(scenario: str, strategy: str, replication: int, client: str | None, changes: tuple[str, ...], seed: int | None,
        weeks: int | None, as_json: bool) -> None:
    """Play one strategy in one world and tell what happened, year by year.

    SCENARIO is a file or the name of a shipped scenario.

    \b
    Example:  retainsim run isp --strategy nurture --replication 7
    """
    from retainsim.scenario import digest, load

    world = load(scenario, changes)

    def lived() -> SingleRun:
        from retainsim.study.single import run_one

        return run_one(world, strategy, seed, weeks, replication, say_if_compiling, client)

    told = in_background(lived)
    played = told.scenario
    if as_json:
        kpis = {name: value if math.isfinite(value) else None for name, value in told.kpis.items()}
        put_document({"scenario": played.name, "digest": digest(played), "seed": played.seed, "weeks": played.weeks,
                      "strategy": strategy, "replication": replication, "kpis": kpis})
        return
    from retainsim.report.world import world_page

    title = (f"{played.name}, {strategy}: {played.weeks} weeks, replication {replication}, seed {played.seed}, "
             f"digest {digest(played)}")
    put(world_page(title, told, is_read_by_a_person()))
