"""The windows of candidates: passages before and after each, with their scores."""

import msgspec
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


class WindowColumns(msgspec.Struct, frozen=True, eq=False):
    """The windows of n candidates: shape (n, 2 * RADIUS + 1), the candidates in the middle.

    `rows` are -1 outside the candidate's transcript, where all else is 0. `cosine` is that of the topic;
    `held` has a bit for each of the topic's stems.
    """

    rows: Rows
    cosine: Floats
    held: Bits

    @property
    def inside(self) -> Flags:
        """Which places are in the candidate's transcript."""
        return self.rows >= 0
