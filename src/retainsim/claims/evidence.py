"""What became of the claims: the file in which it is kept, and what has changed since it was judged."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from retainsim import claims

if TYPE_CHECKING:
    from retainsim.claims.kit.claim import Claim

FILE = "claims.json"
SPACE = "the space of assumed numbers"
MODEL = "the model"
MODEL_CHANGED = "0.4.0"  # version that last changed what happens in worlds
EXPERIMENT = "the experiment"
DECLARED = ("statement", "experiment", "figure", "unit", "margin")  # of a claim, which its document repeats
REACH = ("share_of_space", "share_low", "share_high", "points_of_space", "points_shown", "points_not_shown",
         "points_undecided", "points_unknown", "effects_of_space", "further", "telling", "division", "space",
         "tried_at")
"""Keys that say how far a claim reaches."""
Document = dict[str, Any]


def as_text(documents: Sequence[Mapping[str, Any]]) -> str:
    """The file: a line for each value, and for each row of knock-outs, controls and readings."""
    texts = [",\n".join(f"{json.dumps(key)}: {_value(value)}" for key, value in document.items())
             for document in documents]
    return '{"claims": [' + ", ".join(f"{{\n{text}\n}}" for text in texts) + "]}\n"


def _value(value: Any) -> str:
    if isinstance(value, list) and value and isinstance(value[0], Mapping):
        return "[\n  " + ",\n  ".join(json.dumps(row, allow_nan=False) for row in value) + "\n]"
    return json.dumps(value, allow_nan=False)


def read_back(folder: Path) -> dict[str, Document]:
    """The documents that a folder keeps, by identifier; none if there is no file.

    Raises   `OSError`, `ValueError`, `LookupError`, `TypeError` for a file that is none of this kind.
    """
    file = folder / FILE
    documents = json.loads(file.read_text("utf-8"))["claims"] if file.exists() else []
    return {document["id"]: document for document in documents}


def in_order(documents: Mapping[str, Document]) -> list[Document]:
    """Documents in the order of the essays; those of claims that are no longer there come last."""
    order = {name: place for place, name in enumerate(claims.identifiers())}
    return [documents[name] for name in sorted(documents, key=lambda name: order.get(name, len(order)))]


def is_of(document: Mapping[str, Any], claim: Claim) -> bool:
    """Whether what was judged is what is declared today, as far as the document says it; notes are written later."""
    if "declaration" in document:
        return bool(document["declaration"] == claim.declaration)
    return all(document.get(name, declared) == declared
               for name, declared in ((name, getattr(claim, name)) for name in DECLARED))


def reach_in(document: Mapping[str, Any], claim: Claim) -> Document:
    """How far a claim reaches by an earlier judgement; nothing unless claim, points and version are the same."""
    from retainsim.claims.kit.reach import digest_of
    from retainsim.claims.kit.space import digest, space
    from retainsim.version import VERSION

    now = {"declaration": claim.declaration, "space": digest(claim.scenario), "judged_by": f"retainsim {VERSION}",
           "tried_at": digest_of(space(claim.scenario))}
    is_same = all(document.get(name) == value for name, value in now.items())
    return {name: document[name] for name in REACH if name in document} if is_same else {}


def marked(document: Mapping[str, Any]) -> Document:
    """The document for a page, with what has `changed_since` it was judged, if anything has."""
    from retainsim.claims.kit.space import digest
    from retainsim.results.kpis.dictionary import KPIS
    from retainsim.version import is_earlier

    claim = claims.claim(document["id"]) if document["id"] in claims.identifiers() else None
    changes = [MODEL] if is_earlier(document["judged_by"].removeprefix("retainsim "), MODEL_CHANGED) else []
    changes += [EXPERIMENT] if claim and not is_of(document, claim) else []
    is_untried = document.get("share_of_space", 0) is None
    changes += [] if is_untried or (claim and document.get("space") == digest(claim.scenario)) else [SPACE]
    changes += [f"the meaning of {kpi}" for kpi in (claim.kpis if claim else ())
                if KPIS[kpi].has_changed_since(document["judged_by"])]
    return {**document, "changed_since": " and ".join(changes)} if changes else {**document}
