"""`retainsim play` as a teacher calls it: an address, Ctrl-C, and plain words when it cannot be."""

import re
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path

import pytest

from cli.tiny import Said

Call = Callable[..., Said]


def test_it_says_where_the_page_is_serves_it_and_ends_with_ctrl_c() -> None:
    command = [sys.executable, "-m", "retainsim", "play", "isp", "--no-browser", "--port", "0"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        address = re.fullmatch(r"The firm is at (http://127\.0\.0\.1:\d+/[\w-]{22}/)\n", process.stdout.readline())
        assert address
        assert process.stdout.readline() == "Ctrl-C ends it.\n"
        with urllib.request.urlopen(address[1], timeout=20) as answer:
            assert b"<title>" in answer.read()
        with pytest.raises(urllib.error.HTTPError) as refusal:
            urllib.request.urlopen(re.sub(r"/[\w-]{22}/", "/x/", address[1]), timeout=20)
        assert refusal.value.code == 403
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=20)
    finally:
        process.kill()
    assert (process.returncode, out, err) == (0, "\nThe page is closed.\n", "")


@pytest.mark.parametrize(("words", "complaint"), [
    (["isq"], "is neither a file nor a shipped scenario"),
    (["isp", "--strategy", "nurtur"], "is not a strategy of isp. Did you mean nurture?"),
    (["isp", "--replication", "-1"], "must be a whole number from 0"),
    (["isp", "--port", "65536"], "must be a whole number from 0 to 65535"),
    (["isp", "--set", "clients.young.organisations=30000"], "a page shows at most 20,000")])
def test_wrong_input_gets_the_words_of_every_other_command(call: Call, words: list[str], complaint: str) -> None:
    said = call("play", *words, "--no-browser", *(["--set", "rivals.established.capacity=20000", "--set",
                                                   "rivals.third.capacity=20000"] if "--set" in words else []))
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
