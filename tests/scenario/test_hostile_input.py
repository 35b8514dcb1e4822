"""Whatever a file or an argument holds, the answer is a scenario or a `ScenarioError`, soon."""

import contextlib
import time
import tomllib
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from retainsim.scenario import ScenarioError, load
from retainsim.scenario.lines import key_lines
from retainsim.scenario.reading import paths_in

KEYS = ["name", "weeks", "clients", "standard", "firm", "cash", "hours", "hunters", "hunting", "strategies", "extends",
        "status-quo", "rivals", "triggers", "become", '"[key]"', "x", '"a b"', "'q.r'", '"\\u00e9\\""']
VALUES = ["1", "-1", "0.5", "nan", "true", '"isp"', '"small.toml"', "[1, [2]]", '{ a = 1, b.c = "#" }', "1979-05-27",
          '"""a\n[b]\n"quoted"""""', "'''\nx = 1\n'''", "[\n1, # ]\n2,\n]",
          "[{ above = 1 }, 'a', # x\n{ become = [ 1,\n 2] }]",
          '[{ observe = "notices", above = nan, become = "x" }]',
          '"\\""', "''", "99999999999999999999999"]
JUNK = ["=", "[", "]", '"', "'", "#", ".", "\n", "\\", "{", "}", ",", " ", "\t", "\r", "\0", "é", "\ufeff"]

key = some.lists(some.sampled_from(KEYS), min_size=1, max_size=4).map(" . ".join)
statement = some.one_of(
    some.tuples(key, some.sampled_from(VALUES)).map(" = ".join),
    key.map("[ {} ] # [x]".format), key.map("[[{}]]".format),
    some.sampled_from(["", "# a = 1", "\t"]))
document = some.lists(statement, max_size=12).map("\n".join)
mess = some.lists(some.sampled_from(KEYS + VALUES + JUNK), max_size=30).map("".join)
small_ones = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@small_ones
@given(content=some.one_of(some.binary(max_size=200), some.text(max_size=100).map(str.encode),
                           document.map(str.encode), mess.map(str.encode)))
def test_a_file_never_breaks_the_reader(content: bytes, small: Path) -> None:
    path = small.with_name("any.toml")
    path.write_bytes(content)
    with contextlib.suppress(ScenarioError):
        load(path)


@small_ones
@given(spoilt=document, where=some.integers(0, 22))
def test_a_spoilt_scenario_never_breaks_the_checker(spoilt: str, where: int, small: Path) -> None:
    lines = small.read_text("utf-8").splitlines()
    path = small.with_name("any.toml")
    path.write_text("\n".join([*lines[:where], spoilt, *lines[where:]]), "utf-8")
    with contextlib.suppress(ScenarioError):
        load(path)


@small_ones
@given(argument=some.one_of(
    some.text(max_size=40), mess, some.tuples(key, some.sampled_from(VALUES)).map("=".join),
    some.text(some.characters(categories=["Cs", "Cc"]), max_size=5).map("description={}".format)))
def test_an_argument_never_breaks_the_reader(argument: str, small: Path) -> None:
    try:
        load(small, [argument])
    except ScenarioError as error:
        str(error).encode("utf-8")


@small_ones
@given(text=some.one_of(document, mess))
def test_every_key_of_a_valid_text_has_its_line(text: str) -> None:
    try:
        tree = tomllib.loads(text)
    except ValueError:
        return
    lines = key_lines(text)
    assert {path[0] for path in lines} == set(tree)
    assert set(lines) <= set(paths_in(tree))
    for path, line in lines.items():
        written = text.split("\n")[line - 1]
        assert "=" in written or "[" in written or (isinstance(path[-1], int) and written.strip()), path


def test_lines_are_those_of_the_keys() -> None:
    text = '# first\na.b = """\n[not]\n"""\n\n[ "t.u" . v ]  # table\nx = [\n  1, # ]\n]\ny = {p = 1}\n[[w]]\nz = 1'
    assert key_lines(text) == {
        ("a",): 2, ("a", "b"): 2, ("t.u",): 6, ("t.u", "v"): 6, ("t.u", "v", "x"): 7, ("t.u", "v", "y"): 10,
        ("t.u", "v", "x", 0): 8, ("w",): 11, ("w", 0): 11, ("w", 0, "z"): 12}


def test_lines_are_those_of_the_items_of_lists() -> None:
    text = ("[a.b]\nc = [ # [1,\n  {x = [1, 2], y = ','}, '''\n,\n''',\n  [3,\n 4]\n  , 5,\n]\n"
            "[[a.d]]\nx = 1\n[a.d.e]\nx = 1\n[[a . 'd']]\nx = 1\n[[a.d.f]]\n[a.d.f.g]\nx = 1\n[[a.d.f]]\n[h]")
    assert key_lines(text) == {
        ("a",): 1, ("a", "b"): 1, ("a", "b", "c"): 2, ("a", "b", "c", 0): 3, ("a", "b", "c", 1): 3,
        ("a", "b", "c", 2): 6, ("a", "b", "c", 3): 8, ("a", "d"): 10, ("a", "d", 0): 10, ("a", "d", 0, "x"): 11,
        ("a", "d", 0, "e"): 12, ("a", "d", 0, "e", "x"): 13, ("a", "d", 1): 14, ("a", "d", 1, "x"): 15,
        ("a", "d", 1, "f"): 16, ("a", "d", 1, "f", 0): 16, ("a", "d", 1, "f", 0, "g"): 17,
        ("a", "d", 1, "f", 0, "g", "x"): 18, ("a", "d", 1, "f", 1): 19, ("h",): 20}


LARGE = {
    "escaped quotes": 'a = "' + '\\"' * 500_000 + '"',
    "quotes": '"' * 1_000_000,
    "tables": "\n".join(f"[k{n}]" for n in range(50_000)),
    "keys": "\n".join(f"weekz{n} = 1" for n in range(50_000)),
    "segments": "\n".join(f"[clients.s{n}]\norganisations = 1" for n in range(20_000)),
    "names in a list": "primary_kpis = [" + ",".join(f'"k{n}"' for n in range(80_000)) + "]",
    "triggers": "\n".join("[[strategies.a.triggers]]\nabove = -1" for _ in range(25_000)),
    "lists in lists": "primary_kpis = [" + "[]," * 300_000 + "]",
    "misspelt keys of triggers": "strategies.a.triggers = [" + ("{" + ", ".join(
        f"abov{n} = 1" for n in range(5_000)) + "},") * 8 + "]",
    "inline tables": "a = " + "{a = " * 200_000,
    "hexadecimal": "weeks = 0x" + "f" * 1_000_000,
}


@pytest.mark.parametrize("text", LARGE.values(), ids=LARGE)
def test_a_file_of_the_largest_size_is_answered_soon(text: str, small: Path) -> None:
    small.write_text(text)
    start = time.perf_counter()
    with pytest.raises(ScenarioError) as caught:
        load(small)
    assert len(str(caught.value)) < 30_000
    assert time.perf_counter() - start < 20  # a second or two; what was quadratic took minutes
