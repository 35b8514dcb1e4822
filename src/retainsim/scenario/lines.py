"""On which line each key of a TOML text stands (`tomllib` does not say)."""

import re
import tomllib

from retainsim.scenario.errors import Keys

# Every quote is consumed to its end or to that of the line (of the text), so that no text takes quadratic time.
_LEXEME = re.compile(
    r'''(?P<text>"{3}(?:\\.|[^\\])*?(?:"{3,5}|\Z)|'{3}.*?(?:'{3,5}|\Z))|(?P<comment>\#[^\n]*+)|(?P<gap>[ \t]++)'''
    r'''|(?P<part>[A-Za-z0-9_-]++|"(?:\\.|[^"\\\n])*+"?|'[^'\n]*+'?)|(?P<dot>\.)|(?P<end>\n++)|(?P<comma>,)'''
    r'''|(?P<open>[\[{])|(?P<close>[\]}])|(?P<other>[^A-Za-z0-9_\-"'.\#\[\]{}, \t\n]++)''', re.DOTALL)


def line_of_long_key(text: str, most: int) -> int | None:
    """The line of the first key of more than `most` parts; the text need not be valid."""
    dots = 0
    for lexeme in _LEXEME.finditer(text):
        if lexeme.lastgroup == "dot":
            dots += 1
            if dots >= most:
                return text.count("\n", 0, lexeme.start()) + 1
        elif lexeme.lastgroup not in ("part", "gap"):
            dots = 0
    return None


def key_lines(text: str) -> dict[Keys, int]:
    """The line of each table, key and item of a list in a *valid* TOML text; what is deeper in a value is left out."""
    lines, implied = dict[Keys, int](), dict[Keys, int]()
    lengths: dict[Keys, int] = {}  # of the lists whose tables have headers
    table, path = Keys(), Keys()
    key: list[str] = []
    depth, next_line, items = 0, 1, 0
    is_value = is_list = is_awaited = False
    for lexeme in _LEXEME.finditer(text.replace("\r\n", "\n")):
        kind, word, line = lexeme.lastgroup, lexeme[0], next_line
        next_line += word.count("\n")
        if kind in ("gap", "comment", "end"):
            is_value = is_value and (kind != "end" or depth > 0)
        elif is_value and depth == 0:
            is_list, is_awaited, items = word == "[", True, 0
        elif is_value and depth == 1 and is_list and kind != "close":
            if is_awaited and kind != "comma":
                lines[*path, items] = line
                items += 1
            is_awaited = kind == "comma"
        elif not is_value and kind == "part":
            key += tomllib.loads(f"{word}=0") if word[0] in "\"'" else [word]
        elif key and kind in ("other", "close"):  # the sign before a value, or the first bracket behind a header
            path = _in_lists(key, depth == 2, lengths) if depth else (*table, *key)
            lines.setdefault(path, line)
            for length in range(1, len(path)):
                implied.setdefault(path[:length], line)
            table = path if depth else table
            key, is_value = [], not depth
        depth += {"open": 1, "close": -1}.get(kind or "", 0)
    return implied | lines


def _in_lists(key: list[str], of_list: bool, lengths: dict[Keys, int]) -> Keys:
    """The path that a header means: in each list on its way the last table, or a new one if the header makes it."""
    path: Keys = ()
    for number, part in enumerate(key, 1):
        path = (*path, part)
        if of_list and number == len(key):
            lengths[path] = lengths.get(path, 0) + 1
        if path in lengths:
            path = (*path, lengths[path] - 1)
    return path
