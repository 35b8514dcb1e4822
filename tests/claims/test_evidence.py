"""The file of judgements, and the mark of those that something has overtaken."""

import json
import re
from importlib import import_module
from pathlib import Path

import pytest

from retainsim import claims
from retainsim.claims import evidence
from retainsim.claims.kit.reach import digest_of
from retainsim.claims.kit.space import digest, space
from retainsim.results.kpis.dictionary import KPIS
from retainsim.version import VERSION

TODAY = f"retainsim {VERSION}"
ROW = {"name": "words", "mean": 0.1, "low": None, "high": 0.30000000000000004}


def document(name: str, **more: object) -> dict[str, object]:
    return {"id": name, "effect": 1 / 3, "knockouts": [ROW, ROW], "readings": [], "fingerprint": [1.5, None], **more}


def test_what_is_written_is_read_back(tmp_path: Path) -> None:
    documents = [document("I2"), document("E1", space="abc")]
    text = evidence.as_text(documents)
    assert json.loads(text) == {"claims": documents}
    assert text.count("\n  {") == 4  # a line for each row
    (tmp_path / evidence.FILE).write_text(text, "utf-8")
    assert evidence.read_back(tmp_path) == {"I2": documents[0], "E1": documents[1]}
    assert evidence.read_back(tmp_path / "nowhere") == {}


def test_no_number_that_json_does_not_know() -> None:
    with pytest.raises(ValueError, match="JSON"):
        evidence.as_text([document("I2", low=float("nan"))])


def test_in_the_order_of_the_essays() -> None:
    kept = {name: document(name) for name in ("E1", "X9", "I10", "I2")}
    assert [one["id"] for one in evidence.in_order(kept)] == ["I2", "I10", "E1", "X9"]


def test_only_what_was_judged_in_the_space_of_today_bears_no_mark() -> None:
    today = document("I3", space=digest("isp"), judged_by=TODAY)
    assert evidence.marked(today) == today
    for old in ({**today, "space": None}, {**today, "space": "another"}, {**today, "id": "X9"}):
        assert evidence.marked(old) == {**old, "changed_since": evidence.SPACE}


def test_what_was_judged_in_another_model_or_meaning_of_a_kpi_bears_a_mark() -> None:
    judged = document("I12", space=digest("isp"), judged_by=TODAY)
    assert evidence.marked(judged) == judged
    of_kpi = {**judged, "judged_by": "retainsim 0.3.0"}
    assert evidence.marked(of_kpi)["changed_since"] == f"{evidence.MODEL} and the meaning of value_end"
    assert evidence.marked({**of_kpi, "id": "I3"})["changed_since"] == evidence.MODEL
    assert evidence.marked({**of_kpi, "space": "another"})["changed_since"] == (
        f"{evidence.MODEL} and {evidence.SPACE} and the meaning of value_end")


def test_what_was_judged_by_another_experiment_bears_a_mark() -> None:
    declared = {name: getattr(claims.claim("I3"), name) for name in evidence.DECLARED}
    judged = document("I3", space=digest("isp"), judged_by=TODAY, **declared)
    assert evidence.marked(judged) == judged
    for name in evidence.DECLARED:
        assert evidence.marked({**judged, name: "another"})["changed_since"] == evidence.EXPERIMENT


@pytest.mark.parametrize("name", claims.identifiers())
def test_a_claim_says_which_kpis_its_figures_are_measured_in(name: str) -> None:
    """As far as they have ever meant something else: that is when it matters."""
    text = Path(str(import_module(claims._modules()[name]).__file__)).read_text("utf-8")
    uses = re.sub(r"\bkpis=\(.*?\)", "", text)
    used = {kpi.name for kpi in KPIS.values() if kpi.since and re.search(rf"\b{kpi.name}\b", uses)}
    assert {kpi for kpi in claims.claim(name).kpis if KPIS[kpi].since} == used


def test_the_reach_of_an_earlier_judgement_is_that_of_the_same_claim_in_the_same_space() -> None:
    claim = claims.claim("I3")
    same = {"id": "I3", "declaration": claim.declaration, "space": digest("isp"), "judged_by": f"retainsim {VERSION}",
            "effect": 3.0, "share_of_space": 0.5, "points_shown": 3, "tried_at": digest_of(space("isp"))}
    assert evidence.reach_in(same, claim) == {name: same[name] for name in evidence.REACH if name in same}
    for name in ("declaration", "space", "tried_at", "judged_by"):
        assert evidence.reach_in({**same, name: "of then"}, claim) == {}
    assert evidence.reach_in({}, claim) == {}


def test_a_claim_of_which_the_space_was_not_tried_is_of_no_earlier_space() -> None:
    untried = document("I3", space=None, share_of_space=None, judged_by=f"retainsim {VERSION}")
    assert evidence.marked(untried) == untried
