"""The examples of the pages: found, run in their order in one folder per page, and written anew.

    <!-- output: retainsim COMMAND -->            a fenced block with what the command prints, then <!-- end -->
    <!-- output (exit 2): retainsim COMMAND -->   the same of a command that fails so: what it says on standard error
    <!-- file: mine.toml -->                      a fenced block that is put into this file, then <!-- end -->
    <!-- generated: NAME -->                      tables made from the code (docs/filling), then <!-- end -->
    ```python                                     run in one namespace per page; after `>>>` also compared

`python tests/docs/outputs.py --write [FILE...]` writes into the pages what their examples give now, and without FILE
also the pages on the claims, from what is kept of their judgements.
"""

from __future__ import annotations

import doctest
import io
import re
import shlex
import sys
import tempfile
from collections.abc import Iterator
from contextlib import chdir, redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any, NamedTuple

from retainsim.claims import evidence
from retainsim.cli.root import root
from retainsim.report.claim_pictures import claim_pictures, overview
from retainsim.report.claims import markdown_pages

CHECKOUT = Path(__file__).parents[2]
sys.path.append(str(CHECKOUT / "docs"))

from filling import markdown  # noqa: E402  # lies beside the pages

CLAIMS = CHECKOUT / "docs" / "claims"
PAGES = [CHECKOUT / "README.md", *sorted((CHECKOUT / "docs").rglob("*.md"))]
EXAMPLE = re.compile(
    r"<!-- output(?: \(exit (?P<exit>\d)\))?: retainsim (?P<command>[^\n]+?) -->\n```\n(?P<output>.*?)```\n<!-- end -->"
    r"|<!-- generated: (?P<what>[\w -]+?) -->\n(?P<made>.*?)<!-- end -->"
    r"|<!-- file: (?P<file>[\w.-]+) -->\n```\w*\n(?P<text>.*?)```\n<!-- end -->"
    r"|^```python\n(?P<code>.*?)```$", re.DOTALL | re.MULTILINE)
SHOWN = ("output", "made", "text", "code")  # the part of an example that stands in its fenced block
FLAGS = doctest.ELLIPSIS


class Example(NamedTuple):
    """An example of a page: what it shows, and what it gives now."""

    name: str
    shown: str
    given: str


def has_examples(page: Path) -> bool:
    """Whether there is anything to run on a page."""
    return EXAMPLE.search(page.read_text("utf-8")) is not None


def run(page: Path, folder: Path) -> Iterator[Example]:
    """Each example of a page, run in `folder` after those above it."""
    namespace: dict[str, Any] = {"__name__": page.stem}
    for match in EXAMPLE.finditer(page.read_text("utf-8")):
        shown = next(match[part] for part in SHOWN if match[part] is not None)
        with chdir(folder):
            if match["file"]:
                Path(match["file"]).write_text(shown, "utf-8")
                given, name = shown, match["file"]
            elif match["what"]:
                given, name = f"\n{markdown(*match['what'].split())}\n\n", match["what"]
            elif match["command"]:
                given, name = printed(match["command"], int(match["exit"] or 0)), f"retainsim {match['command']}"
            else:
                given, name = executed(shown, namespace), shown.splitlines()[0]
        yield Example(f"{page.name}: {name}", shown, given)


def printed(command: str, expected: int = 0) -> str:
    """What a command prints; what it says on standard error where it is expected to fail."""
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        try:
            root.main(shlex.split(command), prog_name="retainsim")
        except SystemExit as left:
            code = left.code or 0
    if code != expected:
        raise AssertionError(f"retainsim {command}: exit code {code}, not {expected}\n{err.getvalue()}")
    return err.getvalue() if expected else out.getvalue()


def executed(code: str, namespace: dict[str, Any]) -> str:
    """A block of Python with what it prints after each `>>>`, as it stands where that agrees."""
    if ">>>" not in code:
        exec(code, namespace)
        return code
    parts = []
    for source, shown in statements(code):
        out = io.StringIO()
        with redirect_stdout(out):
            exec(compile(source, "<page>", "single"), namespace)
        agrees = doctest.OutputChecker().check_output(shown, out.getvalue(), FLAGS)
        first, *more = source.splitlines(keepends=True)
        parts += [f">>> {first}", *(f"... {line}" for line in more), shown if agrees else out.getvalue()]
    return "".join(parts)


def statements(code: str) -> Iterator[tuple[str, str]]:
    """Each statement of a block and what is shown below it, which may hold blank lines."""
    for part in re.split(r"^>>> ", code, flags=re.MULTILINE)[1:]:
        lines = part.splitlines(keepends=True)
        more = next((place for place, line in enumerate(lines[1:], 1) if not line.startswith("... ")), len(lines))
        yield lines[0] + "".join(line[4:] for line in lines[1:more]), "".join(lines[more:])


def written_anew(page: Path, folder: Path) -> str:
    """The text of a page whose examples show what they give now."""
    given = iter([example.given for example in run(page, folder)])

    def fill(match: re.Match[str]) -> str:
        start, end = next(match.span(part) for part in SHOWN if match[part] is not None)
        return match[0][:start - match.start()] + next(given) + match[0][end - match.start():]

    return EXAMPLE.sub(fill, page.read_text("utf-8"))


def claims_pages() -> dict[Path, str]:
    """The pages on the claims by file: what became of them, and what has changed since."""
    return {CLAIMS / name: text for name, text in markdown_pages(claims_documents()).items()}


def claims_pictures() -> dict[Path, str]:
    """Their pictures."""
    documents = claims_documents()
    return {CLAIMS / name: svg for name, svg in {**claim_pictures(documents), **overview(documents)}.items()}


def claims_documents() -> list[evidence.Document]:
    """What became of the claims, with what has changed since."""
    return [evidence.marked(document) for document in evidence.read_back(CLAIMS).values()]


if __name__ == "__main__":
    if sys.argv[1:2] != ["--write"]:
        sys.exit(__doc__)
    if not sys.argv[2:]:
        for page, text in {**claims_pages(), **claims_pictures()}.items():
            page.write_text(text, "utf-8")
    for page in [Path(name).resolve() for name in sys.argv[2:]] or PAGES:
        with tempfile.TemporaryDirectory() as folder:
            text = written_anew(page, Path(folder))
        if text != page.read_text("utf-8"):
            page.write_text(text, "utf-8")
            print(f"{page}: written anew")
