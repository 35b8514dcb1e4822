"""What the pages say that is made from the code when the site is built: no number or name of it is copied by hand."""

from __future__ import annotations

from filling.experiments import experiment
from filling.files import documents, result_tables
from filling.parameters import assumed, parameter_tables, scenario_tables
from filling.program import commands, kpi_table, mechanisms, python

MAKERS = {"assumed": assumed, "commands": commands, "documents": documents, "experiment": experiment,
          "kpis": kpi_table, "mechanisms": mechanisms, "parameters": parameter_tables, "python": python,
          "scenario": scenario_tables, "tables": result_tables}


def markdown(what: str, *options: str) -> str:
    """The Markdown for a marker `<!-- generated: WHAT OPTION... -->`."""
    return MAKERS[what](*options)
