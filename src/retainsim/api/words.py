"""Messages in the words of Python: they speak of arguments where the command line has options."""

import re
from collections.abc import Callable
from dataclasses import replace
from functools import wraps
from typing import ParamSpec, TypeVar

from retainsim.scenario import Problem, ScenarioError

P = ParamSpec("P")
T = TypeVar("T")
WORDS = {  # of sentences, one replaced after the other
    r"\bfolder of --out\b": "folder out", r"\bgive --force\b": "pass force=True", r"--force\b": "force=True",
    r"--out (?:DIR|results)\b": 'out="results"',
    r"--out (\S+?)(?=\.?$)": r'out="\1"', r"--(\w+) (?=[\d.-])": r"\1=", r"--(\w+)": r"\1"}


def in_words_of_python(function: Callable[P, T]) -> Callable[P, T]:
    """The same function, with a `ScenarioError` that speaks of arguments."""

    @wraps(function)
    def call(*args: P.args, **kwargs: P.kwargs) -> T:
        try:
            return function(*args, **kwargs)
        except ScenarioError as error:
            raise ScenarioError(map(_translation, error.problems)) from None

    return call


def _translation(problem: Problem) -> Problem:
    option, _, value = problem.file.partition(" ")
    if not option.startswith("--"):
        return replace(problem, fix=_sentence(problem.fix))
    name = option.removeprefix("--")
    place = value if name == "set" else f"{name}={value or True}"
    return replace(problem, file=place, message=_sentence(problem.message), allowed=_sentence(problem.allowed),
                   fix=_sentence(problem.fix))


def _sentence(text: str) -> str:
    for option, argument in WORDS.items():
        text = re.sub(option, argument, text)
    return text
