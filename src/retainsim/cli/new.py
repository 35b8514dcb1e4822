"""`retainsim new`: a scenario file of one's own that runs at once."""

from __future__ import annotations

import os
import re
import shlex
from pathlib import Path
from typing import TYPE_CHECKING

import click

from retainsim.cli.arguments import InputWrong
from retainsim.cli.completing import scenario_names
from retainsim.cli.pages import beside
from retainsim.cli.printing import put

if TYPE_CHECKING:
    from retainsim.scenario import Scenario


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
    from retainsim.scenario import load
    from retainsim.scenario.errors import printable
    from retainsim.scenario.starter import starter, whole
    from retainsim.study.setup import checks

    name = name.removesuffix(".toml")
    path = Path(f"{name}.toml")
    _refuse_name(name)
    scenario = load(origin)
    checks.refuse(checks.about_primary_kpis(scenario))
    _refuse_place(path, force)
    if full:
        _write(path, whole(name, scenario), None)
    else:
        _write(path, starter(name, scenario, _reference(origin, path)), scenario)
    put(f"{path}: written; until you change it, it says the same as {printable(origin)}.\n"
        f"Next: retainsim check {path}; retainsim diff {shlex.quote(origin)} {path}; retainsim compare {path}")


def _refuse_name(name: str) -> None:
    """Say that a name is none.

    Raises   `InputWrong`.
    """
    from retainsim.scenario import shipped
    from retainsim.scenario.errors import printable
    from retainsim.scenario.shape import NAME_RULE, at

    rule = str(at(("name",))["pattern"])
    if name in shipped():
        raise InputWrong(f"{name}\n  is a shipped scenario; choose another name.")
    if re.fullmatch(rule, name):
        return
    guess = re.sub(r"[^a-z0-9]+", "-", name.rpartition("/")[2][:100].lower()).strip("-")
    fix = f" Did you mean {guess}?" if re.fullmatch(rule, guess) else ""
    raise InputWrong(f"{printable(name) or '(empty)'}\n  must be {NAME_RULE}.{fix}")


def _refuse_place(path: Path, force: bool) -> None:
    """Say that the file cannot go there.

    Raises   `InputWrong`.
    """
    if path.is_dir():
        raise InputWrong(f"{path}\n  is a folder. Choose another name.")
    if os.path.lexists(path) and not force:
        raise InputWrong(f"{path}\n  exists. Choose another name, or give --force to replace it.")
    if not os.access(path.parent, os.W_OK | os.X_OK):
        raise InputWrong(f"{path}\n  cannot be written: no permission in this folder.")


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


def _write(path: Path, text: str, extended: Scenario | None) -> None:
    """Write a file beside its place, then rename it; `extended` is what a file that extends must say.

    Raises   `InputWrong` when what it extends is out of its reach, `click.ClickException` when it cannot be written.
    """
    from retainsim.scenario import ScenarioError, load

    try:
        with beside(path, text) as file:
            if extended is not None:
                load(file)
    except ScenarioError:
        raise InputWrong(f"{path}\n  cannot extend that scenario, which must lie in this folder or below it. "
                         "--full writes everything out instead.") from None
    except OSError as error:
        raise click.ClickException(f"{path} cannot be written: {error.strerror or error}.") from None
