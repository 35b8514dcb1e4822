"""The notebooks among the pages: run in an empty folder, and written anew without what changes from run to run.

`python tests/docs/notebooks.py --write` writes their outputs.
"""

import sys
import tempfile
from pathlib import Path
from typing import Any

import nbclient
import nbformat

CHECKOUT = Path(__file__).parents[2]
NOTEBOOKS = sorted((CHECKOUT / "docs").rglob("*.ipynb"))
TEXT = "text/plain"


def run_again(notebook: Path, folder: Path) -> Any:
    """The notebook with what its cells give now, without numbers of execution."""
    nodes = nbformat.read(notebook, as_version=4)
    nbclient.NotebookClient(nodes, timeout=300, kernel_name="python3",
                            resources={"metadata": {"path": str(folder)}}).execute()
    nodes.metadata = {"kernelspec": nodes.metadata["kernelspec"], "language_info": {"name": "python"}}
    for cell in nodes.cells:
        cell.metadata = {}
        if cell.cell_type == "code":
            cell.execution_count = None
            for output in cell.outputs:
                if output.output_type == "execute_result":
                    output.execution_count = None
                    output.data = {kind: value for kind, value in output.data.items() if kind != "text/html"}
    return nodes


def texts(nodes: Any) -> list[list[str]]:
    """What each cell prints or shows as text."""
    return [[output.get("text") or output.get("data", {}).get(TEXT, output.output_type) for output in cell.outputs]
            for cell in nodes.cells if cell.cell_type == "code"]


if __name__ == "__main__":
    if sys.argv[1:] != ["--write"]:
        sys.exit(__doc__)
    for path in NOTEBOOKS:
        with tempfile.TemporaryDirectory() as empty:
            nbformat.write(run_again(path, Path(empty)), path)
