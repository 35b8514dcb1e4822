"""Mechanisms are plain: scalars in, scalars out, no loop, no array, and each says what it claims and from where."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from .sources import MECHANISMS, TESTS, imported

ALLOWED = {"math", "retainsim.kernel", "retainsim.numeric"}
LOOPS = (ast.For, ast.While, ast.AsyncFor, ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
ARRAYS = (ast.Subscript, ast.List, ast.Dict, ast.Set, ast.Starred)
HIDDEN = (ast.ClassDef, ast.Lambda, ast.Global, ast.Nonlocal, ast.Try, ast.With, ast.Yield)
SCALARS = {"float", "int", "bool"}


def is_kernel(function: ast.FunctionDef) -> bool:
    return [d.id for d in function.decorator_list if isinstance(d, ast.Name)] in (["kernel"], ["inlined"])


def complaints(tree: ast.Module) -> Iterator[str]:
    """All that keeps a file from being a plain mechanism."""
    yield from (f"imports {name}" for name in imported(tree) if name not in ALLOWED)
    for node in ast.walk(tree):
        for kinds, what in ((LOOPS, "loop"), (ARRAYS, "array"), (HIDDEN, "machinery")):
            if isinstance(node, kinds):
                yield f"{what} in line {node.lineno}"
    about = ast.get_docstring(tree) or ""
    if not re.search(r"^Formula\s", about, re.MULTILINE):
        yield "no formula"
    if not re.search(r"^(Source\s|Assumed:|Limits\s)", about, re.MULTILINE):
        yield "neither source nor assumption nor limits"
    functions = [node for node in tree.body if isinstance(node, ast.FunctionDef)]
    for function in functions:
        if not is_kernel(function):
            yield f"{function.name} is not compiled"
        if not ast.get_docstring(function):
            yield f"{function.name} says nothing"
        types = [a.annotation for a in (*function.args.args, *function.args.kwonlyargs)] + [function.returns]
        if not all(isinstance(t, ast.Name) and t.id in SCALARS for t in types):
            yield f"{function.name} takes or returns more than numbers"
    if not functions:
        yield "no mechanism"


@pytest.mark.parametrize("file", MECHANISMS, ids=lambda path: path.stem)
def test_a_mechanism_is_plain(file: Path) -> None:
    assert list(complaints(ast.parse(file.read_text("utf-8")))) == []


@pytest.mark.parametrize("file", MECHANISMS, ids=lambda path: path.stem)
def test_a_mechanism_has_a_test_file_that_names_all_of_it(file: Path) -> None:
    test = (TESTS / f"model/mechanisms/test_{file.stem}.py").read_text("utf-8")
    functions = [node.name for node in ast.parse(file.read_text("utf-8")).body if isinstance(node, ast.FunctionDef)]
    assert [name for name in functions if not re.search(rf"\b{name}\(", test)] == []


GOOD = '''"""Fact.

Formula    y = x
Source     Somebody 1999.
"""
import math
from retainsim.kernel import kernel

@kernel
def f(x: float) -> float:
    """A fact."""
    return math.floor(x)
'''


def test_the_pattern_itself_passes() -> None:
    assert list(complaints(ast.parse(GOOD))) == []


@pytest.mark.parametrize(("old", "new", "complaint"), [
    ("import math", "import numpy", "imports numpy"),
    ("import math", "from retainsim.model import luck", "imports retainsim.model"),
    ("    return math.floor(x)", "    while x > 1.0:\n        x = x - 1.0\n    return x", "loop in line 12"),
    ("math.floor(x)", "x[0]", "array in line 12"),
    ("math.floor(x)", "(x for x in (1, 2))", "loop in line 12"),
    ("@kernel\n", "", "f is not compiled"),
    ('    """A fact."""\n', "", "f says nothing"),
    ("x: float", "x", "f takes or returns more than numbers"),
    ("x: float", "x: object", "f takes or returns more than numbers"),
    ("Formula ", "Form ", "no formula"),
    ("Source ", "Origin ", "neither source nor assumption nor limits"),
])
def test_what_is_not_plain_would_be_noticed(old: str, new: str, complaint: str) -> None:
    assert list(complaints(ast.parse(GOOD.replace(old, new, 1)))) == [complaint]
