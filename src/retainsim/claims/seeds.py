"""The register of seeds: on which ones each claim was ever played, and for what.

A claim whose experiment was changed after a result had been seen is judged on a seed that was never used for it before.
Whoever plays a claim on another seed, be it for a look, enters that here; pages tell it (`tests/docs/outputs.py
--write`).
"""

from collections.abc import Mapping
from typing import Any

FIRST = 2001  # documents that do not say their seed are from the first judging
JUDGING = {**{f"I{number}": 140_100 + number for number in range(1, 16)},
           **{f"E{number}": 140_200 + number for number in range(1, 6)},
           "I2": 140_302, "E2": 140_402,
           **{f"I{number}": 140_500 + number for number in (6, 8, 11, 13, 14)}, "I12": 140_712,
           "E5": 140_605}
"""The seed on which each claim is judged next, a different one for each, so that no luck is shared between claims."""
SPACE = 140_000  # of the worlds of peace that screen the points of the space
POINTS = 140_001  # of the worlds of claims at these points, which claims share: other worlds than those that screened
LOOKS = {"I2": (140_102,), "I6": (140_106,), "I8": (140_108,), "I11": (140_111,), "I12": (140_112, 140_312, 140_512),
         "I13": (140_113,), "I14": (140_114,), "E2": (140_202,), "E5": (140_205,)}
USED: Mapping[str, Mapping[int, str]] = {
    name: {FIRST: "the first judging, all claims on one seed",
           **dict.fromkeys(LOOKS.get(name, ()), "a look, after which the experiment was mended")}
    for name in JUDGING}
"""Earlier seeds of each claim, and for what each was used."""


def objection(document: Mapping[str, Any], declaration: str, seed: int) -> str:
    """Why a claim of this declaration may not be judged on this seed after the judgement in a document, or nothing."""
    name, earlier = document["id"], document.get("seed", FIRST)
    if seed in USED.get(name, {}):
        return f"{name}: seed {seed} was used before, for {USED[name][seed]}."
    if document.get("declaration") != declaration and seed == earlier:
        return (f"{name} is no longer what was judged on seed {seed}: enter that seed as used, and give the claim one "
                "that was never used for it.")
    return ""
