"""The pages on the claims are what the command writes, and the model of today still gives their figures."""

import re
from dataclasses import replace

import pytest

from docs.outputs import CHECKOUT, CLAIMS, claims_pages, claims_pictures
from retainsim.claims import claim, evidence, identifiers
from retainsim.claims.kit.judge import fingerprint
from retainsim.claims.seeds import FIRST
from retainsim.report.claims import changed_since

TEXT = re.compile(r"<text[^>]*>([^<]*)")
INDEX = CHECKOUT / "docs" / "index.md"
JUDGED = evidence.read_back(CLAIMS)


def test_every_claim_has_been_judged():
    assert list(JUDGED) == identifiers()


def test_the_pages_are_those_of_the_judgements():
    assert {path: path.read_text("utf-8") for path in CLAIMS.glob("*.md")} == claims_pages()


def test_the_pictures_are_those_of_the_judgements():
    """Up to the last bit of places, which a machine may round otherwise."""
    pictures = claims_pictures()
    assert set(CLAIMS.glob("*.svg")) == set(pictures)
    for path, svg in pictures.items():
        shown = path.read_text("utf-8")
        assert TEXT.findall(shown) == TEXT.findall(svg)
        assert shown.count("<path") == svg.count("<path")


def is_of_today(judged):
    """Whether a claim was judged in the model of today by the experiment of today."""
    changes = evidence.marked(judged).get("changed_since", "").split(" and ")
    return not {evidence.MODEL, evidence.EXPERIMENT}.intersection(changes)


OF_TODAY = [name for name in identifiers() if is_of_today(JUDGED[name])]


def as_judged(name):
    """The figures of two worlds, played on the seed on which the claim was judged."""
    return fingerprint(replace(claim(name), seed=JUDGED[name].get("seed", FIRST)))


@pytest.mark.parametrize("name", OF_TODAY)
def test_the_experiment_still_gives_what_was_judged(name):
    found, judged = claim(name), JUDGED[name]
    assert as_judged(name) == judged["fingerprint"]
    assert (found.statement, found.figure, found.unit, found.margin, found.note) == tuple(
        judged.get(key, "") for key in ("statement", "figure", "unit", "margin", "note"))


def test_the_model_has_changed_where_the_pages_say_so():
    """Where not much happens in two worlds, they may come out as before."""
    of_then = [name for name in identifiers() if name not in OF_TODAY]
    assert not of_then or any(as_judged(name) != JUDGED[name]["fingerprint"] for name in of_then)


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
