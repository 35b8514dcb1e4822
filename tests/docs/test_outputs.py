"""What the README and the pages show is what their examples give; what they only mention can be called."""

import re
import shlex

import click
import pytest

from docs.outputs import CHECKOUT, PAGES, executed, has_examples, run, written_anew
from retainsim.cli.root import root

FENCED = re.compile(r"^```\w*\n(.*?)^```$", re.DOTALL | re.MULTILINE)


def of_pages(condition):
    """A test for each page of which this is true."""
    pages = [page for page in PAGES if condition(page)]
    return pytest.mark.parametrize("page", pages, ids=[str(page.relative_to(CHECKOUT)) for page in pages])


@of_pages(has_examples)
def test_examples_give_what_is_shown(page, tmp_path):
    examples = list(run(page, tmp_path))
    assert examples
    for example in examples:
        assert example.given == example.shown, example.name


def called(page):
    """The lines of a page's blocks that call the command."""
    blocks = FENCED.findall(page.read_text("utf-8"))
    return [line for block in blocks for line in block.splitlines() if line.startswith("retainsim ")]


@of_pages(called)
def test_commands_mentioned_exist(page):
    for line in called(page):
        name, *arguments = shlex.split(line.split(" > ")[0], comments=True)[1:]
        try:
            root.commands[name].make_context(name, arguments)
        except click.ClickException as error:
            pytest.fail(f"{line}: {error.message}")


PAGE = """\
Text.
<!-- file: a.toml -->
```toml
x = 1
```
<!-- end -->
<!-- output: retainsim scenarios -->
```
old
```
<!-- end -->
<!-- output (exit 2): retainsim check a.toml -->
```
old
```
<!-- end -->
```python
>>> from pathlib import Path
>>> Path("a.toml").read_text()
'old'
>>> for n in range(2):
...     n
0
...
```
"""


def test_examples_are_written_anew(tmp_path):
    page = tmp_path / "page.md"
    page.write_text(PAGE)
    assert [example.given == example.shown for example in run(page, tmp_path)] == [True, False, False, False]
    page.write_text(written_anew(page, tmp_path))
    assert all(example.given == example.shown for example in run(page, tmp_path))
    text = page.read_text()
    assert "old" not in text
    assert text.startswith("Text.\n<!-- file: a.toml -->\n```toml\nx = 1\n```\n")
    assert "A provider of Internet access" in text
    assert "a.toml:1: x = 1\n  is not known here" in text
    assert text.endswith("'x = 1\\n'\n>>> for n in range(2):\n...     n\n0\n...\n```\n")  # an ellipsis still agrees


def test_a_failing_command_is_no_example(tmp_path):
    page = tmp_path / "page.md"
    page.write_text("<!-- output: retainsim check nothing.toml -->\n```\n```\n<!-- end -->\n")
    with pytest.raises(AssertionError, match="exit code 2, not 0"):
        list(run(page, tmp_path))


def test_python_without_prompts_is_run():
    namespace = {}
    assert executed("x = 1 + 1\n", namespace) == "x = 1 + 1\n"
    assert namespace["x"] == 2
