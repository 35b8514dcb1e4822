"""How the site is built: `python -m sphinx -W --keep-going -b html docs site`; the extra `docs` installs what it needs.

Pages are plain Markdown that a forge shows, too. What only the site has, is filled in here while they are read: tables
made from the code, at `<!-- generated: NAME -->`, and the order of the pages.
"""

from __future__ import annotations

import re
import sys
from dataclasses import is_dataclass
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx

DOCS = Path(__file__).parent
sys.path[:0] = [str(DOCS), str(DOCS.parent / "src")]

import filling  # noqa: E402  # lies beside this file
from filling.program import as_rst  # noqa: E402

import retainsim  # noqa: E402

project = "retainsim"
author = "the authors of retainsim"
copyright = author  # noqa: A001  # Sphinx calls it so
release = version = retainsim.__version__

extensions = ["myst_parser", "sphinx.ext.autodoc"]
myst_heading_anchors = 3
default_role = "code"
highlight_language = "none"
smartquotes = False  # texts of the code stay as they are
autodoc_member_order = "bysource"
autodoc_preserve_defaults = True
autodoc_typehints_format = "short"
python_maximum_signature_line_length = 80
exclude_patterns = ["README.md"]

html_theme = "furo"
html_title = f"retainsim {release}"
html_static_path = ["_static"]
html_css_files = ["site.css"]
html_copy_source = False
html_show_sourcelink = False

ORDER = {  # page: the pages below it, by the heading over them
    "index": {
        "Tutorials": ["tutorials/strategist", "tutorials/researcher", "tutorials/teacher"],
        "The model": ["model/odd", "Specification </model>", "statistics", "limits"],
        "Reference": ["reference/commands", "reference/python", "reference/parameters", "reference/kpis",
                      "reference/files"],
        "Findings and decisions": ["claims/README", "decisions/README"],
    },
    "claims/README": {"": sorted((f"claims/{path.stem}" for path in DOCS.glob("claims/[ei]*.md")),
                                 key=lambda name: (name[7] != "i", int(name[8:])))},
    "decisions/README": {"": sorted(f"decisions/{path.stem}" for path in DOCS.glob("decisions/0*.md"))},
}
MARKER = re.compile(r"^<!-- generated: ([\w ]+) -->$", re.MULTILINE)


def fill(app: Sphinx, page: str, source: list[str]) -> None:
    """Put into a page what is generated, and below it the pages that follow."""
    text = MARKER.sub(lambda marker: filling.markdown(*marker[1].split()), source[0])
    for heading, pages in ORDER.get(page, {}).items():
        lines = "\n".join(name if "<" in name else f"/{name}" for name in pages)
        caption = f":caption: {heading}\n" if heading else ""
        text += f"\n```{{toctree}}\n:hidden:\n{caption}\n{lines}\n```\n"
    source[0] = text


def without_fields(app: Sphinx, kind: str, name: str, thing: Any, *rest: Any) -> tuple[str, None] | None:
    """No signature for a class that nobody makes by hand; that of a dataclass tells its fields."""
    return ("", None) if kind == "class" and not is_dataclass(thing) else None


def setup(app: Sphinx) -> dict[str, Any]:
    """Have pages filled, and docstrings and signatures set as we want to read them."""
    app.connect("source-read", fill)
    app.connect("autodoc-process-docstring", lambda app, kind, name, thing, options, lines: as_rst(lines))
    app.connect("autodoc-process-signature", without_fields)
    return {"parallel_read_safe": False}
