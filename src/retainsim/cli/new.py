"""`retainsim new`: a scenario file of one's own that runs at once."""

import os
import shlex
from pathlib import Path

import click

from retainsim.cli.arguments import InputWrong, scenario_names
from retainsim.cli.printing import put


@click.command(short_help="Write a scenario file of your own, with comments.")
@click.argument("name", metavar="NAME")
@click.option("--from", "origin", default="isp", show_default=True, metavar="SCENARIO", shell_complete=scenario_names,
              help="The file or shipped scenario that the new one starts from.")
@click.option("--full", is_flag=True, help="Write out every value, instead of extending SCENARIO.")
@click.option("--force", is_flag=True, help="Replace the file if there is one.")
def new(name: str, origin: str, full: bool, force: bool) -> None:
    """Write a scenario file of your own, NAME.toml, with comments; it runs at once and says the same as its origin.

    It extends SCENARIO and shows what one changes first; with --full it says everything itself.

    \b
    Example:  retainsim new mine
    """
    from retainsim.results.folder.atomic import beside
    from retainsim.scenario import ScenarioError, load, shipped
    from retainsim.scenario.errors import printable
    from retainsim.scenario.shape import NAME_RULE, is_name, likely_name
    from retainsim.scenario.starter import starter, whole
    from retainsim.study.setup import checks

    name = name.removesuffix(".toml")
    path = Path(f"{name}.toml")
    if name in shipped():
        raise InputWrong(f"{name}\n  is a shipped scenario; choose another name.")
    if not is_name(name):
        fix = f" Did you mean {guess}?" if (guess := likely_name(name.rpartition("/")[2])) else ""
        raise InputWrong(f"{printable(name) or '(empty)'}\n  must be {NAME_RULE}.{fix}")
    scenario = load(origin)
    checks.refuse(checks.about_primary_kpis(scenario))
    if path.is_dir():
        raise InputWrong(f"{path}\n  is a folder. Choose another name.")
    if os.path.lexists(path) and not force:
        raise InputWrong(f"{path}\n  exists. Choose another name, or give --force to replace it.")
    if not os.access(path.parent, os.W_OK | os.X_OK):
        raise InputWrong(f"{path}\n  cannot be written: no permission in this folder.")
    try:
        with beside(path, whole(name, scenario) if full else starter(name, scenario, _reference(origin, path))) as file:
            if not full:
                load(file)
            os.replace(file, path)
    except ScenarioError:
        raise InputWrong(f"{path}\n  cannot extend that scenario, which must lie in this folder or below it. "
                         "--full writes everything out instead.") from None
    except OSError as error:
        raise click.ClickException(f"{path} cannot be written: {error.strerror or error}.") from None
    put(f"{path}: written; until you change it, it says the same as {printable(origin)}.\n"
        f"Next: retainsim check {path}; retainsim diff {shlex.quote(origin)} {path}; retainsim compare {path}")


def _reference(origin: str, path: Path) -> str:
    """How the file extends its origin: by the name of a shipped scenario, or by a relative path.

    Raises   `InputWrong` for a file that would extend itself.
    """
    from retainsim.scenario import locate, shipped

    place = locate(origin)
    if shipped().get(origin) == place:
        return origin
    if path.exists() and place.samefile(path):
        raise InputWrong(f"--from {path}\n  is the file to be written, and cannot extend itself; --full replaces it.")
    try:
        inside = Path(os.path.relpath(place, path.parent)).as_posix()
    except ValueError:  # on another drive
        inside = place.as_posix()
    return inside if "/" in inside or place.suffix else f"./{inside}"
