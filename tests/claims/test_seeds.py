"""No claim is judged on a seed that was used for it before it became what it is."""

from pathlib import Path

import pytest

from retainsim import claims
from retainsim.claims import declaration as room
from retainsim.claims import evidence
from retainsim.claims.declaration import digest_of
from retainsim.claims.seeds import FIRST, JUDGING, POINTS, SPACE, USED, objection

JUDGED = evidence.read_back(Path(__file__).parents[2] / "docs" / "claims")
FILE = '"""I99. Words work."""\nMARGIN = 0.5\n\ndef effect(lab):\n    """A docstring."""\n    return lab.play(1)\n'


def test_every_claim_has_a_seed_of_its_own() -> None:
    assert list(JUDGING) == claims.identifiers()
    assert len({*JUDGING.values(), SPACE, POINTS, FIRST}) == len(JUDGING) + 3
    assert all(claims.claim(name).seed == seed for name, seed in JUDGING.items())


@pytest.mark.parametrize("name", claims.identifiers())
def test_no_seed_was_used_before(name: str) -> None:
    judged = JUDGED.get(name, {"id": name})
    assert objection(judged, claims.claim(name).declaration, JUDGING[name]) == ""
    assert judged.get("seed", FIRST) in {JUDGING[name], *USED[name]}


def test_a_seed_that_was_used_before_is_refused() -> None:
    judged = {"id": "I5", "seed": 7, "declaration": "of then"}
    assert objection(judged, "of then", 7) == ""  # the same claim may be judged again
    assert objection(judged, "of today", 8) == ""
    assert objection(judged, "of today", 7).startswith("I5 is no longer what was judged on seed 7")
    assert objection({"id": "I5"}, "of today", FIRST).startswith("I5: seed 2001 was used before, for the first judging")
    assert objection({"id": "I5", "seed": 7}, "of today", 7)  # judged by a version that knew of no declarations


@pytest.mark.parametrize(("old", "new"), [
    ("0.5", "0.4"), ("play(1)", "play(2)"), ("MARGIN", "BAR")])
def test_another_experiment_is_another_declaration(old: str, new: str, tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text(FILE)
    (tmp_path / "b.py").write_text(FILE.replace(old, new))
    assert digest_of(tmp_path / "a.py") != digest_of(tmp_path / "b.py")


@pytest.mark.parametrize(("old", "new"), [
    ("I99. Words work.", "Other words."), ("A docstring.", "Another."), ("0.5", "0.5  # half"), ("\n\n", "\n\n\n"),
    ('    """A docstring."""\n', "")])
def test_other_words_about_it_are_not(old: str, new: str, tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text(FILE)
    (tmp_path / "b.py").write_text(FILE.replace(old, new))
    assert digest_of(tmp_path / "a.py") == digest_of(tmp_path / "b.py")


def test_what_claims_share_belongs_to_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.py").write_text(FILE)
    before = digest_of(tmp_path / "a.py")
    (tmp_path / "shared.py").write_text("PEACE = ()")
    monkeypatch.setattr(room, "SHARED", (*room.SHARED, tmp_path / "shared.py"))
    assert digest_of(tmp_path / "a.py") != before
