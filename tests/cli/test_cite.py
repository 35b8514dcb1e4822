"""How the package is cited: the same on the command line and in the file that forges read."""

import re
from collections.abc import Callable
from pathlib import Path

from cli.tiny import Said
from retainsim.version import VERSION

CITATION = Path(__file__).parents[2] / "CITATION.cff"


def test_command_and_file_say_the_same(call: Callable[..., Said]) -> None:
    said, file = call("cite").out, CITATION.read_text("utf-8")
    fields = dict(re.findall(r'^([a-z]+): "?(.*?)"?$', file, re.MULTILINE))
    assert fields["version"] == VERSION
    assert said.startswith(f"The authors of retainsim. {fields['title']}, version {VERSION}. {fields['license']}.")
    assert f"  title   = {{{fields['title']}}},\n  version = {{{VERSION}}},\n" in said
    assert "- name: The authors of retainsim" in file
