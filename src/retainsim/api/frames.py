"""Tables as data frames: what every KPI means, what became of every claim, and how all other tables are shown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pandas import DataFrame
    from pyarrow import Table

PACKAGE = Path(__file__).parents[1]
CLAIM = ("id", "statement", "verdict", "condition", "changed_since", "figure", "unit", "effect", "low", "high",
         "margin", "replications", "share_of_credible", "credible_low", "credible_high", "share_of_space",
         "share_low", "share_high", "judged_by")


def kpis() -> DataFrame:
    """Every KPI, a row each: name, label in plain words, unit, better direction, when it is measured, definition."""
    from retainsim.results.kpis.dictionary import explained

    return frame(kpi.to_document() for kpi in explained())


def verdicts() -> DataFrame:
    """What became of every claim, a row each: verdict, figure [unit], and how much of what was assumed it holds in.

    `effect` is the mean of the figure over the worlds, from `low` to `high` its 95 % interval; what is within `margin`
    counts as nothing. Shares [0..1] with their intervals are of the space of all assumed numbers and of its credible
    part. The version in `judged_by` has judged; `changed_since` says what has changed, None if nothing has.
    """
    from retainsim.claims import evidence

    installed, checkout = PACKAGE / "claims", PACKAGE.parents[1] / "docs" / "claims"
    documents = evidence.read_back(installed if (installed / evidence.FILE).exists() else checkout)
    return frame({column: row.get(column) for column in CLAIM} for row in map(evidence.marked, documents.values()))


def frame(rows: Table | Iterable[Mapping[str, Any]]) -> DataFrame:
    """An Arrow table, or rows that all have the same keys, as a pandas data frame; without pandas as an Arrow table."""
    import pyarrow as pa

    table = rows if isinstance(rows, pa.Table) else pa.Table.from_pylist(list(rows))
    try:
        import pandas  # noqa: F401
    except ImportError:
        return table
    return table.to_pandas()
