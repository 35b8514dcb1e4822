"""What may be wrong with a request to a study: each check yields its problems, so that all are shown at once."""

import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from retainsim.results.folder.atomic import refusal
from retainsim.results.folder.layout import EXTRA, objection
from retainsim.results.kpis.dictionary import KPIS, kpis_of
from retainsim.results.kpis.kpi import Kpi
from retainsim.scenario.errors import LIST, Problem, ScenarioError, did_you_mean, dotted, printable, quote
from retainsim.scenario.names import Naming
from retainsim.scenario.schema import Scenario
from retainsim.scenario.shape import number_in_words

LONGEST = 5_200  # weeks, as in a scenario file
LARGEST_KEY = 2**32 - 1  # luck is keyed on two words of 32 bits
MOST_REPLICATIONS = 1_000_000  # the mean is known to a thousandth of the spread between worlds by then
MOST_THREADS = 1_024
FIXES = {"exists": "Name another folder, or give --force to replace the results in it.",
         "holds": "Name another folder.", "is": "Name a folder inside it, such as --out {inside}."}


class UnknownNameError(KeyError):
    """A name that does not exist; the message says which do."""

    def __init__(self, kind: str, name: object, names: Iterable[str]) -> None:
        names = list(names)
        super().__init__(f"There is no {kind} {quote(name)}; there are {', '.join(names)}. "
                         f"{_guess(name, names)}".rstrip())

    def __str__(self) -> str:
        return str(self.args[0])  # a KeyError would put it in quotes


def refuse_unloaded(scenario: object) -> None:
    """Raise `TypeError` for what is no scenario, such as the name of one."""
    if isinstance(scenario, str | os.PathLike):
        name = os.fspath(scenario)
        raise TypeError(f"{quote(name)} is the name of a scenario, not a scenario: load it first, with "
                        f"retainsim.load({name!r}).")
    if not isinstance(scenario, Scenario):
        raise TypeError(f"This takes a scenario, as retainsim.load returns it, not {type(scenario).__name__}.")


def refuse(problems: Iterable[Problem]) -> None:
    """Raise `ScenarioError` if there are any problems."""
    if every := list(problems):
        raise ScenarioError(every)


def wrong(argument: str, message: str, allowed: str = "", fix: str = "") -> Problem:
    """A problem with an argument of the command line, which shows its value."""
    return Problem(argument, None, "", message, allowed=allowed, fix=fix)


def about_number(argument: str, value: int | None, low: int, high: int) -> Iterator[Problem]:
    """What is wrong with a whole number; None stands for the default and is never wrong."""
    if value is not None and (not isinstance(value, int) or isinstance(value, bool) or not low <= value <= high):
        yield wrong(f"{argument} {quote(value)}", "must be a whole number", f"from {low} to {number_in_words(high)}")


def about_primary_kpis(scenario: Scenario) -> Iterator[Problem]:
    """What is wrong with the KPIs that the scenario declares primary."""
    kpis = kpis_in(scenario)
    for position, name in enumerate(scenario.primary_kpis):
        if name not in kpis:
            path = ("primary_kpis", position)
            file, line = scenario.places.of(path)
            yield Problem(file or scenario.name, line, dotted(path), f"is not a KPI{LIST}", quote(name),
                          ", ".join(kpis), did_you_mean(name, kpis))


def kpis_in(*scenarios: Scenario) -> dict[str, Kpi]:
    """The KPIs of these scenarios, those of each of their rivals among them."""
    return kpis_of(*dict.fromkeys(name for scenario in scenarios for name, rival in scenario.rivals.items()
                                  if rival.enabled))


def about_kpi(name: str, argument: str, kpis: Mapping[str, Kpi], is_judge: bool = False) -> Iterator[Problem]:
    """What is wrong with the KPI that is wanted, among these, or with the one that is to judge strategies."""
    allowed = [kpi.name for kpi in kpis.values() if kpi.better is not None or not is_judge]
    if name not in kpis:
        what = "is not kept here" if name in KPIS else "is not a KPI"
        yield wrong(f"{argument} {quote(name)}", f"{what}{LIST}", ", ".join(allowed), _guess(name, allowed))
    elif name not in allowed:
        yield wrong(f"{argument} {quote(name)}", "has no better direction; choose one of:", ", ".join(allowed))


def about_tables(keep: Iterable[str]) -> Iterator[Problem]:
    """What is wrong with the tables that a sweep is to keep beside its rows."""
    for word in keep:
        if word not in EXTRA:
            yield wrong(f"--keep {quote(word)}", "is no table that a sweep can keep; there are:", ", ".join(EXTRA),
                        _guess(word, EXTRA))


def about_client(scenario: Scenario, client: str | int | None) -> Iterator[Problem]:
    """What is wrong with the name of the client whose life is wanted."""
    try:
        if client is not None:
            Naming(scenario).organisation(str(client))
    except ScenarioError as error:
        yield from error.problems


def about_out(out: str | os.PathLike[str] | None, force: bool) -> Iterator[Problem]:
    """Why results cannot be kept there; checked before hours are spent on them."""
    if out is None:
        if force:
            yield wrong("--force", "applies to the folder of --out, and there is none", fix="Name it: --out DIR.")
    elif not os.fspath(out):
        yield wrong('--out ""', "names no folder", fix="For instance --out results.")
    elif problem := objection(Path(out), force) or refusal(Path(out)):
        fix = FIXES.get(problem.partition(" ")[0], "").format(inside=printable(str(Path(out, "results")), 300))
        yield wrong(f"--out {printable(str(out), 300)}", printable(problem, 300), fix=fix)


def _guess(name: object, names: Iterable[str]) -> str:
    """What was probably meant; nothing for a value that is not text."""
    return did_you_mean(name, names) if isinstance(name, str) else ""
