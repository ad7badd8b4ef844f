"""How similar the words of passages are in meaning to those of a topic.

The table that ships with the package holds a vector for each stem, from the encoder that it was trained with; it is
used with indexes of every encoder. A stem that is not in it is similar to itself alone.
"""

from functools import cached_property
from pathlib import Path

import msgspec
import numpy as np
import numpy.typing as npt

from indexer.compiled import compiled
from indexer.store.protocol import PassageStems
from search_api.retrieval.windows import Floats, Rows

_PREFIX_BITS = 20
"""Stems are looked up by the first bits of their hash."""


class WordVectors(msgspec.Struct, frozen=True, eq=False, dict=True):
    """Vectors of w stems: `hashes` uint32 (w,), ascending, as in a passage table; `vectors` int8 (w, d).

    The product of two vectors times `scale` is their cosine.
    """

    hashes: npt.NDArray[np.uint32]
    vectors: npt.NDArray[np.int8]
    scale: float

    @cached_property
    def _slots(self) -> npt.NDArray[np.int16]:
        # Of two stems with one prefix the first is found; the other is similar to itself alone.
        slots = np.full(1 << _PREFIX_BITS, -1, np.int16)
        prefixes = self.hashes >> np.uint32(32 - _PREFIX_BITS)
        slots[prefixes[::-1]] = np.arange(len(prefixes) - 1, -1, -1)
        return slots

    def similarity(self, stems: npt.NDArray[np.uint32], passages: PassageStems) -> Floats:
        """The cosine of each stem, by its hash, with the most similar word of each of n passages: float32.

        The shape is (n, len(stems)). It is 1 where the passage holds the stem, and at least 0.
        """
        return _most_similar(
            passages.ends,
            passages.hashes,
            passages.indexes,
            stems,
            self._slots,
            32 - _PREFIX_BITS,
            self.hashes,
            self.vectors,
            self.scale,
        )


@compiled
def _most_similar(  # noqa: C901, PLR0913, PLR0917 - plain arrays and written-out loops, for the compiler
    ends: Rows,
    words: npt.NDArray[np.uint32],
    rows: Rows,
    stems: npt.NDArray[np.uint32],
    slots: npt.NDArray[np.int16],
    shift: int,
    hashes: npt.NDArray[np.uint32],
    vectors: npt.NDArray[np.int8],
    scale: float,
) -> Floats:
    """The cosine of each stem with the most similar word of each row: shape (len(rows), len(stems)).

    `slots` gives the index into `hashes` and `vectors` by the first bits of a hash, -1 for none.
    """
    count, dimension = len(stems), vectors.shape[1]
    stem_slots = np.full(count, -1, np.int64)
    for stem in range(count):
        slot = np.int64(slots[stems[stem] >> shift])
        if slot >= 0 and hashes[slot] == stems[stem]:
            stem_slots[stem] = slot
    computed = np.zeros(len(hashes), np.bool_)
    cosines = np.empty((len(hashes), count), np.float32)
    best = np.zeros((len(rows), count), np.float32)
    for number in range(len(rows)):
        row = rows[number]
        for at in range(ends[row - 1] if row > 0 else 0, ends[row]):
            word = words[at]
            slot = np.int64(slots[word >> shift])
            if slot < 0 or hashes[slot] != word:
                for stem in range(count):
                    if stems[stem] == word:
                        best[number, stem] = 1
                continue
            if not computed[slot]:
                computed[slot] = True
                for stem in range(count):
                    product = np.int32(0)
                    if stem_slots[stem] >= 0:
                        for axis in range(dimension):
                            product += np.int32(vectors[stem_slots[stem], axis]) * np.int32(vectors[slot, axis])
                    cosines[slot, stem] = 1 if stems[stem] == word else product * np.float32(scale)
            for stem in range(count):
                best[number, stem] = max(best[number, stem], cosines[slot, stem])
    return best


def read_word_vectors(path: Path) -> WordVectors:
    """The table in a file that `onrecord eval train` wrote.

    Raises:
        OSError, ValueError, KeyError: the file is missing or damaged.
    """
    with np.load(path, allow_pickle=False) as parts:
        return WordVectors(parts["hashes"], parts["vectors"], float(parts["scale"]))


NO_WORD_VECTORS = WordVectors(np.zeros(1, np.uint32), np.zeros((1, 1), np.int8), 0.0)
"""A table without words: each is similar to itself alone."""
