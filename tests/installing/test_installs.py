"""A wheel, an editable install and the checkout all find a shipped scenario by its bare name."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import retainsim

CHECKOUT = Path(__file__).parents[2]
VERDICTS = "import retainsim; print(retainsim.__file__, len(retainsim.verdicts()))"
PROGRAM = "from retainsim.scenario import load, shipped; print(load('isp').name, shipped()['isp'])"


def where_isp_is(cwd, **environment):
    """Name and path of the shipped scenario, as a fresh interpreter elsewhere finds it."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    done = subprocess.run([sys.executable, "-c", PROGRAM], cwd=cwd, env={**kept, **environment}, check=True,
                          capture_output=True, text=True, timeout=120)
    name, path = done.stdout.split(maxsplit=1)
    assert name == "isp"
    return Path(path.strip())


def test_checkout_finds_isp(tmp_path):
    assert where_isp_is(tmp_path, PYTHONPATH=str(CHECKOUT / "src")) == CHECKOUT / "scenarios" / "isp.toml"


def test_wheel_finds_isp(tmp_path):
    source = tmp_path / "source"
    shutil.copytree(CHECKOUT, source, ignore=shutil.ignore_patterns(".git", ".venv", "__pycache__", ".*_cache", "dist"))
    subprocess.run([sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", tmp_path, source],
                   check=True, capture_output=True, timeout=300)
    (wheel,) = tmp_path.glob("retainsim-*.whl")
    installed = tmp_path / "site"
    subprocess.run([sys.executable, "-m", "pip", "install", "--no-deps", "--no-index", "--target", installed, wheel],
                   check=True, capture_output=True, timeout=300)
    found = where_isp_is(tmp_path, PYTHONPATH=str(installed))
    assert found == installed / "retainsim" / "scenarios" / "isp.toml"
    assert found.read_bytes() == (CHECKOUT / "scenarios" / "isp.toml").read_bytes()
    shipped = subprocess.run([sys.executable, "-c", VERDICTS], cwd=tmp_path, check=True, capture_output=True, text=True,
                             env={**os.environ, "PYTHONPATH": str(installed)}, timeout=120)
    assert shipped.stdout.split() == [str(installed / "retainsim" / "__init__.py"), str(len(retainsim.verdicts()))]
    page = CHECKOUT / "src" / "retainsim" / "report" / "renderers"
    assert {path.name for path in page.iterdir() if path.is_file()} == {
        path.name for path in (installed / "retainsim" / "report" / "renderers").iterdir() if path.is_file()}


def test_editable_install_finds_isp(tmp_path):
    tools = subprocess.run([sys.executable, "-c", "import site; print(site.getsitepackages()[0])"], check=True,
                           capture_output=True, text=True).stdout.strip()  # pip, hatchling, pydantic
    environment = {**os.environ, "PYTHONPATH": tools}
    python = tmp_path / "venv" / "bin" / "python"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", tmp_path / "venv"], check=True, timeout=300)
    subprocess.run([python, "-m", "pip", "install", "--no-deps", "--no-build-isolation", "--no-index", "-e", CHECKOUT],
                   check=True, capture_output=True, timeout=300, env=environment)
    (link,) = (tmp_path / "venv").rglob("*retainsim*.pth")
    source = Path(link.read_text().strip())
    assert source == CHECKOUT / "src"
    assert where_isp_is(tmp_path, PYTHONPATH=f"{source}{os.pathsep}{tools}") == CHECKOUT / "scenarios" / "isp.toml"
