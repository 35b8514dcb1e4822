"""From a file to a tree of tables, whatever the file is or holds."""

import re
import stat
import tomllib
from pathlib import Path
from typing import Any

from retainsim.scenario.errors import ScenarioError, printable, refusal
from retainsim.scenario.library import shipped
from retainsim.scenario.lines import line_of_long_key
from retainsim.scenario.spelling import did_you_mean

LARGEST = 1024 * 1024  # bytes; a scenario of 64 strategies has some 30 000
DEEPEST = 32  # tables within tables; the format itself needs 5

Tree = dict[str, Any]


def file_text(path: Path, file: str) -> str:
    """The text of a regular file of decent size."""
    try:
        status = path.stat()
        # Asked before opening: to open a pipe is to wait for its writer.
        if stat.S_ISDIR(status.st_mode):
            raise refusal(file, "is a folder, not a scenario file")
        if not stat.S_ISREG(status.st_mode):
            raise refusal(file, "is not a regular file")
        if status.st_size > LARGEST:
            raise refusal(file, f"has {status.st_size:_} bytes; a scenario file has at most {LARGEST:_}")
        with path.open("rb") as stream:
            content = stream.read(LARGEST + 1)
    except FileNotFoundError:
        near = did_you_mean(path.name, siblings(path)) or did_you_mean(path.stem, shipped())
        raise refusal(file, "does not exist", near) from None
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise refusal(file, f"cannot be read: {printable(reason)}") from None
    if len(content) > LARGEST:
        raise refusal(file, f"has more than {LARGEST:_} bytes, the most that a scenario file may have")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise refusal((file, line), f"is not UTF-8: byte 0x{content[error.start]:02x}",
                      "Save the file as UTF-8.") from None


def parse(text: str, file: str) -> Tree:
    """The tables of a TOML text."""
    # `tomllib` needs quadratic time and memory for a key of very many parts: such a file must not reach it.
    line = line_of_long_key(text, DEEPEST)
    if line:
        raise refusal((file, line), f"has a key of more than {DEEPEST} parts")
    too_deep = refusal(file, f"has values nested more than {DEEPEST} deep")
    try:
        tree = tomllib.loads(text)
    except RecursionError:
        raise too_deep from None
    except ValueError as error:
        raise _syntax_error(str(error), text, file) from None
    if _depth(tree) > DEEPEST:
        raise too_deep
    return tree


def _syntax_error(error: str, text: str, file: str) -> ScenarioError:
    """What `tomllib` says, at its line, with the usual slips named."""
    match = re.fullmatch(r"(.*) \(at (?:line (\d+), column \d+|end of document)\)", error, re.DOTALL)
    line = None
    if match:
        line = int(match[2]) if match[2] else text.removesuffix("\n").count("\n") + 1
    content = text.split("\n")[line - 1] if line else ""
    fix = ""
    if re.search(r"=\s*-?\d+,\d", content):
        fix = "Decimals are written with a point: 0.5."
    elif re.search(r"=\s*(True|False|yes|no)\b", content):
        fix = "Truth values are written true and false."
    elif "Invalid value" in error:
        fix = "Text stands in quotes, numbers do not."
    return refusal((file, line), f"is not valid TOML: {printable(match[1] if match else error)}", fix)


def _depth(tree: Tree) -> int:
    """How deep the nesting goes; without recursion, because this is what recursion is protected by."""
    deepest, stack = 0, list[tuple[Any, int]]([(tree, 1)])
    while stack:
        value, depth = stack.pop()
        deepest = max(deepest, depth)
        inner: Any = value.values() if isinstance(value, dict) else value
        stack.extend((item, depth + 1) for item in inner if isinstance(item, dict | list))
    return deepest


def siblings(path: Path) -> list[str]:
    """The other scenario files in the folder of a file."""
    try:
        return sorted(p.name for p in path.parent.glob("*.toml") if p.name != path.name)
    except OSError:
        return []
