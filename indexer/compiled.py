"""Loops in machine code: Numba compiles a function when it is first called, and keeps what it made beside the source.

For a hundred candidates numpy spends its time on starting a few hundred small operations; one loop over them takes a
tenth of it, and lets other threads work meanwhile.
"""

import functools
import threading
from collections.abc import Callable
from typing import Any, ParamSpec, TypeVar, cast

Given = ParamSpec("Given")
Result = TypeVar("Result")

_one_at_a_time = threading.RLock()


def compiled(loop: Callable[Given, Result]) -> Callable[Given, Result]:
    """A loop over arrays, compiled for the types that it is called with.

    Arrays are C-contiguous, and of the same types in every call: for others it would be compiled once more. The
    arithmetic is that of IEEE 754 in the order of the source, so that machines agree on every digit.
    """
    made: list[Callable[Given, Result]] = []

    @functools.wraps(loop)
    def call(*given: Given.args, **named: Given.kwargs) -> Result:
        if not made:
            with _one_at_a_time:
                if not made:
                    made.append(_compile(loop))
        return made[0](*given, **named)

    return call


def _compile(loop: Callable[Given, Result]) -> Callable[Given, Result]:
    import numba

    options: dict[str, Any] = {"nogil": True, "error_model": "numpy", "boundscheck": False}
    try:
        made = numba.njit(cache=True, **options)(loop)
    except RuntimeError:
        # Nowhere to keep it (a read-only disk without a home): compiled anew by every process.
        made = numba.njit(**options)(loop)
    return cast("Callable[Given, Result]", made)
