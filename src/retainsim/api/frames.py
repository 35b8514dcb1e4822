"""Tables as data frames: what every KPI means, how every claim was judged, and all other tables."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pandas import DataFrame
    from pyarrow import Table

PACKAGE = Path(__file__).parents[1]
CLAIM = ("id", "statement", "verdict", "condition", "changed_since", "figure", "unit", "effect", "low", "high",
         "margin", "replications", "share_of_space", "share_low", "share_high", "judged_by")


def kpis() -> DataFrame:
    """A row per KPI: name, label in plain words, unit, better direction, when it is measured, definition.

    `since` is the version that changed its meaning, `earlier` the definition before; empty if it never changed.
    """
    from retainsim.results.kpis.dictionary import explained

    return frame(kpi.to_document() for kpi in explained())


def verdicts() -> DataFrame:
    """A row per claim: its verdict, its figure [unit], and in what share of the credible space it holds.

    `effect` is the mean of the figure over the worlds, `low` and `high` its 95 % interval; an effect within `margin`
    counts as none. The share [0..1], with its interval, is of the credible space of all assumed numbers, None where it
    was not tried. `judged_by` is the version that judged the claim; `changed_since` says what has changed since, None
    if nothing has.
    """
    from retainsim.claims import evidence

    installed, checkout = PACKAGE / "claims", PACKAGE.parents[1] / "docs" / "claims"
    documents = evidence.read_back(installed if (installed / evidence.FILE).exists() else checkout)
    return frame({column: row.get(column) for column in CLAIM} for row in map(evidence.marked, documents.values()))


def frame(rows: Table | Iterable[Mapping[str, Any]]) -> DataFrame:
    """An Arrow table, or rows with the same keys, as a pandas data frame; as an Arrow table if pandas is missing."""
    import pyarrow as pa

    table = rows if isinstance(rows, pa.Table) else pa.Table.from_pylist(list(rows))
    try:
        import pandas  # noqa: F401
    except ImportError:
        return table
    return table.to_pandas()
