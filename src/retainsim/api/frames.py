"""Tables as data frames: what every KPI means, what became of every claim, and how all other tables are shown."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pandas import DataFrame
    from pyarrow import Table

PACKAGE = Path(__file__).parents[1]
EVIDENCE = (PACKAGE / "claims" / "claims.json", PACKAGE.parents[1] / "docs" / "claims" / "claims.json")
"""Where judgements lie: in an installed package, in a checkout."""


def kpis() -> DataFrame:
    """Every KPI, a row each: name, label in plain words, unit, better direction, when it is measured, definition."""
    from retainsim.results.kpis.dictionary import KPIS

    columns = ("name", "label", "unit", "better", "horizon", "definition")
    return frame_of({column: getattr(kpi, column) for column in columns} for kpi in KPIS.values())


def verdicts() -> DataFrame:
    """What became of every claim, a row each: statement, verdict, effect with interval [unit], shares of the space.

    As judged by the version in the column `judged_by`, in the worlds that ship; a share [0..1] is that of the points of
    the space of all assumed parameters at which the claim's pattern shows. `retainsim claims ID` judges a claim anew.
    """
    file = next(path for path in EVIDENCE if path.is_file())
    claims = json.loads(file.read_text("utf-8"))["claims"]
    return frame_of({key: value for key, value in claim.items() if not isinstance(value, list)} for claim in claims)


def frame(table: Table) -> DataFrame:
    """An Arrow table as a pandas data frame; without pandas as it is."""
    try:
        import pandas  # noqa: F401
    except ImportError:
        return table
    return table.to_pandas()


def frame_of(rows: Iterable[Mapping[str, Any]]) -> DataFrame:
    """The same of rows that all have the same keys."""
    import pyarrow as pa

    return frame(pa.Table.from_pylist(list(rows)))
