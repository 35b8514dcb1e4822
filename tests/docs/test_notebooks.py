"""The notebooks give the text that they show, and hold nothing of the machine that has run them."""

import json
from pathlib import Path

import nbformat
import pytest

from docs.notebooks import CHECKOUT, NOTEBOOKS, run_again, texts

of_notebooks = pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda path: path.name)


def test_there_is_one() -> None:
    assert NOTEBOOKS


@of_notebooks
def test_cells_give_what_is_shown(notebook: Path, tmp_path: Path) -> None:
    there = nbformat.read(notebook, as_version=4)
    assert any(texts(there))
    assert texts(run_again(notebook, tmp_path)) == texts(there)
    assert (tmp_path / "study.pdf").stat().st_size > 1000


@of_notebooks
def test_nothing_tells_of_a_machine_or_a_run(notebook: Path) -> None:
    text = notebook.read_text("utf-8")
    assert not any(word in text for word in ("/tmp", "/home", "/root", "0x7", str(CHECKOUT)))
    document = json.loads(text)
    assert set(document["metadata"]) == {"kernelspec", "language_info"}
    for place, cell in enumerate(document["cells"]):
        assert (cell["id"], cell["metadata"], cell.get("execution_count")) == (f"cell-{place:02}", {}, None)
