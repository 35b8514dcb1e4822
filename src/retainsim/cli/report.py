"""`retainsim report`: makes a page for the board from a results folder."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from retainsim.cli.background import Bar, work_behind
from retainsim.cli.dialogue import THREADS, InputWrong, refuse_other_folders

if TYPE_CHECKING:
    from retainsim.report.figures.style import Picture
    from retainsim.study.run import Run
    from retainsim.study.setup.request import Progress

EXPLAIN = click.option("--explain", is_flag=True, help="Also explain in the report, as why does, the difference "
                       "between the best strategy and the one followed so far. Both are played again in up to 40 of "
                       "the worlds, with each link of the chain of causes cut.")


@click.command(short_help="Make a page for the board from a results folder.")
@click.argument("results", metavar="RESULTS", type=click.Path(path_type=Path))
@THREADS
@EXPLAIN
@click.option("--force", is_flag=True, help="Replace an existing report.")
def report(results: Path, threads: int | None, explain: bool, force: bool) -> None:
    """Write report.html, a single page that loads nothing else, and a folder of figures into a results folder.

    RESULTS is a folder that compare --out or run --out has written. If it holds one world, the page tells its story.

    \b
    Example:  retainsim report results --explain --force
    """
    from retainsim.results.folder.layout import is_sweep
    from retainsim.scenario.errors import printable

    def objection(progress: Progress) -> str:
        from retainsim.results.folder.atomic import objection_to_report
        from retainsim.results.folder.reader import Results

        return objection_to_report(Results(results).folder, force)

    refuse_other_folders(results)
    if is_sweep(results):
        raise InputWrong(f"{printable(str(results), 300)}\n  holds a sweep, whose rows are in replications.parquet and "
                         "have no report. Ask retainsim sensitivity which factor moves a figure.")
    if problem := work_behind(Bar("reports"), objection):
        raise InputWrong(problem)
    write_report(results, threads, explain)


def add_report_to_results(folder: Path, threads: int | None, explain: bool, world: Run | None = None) -> None:
    """Put a report into a folder of new results, which stay whatever happens to the report.

    Raises   `click.ClickException` if the report cannot be made, with the command that makes it later.
    """
    from retainsim.results.folder.layout import ResultsError, results_stand
    from retainsim.scenario import ScenarioError

    try:
        write_report(folder, threads, explain, world)
    except Exception as error:
        stand = results_stand(folder)
        if isinstance(error, (ResultsError, ScenarioError, click.ClickException)):
            reason = str(error)
        else:
            words = error.strerror if isinstance(error, OSError) else f"{type(error).__name__}: {error}"
            reason = f"The report cannot be made: {words}."
        raise click.ClickException(f"{reason} {stand[0].upper()}{stand[1:]}") from error


def write_report(folder: Path, threads: int | None, explain: bool, world: Run | None = None) -> None:
    """Put a report into a results folder, replace an earlier one, and say where it is.

    With `explain` it also explains, or says that there is nothing to explain. A folder with one world gets its story;
    without `world` it is played again.

    Raises   `click.ClickException` if it cannot be written; `ScenarioError` if the folder has no valid scenario.
    """
    from retainsim.results.folder.layout import REPLICATIONS, REPORT
    from retainsim.scenario.errors import printable

    bar = Bar("explaining, replications" if explain else "playing again, worlds")

    def work(progress: Progress) -> bool:
        """Whether the report explains."""
        from retainsim.report import pages
        from retainsim.report.board import material
        from retainsim.results.folder.atomic import add_report
        from retainsim.results.folder.reader import Results
        from retainsim.study import why
        from retainsim.study.read_back import rerun, worlds_of
        from retainsim.study.setup.request import Request

        results, run = Results(folder), world
        if results.notice:
            click.echo(results.notice, err=True)
        if run is None and results.table(REPLICATIONS).num_rows == 1:
            again = rerun(folder, 0, progress)
            run = None if again.differences else again.run  # another version would tell of another world
        if run is not None:
            add_report(folder, pages.run_files(run, draw, results.notice))
            return False
        words = bar.words
        read()
        content = material(results)
        if explain and (pair := content.to_explain()):
            *names, kpi = pair
            bar.words, bar.is_at_once = words, False
            request = Request(strategies=names, kpi=kpi, replications=content.explained_worlds, threads=threads)
            whole = worlds_of(content.results, content.scenario, names, kpi, content.explained_worlds)
            answer = why.explain(content.scenario, request, progress, whole)
            content = replace(content, explanation=answer.to_document())
            read()
        add_report(folder, pages.board_files(content, draw))
        return content.explanation is not None

    def read() -> None:
        """Show that large tables are read, which takes a while before the first figure is drawn."""
        bar.words, bar.total, bar.done, bar.is_at_once = "reading tables", None, 0, True

    def draw(pictures: list[Picture]) -> Iterator[Picture]:
        bar.words, bar.total, bar.done = "drawing, figures", len(pictures), 0
        for picture in pictures:
            yield picture
            bar.count()

    is_explained = work_behind(bar, work)
    if explain and not is_explained:
        click.echo("There is no explanation: it needs two strategies with a KPI to judge them by, two worlds, and a "
                   "single scenario that still reads as it was played.", err=True)
    click.echo(f"Report: {printable(str(folder / REPORT), 300)}", err=True)
