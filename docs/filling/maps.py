"""What the pages on the experiments say of a map, of a share of the space, and of how long it all took."""

from __future__ import annotations

from typing import Any

from filling.cells import plain
from retainsim.report.switch_map import verdict
from retainsim.report.words import labelled

Document = dict[str, Any]
KPI = "value_end"
MAP_WORLDS = 40  # at each place of the map
SHARE_WORLDS = 12_000  # at most, for the share of the space
OF_PLACE = ("x", "y", "ahead", "mean_a", "mean_b", "difference", "low", "high")
OF_SHARE = ("statement", "share", "low", "high", "shown", "not_shown", "undecided", "worlds", "further")
PARTS = {"points": "the points", "share": "the share", "map": "the map"}


def map_of(document: Document) -> Document:
    """What is kept of the document that `switch --json` prints for two factors: money in whole units."""
    places = [{key: round(value) if isinstance(value, float) and abs(value) > 1000 else value
               for key, value in place.items() if key in OF_PLACE} for place in document["points"]]
    return {**document, "points": places}


def said_of_map(kept: Document) -> str:
    """Who is ahead in how much of the map, and where the frontier runs."""
    document = kept["map"]
    said = plain(" ".join(map(labelled, verdict(document))))
    return f"The map, {document['places']} places with {document['replications']} worlds at each: {said}"


def share_of(document: Document) -> Document:
    """What is kept of the document that `robustness --json` prints."""
    return {key: document[key] for key in OF_SHARE}


def said_of_share(kept: Document) -> str:
    """In which share of the space the first strategy is better, and at how many points that is open."""
    share = kept["share"]
    low, best, high = (f"{share[key] * 100:.0f} %" for key in ("low", "share", "high"))
    statement, further = share["statement"], share["further"]
    said = (f"In {best} [{low}, {high}] of the space `{statement['a']}` is better than `{statement['b']}` in "
            f"`{statement['kpi']}`: shown at {share['shown']} points, not shown at {share['not_shown']}, undecided at "
            f"{share['undecided']}, after {share['worlds']:,} worlds (each point has its own).")
    if further["points"]:
        said += (f" Some {further['worlds']:,} worlds more would decide {further['points']} of the undecided, if their "
                 "means and spreads stayed as they are.")
    return said


def said_of_time(kept: Document) -> str:
    """How long each part took."""
    parts = [f"{PARTS[part]} {seconds / 60:.1f}" for part, seconds in kept["seconds"].items()]
    return f"Minutes on two cores, as measured: {', '.join(parts)}."
