"""A small valid scenario to spoil in one place."""

from collections.abc import Callable
from pathlib import Path

import pytest

from retainsim.scenario import ScenarioError, load

SMALL = """\
name = "small"
weeks = 52
[clients.standard]
organisations = 100
served_by_firm = 40
fee_per_week = 60
[staff]
hunters = { people = 1, wage_per_week = 900 }
account_managers = { people = 1, wage_per_week = 900 }
client_department = { people = 1, wage_per_week = 700 }
[firm]
cash = 1000
credit_line = 1000
overhead_per_week = 10
[rivals.carrier]
role = "established"
market_share = 0.5
capacity = 50
courting_hours_per_week = 5
[strategies.status-quo]
hours.hunters = { hunting = 0.5 }
"""


@pytest.fixture
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file `small.toml` in the working folder."""
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "small.toml"
    path.write_text(SMALL, "utf-8")
    return path


@pytest.fixture
def complaint(small: Path) -> Callable[..., str]:
    """What is said about the small scenario after replacing one piece of its text or overriding."""

    def said(old: str = "", new: str = "", overrides: tuple[str, ...] = ()) -> str:
        assert old in SMALL
        small.write_text(SMALL.replace(old, new, 1) if old else SMALL + new, "utf-8")
        with pytest.raises(ScenarioError) as caught:
            load("small.toml", overrides)
        return str(caught.value)

    return said
