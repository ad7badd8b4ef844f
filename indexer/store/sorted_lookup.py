"""Looking up in arrays that ascend."""

from typing import Any

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.integer[Any]]


def places(held: Numbers, wanted: Numbers) -> npt.NDArray[np.int64]:
    """Where values stand among those held, which ascend: int64, shape (len(wanted),); -1 for one that does not."""
    if not len(held):
        return np.full(len(wanted), -1, np.int64)
    found = np.minimum(np.searchsorted(held, wanted), len(held) - 1)
    return np.where(held[found] == wanted, found, -1)
