"""`kpis`: the dictionary for people and for programs."""

import json
from collections.abc import Callable

from cli.tiny import Said
from retainsim.results.kpis.dictionary import KPIS, explained

Call = Callable[..., Said]


def test_every_kpi_is_explained(call: Call) -> None:
    said = call("kpis")
    assert (said.code, said.err) == (0, "")
    words = " ".join(said.out.split())
    for kpi in explained():
        assert f"\n{kpi.name} " in said.out
        assert kpi.definition.split(".")[0].split()[0] in words
    assert max(map(len, said.out.splitlines())) <= 100


def test_one_by_name(call: Call) -> None:
    said = call("kpis", "grr")
    lines = [" ".join(line.split()) for line in said.out.splitlines()]
    assert lines[:2] == ["KPI better", "unit when definition"]
    assert lines[2].startswith("grr higher Gross revenue retention: of the recurring fees")
    assert lines[3].startswith("% per year final year ")
    assert said.out.count("higher") == 1


def test_as_json(call: Call) -> None:
    found = json.loads(call("kpis", "--json").out)["kpis"]
    assert [kpi["name"] for kpi in found] == [kpi.name for kpi in explained()]
    assert found[0] == {"name": "cash_end", "label": "cash at the end", "unit": "currency", "better": "higher",
                        "horizon": "end", "definition": KPIS["cash_end"].definition, "since": "", "earlier": ""}
    some = json.loads(call("kpis", "npv", "mean_fee", "npv", "--json").out)["kpis"]
    assert [(kpi["name"], kpi["better"]) for kpi in some] == [("npv", "higher"), ("mean_fee", None)]


def test_one_of_a_family_with_and_without_a_name(call: Call) -> None:
    said = " ".join(call("kpis", "exits_to.telco", "trials_of.NAME").out.split())
    assert ("exits_to.telco lower clients lost to telco: Exits to the rival telco. exits whole run trials_of.NAME "
            "lower trials with NAME: Trial connections") in said
    assert call("kpis", "exits_to.").code == 2


def test_what_is_no_kpi(call: Call) -> None:
    said = call("kpis", "npv", "cahs_end", "")
    assert (said.code, said.out) == (2, "")
    assert 'KPI "cahs_end"\n  is not a KPI. Did you mean cash_end? Allowed: cash_end,' in said.err
    assert 'KPI ""\n  is not a KPI' in said.err
