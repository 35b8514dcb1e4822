"""What `import retainsim` offers, and what it does not load."""

import subprocess
import sys

import pytest

import retainsim

SLOW = ("numba", "numpy", "scipy", "pydantic")


def loaded_by(code: str) -> list[str]:
    """Which of the slow packages a fresh interpreter has loaded after this code."""
    report = f"{code}\nimport sys\nprint(*(name for name in {SLOW} if name in sys.modules))"
    return subprocess.run([sys.executable, "-c", report], capture_output=True, text=True, check=True).stdout.split()


def test_importing_the_package_loads_nothing_slow() -> None:
    assert loaded_by("import retainsim; retainsim.__version__; dir(retainsim)") == []


def test_loading_a_scenario_needs_no_compiler() -> None:
    assert loaded_by("import retainsim; retainsim.load('isp')") == ["pydantic"]


def test_every_public_name_is_there() -> None:
    assert set(retainsim.__all__) <= set(dir(retainsim))
    for name in retainsim.__all__:
        assert callable(getattr(retainsim, name))
    scenario = retainsim.load(retainsim.shipped()["isp"])
    with pytest.raises(retainsim.ScenarioError):
        scenario.compare(replications=0)


def test_other_names_are_not() -> None:
    with pytest.raises(AttributeError, match="'retainsim' has no attribute 'campare'"):
        _ = retainsim.campare  # type: ignore[attr-defined]
