"""What the pages on the experiments say of a map, and of how long it all took."""

from __future__ import annotations

from typing import Any

from filling.cells import plain
from retainsim.report.switch_map import verdict
from retainsim.report.words import labelled

Document = dict[str, Any]
KPI = "value_end"
MAP_WORLDS = 40  # at each place of the map
OF_PLACE = ("x", "y", "ahead", "mean_a", "mean_b", "difference", "low", "high")
PARTS = {"points": "the points", "map": "the map"}


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


def said_of_time(kept: Document) -> str:
    """How long each part took."""
    parts = [f"{PARTS[part]} {seconds / 60:.1f}" for part, seconds in kept["seconds"].items()]
    return f"Minutes on two cores, as measured: {', '.join(parts)}."
