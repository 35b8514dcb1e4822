"""The compiler: from plain functions and declared tables to machine code. No other room knows how, or by whom."""

from retainsim.kernel.decorators import IS_PLAIN, entry, inlined, kernel, must_compile
from retainsim.kernel.tables import (
    Compiled,
    Float32s,
    Float64s,
    Float64Table,
    Int32s,
    Int32Table,
    Int64s,
    Int64Table,
    Table,
    UInt8s,
    UInt32s,
    UInt64s,
)

__all__ = ["IS_PLAIN", "Compiled", "Float32s", "Float64Table", "Float64s", "Int32Table", "Int32s", "Int64Table",
           "Int64s", "Table", "UInt8s", "UInt32s", "UInt64s", "entry", "inlined", "kernel", "must_compile"]
