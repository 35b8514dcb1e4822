"""The commands about scenario files: check them, list those that are shipped, describe their format."""

import click

from retainsim.cli.arguments import EXIT_INPUT_WRONG, JSON, SET
from retainsim.cli.completing import scenario_names
from retainsim.cli.printing import put, put_document


@click.command(short_help="Say whether scenario files are right, or everything that is wrong with them.")
@click.argument("scenarios", metavar="SCENARIO...", nargs=-1, required=True, shell_complete=scenario_names)
@SET
@click.pass_context
def check(ctx: click.Context, scenarios: tuple[str, ...], changes: tuple[str, ...]) -> None:
    """Say whether scenario files are right, or everything that is wrong with them.

    SCENARIO is a file or the name of a shipped scenario; several may be given. What is allowed but has no effect is
    named, too. Exit code 2 if anything is wrong.

    \b
    Example:  retainsim check mine.toml
    """
    from retainsim.scenario import ScenarioError

    any_wrong = False
    for name in scenarios:
        try:
            put(_praise(name, changes))
        except ScenarioError as error:
            click.echo(str(error), err=True)
            any_wrong = True
    if any_wrong:
        ctx.exit(EXIT_INPUT_WRONG)


def _praise(name: str, changes: tuple[str, ...]) -> str:
    """What there is in a scenario that is right, and what in it is hardly meant.

    Raises   `ScenarioError` with everything that is wrong with it.
    """
    from retainsim.report.quantities import counted
    from retainsim.scenario import doubts, load
    from retainsim.scenario.errors import printable
    from retainsim.study.setup import checks

    scenario = load(name, changes)
    checks.refuse(checks.about_primary_kpis(scenario))
    organisations = sum(segment.organisations for segment in scenario.clients.values())
    rivals = sum(rival.enabled for rival in scenario.rivals.values())
    parts = [counted(organisations, "organisation"), counted(rivals, "rival"),
             counted(len(scenario.strategies), "strategy"), counted(scenario.weeks, "week")]
    doubtful = [f"  {line}" for doubt in doubts(scenario) for line in str(doubt).splitlines()]
    return "\n".join([f"{printable(name)}: fine ({', '.join(parts)}){', but:' if doubtful else ''}", *doubtful])


@click.command(short_help="List the scenarios that come with retainsim.")
@JSON
def scenarios(as_json: bool) -> None:
    """List the scenarios that come with retainsim.

    \b
    Example:  retainsim scenarios
    """
    from retainsim.scenario import descriptions

    texts = descriptions()
    if as_json:
        put_document({"scenarios": [{"name": name, "description": text} for name, text in texts.items()]})
        return
    width = max((len(name) for name in texts), default=0)
    put("\n".join(f"{name:{width}}  {text}".rstrip() for name, text in texts.items()))


@click.command(short_help="Print the JSON Schema of scenario files.")
def schema() -> None:
    """Print the JSON Schema of scenario files, for editors that complete and check TOML.

    \b
    Example:  retainsim schema > scenario.schema.json
    """
    import json

    from retainsim.scenario import schema_json

    put_document(json.loads(schema_json()))
