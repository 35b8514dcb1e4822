"""How the site is built: `python -m sphinx -W --keep-going -b html docs site`; the extra `docs` installs what it needs.

Pages are plain Markdown that a forge shows, too; tables made from the code are in them. Only the order of the pages is
added here, while they are read.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx

DOCS = Path(__file__).parent
sys.path[:0] = [str(DOCS), str(DOCS.parent / "src")]

import retainsim  # noqa: E402

project = "retainsim"
author = "the authors of retainsim"
copyright = author  # noqa: A001  # Sphinx calls it so
release = version = retainsim.__version__

extensions = ["myst_parser"]
myst_heading_anchors = 3
myst_enable_extensions = ["tasklist"]
default_role = "code"
highlight_language = "none"
smartquotes = False  # texts of the code stay as they are
exclude_patterns = ["README.md"]

html_theme = "furo"
html_title = f"retainsim {release}"
html_static_path = ["_static"]
html_css_files = ["site.css"]
html_copy_source = False
html_show_sourcelink = False

ORDER = {  # page: the pages below it, by the heading over them
    "index": {
        "Tutorials": ["tutorials/strategist", "tutorials/own-firm", "tutorials/researcher", "tutorials/sweeps",
                      "tutorials/robustness", "tutorials/teacher", "teaching", "tutorials/mesa"],
        "The model": ["model/odd", "Specification </model>", "statistics", "limits"],
        "Reference": ["reference/commands", "reference/python", "reference/parameters", "reference/kpis",
                      "reference/files"],
        "Findings and decisions": ["claims/README", "experiments/README", "decisions/README"],
    },
    "teaching": {"": ["teaching/story", "teaching/bets", "teaching/debrief", "teaching/checklist",
                      "teaching/pictures"]},
    "claims/README": {"": sorted((f"claims/{path.stem}" for path in DOCS.glob("claims/[ei]*.md")),
                                 key=lambda name: (name[7] != "i", int(name[8:])))},
    "experiments/README": {"": ["experiments/order-flips", "experiments/what-decides"]},
    "decisions/README": {"": sorted(f"decisions/{path.stem}" for path in DOCS.glob("decisions/0*.md"))},
}


def order(app: Sphinx, page: str, source: list[str]) -> None:
    """Put below a page the pages that follow it."""
    for heading, pages in ORDER.get(page, {}).items():
        lines = "\n".join(name if "<" in name else f"/{name}" for name in pages)
        caption = f":caption: {heading}\n" if heading else ""
        source[0] += f"\n```{{toctree}}\n:hidden:\n{caption}\n{lines}\n```\n"


def setup(app: Sphinx) -> dict[str, Any]:
    """Have pages put in their order."""
    app.connect("source-read", order)
    return {"parallel_read_safe": False}
