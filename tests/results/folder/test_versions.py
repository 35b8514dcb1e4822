"""Folders and scenarios of earlier versions: they open, and it is said which version has made them."""

import json
import re
import shutil
from collections.abc import Iterable
from pathlib import Path

import numpy as np
import pyarrow.parquet as pq
import pytest

from retainsim.report.comparison import comparison_report
from retainsim.report.renderers.terminal import text as as_text
from retainsim.results.folder.layout import (
    EVENTS,
    KEY_ACCOUNTS,
    PROVENANCE,
    REPLICATIONS,
    SCENARIO,
    WEEKS,
    ResultsError,
)
from retainsim.results.folder.provenance import CHANGES, notice
from retainsim.results.folder.reader import Results
from retainsim.results.folder.tables import EVENTS as EVENT_ROWS
from retainsim.results.kpis.dictionary import KPIS
from retainsim.scenario import load
from retainsim.study.read_back import comparison_of, rerun, scenarios_of
from retainsim.version import VERSION

FIXTURES = Path(__file__).parents[2] / "fixtures"
CHANGELOG = Path(__file__).parents[3] / "CHANGELOG.md"
EARLIER = sorted(path.name for path in FIXTURES.iterdir() if (path / "compared").exists())
TABLES = (REPLICATIONS, WEEKS, EVENTS, KEY_ACCOUNTS)
FOLDERS = [(version, folder) for version in EARLIER for folder in ("compared", "run")]


def test_there_are_fixtures_of_every_version_since_results_are_kept() -> None:
    assert EARLIER == ["0.3.0"]


@pytest.mark.parametrize("version", EARLIER)
@pytest.mark.parametrize("name", ["isp", "small"])
def test_a_scenario_of_an_earlier_version_is_read(version: str, name: str) -> None:
    assert load(FIXTURES / version / f"{name}.toml").name == name


@pytest.mark.parametrize(("version", "folder"), FOLDERS)
def test_a_folder_of_an_earlier_version_opens_and_says_so(version: str, folder: str) -> None:
    results = Results(FIXTURES / version / folder)
    strategies, replications, weeks = (results.provenance[key] for key in ("strategies", "replications", "weeks"))
    names = results.table(REPLICATIONS).schema.names
    assert ["strategy", "replication", *KPIS][:len(names)] == names
    comparison = comparison_of(results, scenarios_of(results))
    assert comparison.kpis == list(KPIS)  # which tells nothing of each rival
    text = as_text(comparison_report(comparison.to_document(), comparison.primary_kpis))
    happened = any(kpis["exits_to_attacker"].any() for kpis in comparison.values.values())
    assert (KPIS["exits_to_attacker"].label in text) == happened
    assert ["scenario", *results.table(EVENTS).schema.names, "price_index"] == EVENT_ROWS.names
    assert set(comparison.scenarios.values()) == {results.provenance["scenario"]}
    assert len(results.table(WEEKS)) == len(strategies) * replications * weeks
    assert len(results.table(KEY_ACCOUNTS)) == len(strategies) * replications * 5
    assert results.notice.startswith(f"Made by retainsim {version}; this is {VERSION}. Only the same version promises")


def but_for_new_parameters(differences: Iterable[str]) -> list[str]:
    """What differs beside the digest of the scenario, which a parameter declared since then changes."""
    return [difference for difference in differences if not difference.startswith(f"{SCENARIO} has the digest")]


@pytest.mark.parametrize(("version", "folder"), FOLDERS)
def test_a_world_of_an_earlier_version_is_played_again(version: str, folder: str) -> None:
    """It differs, since what happens in a week has changed: in what happened, not in whether it can be read."""
    differences = but_for_new_parameters(rerun(FIXTURES / version / folder, 0).differences)
    assert {difference.split()[0] for difference in differences} & {EVENTS, WEEKS}
    assert any(change in notice(version) for change in CHANGES["0.4.0"])


def test_what_a_later_version_records_is_missed_nowhere(tmp_path: Path) -> None:
    """As if 0.3.0 had neither the KPI nor the column of the weekly record."""
    place = shutil.copytree(FIXTURES / "0.3.0" / "compared", tmp_path / "compared")
    for name, column in ((REPLICATIONS, "staff_turnover"), (WEEKS, "contact_changes")):
        pq.write_table(pq.read_table(place / name).drop_columns([column]), place / name)
    results = Results(place)
    values = comparison_of(results, scenarios_of(results)).values["visits"]
    assert np.isnan(values["staff_turnover"]).all()
    assert not np.isnan(values["hours_care"]).any()
    assert rerun(place, 3).differences == rerun(FIXTURES / "0.3.0" / "compared", 3).differences
    provenance = json.loads((place / PROVENANCE).read_text()) | {"retainsim": VERSION}
    (place / PROVENANCE).write_text(json.dumps(provenance))
    assert {difference.split()[0] for difference in rerun(place, 3).differences} >= {"staff_turnover", "weeks.parquet"}
    with pytest.raises(ResultsError, match="does not have every KPI"):
        comparison_of(Results(place), scenarios_of(results))


def test_what_has_changed_since_is_said() -> None:
    said = notice("0.3.0").splitlines()
    assert said[1:] == [f"Changed in {version}: {change}" for version in CHANGES for change in CHANGES[version]]
    assert notice(VERSION) == ""
    assert len(notice("9.9").splitlines()) == 1  # of a later version nothing is known


def test_changes_are_those_of_the_changelog() -> None:
    told = {}
    for version, text in re.findall(r"^## ([\d.]+).*?\n(.*?)(?=^## |\Z)", CHANGELOG.read_text("utf-8"), re.M | re.S):
        entries = re.findall(r"^- \*\*(?:Bits|Meaning)\*\*: (.*?)(?=^- |\Z)", text, re.M | re.S)
        if entries:
            told[version] = [" ".join(entry.split()) for entry in entries]
    assert told.keys() == CHANGES.keys()
    for version, changes in CHANGES.items():
        assert len(changes) == len(told[version])
        assert all(entry.startswith(change) for entry, change in zip(told[version], changes, strict=True))


@pytest.mark.parametrize(("version", "folder"), FOLDERS)
def test_a_report_changes_nothing_else_of_a_folder(version: str, folder: str, tmp_path: Path) -> None:
    from retainsim.cli.report import write_report

    place = shutil.copytree(FIXTURES / version / folder, tmp_path / folder)
    write_report(place, 1, explain=False)
    assert "Another version made these results." in (place / "report.html").read_text("utf-8") or folder == "run"
    for name in (*TABLES, SCENARIO, PROVENANCE):
        assert (place / name).read_bytes() == (FIXTURES / version / folder / name).read_bytes()
