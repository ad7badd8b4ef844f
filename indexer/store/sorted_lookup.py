"""Lookup in sorted arrays."""

from typing import Any

import numpy as np
import numpy.typing as npt

from indexer.compiled import compiled

Numbers = npt.NDArray[np.integer[Any]]


@compiled
def positions(ascending: Numbers, values: Numbers) -> npt.NDArray[np.int64]:
    """The positions of values in an ascending array: int64, shape (len(values),); -1 for a value that is missing.

    The ascending values are distinct. Where they are consecutive numbers, nothing is searched.
    """
    count = len(ascending)
    found = np.full(len(values), -1, np.int64)
    consecutive = count > 0 and ascending[count - 1] - ascending[0] == count - 1
    for number in range(len(values)):
        value = values[number]
        at = value - ascending[0] if consecutive else np.searchsorted(ascending, value)
        if 0 <= at < count and ascending[at] == value:
            found[number] = at
    return found
