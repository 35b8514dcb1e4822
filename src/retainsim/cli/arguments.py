"""What several commands take, and how they say that it is wrong."""

from typing import Any

import click

from retainsim.cli.completing import scenario_names, tables_of_scenario

EXIT_FAILED, EXIT_INPUT_WRONG = 1, 2


SCENARIO = click.argument("scenario", metavar="SCENARIO", shell_complete=scenario_names)
SET = click.option("--set", "changes", multiple=True, metavar="PATH=VALUE", shell_complete=tables_of_scenario,
                   help="Change one value of the scenario, e.g. rivals.attacker.enabled=false; may be repeated.")
THREADS = click.option(
    "--threads", type=int, metavar="N",
    help="Worlds simulated at the same time; one per core if not given. Results do not depend on it.")
JSON = click.option("--json", "as_json", is_flag=True, help="Print one JSON document instead of text.")


class InputWrong(click.ClickException):
    """What the user gave cannot be used; the message says all there is to say."""

    exit_code = EXIT_INPUT_WRONG

    def show(self, file: Any = None) -> None:
        click.echo(self.message, file=file, err=file is None)
