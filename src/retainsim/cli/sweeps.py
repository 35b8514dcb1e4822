"""The commands that play an experiment, and those that ask what came of it."""

from __future__ import annotations

import shlex
import sys
from contextlib import AbstractContextManager, nullcontext
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from retainsim.cli import dialogue
from retainsim.cli.background import Bar, work_behind
from retainsim.cli.dialogue import JSON, THREADS, InputWrong, options, put_answer

if TYPE_CHECKING:
    from retainsim.study.setup.request import Progress

MOST_DIFFERENCES = 20  # differences that a person reads


@click.command(short_help="Play an experiment: many points, many worlds.")
@click.argument("experiment", metavar="EXPERIMENT", shell_complete=dialogue.experiment_names)
@click.option("--out", type=click.Path(path_type=Path), metavar="DIR", help="The folder that the rows go into.")
@click.option("--resume", is_flag=True, help="Go on with what is in the folder; begin where nothing is.")
@click.option("--keep", metavar="TABLES", help="Also keep what happened in every world, week by week (weeks), event by "
              "event (events), or both: weeks,events.")
@click.option("--dry-run", is_flag=True, help="Say what would be played, how long it would take and how large it would "
              "become; play a few worlds to know.")
@click.option("--cluster", metavar="ADDRESS", help="Play on the workers of this Dask scheduler, e.g. "
              "tcp://127.0.0.1:8786; the same rows.")
@options(THREADS, JSON)
def sweep(experiment: str, out: Path | None, resume: bool, keep: str | None, dry_run: bool, cluster: str | None,
          threads: int | None, as_json: bool) -> None:
    """Play strategies at every point of an experiment, and keep a row for each world.

    EXPERIMENT is a file or the name of a shipped experiment. Whatever interrupts it, --resume goes on, and the rows are
    those of an uninterrupted sweep; so are the tables that --keep asks for. More points or replications in the file,
    and --resume plays only what is new.

    \b
    Examples:  retainsim sweep order-flips --dry-run
               retainsim sweep order-flips --out rows
    """
    from retainsim.experiment import load_experiment

    wanted = load_experiment(experiment)
    if out is None and not dry_run:
        raise InputWrong("--out\n  is missing: the folder that the rows go into. For instance --out rows. Or give "
                         "--dry-run, which needs none.")
    from retainsim.report.sweep import plan_report, sweep_report

    tables = [word.strip() for word in keep.split(",")] if keep is not None else []
    if dry_run:
        plan = work_behind(Bar("worlds"), lambda progress: _study("sweep.plan").plan(wanted, threads, progress, tables))
        put_answer(plan.to_document(), as_json, plan_report(plan.to_document()))
        return
    crew = _crew(cluster)

    def work(progress: Progress) -> Any:
        with crew as players:
            return _study("sweep.session").sweep(wanted, out, resume=resume, keep=tables, threads=threads, crew=players,
                                                 command=_command(), progress=progress)

    done = work_behind(Bar("worlds"), work).to_document()
    put_answer(done, as_json, sweep_report(done))


@click.command(short_help="Say in which share of a space one strategy is better than another.")
@click.argument("experiment", metavar="EXPERIMENT", shell_complete=dialogue.experiment_names)
@click.option("--out", type=click.Path(path_type=Path), metavar="DIR", help="The folder that the rows go into.")
@click.option("--resume", is_flag=True, help="Go on with what is in the folder, or ask it about another statement.")
@click.option("--strategies", metavar="A,B", help="Is A better than B? The first two of the experiment if not given.")
@click.option("--kpi", metavar="KPI", shell_complete=dialogue.kpi_names, help="In which figure; value_end if not given "
              "and kept.")
@click.option("--margin", type=float, default=0.0, metavar="M", help="By more than how much, in the unit of the KPI; 0 "
              "if not given, below 0 for: worse by less than that.")
@click.option("--worlds", type=int, metavar="N", help="Play no more worlds in all; the budget of the file if not "
              "given.")
@click.option("--cluster", metavar="ADDRESS", help="Play on the workers of this Dask scheduler, e.g. "
              "tcp://127.0.0.1:8786; the same rows.")
@click.option("--page", type=click.Path(path_type=Path), metavar="FILE", help="Also write a page with pictures, e.g. "
              "holds.html.")
