"""What an annotation says to the compiler: one type for each argument and each field, and so one signature a function.

Numbers are `int`, `float`, `bool`, `np.uint32` or `np.uint64`; all else says so by `Annotated[..., Compiled(...)]`.
"""

from dataclasses import dataclass
from typing import Annotated, Any, TypeAlias

import numpy as np


@dataclass(frozen=True)
class Compiled:
    """A number of this type, or an array of them with so many axes, in C order without gaps."""

    dtype: str
    axes: int = 0

    def __str__(self) -> str:
        if self.axes == 0:
            return self.dtype
        return f"an array of {self.dtype} with {self.axes} {'axis' if self.axes == 1 else 'axes'}, in C order"


Float32s: TypeAlias = Annotated[np.ndarray, Compiled("float32", 1)]
Float64s: TypeAlias = Annotated[np.ndarray, Compiled("float64", 1)]
Int32s: TypeAlias = Annotated[np.ndarray, Compiled("int32", 1)]
Int64s: TypeAlias = Annotated[np.ndarray, Compiled("int64", 1)]
UInt8s: TypeAlias = Annotated[np.ndarray, Compiled("uint8", 1)]
UInt32s: TypeAlias = Annotated[np.ndarray, Compiled("uint32", 1)]
Float64Table: TypeAlias = Annotated[np.ndarray, Compiled("float64", 2)]
Int32Table: TypeAlias = Annotated[np.ndarray, Compiled("int32", 2)]

NUMBERS = {int: Compiled("int64"), float: Compiled("float64"), bool: Compiled("bool"), np.uint32: Compiled("uint32"),
           np.uint64: Compiled("uint64")}


def compiled(hint: Any) -> Compiled | None:
    """What a type hint says to the compiler, if anything."""
    if isinstance(hint, Compiled):
        return hint
    return next((more for more in getattr(hint, "__metadata__", ()) if isinstance(more, Compiled)), NUMBERS.get(hint))
