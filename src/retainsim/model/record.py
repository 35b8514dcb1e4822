"""What a world leaves behind; results need no compiler to read it."""

from typing import NamedTuple

import numpy as np


class Opening(NamedTuple):
    """How a world stands at week 0, one entry per organisation."""

    supplier: np.ndarray  # int32
    price: np.ndarray  # int32 [millionths of the fee; 0: the firm's price index]


class Trace(NamedTuple):
    """What one world leaves behind."""

    series: np.ndarray  # float64, weeks x columns
    events: np.ndarray  # int32, events x fields of an event
    fee: np.ndarray  # int64 [cents/week], one per organisation
    segment: np.ndarray  # int32, one per organisation
    opening_supplier: np.ndarray  # int32, one per organisation, at week 0
    final_supplier: np.ndarray  # int32, one per organisation
    final_attachment: np.ndarray  # float32 [0..1], person and firm: 2 x organisations
    final_believed: np.ndarray  # float32 [0..1], one per organisation: as the firm sees it
    opening_price: np.ndarray  # int32 [millionths of the fee; 0: the firm's price index], one per organisation
    final_price: np.ndarray  # int32, likewise
