"""Where a command runs: under a backend of another program, in a closing terminal, with docstrings dropped."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from cli.tiny import Said

Start = Callable[..., subprocess.Popen[str]]
Call = Callable[..., Said]
SHORT = ["compare", "tiny.toml", "--replications", "2", "--weeks", "5", "--out", "kept"]
pytestmark = pytest.mark.usefixtures("tiny")


@pytest.mark.parametrize("backend", [
    "module://matplotlib_inline.backend_inline", "module://nowhere.at_all", "nonsense"])
def test_the_backend_of_another_program_is_of_no_account(backend: str, start: Start, monkeypatch: pytest.MonkeyPatch,
                                                         ) -> None:
    monkeypatch.setenv("MPLBACKEND", backend)
    for command in (SHORT, ["run", "tiny.toml", "--strategy", "nurture", "--weeks", "5", "--out", "one"]):
        process = start(*command)
        assert process.communicate(timeout=300)[1] == f"Report: {command[-1]}/report.html\n"
        assert process.returncode == 0


def test_python_users_draw_whatever_the_backend(start: Start, tiny: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MPLBACKEND", "module://nowhere.at_all")
    program = ("import retainsim, os\n"
               "world = retainsim.load('tiny.toml').run('nurture', weeks=5)\n"
               "print('<svg' in world.figures()._repr_html_(), os.environ['MPLBACKEND'])")
    said = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert said.stdout == "True module://nowhere.at_all\n"


@pytest.mark.parametrize("args", [[], ["-OO"]], ids=["plain", "without-docstrings"])
def test_it_is_a_module_with_help_of_its_own(args: list[str], call: Call) -> None:
    for command in ([], ["compare"], ["claims"]):
        said = subprocess.run([sys.executable, *args, "-m", "retainsim", *command, "--help"], capture_output=True,
                              text=True, check=True)
        assert said.stdout == call(*command, "--help").out


ON_DRAWING = """
import os
class Interrupting:
    def find_spec(self, name, *rest):
        if name == "matplotlib":
            {act}
sys.meta_path.insert(0, Interrupting())
"""
AGAIN = "To make the report: retainsim report kept --force\n"


@pytest.mark.parametrize(("act", "code", "words"), [
    ("raise OSError(28, 'No space left on device')", 1,
     "Error: The report cannot be made: No space left on device. The results in kept are complete. "),
    ("raise ValueError('no ink')", 1,
     "Error: The report cannot be made: ValueError: no ink. The results in kept are complete. "),
    ("os.kill(os.getpid(), signal.SIGINT)", 130, "interrupted; the results in kept are complete. ")],
    ids=["full-disk", "surprise", "ctrl-c"])
def test_results_stand_where_drawing_fails(act: str, code: int, words: str, start: Start, call: Call) -> None:
    process = start(*SHORT, prelude=ON_DRAWING.format(act=act))
    out, err = process.communicate(timeout=300)
    assert (process.returncode, err) == (code, words + AGAIN)
    assert "Mean over the worlds" in out
    assert sorted(path.name for path in Path().iterdir()) == ["kept", "tiny.toml"]
    assert call("report", "kept", "--force") == (0, "", "Report: kept/report.html\n")


def writing_begins(process: subprocess.Popen[str]) -> None:
    """Wait until the command is in the middle of writing, not only trying whether it may."""
    while not list(Path().glob(".kept-*/weeks.parquet")):
        assert process.poll() is None
        time.sleep(0.05)


@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP"])
def test_whoever_ends_it_is_answered_as_ctrl_c_is(name: str, start: Start) -> None:
    number = getattr(signal, name)
    prelude = f"signal.signal(signal.{name}, signal.SIG_DFL)\n"
    process = start("compare", "tiny.toml", "--replications", "100000", "--out", "kept", prelude=prelude)
    assert process.stderr is not None
    writing_begins(process)
    process.send_signal(number)
    assert process.communicate(timeout=60) == ("", "interrupted; nothing was written\n")
    assert process.returncode == 128 + number
    assert [path.name for path in Path().iterdir()] == ["tiny.toml"]


def test_a_terminal_that_is_closed_ends_it_without_a_word(start: Start) -> None:
    reading, writing = os.pipe()
    process = start("compare", "tiny.toml", "--replications", "100000", "--out", "kept", stderr=writing,
                    prelude="signal.signal(signal.SIGHUP, signal.SIG_DFL)\n")
    os.close(writing)
    writing_begins(process)
    os.close(reading)
    process.send_signal(signal.SIGHUP)
    assert process.wait(60) == 128 + signal.SIGHUP
    assert [path.name for path in Path().iterdir()] == ["tiny.toml"]


def test_whoever_ignores_a_signal_is_not_ended(start: Start) -> None:
    prelude = "signal.signal(signal.SIGHUP, signal.SIG_IGN)\n"  # as nohup does
    process = start("check", "isp", prelude=prelude + """
import os
class Interrupting:
    def find_spec(self, name, *rest):
        if name == "pydantic":
            os.kill(os.getpid(), signal.SIGHUP)
sys.meta_path.insert(0, Interrupting())
""")
    assert process.communicate(timeout=60)[0].startswith("isp: fine")
    assert process.returncode == 0


@pytest.mark.skipif(sys.platform != "linux", reason="names in any bytes, as Linux has them")
def test_a_folder_may_be_called_any_bytes(start: Start, tiny: Path) -> None:
    out = os.fsdecode(b"caf\xe9 <b>")
    process = start(*SHORT[:-1], out)
    assert process.communicate(timeout=300)[1] == "Report: caf\\udce9 <b>/report.html\n"
    assert process.returncode == 0
    text = Path(out, "provenance.json").read_text("utf-8")
    told = json.loads(text)
    assert told["command"].endswith("'caf\\udce9 <b>'")
    json.dumps(told, ensure_ascii=False).encode()  # which no reader can do with half a character
    assert "caf\\udce9 &lt;b&gt;" in Path(out, "report.html").read_text("utf-8")
    for command in (["report", out, "--force"], ["rerun", out, "--row", "0"]):
        process = start(*command)
        process.communicate(timeout=300)
        assert process.returncode == 0
    os.rename("tiny.toml", f"{out}.toml")
    process = start("diff", "isp", f"{out}.toml", "--json")
    told = json.loads(process.communicate(timeout=300)[0])
    json.dumps(told, ensure_ascii=False).encode()
