"""What the shell offers when Tab is pressed."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.shell_completion import ShellComplete

import retainsim
from retainsim import claims
from retainsim.cli.root import root
from retainsim.results.kpis.dictionary import kpis_of
from retainsim.scenario import load, shipped

pytestmark = pytest.mark.usefixtures("tiny")


def offered(line: str) -> list[str]:
    """What is offered after a command line, of which the last word is incomplete; a file by its type alone."""
    *words, incomplete = line.split(" ")
    items = ShellComplete(root, {}, "retainsim", "_RETAINSIM_COMPLETE").get_completions(words, incomplete)
    return ["(files)" if item.type == "file" else item.value for item in items]


@pytest.mark.parametrize("command", ["compare", "run", "check", "describe", "why", "switch", "diff", "diff isp",
                                     "new mine --from"])
def test_scenarios_and_files(command: str) -> None:
    assert offered(f"{command} ") == ["(files)", *shipped()]
    assert offered(f"{command} is") == ["(files)", "isp"]
    assert offered(f"{command} ti") == ["(files)"]


@pytest.mark.parametrize(("line", "names"), [
    ("run isp --strategy nu", ["nurture"]), ("run tiny.toml --strategy ", ["status-quo", "nurture"]),
    ("why tiny.toml --strategies ", ["status-quo", "nurture"]),
    ("why tiny.toml --strategies nurture,", ["nurture,status-quo"]),
    ("switch tiny.toml --strategies nurture,st", ["nurture,status-quo"]),
    ("compare tiny.toml --strategies ", ["status-quo", "nurture"]),
    ("compare tiny.toml --strategies nurture,", ["nurture,status-quo"]),
    ("run --strategy ", []), ("run missing.toml --strategy ", []), ("run ips --strategy ", [])])
def test_strategies_of_the_scenario_that_has_been_typed(line: str, names: list[str]) -> None:
    assert offered(line) == names


@pytest.mark.parametrize("command", ["why isp --kpi", "switch isp --kpi", "kpis", "kpis npv"])
def test_kpis(command: str) -> None:
    rivals = ("attacker", "established", "third") if "isp" in command else ()
    assert offered(f"{command} ") == list(kpis_of(*rivals))
    assert offered(f"{command} cash") == ["cash_end"]


@pytest.mark.parametrize(("line", "paths"), [
    ("describe isp mech", ["mechanisms"]), ("describe isp clients.st", ["clients.status", "clients.standard"]),
    ("describe isp firm.ca", ["firm.cash"]), ("describe missing.toml f", []),
    ("compare isp --set rivals.at", ["rivals.attacker"]), ("check tiny.toml --set firm.ca", ["firm.cash"]),
    ("diff tiny.toml isp --set firm.ca", ["firm.cash"]),
    ("why isp --set rivals.attacker.en", ["rivals.attacker.enabled"]),
    ("switch isp --factor firm.re", ["firm.reputation", "firm.repair_hours"]),
    ("switch isp --factor strategies.nurture.d", []), ("switch tiny.toml --factor se", ["seed"])])
def test_paths(line: str, paths: list[str]) -> None:
    assert offered(line) == paths


def test_the_tables_of_a_scenario_come_first() -> None:
    assert offered("describe tiny.toml ") == list(load("tiny.toml").model_dump())


@pytest.mark.parametrize(("instruction", "wanted"), [("bash_complete", "plain,isp"), ("bash_source", "complete")])
def test_the_variable_that_the_readme_names(instruction: str, wanted: str) -> None:
    environment = {"_RETAINSIM_COMPLETE": instruction, "COMP_WORDS": "retainsim compare is", "COMP_CWORD": "2",
                   "PYTHONPATH": str(Path(retainsim.__file__).parents[1])}
    done = subprocess.run([sys.executable, "-m", "retainsim"], env=os.environ | environment, capture_output=True,
                          text=True, timeout=60)
    assert wanted in done.stdout


@pytest.mark.parametrize(("typed", "few"), [("I1", ["I1", "I10", "I11"]), ("e", ["E", "E1", "E5"]), ("x", [])])
def test_claims(typed: str, few: list[str]) -> None:
    names = offered(f"claims {typed}")
    assert names == [name for name in ("I", "E", *claims.identifiers()) if name.startswith(typed.upper())]
    assert {*few} <= {*names}
