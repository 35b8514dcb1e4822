"""Claims over a space: every point with worlds of its own, which claims share, kept point by point."""

import warnings
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from retainsim.claims.kit.claim import Claim
from retainsim.claims.kit.lab import Lab
from retainsim.claims.kit.ledger import Ledger, header
from retainsim.claims.kit.looks import LOOKS, play
from retainsim.claims.kit.reach import Reach, digest_of, reach_of
from retainsim.claims.kit.space import Space, digest, space
from retainsim.study.robustness.evidence import MOST
from retainsim.study.setup import checks
from retainsim.study.setup.request import SILENCE, Progress


def explore(claims: Sequence[Claim], folder: Path, seed: int, *, threads: int | None = None,
            progress: Progress = SILENCE) -> dict[str, Reach]:
    """Play claims at all points of their scenario's space that a folder does not have yet; how far each reaches.

    What is measured of a world serves all claims that ask for the same; an interruption loses one point at most.

    Raises   `ScenarioError` for claims of several scenarios and a folder of something else, `ResultsError`.
    """
    base = claims[0].scenario
    if others := [claim.identifier for claim in claims if claim.scenario != base]:
        checks.refuse([checks.wrong("--space", f"holds one scenario; {', '.join(others)} is played in another one",
                                    fix="Ask for claims of one scenario.")])
    where = space(base)
    with closing(Ledger(folder, header(claims, seed, digest(base), digest_of(where)))) as ledger:
        _play_the_rest(claims, ledger, where, seed, threads, progress)
    return {claim.identifier: reach_of(claim, where, [
        ledger.points[number][claim.identifier] for number in range(len(where.overrides))], digest(base))
        for claim in claims}


def _play_the_rest(claims: Sequence[Claim], ledger: Ledger, where: Space, seed: int, threads: int | None,
                   progress: Progress) -> None:
    by_name = {claim.identifier: claim for claim in claims}
    missing = {number: absent for number in range(len(where.overrides)) if (absent := ledger.lacks(number, by_name))}
    progress.on_start()
    progress.on_plan(len(missing))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)  # figures that a world without clients does not define
        for number, absent in missing.items():
            lab = Lab(claims[0].scenario, LOOKS[0], where.overrides[number], threads, seed=seed, first=number * MOST,
                      shelf={})
            ledger.add(number, {name: play(by_name[name], lab) for name in absent})
            progress.on_done()
