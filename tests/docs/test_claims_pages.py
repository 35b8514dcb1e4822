"""The pages on the claims are what the command writes, and the model of today still gives their figures."""

import re
from dataclasses import replace

import pytest

from docs.outputs import CHECKOUT, CLAIMS, claims_pages
from retainsim.claims import claim, evidence, identifiers
from retainsim.claims.kit.judge import fingerprint
from retainsim.claims.seeds import FIRST
from retainsim.declared import columns
from retainsim.report.claims import changed_since
from retainsim.results.facts import CENTS, WEEKS_PER_YEAR
from retainsim.results.kpis import money
from retainsim.results.kpis.clients import equity

INDEX = CHECKOUT / "docs" / "index.md"
JUDGED = evidence.read_back(CLAIMS)
MEASURED_IN_VALUE = ("I12", "I13")  # whose effect is, and not only a further reading


def test_every_claim_has_been_judged():
    assert list(JUDGED) == identifiers()


def test_the_pages_are_those_of_the_judgements():
    assert {path: path.read_text("utf-8") for path in CLAIMS.glob("*.md")} == claims_pages()


def equity_before_0_4_0(account):
    """What customer_equity meant then: of wages only those of keeping clients were charged, and no overhead."""
    keeping = account.series[-1, columns.KEEPING_COSTS] / CENTS
    fees = float(account.held_prices.sum() / CENTS) * (1 - account.facts.direct_cost_share)
    return 0.0 if account.is_insolvent else equity(account, (fees - float(keeping)) * WEEKS_PER_YEAR)


@pytest.mark.parametrize("name", identifiers())
def test_the_experiment_still_gives_what_was_judged(name, monkeypatch):
    """Where a KPI means something else since, it does so by the earlier meaning, and the claim is marked."""
    found, judged = claim(name), JUDGED[name]
    if name in MEASURED_IN_VALUE and "the meaning of value_end" in evidence.marked(judged).get("changed_since", ""):
        monkeypatch.setattr(money, "customer_equity", equity_before_0_4_0)
    assert fingerprint(replace(found, seed=judged.get("seed", FIRST))) == judged["fingerprint"]
    assert (found.statement, found.figure, found.unit, found.margin, found.note) == tuple(
        judged.get(key, "") for key in ("statement", "figure", "unit", "margin", "note"))


@pytest.mark.parametrize("name", MEASURED_IN_VALUE)
def test_a_claim_is_marked_exactly_if_its_kpi_means_something_else_since(name):
    is_marked = "the meaning of value_end" in evidence.marked(JUDGED[name]).get("changed_since", "")
    of_then = fingerprint(replace(claim(name), seed=JUDGED[name].get("seed", FIRST)))
    assert (of_then != JUDGED[name]["fingerprint"]) == is_marked


def test_the_file_is_as_the_command_writes_it():
    assert (CLAIMS / evidence.FILE).read_text("utf-8") == evidence.as_text(list(JUDGED.values()))


INTERVAL = re.compile(r"\[(-?[\d,.]+), (-?[\d,.]+)\]")


def intervals(text):
    """The intervals that a text tells, rounded."""
    return {tuple(round(float(bound.replace(",", ""))) for bound in pair) for pair in INTERVAL.findall(text)}


def test_the_verdict_on_the_story_has_the_figures_of_its_page():
    verdict = INDEX.read_text("utf-8").split("**The verdict on the story**")[1].split("\n\n")[0]
    page = (CLAIMS / "i12.md").read_text("utf-8")
    assert len(intervals(verdict)) == 5
    assert intervals(verdict) <= intervals(page)
    assert set(re.findall(r"(\d+ %) of the (?:credible|whole)", verdict)) <= set(re.findall(r"\d+ %", page))


def test_the_verdict_on_the_story_says_what_has_changed_since():
    since = changed_since([evidence.marked(document) for document in JUDGED.values() if document["id"].startswith("I")])
    assert re.findall(r"<!-- claims since -->\n(.*)\n", INDEX.read_text("utf-8")) == [since]
