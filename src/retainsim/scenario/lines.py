"""On which line each key of a TOML text stands (`tomllib` does not say)."""

import re
import tomllib
from bisect import bisect_left

from retainsim.scenario.errors import Keys

_PART = re.compile(r"""[A-Za-z0-9_-]++|"(?:\\.|[^"\\\n])*+"|'[^'\n]*+'""")
_KEY = re.compile(rf"(?:{_PART.pattern})(?:[ \t]*\.[ \t]*(?:{_PART.pattern}))*+")
_GAP = re.compile(r"(?:[ \t\n]|#[^\n]*)*+")
_VALUE = re.compile(
    r'''"{3}(?:\\.|[^\\])*?"{3,5}|'{3}.*?'{3,5}|"(?:\\.|[^"\\\n])*+"|'[^'\n]*+'|(?P<comment>\#[^\n]*+)'''
    r'''|(?P<open>[\[{])|(?P<close>[\]}])|(?P<comma>,)|(?P<gap>[ \t]++)|(?P<end>\n)|[^"'\#\[\]{}, \t\n]++''', re.DOTALL)
# Every quote is consumed to its end or to that of the line (of the text), so that no text takes quadratic time.
_LEXEME = re.compile(
    r'''(?P<other>"{3}(?:\\.|[^\\])*?(?:"{3,5}|\Z)|'{3}.*?(?:'{3,5}|\Z)|\#[^\n]*+)'''
    r'''|(?P<part>[A-Za-z0-9_-]++|"(?:\\.|[^"\\\n])*+"?|'[^'\n]*+'?)|(?P<dot>\.)|[ \t]++'''
    r'''|(?P<rest>[^A-Za-z0-9_\-"'.\# \t]++)''', re.DOTALL)


def line_of_long_key(text: str, most: int) -> int | None:
    """The line of the first key of more than `most` parts; the text need not be valid."""
    dots = 0
    for lexeme in _LEXEME.finditer(text):
        if lexeme.lastgroup == "dot":
            dots += 1
            if dots >= most:
                return text.count("\n", 0, lexeme.start()) + 1
        elif lexeme.lastgroup in ("other", "rest"):
            dots = 0
    return None


def key_lines(text: str) -> dict[Keys, int]:
    """The line of each table, key and item of a list in a *valid* TOML text; what is deeper in a value is left out."""
    text = text.replace("\r\n", "\n")
    lines: dict[Keys, int] = {}
    implied: dict[Keys, int] = {}
    lengths: dict[Keys, int] = {}  # of the lists whose tables have headers
    table: Keys = ()
    ends, at = [match.start() for match in re.finditer("\n", text)], 0
    while (at := _after(_GAP, text, at)) < len(text):
        line = bisect_left(ends, at) + 1
        header, of_list = text[at] == "[", text.startswith("[[", at)
        while text[at] in "[ \t":
            at += 1
        key, at = _key(text, at)
        path = _in_lists(key, of_list, lengths) if header else table + key
        lines.setdefault(path, line)
        for length in range(1, len(path)):
            implied.setdefault(path[:length], line)
        if header:
            table = path
            at = ends[line - 1] if line <= len(ends) else len(text)
        else:
            at, items = _after_value(text, text.index("=", at) + 1)
            lines |= {(*path, position): bisect_left(ends, item) + 1 for position, item in enumerate(items)}
    return implied | lines


def _in_lists(key: tuple[str, ...], of_list: bool, lengths: dict[Keys, int]) -> Keys:
    """The path that a header means: in each list on its way the last table, or a new one if the header makes it."""
    path: Keys = ()
    for number, part in enumerate(key, 1):
        path = (*path, part)
        if of_list and number == len(key):
            lengths[path] = lengths.get(path, 0) + 1
        if path in lengths:
            path = (*path, lengths[path] - 1)
    return path


def _after(pattern: re.Pattern[str], text: str, at: int) -> int:
    match = pattern.match(text, at)
    return match.end() if match else at


def _key(text: str, at: int) -> tuple[tuple[str, ...], int]:
    """A dotted key and where it ends."""
    match = _KEY.match(text, at)
    if match is None:
        raise ValueError("not a TOML key")
    parts = (tomllib.loads(f"{part}=0") if part[0] in "\"'" else [part] for part in _PART.findall(match[0]))
    return tuple(next(iter(part)) for part in parts), match.end()


def _after_value(text: str, at: int) -> tuple[int, list[int]]:
    """Where the value ends, at the first end of line outside brackets and strings; and where its items begin."""
    depth, at = 0, _after(_GAP, text, at)
    items: list[int] = []
    awaited, is_list = True, text[at] == "["
    while match := _VALUE.match(text, at):
        kind = match.lastgroup
        if kind == "end" and depth == 0:
            break
        if depth == 1 and is_list and kind not in ("end", "gap", "comment", "close"):
            if awaited and kind != "comma":
                items.append(at)
            awaited = kind == "comma"
        depth += {"open": 1, "close": -1}.get(kind or "", 0)
        at = match.end()
    return at, items
