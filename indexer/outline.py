"""The outline: who says what where, of all passages, as arrays in memory; what ranking looks around in."""

from collections.abc import Sequence

import msgspec
import numpy as np
import numpy.typing as npt

from indexer.catalog.rows import Keys

Rows = npt.NDArray[np.int64]
"""Places in an outline: int64, shape (n,); -1 stands for none."""


class Outline(msgspec.Struct, frozen=True, eq=False):
    """All passages of an index in the order of their keys, which is that of the transcripts' text.

    All arrays have shape (n,). A transcript's passages stand together, and a turn's. `turn` counts through the
    index; `length` is in code points; `label` points into `labels`, `speaker` into `speakers` (-1: no name).
    """

    keys: Keys
    transcript: npt.NDArray[np.int32]
    turn: npt.NDArray[np.int64]
    label: npt.NDArray[np.int32]
    speaker: npt.NDArray[np.int32]
    questioner: npt.NDArray[np.bool_]
    length: npt.NDArray[np.int32]
    labels: Sequence[str]
    speakers: Sequence[str]

    def rows(self, keys: Keys) -> Rows:
        """Where the given keys stand; -1 for a key that is not in the outline."""
        if not len(self.keys):
            return np.full(len(keys), -1, np.int64)
        rows = np.minimum(np.searchsorted(self.keys, keys), len(self.keys) - 1)
        return np.where(self.keys[rows] == keys, rows, -1)
