"""Find the credible points of the space of a scenario, and keep them beside the file of that space.

Usage: python experiments/credible.py SCENARIO POINTS

Points of the design are played in their order, one world of peace each, until so many are credible. The file that is
written is part of the package: the claims are tried at these points, so write it before any claim is played there.
"""

import json
import os
import sys
from concurrent.futures import ProcessPoolExecutor
from functools import partial

from retainsim.claims.kit.peace import Peace, in_peace
from retainsim.claims.kit.space import FOLDER, digest, experiment, lab_at

DIGITS = 3


def peace_at(base: str, row: int) -> Peace:
    """What the firm shows at a point where nobody attacks."""
    return in_peace(lab_at(base, row))


def main(base: str, points: int) -> None:
    """Play, write the file, and print how many points were tried."""
    credible: dict[str, list[float]] = {}
    tried = 0
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        for row, peace in enumerate(pool.map(partial(peace_at, base), range(len(experiment(base).rows)), chunksize=4)):
            tried = row + 1
            if peace.is_credible:
                credible[str(row)] = [round(value, DIGITS) for value in peace[:3]]
                print(f"{len(credible)} of {tried}", file=sys.stderr, flush=True)
            if len(credible) == points:
                pool.shutdown(cancel_futures=True)
                break
    lines = ",\n".join(f'  "{row}": {json.dumps(values)}' for row, values in credible.items())
    (FOLDER / f"{base}.json").write_text(
        f'{{"digest": "{digest(base)}", "tried": {tried}, "credible": {{\n{lines}\n}}}}\n', "utf-8")
    print(f"{len(credible)} of {tried} points are credible.")


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
