"""What stands around each candidate: a window of passages, with their scores."""

import msgspec
import numpy as np
import numpy.typing as npt

from indexer.compiled import compiled
from indexer.store.passage_table import PassageTable, Rows

RADIUS = 10
"""How many passages before and after a candidate are looked at."""
OFFSETS = np.arange(-RADIUS, RADIUS + 1)

Floats = npt.NDArray[np.float32]
Bits = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]


class WindowColumns(msgspec.Struct, frozen=True, eq=False):
    """Windows of the passage table around n candidates: shape (n, 2 * RADIUS + 1), the candidates in the middle.

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


class Windows(msgspec.Struct, frozen=True, eq=False):
    """The windows of n rows: `around` are the distinct rows of all, ascending; `at`, (n, 2 * radius + 1), is where each
    place stands among them, -1 outside the row's transcript.
    """

    around: Rows
    at: Rows

    @property
    def rows(self) -> Rows:
        """The row of each place, -1 outside."""
        return np.where(self.at >= 0, self.around[self.at], -1)


def windows(table: PassageTable, rows: Rows, radius: int = RADIUS) -> Windows:
    """The windows around distinct rows, which ascend."""
    return Windows(*_spans(table.transcript, rows, radius))


def distinct(rows: Rows) -> Rows:
    """The distinct rows, ascending. Some thousands that are nearly in order are sorted faster than hashed."""
    ordered = np.sort(rows, axis=None)
    return ordered[np.concatenate(([True], ordered[1:] != ordered[:-1]))] if len(ordered) else ordered


@compiled
def _spans(transcript: npt.NDArray[np.int32], rows: Rows, radius: int) -> tuple[Rows, Rows]:
    """The distinct rows of all windows around ascending rows, (m,), and where each place stands among them, (n, w).

    It is -1 outside the row's transcript.
    """
    width = 2 * radius + 1
    at = np.full((len(rows), width), -1, np.int64)
    distinct = np.empty(len(rows) * width, np.int64)
    count, last = 0, -1
    for one in range(len(rows)):
        row = rows[one]
        for place in range(max(0, row - radius), min(len(transcript), row + radius + 1)):
            if transcript[place] == transcript[row]:
                if place > last:
                    distinct[count] = place
                    count += 1
                    last = place
                # What lies between this place and the last was taken too: windows of a transcript overlap in order.
                at[one, place - row + radius] = count - 1 - (last - place)
    return distinct[:count].copy(), at