@options(THREADS, JSON)
def robustness(experiment: str, **wishes: Any) -> None:
    """Say in which share of the space of an experiment one strategy is better than another, and what decides it.

    EXPERIMENT is a file or the name of a shipped experiment. Each point is judged by an interval of its own worlds;
    more worlds are played where it is undecided. Whatever interrupts it, --resume goes on.

    \b
    Examples:  retainsim robustness order-flips --out judged --page holds.html
               retainsim robustness order-flips --out judged --resume --kpi cash_end --margin 50000
    """
    from retainsim.experiment import load_experiment
    from retainsim.report.robustness import robustness_report

    if wishes["out"] is None:
        raise InputWrong("--out\n  is missing: the folder that the rows go into. For instance --out judged.")
    wanted, names = load_experiment(experiment), wishes["strategies"]
    crew = _crew(wishes["cluster"])

    def work(progress: Progress) -> Any:
        statements = _study("robustness.statement")
        checked = statements.with_budget(wanted, wishes["worlds"])
        statement = statements.statement_about(checked, wishes["kpi"], names and names.split(","), wishes["margin"])
        with crew as players:
            return _study("robustness.answer").robustness(
                checked, wishes["out"], statement, resume=wishes["resume"], threads=wishes["threads"], crew=players,
                command=_command(), progress=progress)

    document = work_behind(Bar("worlds"), work).to_document()
    put_answer(document, wishes["as_json"], robustness_report(document))
    if wishes["page"] is not None:
        from retainsim.report.pages import robustness_page

        dialogue.put_page(wishes["page"], robustness_page(document))


@click.command(short_help="Say which factor of a sweep moves a figure most.")
@click.argument("rows", metavar="ROWS", type=click.Path(path_type=Path))
@click.option("--strategies", metavar="A,B", help="Whose difference in the same worlds is asked about, or one "
              "strategy; the first two of the sweep if not given.")
@click.option("--kpi", metavar="KPI", shell_complete=dialogue.kpi_names, help="Which figure; value_end if not given "
              "and kept.")
@click.option("--page", type=click.Path(path_type=Path), metavar="FILE", help="Also write a page with a picture, e.g. "
              "moves.html.")
@JSON
def sensitivity(rows: Path, strategies: str | None, kpi: str | None, page: Path | None, as_json: bool) -> None:
    """Say which factor of a sweep moves a figure most: of one strategy, or of the difference of two.

    ROWS is the folder of a sweep. The design decides how: Sobol indices from saltelli, elementary effects from morris,
    what the points tell from any other.

    \b
    Example:  retainsim sensitivity rows --kpi value_end --page moves.html
    """
    from retainsim.report.sensitivity import sensitivity_report

    def work(_: Progress) -> Any:
        table = _study("sweep.table").SweepRows.of(rows)
        return _study("sensitivity").sensitivity(table, table.question(kpi, strategies and strategies.split(",")))

    document = work_behind(Bar("factors"), work).to_document()
    put_answer(document, as_json, sensitivity_report(document))
    if page is not None:
        from retainsim.report.pages import sensitivity_page

        dialogue.put_page(page, sensitivity_page(document))


def rerun_row(results: Path, row: int, as_json: bool) -> None:
    """Play a row of a sweep again and say whether it agrees; exit code 1 if it does not."""
    from retainsim.report.sweep import row_report

    again = work_behind(Bar("worlds"), lambda progress: _study("sweep.again").rerun_row(results, row, progress))
    if again.notice:
        click.echo(again.notice, err=True)
    document = again.to_document()
    put_answer(document, as_json, row_report(document))
    if not document["agrees"]:
        raise click.ClickException("\n  ".join([
            f"Row {row} is not what is played now:", *document["differences"][:MOST_DIFFERENCES]]))


def _crew(cluster: str | None) -> AbstractContextManager[Any]:
    """Who plays on a cluster; of nobody else where there is none: played here."""
    if cluster is None:
        return nullcontext()
    _study("sweep.cluster").refuse_address(cluster)
    if _study("sweep.cluster").is_open_to_others(cluster):
        click.echo("Warning: tcp:// is open to everybody on the network, and a scheduler runs what it is sent. "
                   "Use tls:// with certificates beyond this machine.", err=True)
    crew: AbstractContextManager[Any] = _study("sweep.cluster").crew_of(cluster)
    return crew


def _command() -> str:
    from retainsim.scenario.errors import encodable

    return encodable(shlex.join(["retainsim", *sys.argv[1:]]))


def _study(name: str) -> Any:
    return import_module(f"retainsim.study.{name}")  # which loads the compiler
