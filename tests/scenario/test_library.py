"""Shipped scenarios are found by bare name wherever the package lives."""

from pathlib import Path

import pytest

from retainsim.scenario import ScenarioError, descriptions, load, locate, reading, shipped


def test_every_shipped_scenario_loads_under_its_own_name_and_says_what_it_is() -> None:
    assert "isp" in shipped()
    for name, line in descriptions().items():
        assert load(name).name == name
        assert line


def test_a_wheel_keeps_them_inside_the_package(tmp_path: Path) -> None:
    (tmp_path / "retainsim" / "scenarios").mkdir(parents=True)
    assert reading.folder(tmp_path / "retainsim") == tmp_path / "retainsim" / "scenarios"


def test_a_checkout_keeps_them_next_to_src(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").touch()
    assert reading.folder(tmp_path / "src" / "retainsim") == tmp_path / "scenarios"


def test_a_bare_name_is_a_shipped_scenario_unless_such_a_file_exists(
        tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert locate("isp") == shipped()["isp"]
    (tmp_path / "isp").touch()
    assert locate("isp") == Path("isp")
    assert locate("isp.toml") == Path("isp.toml")
    assert locate("folder/isp") == Path("folder/isp")
    assert locate(Path("x.toml")) == Path("x.toml")


@pytest.mark.parametrize(("given", "start", "end"), [
    ("ips", "ips\n  is neither a file nor a shipped scenario; shipped are: ", "Did you mean isp?"),
    ("zzzz", "zzzz\n  is neither", "isp."), ("", '""\n  is neither', "isp."), ("\0", "\\x00\n  is neither", "isp."),
])
def test_an_unknown_name_is_refused_with_the_nearest(
        given: str, start: str, end: str, monkeypatch: pytest.MonkeyPatch) -> None:
    only = {"isp": shipped()["isp"]}
    monkeypatch.setattr(reading, "shipped", lambda _: only)
    with pytest.raises(ScenarioError) as caught:
        load(given)
    assert str(caught.value).startswith(start)
    assert str(caught.value).endswith(end)


def test_a_folder_that_is_called_like_a_shipped_scenario_does_not_hide_it(
        tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "isp").mkdir()
    assert load("isp").name == "isp"
    with pytest.raises(ScenarioError, match="is a folder"):
        load("./isp")


def test_a_file_of_this_very_name_is_what_was_meant(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("bakery-hire.toml", "bakery.toml"):
        (tmp_path / name).write_text('extends = "isp"\nname = "bakery"\n', "utf-8")
    (tmp_path / "more.toml").write_text('extends = "bakery"\n', "utf-8")
    for wrong in ("bakery", "Bakery", "more.toml"):
        with pytest.raises(ScenarioError, match=r"Did you mean bakery\.toml\?"):
            load(wrong)
