"""The version, which every result carries."""

import re

VERSION = "0.4.0"


def is_earlier(version: str, other: str) -> bool:
    """Whether a version comes before another one; words before and after its number do not count."""
    return _number(version) < _number(other)


def _number(version: str) -> list[int]:
    return [int(digits) for digits in re.findall(r"\d{1,9}", version)]
