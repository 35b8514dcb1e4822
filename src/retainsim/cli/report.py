"""`retainsim report`: the page that a board can read, made from a results folder."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import click

from retainsim.cli.arguments import THREADS, InputWrong
from retainsim.cli.background import in_background, say_if_compiling
from retainsim.cli.printing import results_told
from retainsim.cli.progress import Bar


@click.command(short_help="Make a page that a board can read from a results folder.")
@click.argument("results", metavar="RESULTS", type=click.Path(path_type=Path))
@THREADS
@click.option("--force", is_flag=True, help="Replace the report that is there.")
def report(results: Path, threads: int | None, force: bool) -> None:
    """Write report.html, one page that needs nothing else, and a folder of figures into a results folder.

    RESULTS is a folder that compare --out or run --out has written. To explain the difference that matters most, two
    of its strategies are played again in up to 40 worlds, as retainsim why does; a single world is told as a story.

    \b
    Example:  retainsim report results
    """
    with results_told():
        if problem := in_background(lambda: _objection(results, force)):
            raise InputWrong(problem)
        write_report(results, threads)


def _objection(folder: Path, force: bool) -> str:
    """Why a report cannot be put into a results folder, or nothing.

    Raises   `ResultsError` if it is none.
    """
    from retainsim.results.adding_report import objection_to_report
    from retainsim.results.store import open_results

    return objection_to_report(open_results(folder).folder, force)


def write_report(folder: Path, threads: int | None) -> None:
    """Put a report into a results folder, in the place of one that is there, and say where it is.

    Raises   `ResultsError`; `ScenarioError` if the scenario in the folder is none.
    """

    def made() -> None:
        from retainsim.report.page.comparison import report_files
        from retainsim.report.page.material import material
        from retainsim.results.adding_report import add_report
        from retainsim.results.store import open_results

        results = open_results(folder)
        if results.table(REPLICATIONS).num_rows == 1:
            from retainsim.report.page.world import world_files
            from retainsim.study.again import rerun

            again = rerun(folder, 0, say_if_compiling)
            if not again.differences:  # another version would tell of another world
                return add_report(folder, world_files(again.lived))
        known = material(results)
        if pair := known.to_explain():
            from retainsim.study.why import experiments, explain

            a, b, kpi = pair
            bar.total = known.explained_worlds * experiments(known.scenario)
            explanation = explain(known.scenario, a, b, kpi, known.explained_worlds, None, threads, say_if_compiling,
                                  bar.count)
            known = replace(known, explanation=explanation.to_document())
        return add_report(folder, report_files(known))

    from retainsim.results.folder import REPLICATIONS

    with Bar(None, "report") as bar:
        in_background(made, bar.draw)
    say_report(folder)


def say_report(folder: Path) -> None:
    """Say where the report is."""
    from retainsim.results.folder import REPORT
    from retainsim.scenario.errors import printable

    click.echo(f"Report: {printable(str(folder / REPORT), 300)}", err=True)
