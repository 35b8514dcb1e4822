"""What was probably meant by a name, or by a path of names, that is not there."""

from collections.abc import Callable, Iterable, Sequence
from difflib import get_close_matches

from retainsim.scenario.errors import printable

LIKELY = 0.75  # share of letters in common from which on a slip is likely


def nearest(name: str, names: Iterable[str]) -> str | None:
    """The name that was probably meant, if one is near: nothing is better than a name from far away."""
    candidates, letters = list(names), name[:100].lower()
    if len(letters) > 2 and (longer := [other for other in candidates if other.startswith(letters)]):
        return longer[0]  # `term` for `term_weeks`; names stand in their order, the plainest first
    near = get_close_matches(letters, candidates, 1, LIKELY)
    # `ips`: too short for a share of letters
    near = near or [other for other in candidates if sorted(other) == sorted(letters)]
    near = near or sorted((other for other in candidates if len(letters) > 2 and letters in other), key=len)
    return near[0] if near else None


def did_you_mean(name: str, names: Iterable[str]) -> str:
    """The question after a misspelt name, or nothing if no name is near."""
    near = nearest(name, names)
    return f"Did you mean {near}?" if near else ""


def follow(parts: Sequence[str], names_at: Callable[[list[str]], Iterable[str]]) -> tuple[list[str], str, str]:
    """The names meant by the parts of a path, as far as they lead; what is wrong with the first that is not there,
    and which are."""
    path, message, allowed = list[str](), "", ""
    for part in parts:
        names = list(names_at(path))
        name = part if part in names else nearest(part, names)
        if names and name != part and not message:
            where = f' in "{".".join(path)}"' if path else ""
            message = f'"{printable(part)}" is not known{where}; allowed:'
            allowed = printable(", ".join(names), 1000)
        if name is None:
            break
        path.append(name)
    return path, message, allowed
