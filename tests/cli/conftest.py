"""The command called on a tiny world: within the test, or as the process that a user starts."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import retainsim
from cli.tiny import TINY, Said
from retainsim.cli.root import root
from retainsim.engine.loops import ENTRIES
from retainsim.kernel.parts import Entry


@pytest.fixture
def tiny(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file `tiny.toml` in the working folder."""
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "tiny.toml"
    path.write_text(TINY, "utf-8")
    return path


@pytest.fixture(scope="session")
def compiled() -> None:
    """The model, compiled before any test reads what a command says."""
    for made in ENTRIES:
        if isinstance(made, Entry):
            made.ready()


@pytest.fixture
def call(capfd: pytest.CaptureFixture[str], compiled: None) -> Callable[..., Said]:
    """Call a command within this process."""

    def called(*args: str) -> Said:
        with pytest.raises(SystemExit) as left:
            root.main(list(args), prog_name="retainsim")
        code = left.value.code
        assert code is None or isinstance(code, int)
        return Said(code or 0, *capfd.readouterr())

    return called


@pytest.fixture
def start() -> Callable[..., subprocess.Popen[str]]:
    """Start a command as a user does; `prelude` is Python that runs before it."""

    def started(*args: str, prelude: str = "", cache: Path | None = None, **options: Any) -> subprocess.Popen[str]:
        sources = str(Path(retainsim.__file__).parents[1])
        env = {**os.environ, "PYTHONPATH": os.pathsep.join([sources, os.environ.get("PYTHONPATH", "")])}
        if cache is not None:
            env["RETAINSIM_CACHE_DIR"] = str(cache)
        # A shell that runs the tests in the background makes its children ignore SIGINT.
        code = ("import signal, sys; signal.signal(signal.SIGINT, signal.default_int_handler)\n"
                f"{prelude}\nfrom retainsim.cli import main\nmain()")
        options = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **options}
        return subprocess.Popen([sys.executable, "-c", code, *args], env=env, text=True, **options)

    return started
