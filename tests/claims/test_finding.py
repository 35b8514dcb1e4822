"""Claims are found by looking: what lies in a folder of an essay is a claim, whole and under its own name."""

import subprocess
import sys
from pathlib import Path
from pkgutil import iter_modules

import pytest

from retainsim import claims
from retainsim.scenario import load

ROOM = Path(claims.__file__).parent
ESSAYS = [module.name for module in iter_modules([str(ROOM)]) if module.ispkg and module.name != "kit"]
FILES = [module.name for folder in ESSAYS for module in iter_modules([str(ROOM / folder)])]


def test_the_order_of_the_essays_and_the_evidence_last() -> None:
    names = claims.identifiers()
    essay, evidence = ([name for name in names if name.startswith(letter)] for letter in "IE")
    assert essay == [f"I{k}" for k in range(1, len(essay) + 1)]
    assert names[-len(evidence):] == [f"E{k}" for k in range(1, len(evidence) + 1)]
    assert len(essay) >= 15
    assert len(evidence) >= 5


def test_every_file_of_an_essay_is_one_claim() -> None:
    assert all(claims.FILE.match(name) for name in FILES)
    assert len(claims.identifiers()) == len(FILES)


@pytest.mark.parametrize("identifier", claims.identifiers())
def test_a_claim_is_whole(identifier: str) -> None:
    claim = claims.claim(identifier)
    assert claim.identifier == identifier
    causes = [pattern.knockouts or pattern.controls for pattern in claim.patterns]
    assert any(causes) or claim.label  # the evidence also has bounds, which have no cause
    for pattern in claim.patterns:
        for overrides in (*pattern.knockouts.values(), *pattern.controls.values()):
            load(claim.scenario, [*pattern.world, *overrides])
    assert claim.statement.endswith(".")
    assert claim.experiment.endswith(".")


def test_a_claim_that_does_not_exist() -> None:
    with pytest.raises(KeyError, match="I99"):
        claims.claim("I99")


def test_a_claim_is_stated_without_docstrings_too() -> None:
    program = "from retainsim.claims import claim; print(claim('I15').statement)"
    done = subprocess.run([sys.executable, "-OO", "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == claims.claim("I15").statement != ""
