"""The command that says how to cite the package: `retainsim cite`."""

import click

from retainsim.version import VERSION

TITLE = "retainsim: agent-based simulation of client retention"
AUTHORS = "The authors of retainsim"


@click.command(short_help="Say how to cite this version.")
def cite() -> None:
    """Say how to cite this version: a sentence, and an entry for BibTeX.

    A results folder says in provenance.json which version has played it: cite that one.

    \b
    Example:  retainsim cite
    """
    click.echo(f"""{AUTHORS}. {TITLE}, version {VERSION}. Apache-2.0.

@software{{retainsim,
  author  = {{{{{AUTHORS}}}}},
  title   = {{{TITLE}}},
  version = {{{VERSION}}},
  license = {{Apache-2.0}}
}}""")
