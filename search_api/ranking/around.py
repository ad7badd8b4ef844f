"""What stands around each candidate: a window of passages, with their scores."""

import msgspec
import numpy as np
import numpy.typing as npt

from indexer.outline import Outline, Rows

RADIUS = 10
"""How many passages before and after a candidate are looked at."""
OFFSETS = np.arange(-RADIUS, RADIUS + 1)

Floats = npt.NDArray[np.float32]
Bits = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]


class Around(msgspec.Struct, frozen=True, eq=False):
    """Windows of the outline around n candidates: shape (n, 2 * RADIUS + 1), the candidates in the middle.

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


def windows(outline: Outline, rows: Rows, radius: int = RADIUS) -> Rows:
    """The rows around each candidate row: int64, shape (n, 2 * radius + 1), -1 outside its transcript."""
    places = rows[:, None] + np.arange(-radius, radius + 1)
    clipped = np.clip(places, 0, len(outline.keys) - 1)
    same = outline.transcript[clipped] == outline.transcript[rows][:, None]
    return np.where(same & (clipped == places), places, -1)


def distinct(rows: Rows) -> Rows:
    """The distinct rows, ascending. Some thousands that are nearly in order are sorted faster than hashed."""
    ordered = np.sort(rows, axis=None)
    return ordered[np.concatenate(([True], ordered[1:] != ordered[:-1]))] if len(ordered) else ordered
