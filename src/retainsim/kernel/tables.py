"""Tables: many named numbers and arrays, declared once, that compiled functions take as one pointer.

Numba passes a named tuple by value and flattened: an array is seven words, so a hundred fields were 600 arguments of
every function, and ten minutes of compiling. A table lies in memory once, numbers at eight bytes, arrays as pointer and
shape; its fields are never bound anew, so compiled code reads them once and keeps what it has read (decision 3).

The annotation of a field, or of an argument, says its one type: numbers are `int`, `float`, `bool`, `np.uint32` or
`np.uint64`; all else says so by `Annotated[..., Compiled(...)]`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from inspect import get_annotations
from numbers import Integral, Real
from typing import Annotated, Any, ClassVar, Self, TypeAlias, dataclass_transform, get_type_hints

import numpy as np

WORD = 8  # bytes


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
UInt64s: TypeAlias = Annotated[np.ndarray, Compiled("uint64", 1)]
Float64Table: TypeAlias = Annotated[np.ndarray, Compiled("float64", 2)]
Int32Table: TypeAlias = Annotated[np.ndarray, Compiled("int32", 2)]
Int64Table: TypeAlias = Annotated[np.ndarray, Compiled("int64", 2)]

NUMBERS: dict[Any, Compiled] = {int: Compiled("int64"), float: Compiled("float64"), bool: Compiled("bool"),
                                np.uint32: Compiled("uint32"), np.uint64: Compiled("uint64")}


@dataclass_transform(kw_only_default=True, frozen_default=True)
class Table:
    """Base of classes that declare their fields by annotations, or as `more`: numbers, arrays with type and number of
    axes, tables within the table.

    Raises   `TypeError` for a field that is missing, unknown or not what was declared, with all of these at once.
    """

    _fields: ClassVar[dict[str, Compiled | type[Table]]]

    def __init_subclass__(cls, more: Mapping[str, Any] | None = None) -> None:
        hints = {name: hint for name, hint in get_type_hints(cls, include_extras=True).items()
                 if name in get_annotations(cls)} | dict(more or {})
        types = {name: declared_type(hint) for name, hint in hints.items()}
        if unclear := [name for name, what in types.items() if what is None]:
            raise TypeError(f"{cls.__name__}: the compiler does not know the types of {', '.join(unclear)}")
        cls._fields = {name: what for name, what in types.items() if what}

    def __init__(self, **values: Any) -> None:
        name = type(self).__name__
        if wrong := set(values) ^ set(self._fields):
            raise TypeError(f"{name} is missing, or does not know: {', '.join(sorted(wrong))}")
        objections = {field: _objection(values[field], what) for field, what in self._fields.items()}
        if any(objections.values()):
            raise TypeError("; ".join(f"{name}.{field} must be {self._fields[field]}, and is {objection}"
                                      for field, objection in objections.items() if objection))
        words: list[int] = []
        for field, what in self._fields.items():
            value = values[field]
            if not isinstance(what, Compiled):
                words += value._in_memory.tolist()
            elif what.axes:
                words += [value.ctypes.data, *value.shape]
            else:
                value = np.dtype(what.dtype).type(value)
                words.append(int(value.view(np.int64) if value.nbytes == WORD else value))
                value = value.item()
            object.__setattr__(self, field, value)
        in_memory = np.array(words, np.int64)
        object.__setattr__(self, "_in_memory", in_memory)
        object.__setattr__(self, "address", in_memory.ctypes.data)

    def __setattr__(self, name: str, value: Any) -> None:
        raise AttributeError(f"{type(self).__name__}.{name} cannot be bound anew: compiled code may have read it")

    def __iter__(self) -> Iterator[Any]:
        return (getattr(self, field) for field in self._fields)

    def __reduce__(self) -> tuple[Any, ...]:
        return partial(type(self), **dict(zip(self._fields, self, strict=True))), ()

    def copy(self, **instead: Any) -> Self:
        """The same, with arrays of its own, and with these values instead."""
        own = {field: value.copy() if isinstance(value, np.ndarray | Table) else value
               for field, value in zip(self._fields, self, strict=True) if field not in instead}
        return type(self)(**own, **instead)

    __copy__ = copy


def declared_type(hint: Any) -> Compiled | type[Table] | None:
    """What the annotation of a field or of an argument declares, if anything."""
    if isinstance(hint, Compiled) or (isinstance(hint, type) and issubclass(hint, Table)):
        return hint
    return next((more for more in getattr(hint, "__metadata__", ()) if isinstance(more, Compiled)), NUMBERS.get(hint))


def _objection(value: Any, what: Compiled | type[Table]) -> str:
    """What is wrong with the value of a field, or nothing."""
    if not isinstance(what, Compiled):
        return "" if type(value) is what else f"a {type(value).__name__}"
    if what.axes:
        if not isinstance(value, np.ndarray):
            return f"a {type(value).__name__}"
        actual = Compiled(str(value.dtype), value.ndim)
        if actual != what:
            return str(actual)
        return "" if value.flags.c_contiguous and value.flags.aligned else "not in C order without gaps: take a copy"
    is_number = isinstance(value, Integral if what.dtype == "int64" else Real)
    return "" if is_number else f"a {type(value).__name__}"
