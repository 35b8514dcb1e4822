"""What Numba is told of tables, by its extension interface: how they are passed, and how a field is read."""

from typing import Any, get_type_hints

import numpy as np
from llvmlite import ir
from numba import extending
from numba.core import cgutils, types
from numba.core.typing.templates import AttributeTemplate
from numba.np.numpy_support import from_dtype

from retainsim.kernel.tables import WORD, Compiled, Table, declared_type

INT64 = ir.IntType(64)


def type_of(what: Compiled | type[Table]) -> types.Type:
    """Numba's name for a declared type."""
    if not isinstance(what, Compiled):
        return table_type(what)
    scalar = from_dtype(np.dtype(what.dtype))
    return types.Array(scalar, what.axes, "C") if what.axes else scalar


class TableType(types.Type):
    """A kind of table: where each field lies [bytes], and of which type it is."""

    def __init__(self, kind: type[Table]) -> None:
        self.fields: dict[str, tuple[int, types.Type]] = {}
        self.size = 0
        for name, what in kind._fields.items():
            self.fields[name] = self.size, type_of(what)
            self.size += WORD * (1 + what.axes) if isinstance(what, Compiled) else table_type(what).size
        super().__init__(f"{kind.__module__}.{kind.__qualname__}")


_types: dict[type[Table], TableType] = {}


def table_type(kind: type[Table]) -> TableType:
    """The type of all tables of a kind."""
    if kind not in _types:
        _types[kind] = TableType(kind)
    return _types[kind]


def signature_of(function: Any) -> tuple[types.Type, ...]:
    """The types of all arguments, as they are declared.

    Raises   `TypeError` for an argument that does not say what it is.
    """
    hints = get_type_hints(function, include_extras=True)
    names = function.__code__.co_varnames[:function.__code__.co_argcount]
    arguments = {name: declared_type(hints.get(name)) for name in names}
    if unclear := [name for name, what in arguments.items() if what is None]:
        raise TypeError(f"{function.__module__}.{function.__qualname__}: the compiler does not know the type of "
                        f"{unclear[0]}")
    return tuple(type_of(what) for what in arguments.values() if what is not None)


@extending.typeof_impl.register(Table)  # type: ignore[untyped-decorator]  # numba is untyped
def _typeof(table: Table, context: Any) -> TableType:
    return table_type(type(table))


@extending.register_model(TableType)
class _Model(extending.models.PrimitiveModel):  # type: ignore[misc]
    """A table is passed as its address."""

    def __init__(self, manager: Any, kind: TableType) -> None:
        super().__init__(manager, kind, ir.IntType(8).as_pointer())

    def from_argument(self, builder: Any, value: Any) -> Any:
        """Say that all of it may be read at any time: a read may then be moved before a branch, out of a loop."""
        if isinstance(value, ir.Argument):
            value.attributes.dereferenceable = self._fe_type.size
            value.attributes.align = WORD
            for attribute in ("noalias", "nonnull"):
                value.attributes.add(attribute)
        return value


@extending.unbox(TableType)  # type: ignore[untyped-decorator]
def _unbox(kind: TableType, table: Any, c: Any) -> extending.NativeValue:
    number = c.pyapi.object_getattr_string(table, "address")
    pointer = c.pyapi.long_as_voidptr(number)
    c.pyapi.decref(number)
    return extending.NativeValue(pointer, is_error=cgutils.is_not_null(c.builder, c.pyapi.err_occurred()))


@extending.infer_getattr
class _Fields(AttributeTemplate):  # type: ignore[misc]
    key = TableType

    def generic_resolve(self, table: TableType, name: str) -> types.Type | None:
        return table.fields[name][1] if name in table.fields else None


@extending.lower_getattr_generic(TableType)  # type: ignore[untyped-decorator]
def _read(context: Any, builder: Any, table: TableType, address: Any, name: str) -> Any:
    """A number, a table within the table, or an array put together from its address and shape, which stay as they are.
    """
    offset, field = table.fields[name]
    if isinstance(field, TableType):
        return builder.gep(address, [ir.Constant(INT64, offset)], inbounds=True)

    def word(place: int, kind: Any) -> Any:
        at = builder.gep(address, [ir.Constant(INT64, offset + WORD * place)], inbounds=True)
        read = builder.load(builder.bitcast(at, kind.as_pointer()), align=WORD)
        read.set_metadata("invariant.load", builder.module.add_metadata([]))
        return read

    if not isinstance(field, types.Array):
        return word(0, context.get_value_type(field))
    array = cgutils.create_struct_proxy(field)(context, builder)
    shape = [word(axis + 1, INT64) for axis in range(field.ndim)]
    itemsize = ir.Constant(INT64, context.get_abi_sizeof(context.get_data_type(field.dtype)))
    strides, items = [itemsize], shape[-1]
    for length in reversed(shape[1:]):
        strides.insert(0, builder.mul(strides[0], length))
    for length in shape[:-1]:
        items = builder.mul(items, length)
    data = context.get_data_type(field.dtype).as_pointer()
    array.data, array.nitems, array.itemsize = word(0, data), items, itemsize
    array.shape, array.strides = (cgutils.pack_array(builder, values) for values in (shape, strides))
    array.meminfo = cgutils.get_null_value(array.meminfo.type)
    array.parent = cgutils.get_null_value(array.parent.type)
    return array._getvalue()
