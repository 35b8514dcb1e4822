"""Every function compiled once: parts are linked, unoptimised, into the few entries that Python calls.

Numba by itself optimises each function together with all that it calls, turns it into machine code, and does the same
again in every caller. Here a part stays intermediate code; an entry links all its parts, once each, then optimises.

This file uses what Numba does not promise to keep: how it links (`JITCodeLibrary`), which compiler a function has
(`CompilerBase`), how a caller finds it (`get_call_template`), how it asks a cache. It is tested with the oldest and the
newest version that `pyproject.toml` allows; `RETAINSIM_COMPILER=plain` does without it.
"""

import gc
import itertools
import pickle
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cached_property
from typing import Any

from llvmlite.binding import Linkage
from numba.core import compiler, types
from numba.core.codegen import JITCodeLibrary
from numba.core.compiler_lock import global_compiler_lock
from numba.core.errors import TypingError
from numba.core.registry import CPUDispatcher
from numba.core.serialize import dumps

from retainsim.kernel import cache
from retainsim.kernel.table_types import signature_of

_numbers = itertools.count()


class _WithoutMachineCode:
    """The code generator as parts see it: there is no environment to set in what is not loaded."""

    def __init__(self, codegen: Any) -> None:
        self._codegen = codegen

    def __getattr__(self, name: str) -> Any:
        return getattr(self._codegen, name)

    def set_env(self, name: str, environment: Any) -> None:
        """Nothing to do."""


class _PartLibrary(JITCodeLibrary):  # type: ignore[misc]  # numba is untyped
    """Intermediate code to be linked into entries."""

    def __init__(self, codegen: Any, name: str) -> None:
        super().__init__(codegen, name)
        self._codegen = _WithoutMachineCode(codegen)

    def _optimize_functions(self, module: Any) -> None:
        module.data_layout = self._codegen._data_layout

    def finalize(self) -> None:
        self._raise_if_finalized()
        self._finalize_dynamic_globals()
        self._finalized = True

    def get_pointer_to_function(self, name: str) -> int:
        self._ensure_finalized()
        return 0


class _EntryLibrary(JITCodeLibrary):  # type: ignore[misc]
    """Machine code of an entry with all its parts."""

    def finalize(self) -> None:
        """Link with all that the parts are to be linked with, each once."""
        every: dict[Any, None] = {}
        waiting: list[Any] = list(self._linking_libraries)
        while waiting:
            library = waiting.pop()
            if library not in every:
                every[library] = None
                if isinstance(library, _PartLibrary):
                    waiting += library._linking_libraries
        self._linking_libraries: list[Any] = list(every)
        super().finalize()

    def _optimize_final_module(self) -> None:
        """Nobody else calls the parts: say so, and the compiler puts those with one caller into that caller."""
        for function in self._final_module.functions:
            if not function.is_declaration and function.linkage == Linkage.linkonce_odr:
                function.linkage = "internal"
        super()._optimize_final_module()


class _PartCompiler(compiler.Compiler):  # type: ignore[misc]
    library_class: type[JITCodeLibrary] = _PartLibrary

    def __init__(self, typing_context: Any, target_context: Any, library: Any, *more: Any) -> None:
        if library is None:
            library = self.library_class(target_context.codegen(), f"{self.library_class.__name__}{next(_numbers)}")
            library.enable_object_caching()
        super().__init__(typing_context, target_context, library, *more)


class _EntryCompiler(_PartCompiler):
    library_class = _EntryLibrary


class Part(CPUDispatcher):  # type: ignore[misc]
    """A function that compiled code calls; called from Python it is the plain function that it is."""

    def __init__(self, function: Callable[..., Any], flags: dict[str, Any], inline: bool) -> None:
        super().__init__(function, pipeline_class=_PartCompiler, targetoptions={
            **flags, "forceinline": inline, "nopython": True, "no_cpython_wrapper": True, "no_cfunc_wrapper": True})

    @cached_property
    def declared(self) -> tuple[types.Type, ...]:
        """The types of the arguments."""
        return signature_of(self.py_func)

    def get_call_template(self, args: Any, kws: Any) -> Any:
        """One signature, the declared one: callers convert, instead of one more compilation.

        Raises   `TypingError` where that would cut off a fraction.
        """
        _, args = self._compiler.fold_argument_types(args, kws)
        for name, actual, declared in zip(self._compiler.pysig.parameters, args, self.declared, strict=True):
            if isinstance(actual, types.Float) and isinstance(declared, types.Integer):
                raise TypingError(f"{self.py_func.__qualname__}: {name} is declared as {declared}, "
                                  f"and was given {actual}")
        template, signature, _, kws = super().get_call_template(self.declared, {})
        return template, signature, args, kws

    def __call__(self, *args: Any) -> Any:
        return self.py_func(*args)


class Entry(CPUDispatcher):  # type: ignore[misc]
    """A function that Python calls, with one signature, the declared one, from the cache where it is there."""

    def __init__(self, function: Callable[..., Any], flags: dict[str, Any]) -> None:
        super().__init__(function, pipeline_class=_EntryCompiler,
                         targetoptions={**flags, "nopython": True, "no_cfunc_wrapper": True})
        if function.__module__.startswith(f"{cache.PACKAGE.name}."):  # of other sources the cache notices no edit
            self._cache = _Cache(function)

    @property
    def must_compile(self) -> bool:
        """Whether a call would have to wait for the compiler."""
        return not self.overloads and not (isinstance(self._cache, _Cache) and self._cache.is_there(
            signature_of(self.py_func), self.targetctx))

    def ready(self) -> None:
        """Take it from the cache, or compile it."""
        with global_compiler_lock, _without_garbage_collection():
            if self._can_compile:  # another thread may have been here
                self.compile(signature_of(self.py_func))
                self.disable_compile()

    def __call__(self, *args: Any) -> Any:
        if self._can_compile:
            self.ready()
        for actual, declared in zip(args, self.nopython_signatures[0].args, strict=True):
            if isinstance(actual, float) and isinstance(declared, types.Integer):
                raise TypeError(f"{self.py_func.__qualname__}: {actual} is no whole number")
        return super().__call__(*args)


@contextmanager
def _without_garbage_collection() -> Iterator[None]:
    """The collector would go through the compiler's many objects again and again: a fifth of the time."""
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.enable()


class _Cache:
    """What a dispatcher asks for machine code before it compiles, and gives it afterwards."""

    def __init__(self, function: Callable[..., Any]) -> None:
        self._name = f"{function.__module__}.{function.__qualname__}"

    def _key(self, signature: Any, context: Any) -> str:
        return repr((str(signature), context.codegen().magic_tuple()))  # the latter tells the processor

    def is_there(self, signature: Any, context: Any) -> bool:
        return cache.read(self._name, self._key(signature, context)) is not None

    def load_overload(self, signature: Any, context: Any) -> Any:
        context.refresh()
        entry = cache.read(self._name, self._key(signature, context))
        return None if entry is None else compiler.CompileResult._rebuild(context, *pickle.loads(entry))

    def save_overload(self, signature: Any, result: Any) -> None:
        cache.write(self._name, self._key(signature, result.target_context), dumps(result._reduce()))
