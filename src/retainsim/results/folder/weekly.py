"""The weekly record of all worlds of a results folder, one column in memory at a time."""

from collections.abc import Sequence

import numpy as np

from retainsim.declared import columns
from retainsim.results.folder.layout import WEEKS, ResultsError
from retainsim.results.folder.reader import Results, places
from retainsim.results.folder.tables import column_name
from retainsim.scenario.errors import file_label

PERCENTILES = (0.05, 0.5, 0.95)


class Weekly:
    """Columns of `weeks.parquet` as float64, strategies x replications x weeks, whatever the order of its rows."""

    def __init__(self, results: Results) -> None:
        """Raises   `ResultsError` unless there is one row per strategy, replication and week."""
        self._results = results
        self.strategies: list[str] = list(results.provenance["strategies"])
        self._shape = len(self.strategies), int(results.provenance["replications"]), int(results.provenance["weeks"])
        strategy, replication, week = (results.column(WEEKS, name) for name in ("strategy", "replication", "week"))
        _, world = np.unique(replication.to_numpy(), return_inverse=True)  # a run has only its own
        try:
            self._places = np.ravel_multi_index(
                (places(strategy, self.strategies), world, week.to_numpy()), self._shape)
            is_whole = (np.bincount(self._places, minlength=int(np.prod(self._shape))) == 1).all()
        except ValueError:  # a place outside the shape, or none
            is_whole = False
        if not is_whole:
            raise ResultsError(f"{file_label(results.folder / WEEKS)} does not have one row per strategy, replication "
                               "and week: the folder has been changed since it was written.")

    def column(self, name: str) -> np.ndarray:
        """One column.

        Raises   `ResultsError` if it is not there.
        """
        values = np.empty(self._places.size)
        values[self._places] = self._results.column(WEEKS, name).to_numpy()
        return values.reshape(self._shape)

    def money(self, name: str) -> np.ndarray:
        """One column of cents as whole currency units."""
        values = self.column(f"{name}_cents")
        values /= 100
        return values

    def record(self, strategies: Sequence[str], replications: int) -> np.ndarray:
        """The record of the first worlds: strategies x replications x weeks x columns."""
        places = [self.strategies.index(name) for name in strategies]
        return np.stack([self.column(column_name(column))[places, :replications] for column in columns.ALL], axis=-1)


def fan(values: np.ndarray) -> np.ndarray:
    """Where the worlds lie week by week: PERCENTILES x strategies x weeks."""
    return np.quantile(values, PERCENTILES, axis=1)


def mean_per_client(sums: np.ndarray, clients: np.ndarray) -> np.ndarray:
    """Mean over all clients of all worlds: strategies x weeks; NaN in weeks in which there are none anywhere."""
    number = clients.sum(axis=1)
    return np.divide(sums.sum(axis=1), number, out=np.full(number.shape, np.nan), where=number > 0)
