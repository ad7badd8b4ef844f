"""The reach of the windows of candidates, and the types of what they hold."""

import numpy as np
import numpy.typing as npt

RADIUS = 10
"""How many passages before and after a candidate a window holds."""
OFFSETS = np.arange(-RADIUS, RADIUS + 1)

Floats = npt.NDArray[np.float32]
Bits = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
Rows = npt.NDArray[np.int64]
"""Indexes into the passages of all windows: int64; -1 for none."""
