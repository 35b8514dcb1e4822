"""Results in a notebook: a real kernel runs a cell for each, and what it displays is what was asked for, no more."""

from pathlib import Path
from typing import Any

import nbclient
import nbformat
import pytest

from cli.tiny import TINY

SHOWN = {  # what a cell ends with, by name: the last expression of a cell is displayed
    "text": "text = f'{comparison}|{world}|{explanation}|{switch}'\nprint(text.count('<pre'), len(text) > 4000)",
    "comparison": "comparison", "world": "world", "explanation": "explanation", "switch": "switch",
    "figures": "world.figures()", "figure": "retainsim.open_results('kept').figures()['cash']",
    "names": "print(repr(comparison))",
}
PLAYED = """\
import retainsim
scenario = retainsim.load("tiny.toml")
comparison = scenario.compare(["status-quo", "nurture"], replications=3, weeks=5, out="kept")
world = scenario.run("nurture", weeks=5)
explanation = scenario.why(["status-quo", "nurture"], replications=2, weeks=5)
switch = scenario.switch("weeks", low=3, high=5, strategies=["status-quo", "nurture"], replications=2)
"""


@pytest.fixture(scope="module")
def outputs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Any]]:
    """What each cell displays."""
    folder = tmp_path_factory.mktemp("notebook")
    Path(folder, "tiny.toml").write_text(TINY, "utf-8")
    cells = {"played": PLAYED, **SHOWN}
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source) for source in cells.values()])
    nbclient.NotebookClient(notebook, timeout=300, kernel_name="python3",
                            resources={"metadata": {"path": str(folder)}}).execute()
    return {name: cell.outputs for name, cell in zip(cells, notebook.cells, strict=True)}


def test_nothing_is_displayed_that_was_not_asked_for(outputs: dict[str, list[Any]]) -> None:
    assert outputs["played"] == []


def test_text_is_text(outputs: dict[str, list[Any]]) -> None:
    (output,) = outputs["text"]
    assert output.text == "0 True\n"
    (output,) = outputs["names"]
    assert output.text.startswith("<Comparison: tiny: 5 weeks, 3 replications")


@pytest.mark.parametrize(("name", "start"), [
    ("comparison", "<style"), ("world", "<pre>tiny, nurture: 5 weeks"), ("explanation", "<pre>"), ("switch", "<pre>"),
    ("figures", "<style"), ("figure", "<style")])
def test_each_is_displayed_once(name: str, start: str, outputs: dict[str, list[Any]]) -> None:
    (output,) = outputs[name]
    assert output.output_type == "execute_result"
    assert output.data["text/html"].lstrip().startswith(start)
    assert "figure" not in name or "<svg" in output.data["text/html"]
    assert len(output.data["text/html"]) > 200
