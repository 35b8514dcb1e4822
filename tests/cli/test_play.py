"""`retainsim play` as a teacher calls it: an address, Ctrl-C, and plain words when it cannot be."""

import re
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from cli.tiny import Said

Call = Callable[..., Said]


@contextmanager
def playing(*words: str) -> Iterator["subprocess.Popen[str]"]:
    """The command as it runs, and is ended."""
    command = [sys.executable, "-m", "retainsim", "play", "isp", "--no-browser", "--port", "0", *words]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    try:
        yield process
    finally:
        process.kill()


def line(process: "subprocess.Popen[str]") -> str:
    assert process.stdout is not None
    return process.stdout.readline()


def end(process: "subprocess.Popen[str]") -> tuple[int, str, str]:
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=20)
    return process.returncode, out, err


def status(address: str) -> int:
    try:
        with urllib.request.urlopen(address, timeout=20) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as refusal:
        return refusal.code


def test_it_says_where_the_page_is_serves_it_and_ends_with_ctrl_c() -> None:
    with playing() as process:
        address = re.fullmatch(r"The firm is at (http://127\.0\.0\.1:\d+/[\w-]{22}/)\n", line(process))
        assert address
        assert line(process) == "Ctrl-C ends it.\n"
        assert status(address[1]) == 200
        assert status(re.sub(r"/[\w-]{22}/", "/x/", address[1])) == 403
        assert end(process) == (0, "\nThe page is closed.\n", "")


def test_a_class_has_an_address_for_the_teacher_and_one_for_teams() -> None:
    with playing("--class") as process:
        teacher = re.fullmatch(r"Your page, for you alone:  (http://127\.0\.0\.1:\d+/[\w-]{22}/)\n", line(process))
        teams = re.fullmatch(r"Teams join at:             (http://127\.0\.0\.1:\d+/[a-z2-9]{6}/)\n", line(process))
        assert teacher
        assert teams
        assert line(process) == "Only this computer can reach it; --host 0.0.0.0 opens it to your network.\n"
        assert line(process) == "Ctrl-C ends it.\n"
        assert status(teacher[1]) == status(teams[1]) == 200
        assert end(process) == (0, "\nThe class is over.\n", "")


def test_the_network_is_let_in_with_a_word_of_warning() -> None:
    with playing("--class", "--host", "0.0.0.0") as process:
        teacher, teams = (re.search(r"http://\S+", line(process)) for _ in range(2))
        assert teacher
        assert teams
        assert status(teacher[0]) == status(teams[0]) == 200
        assert status(re.sub(r"//[^:/]+:", "//127.0.0.1:", teacher[0])) == 200
        assert line(process) == "Ctrl-C ends it.\n"
        code, _, err = end(process)
        assert code == 0
        assert err.startswith("The page can be reached from the network by everybody who has its address")


@pytest.mark.parametrize(("words", "complaint"), [
    (["isq"], "is neither a file nor a shipped scenario"),
    (["isp", "--strategy", "nurtur"], "is not a strategy of isp. Did you mean nurture?"),
    (["isp", "--replication", "-1"], "must be a whole number from 0"),
    (["isp", "--class", "--strategy", "nurture"], "cannot be chosen for a class"),
    (["isp", "--class", "--set", "rivals.attacker.enabled=false"], "has no rival that attacks"),
    (["isp", "--host", "no.such.host.invalid"], "is not an address of this computer"),
    (["isp", "--host", "192.0.2.1"], "is not an address of this computer"),
    (["isp", "--port", "65536"], "must be a whole number from 0 to 65535"),
    (["isp", "--set", "clients.young.organisations=30000"], "a page shows at most 20,000")])
def test_wrong_input_gets_the_words_of_every_other_command(call: Call, words: list[str], complaint: str) -> None:
    said = call("play", *words, "--no-browser", *(["--set", "rivals.established.capacity=20000", "--set",
                                                   "rivals.third.capacity=20000"] if "30000" in words[-1] else []))
    assert (said.code, said.out) == (2, "")
    assert complaint in said.err


def test_a_port_that_is_taken_is_named(call: Call) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = str(other.getsockname()[1])
        said = call("play", "isp", "--no-browser", "--port", port)
    assert said.code == 2
    assert said.err.startswith(f"--port {port}\n  cannot be used: Address already in use.")


def test_without_the_extra_it_says_how_to_install_it(call: Call, monkeypatch: pytest.MonkeyPatch,
                                                     tmp_path: Path) -> None:
    monkeypatch.setitem(sys.modules, "uvicorn", None)
    said = call("play", "isp", "--no-browser")
    assert said.code == 1
    assert "pip install 'retainsim[classroom]'" in said.err
