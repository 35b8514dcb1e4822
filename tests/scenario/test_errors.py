"""What was probably meant: only what is near, and along a whole path."""

import pytest

from retainsim.results.kpis.dictionary import KPIS
from retainsim.scenario.errors import did_you_mean, dotted, follow, nearest, path_parts


@pytest.mark.parametrize(("text", "name"), [
    ("cash_edn", "cash_end"), ("cash", "cash_end"), ("revenue", "revenue_total"), ("profit", "profit_total"),
    ("clients", "clients_end"), ("insolvency", "insolvent"), ("churn", "logo_churn_annual"), ("CASH_END", "cash_end"),
    ("customer_value", None), ("money", None), ("banana", None), ("a", None), ("", None)])
def test_only_a_likely_slip_is_suggested(text: str, name: str | None) -> None:
    assert nearest(text, KPIS) == name


@pytest.mark.parametrize(("text", "names", "name"), [
    ("ips", ["isp"], "isp"), ("list", ["claims", "describe"], None), ("start", ["staff", "strategies"], None),
    ("hutn", ["wait", "hunt"], "hunt")])
def test_a_short_name_is_near_only_to_its_own_letters(text: str, names: list[str], name: str | None) -> None:
    assert nearest(text, names) == name


def test_the_question_is_asked_only_where_a_name_is_near() -> None:
    assert did_you_mean("ips", ["isp"]) == "Did you mean isp?"
    assert did_you_mean("banana", ["isp"]) == ""


TREE = {"firm": {"cash": {}, "credit_line": {}}, "rivals": {"attacker": {"role": {}}}}


def names_at(path: list[str]) -> list[str]:
    """The names in the table of `TREE` to which a path leads."""
    table: dict = TREE
    for name in path:
        table = table[name]
    return list(table)


@pytest.mark.parametrize(("parts", "path", "message", "allowed"), [
    (["firm", "cash"], ["firm", "cash"], "", ""),
    (["frim", "csah"], ["firm", "cash"], '"frim" is not known; allowed:', "firm, rivals"),
    (["rivals", "attaker", "rloe"], ["rivals", "attacker", "role"], '"attaker" is not known in "rivals"; allowed:',
     "attacker"),
    (["firm", "zzz", "x"], ["firm"], '"zzz" is not known in "firm"; allowed:', "cash, credit_line"),
    (["firm", "cash", "x"], ["firm", "cash"], "", ""),
    (["fi\x1brm"], ["firm"], '"fi\\x1brm" is not known; allowed:', "firm, rivals"),
])
def test_a_path_is_followed_as_far_as_it_leads(parts: list[str], path: list[str], message: str, allowed: str) -> None:
    assert follow(parts, names_at) == (path, message, allowed)


@pytest.mark.parametrize(("text", "parts", "path"), [
    ("weeks", ("weeks",), "weeks"),
    (" firm . cash ", ("firm", "cash"), "firm.cash"),
    ("a.triggers[0].above", ("a", "triggers", "0", "above"), "a.triggers.0.above"),
    ("", ("",), '""'),
    ("a b.é", ("a b", "é"), '"a b"."é"'),
])
def test_a_path_is_taken_apart_and_put_together(text: str, parts: tuple[str, ...], path: str) -> None:
    assert path_parts(text) == parts
    assert dotted(parts) == path


def test_positions_in_lists_have_brackets() -> None:
    assert dotted(("strategies", "adaptive", "triggers", 0, "above")) == "strategies.adaptive.triggers[0].above"
