"""How near the words of passages are in meaning to those that are asked about.

A table that ships with the package holds a vector a stem, of the encoder that it was trained with; it serves indexes of
any other too. A stem that is not in it is near to itself alone.
"""

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path

import msgspec
import numpy as np
import numpy.typing as npt

from indexer.compiled import compiled
from indexer.store.analysis import stem_hash
from indexer.store.protocol import PassageStems
from search_api.retrieval.windows import Floats, Rows

_BITS = 20
"""Stems are looked up by the first bits of their hash."""


class WordVectors(msgspec.Struct, frozen=True, eq=False, dict=True):
    """Vectors of w stems: `hashes` as in a passage table, ascending, uint32 (w,); `vectors` int8 (w, d).

    Products of two vectors are cosines when they are multiplied by `scale`.
    """

    hashes: npt.NDArray[np.uint32]
    vectors: npt.NDArray[np.int8]
    scale: float

    @cached_property
    def _slots(self) -> npt.NDArray[np.int16]:
        # Of two stems in one slot the first is found; the other is near to itself alone.
        slots = np.full(1 << _BITS, -1, np.int16)
        places = self.hashes >> np.uint32(32 - _BITS)
        slots[places[::-1]] = np.arange(len(places) - 1, -1, -1)
        return slots

    def nearness(self, stems: Sequence[str], passages: PassageStems) -> Floats:
        """The cosine of each stem with the nearest word of each of n passages: float32, shape (n, len(stems)).

        It is 1 where the passage holds the stem, and not below 0.
        """
        hashes = np.array([stem_hash(stem) for stem in stems], np.uint32)
        return self.nearest(hashes, passages.ends, passages.hashes, np.arange(len(passages.ends)))

    def nearest(
        self,
        hashes: npt.NDArray[np.uint32],
        ends: npt.NDArray[np.int64],
        words: npt.NDArray[np.uint32],
        rows: Rows,
    ) -> Floats:
        """As `nearness`, for stems by their hashes; a row's words are those up to its end from the end before."""
        return _nearest(
            ends,
            words,
            rows,
            hashes,
            self._slots,
            32 - _BITS,
            self.hashes,
            self.vectors,
            self.scale,
        )


# Written out for the compiler.
@compiled
def _nearest(  # noqa: C901, PLR0913, PLR0917 - plain arrays, for the compiler
    stem_ends: Rows,
    stems: npt.NDArray[np.uint32],
    rows: Rows,
    wanted: npt.NDArray[np.uint32],
    slots: npt.NDArray[np.int16],
    shift: int,
    hashes: npt.NDArray[np.uint32],
    vectors: npt.NDArray[np.int8],
    scale: float,
) -> Floats:
    """The cosine of each wanted stem with the nearest word of each row: shape (len(rows), len(wanted)).

    Stems are found in a table by their hashes: `slots` by the first bits, `vectors` int8 (t, d). It is 1 for a stem
    with itself, 0 with one that is not in the table, and not below 0.
    """
    many, dimension = len(wanted), vectors.shape[1]
    places = np.full(many, -1, np.int64)
    for number in range(many):
        slot = np.int64(slots[wanted[number] >> shift])
        if slot >= 0 and hashes[slot] == wanted[number]:
            places[number] = slot
    known = np.zeros(len(hashes), np.bool_)
    cosines = np.empty((len(hashes), many), np.float32)
    found = np.zeros((len(rows), many), np.float32)
    for one in range(len(rows)):
        row = rows[one]
        for at in range(stem_ends[row - 1] if row > 0 else 0, stem_ends[row]):
            word = stems[at]
            slot = np.int64(slots[word >> shift])
            if slot < 0 or hashes[slot] != word:
                for number in range(many):
                    if wanted[number] == word:
                        found[one, number] = 1
                continue
            if not known[slot]:
                known[slot] = True
                for number in range(many):
                    product = np.int32(0)
                    if places[number] >= 0:
                        for axis in range(dimension):
                            product += np.int32(vectors[places[number], axis]) * np.int32(vectors[slot, axis])
                    cosines[slot, number] = 1 if wanted[number] == word else product * np.float32(scale)
            for number in range(many):
                found[one, number] = max(found[one, number], cosines[slot, number])
    return found


def read_word_vectors(path: Path) -> WordVectors:
    """The table in a file, as `onrecord eval train` writes it.

    Raises:
        OSError, ValueError, KeyError: there is none, or it is damaged.
    """
    with np.load(path, allow_pickle=False) as parts:
        return WordVectors(parts["hashes"], parts["vectors"], float(parts["scale"]))


NO_WORD_VECTORS = WordVectors(np.zeros(1, np.uint32), np.zeros((1, 1), np.int8), 0.0)
"""A table without words: each is near to itself alone."""
