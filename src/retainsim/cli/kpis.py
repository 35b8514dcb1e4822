"""`retainsim kpis`: what the figures of all reports mean."""

from __future__ import annotations

import click

from retainsim.cli.arguments import JSON
from retainsim.cli.completing import kpi_names
from retainsim.cli.printing import put_document, put_report


@click.command(short_help="Say what the figures of all reports mean.")
@click.argument("names", metavar="[KPI...]", nargs=-1, shell_complete=kpi_names)
@JSON
def kpis(names: tuple[str, ...], as_json: bool) -> None:
    """Say what the figures of all reports mean: unit, which way is better, when they are measured, definition.

    KPI is a name such as value_end; all are listed if none is given.

    \b
    Example:  retainsim kpis value_end cash_end
    """
    from retainsim.results.kpis.dictionary import KPIS
    from retainsim.study.setup import checks

    checks.refuse([problem for name in names for problem in checks.about_kpi(name, "KPI")])
    wanted = [KPIS[name] for name in dict.fromkeys(names or KPIS)]
    if as_json:
        put_document({"kpis": [kpi.to_document() for kpi in wanted]})
        return
    from retainsim.report.kpis import kpis_report

    put_report(kpis_report(wanted))
