"""Kernels in machine code: Numba compiles a function on its first call, and caches the result next to the source.

On a hundred candidates, numpy spends its time on the overhead of a few hundred small operations. A compiled loop takes
a tenth of it, and releases the GIL.
"""

import functools
import threading
from collections.abc import Callable
from typing import Any, ParamSpec, TypeVar, cast

Parameters = ParamSpec("Parameters")
Result = TypeVar("Result")

_compiling = threading.RLock()


def compiled(kernel: Callable[Parameters, Result]) -> Callable[Parameters, Result]:
    """A function over arrays, compiled for the types of its arguments.

    Arrays must be C-contiguous and of the same types in every call; other types cost another compilation. The
    arithmetic is IEEE 754 in the order of the source, so that results are the same to the bit on every machine.
    """
    machine_code: list[Callable[Parameters, Result]] = []

    @functools.wraps(kernel)
    def call(*arguments: Parameters.args, **keywords: Parameters.kwargs) -> Result:
        if not machine_code:
            with _compiling:
                if not machine_code:
                    machine_code.append(_compile(kernel))
        return machine_code[0](*arguments, **keywords)

    return call


def _compile(kernel: Callable[Parameters, Result]) -> Callable[Parameters, Result]:
    import numba

    options: dict[str, Any] = {"nogil": True, "error_model": "numpy", "boundscheck": False}
    try:
        dispatcher = numba.njit(cache=True, **options)(kernel)
    except RuntimeError:
        # There is no writable cache, as on a read-only disk without a home: every process compiles.
        dispatcher = numba.njit(**options)(kernel)
    return cast("Callable[Parameters, Result]", dispatcher)
