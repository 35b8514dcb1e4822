"""On which line each key of a TOML text stands (`tomllib` does not say)."""

from __future__ import annotations

import re
import tomllib

_PART_TEXT = r"""[A-Za-z0-9_-]++|"(?:\\.|[^"\\\n])*+"|'[^'\n]*+'"""
_PART = re.compile(_PART_TEXT)
_DOT = re.compile(r"[ \t]*\.[ \t]*")
_GAP = re.compile(r"(?:[ \t\n]|#[^\n]*)*+")
_VALUE = re.compile(
    r'''"{3}(?:\\.|[^\\])*?"{3,5}|'{3}.*?'{3,5}|"(?:\\.|[^"\\\n])*+"|'[^'\n]*+'|\#[^\n]*+'''
    r'''|(?P<open>[\[{])|(?P<close>[\]}])|(?P<end>\n)|[^"'\#\[\]{}\n]++''', re.DOTALL)
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


def key_lines(text: str) -> dict[tuple[str, ...], int]:
    """The line of every table and key of a *valid* TOML text; inside a value the line is that of its key."""
    text = text.replace("\r\n", "\n")
    lines: dict[tuple[str, ...], int] = {}
    implied: dict[tuple[str, ...], int] = {}
    table: tuple[str, ...] = ()
    line, counted, at = 1, 0, 0
    while (at := _after(_GAP, text, at)) < len(text):
        line, counted = line + text.count("\n", counted, at), at
        header = text[at] == "["
        while text[at] in "[ \t":
            at += 1
        key, at = _key(text, at)
        path = key if header else table + key
        lines.setdefault(path, line)
        for length in range(1, len(path)):
            implied.setdefault(path[:length], line)
        if header:
            table = path
            at = text.find("\n", at) if "\n" in text[at:] else len(text)
        else:
            at = _after_value(text, text.index("=", at) + 1)
    return implied | lines


def _after(pattern: re.Pattern[str], text: str, at: int) -> int:
    match = pattern.match(text, at)
    return match.end() if match else at


def _key(text: str, at: int) -> tuple[tuple[str, ...], int]:
    """A dotted key and where it ends."""
    parts: list[str] = []
    while match := _PART.match(text, at):
        part = match[0]
        parts.append(next(iter(tomllib.loads(f"{part}=0"))) if part[0] in "\"'" else part)
        dot = _DOT.match(text, match.end())
        if dot is None:
            return tuple(parts), match.end()
        at = dot.end()
    raise ValueError("not a TOML key")


def _after_value(text: str, at: int) -> int:
    """Where the value ends: at the first end of line outside brackets and strings."""
    depth = 0
    while match := _VALUE.match(text, at):
        if match.lastgroup == "end" and depth == 0:
            break
        depth += {"open": 1, "close": -1}.get(match.lastgroup or "", 0)
        at = match.end()
    return at
