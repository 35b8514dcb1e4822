"""The pages on the claims are what the command writes, and the model of today still gives their figures."""

import json
from pathlib import Path

import pytest

from retainsim.claims import claim, identifiers
from retainsim.claims.kit.judge import fingerprint
from retainsim.report.claims import markdown_pages

PAGES = Path(__file__).parents[2] / "docs" / "claims"
JUDGED = {document["id"]: document for document in json.loads((PAGES / "claims.json").read_text())["claims"]}


def test_every_claim_has_been_judged():
    assert list(JUDGED) == identifiers()


def test_the_pages_are_those_of_the_judgements():
    pages = markdown_pages(list(JUDGED.values()))
    assert {path.name: path.read_text() for path in PAGES.glob("*.md")} == pages


@pytest.mark.parametrize("name", identifiers())
def test_the_experiment_still_gives_what_was_judged(name):
    found, judged = claim(name), JUDGED[name]
    assert list(fingerprint(found)) == judged["fingerprint"]
    assert (found.statement, found.figure, found.unit, found.margin, found.note) == tuple(
        judged[key] for key in ("statement", "figure", "unit", "margin", "note"))
