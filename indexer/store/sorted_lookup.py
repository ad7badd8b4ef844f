"""Lookup in sorted arrays."""

from typing import Any

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.integer[Any]]


def positions(ascending: Numbers, values: Numbers) -> npt.NDArray[np.int64]:
    """The positions of values in an ascending array: int64, shape (len(values),); -1 for a value that is missing."""
    if not len(ascending):
        return np.full(len(values), -1, np.int64)
    nearest = np.minimum(np.searchsorted(ascending, values), len(ascending) - 1)
    return np.where(ascending[nearest] == values, nearest, -1)
