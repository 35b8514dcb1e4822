"""What `import retainsim` offers, and what it does not load."""

import dataclasses
import inspect
import pkgutil
import re
import subprocess
import sys

import pytest

import retainsim

SLOW = ("matplotlib", "numba", "numpy", "pandas", "pyarrow", "pydantic", "scipy")


def loaded_by(code: str) -> list[str]:
    """Which of the slow packages a fresh interpreter has loaded after this code."""
    report = f"{code}\nimport sys\nprint(*(name for name in {SLOW} if name in sys.modules))"
    return subprocess.run([sys.executable, "-c", report], capture_output=True, text=True, check=True).stdout.split()


def test_importing_the_package_loads_nothing_slow() -> None:
    assert loaded_by("import retainsim; retainsim.__version__; dir(retainsim)") == []


def test_loading_a_scenario_needs_no_compiler() -> None:
    assert loaded_by("import retainsim; retainsim.load('isp')") == ["pydantic"]


def test_changing_it_needs_none_either() -> None:
    assert loaded_by("import retainsim; retainsim.load('isp').override({'weeks': 52})") == ["pydantic"]


def test_opening_results_needs_no_compiler() -> None:
    assert "numba" not in loaded_by("import retainsim; retainsim.open_results, retainsim.ResultsError")


def test_every_public_name_is_there() -> None:
    assert set(retainsim.__all__) <= set(dir(retainsim))
    assert sorted(retainsim.__all__) == sorted(name for names in retainsim._HOMES.values() for name in names)
    for name in retainsim.__all__:
        assert callable(getattr(retainsim, name))
    scenario = retainsim.load(retainsim.shipped()["isp"])
    with pytest.raises(retainsim.ScenarioError):
        scenario.compare(replications=0)


def test_a_public_name_is_no_room() -> None:
    """Or it would be the room from the first import of it on."""
    rooms = {module.name for module in pkgutil.iter_modules(retainsim.__path__)}
    assert not rooms & {*retainsim.__all__}


@pytest.mark.parametrize("name", retainsim.__all__)
def test_every_attribute_is_described(name: str) -> None:
    """In the words of the class: a notebook shows those, and no comments."""
    thing = getattr(retainsim, name)
    text = inspect.getdoc(thing) or ""
    assert text
    if dataclasses.is_dataclass(thing):
        missing = [field.name for field in dataclasses.fields(thing) if not re.search(rf"`{field.name}\b", text)]
        assert missing == []


def test_other_names_are_not() -> None:
    with pytest.raises(AttributeError, match="'retainsim' has no attribute 'campare'"):
        _ = retainsim.campare  # type: ignore[attr-defined]
