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
import simsimd

from indexer.outline import Outline, Rows, stem_hash
from search_api.ranking.around import Floats

_BITS = 20
"""Stems are looked up by the first bits of their hash."""


class Words(msgspec.Struct, frozen=True, eq=False, dict=True):
    """Vectors of w stems: `hashes` as in an outline, ascending, uint32 (w,); `vectors` int8 (w, d).

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

    def places(self, hashes: npt.NDArray[np.uint32]) -> npt.NDArray[np.int16]:
        """Where stems stand in the table; -1 for those that do not. Any shape."""
        found = self._slots[hashes >> np.uint32(32 - _BITS)]
        return np.where(self.hashes[found] == hashes, found, np.int16(-1))

    def between(self, hashes: npt.NDArray[np.uint32], others: npt.NDArray[np.uint32]) -> Floats:
        """The cosines of stems with others: float32, shape (len(hashes), len(others)).

        It is 1 for a stem with itself, 0 for one that is not in the table, and not below 0.
        """
        places, other_places = self.places(hashes), self.places(others)
        products = simsimd.cdist(self.vectors[places], self.vectors[other_places], metric="dot")
        found = np.asarray(products, np.float32).reshape(len(places), len(other_places)) * np.float32(
            self.scale
        )
        found[places < 0] = 0
        found[:, other_places < 0] = 0
        found[hashes[:, None] == others[None, :]] = 1
        return np.asarray(np.maximum(found, 0), np.float32)

    def nearness(self, stems: Sequence[str], outline: Outline, rows: Rows) -> Floats:
        """The cosine of each stem with the nearest word of each row: float32, shape (len(rows), len(stems)).

        It is 1 where the row's passage holds the stem, and not below 0.
        """
        hashes = np.array([stem_hash(stem) for stem in stems], np.uint32)
        if not len(hashes) or not len(rows):
            return np.zeros((len(rows), len(hashes)), np.float32)
        words, ends = outline.words(rows)
        places = self.places(words)
        # One more than words, for those that are not in the table and for passages without any.
        spoken = np.zeros(len(self.hashes) + 1, np.bool_)
        spoken[places] = True
        spoken[-1] = False
        known = np.flatnonzero(spoken)
        column = np.full(len(spoken), len(known), np.int32)
        column[known] = np.arange(len(known))
        cosines = np.zeros((len(hashes), len(known) + 1), np.float32)
        cosines[:, :-1] = self._cosines(self.places(hashes), known)
        near = np.take(cosines, np.append(column[places], len(known)), axis=1)
        for stem, key in enumerate(hashes):
            near[stem, :-1][words == key] = 1
        starts = np.concatenate([[0], ends[:-1]])
        found = np.maximum.reduceat(near, starts, axis=1).T
        found[ends == starts] = 0
        return np.maximum(found, 0)

    def _cosines(self, places: npt.NDArray[np.int16], others: npt.NDArray[np.int64]) -> Floats:
        """The cosines of words with others, by their places: float32, shape (len(places), len(others)).

        A word at place -1 has 0 with all. Sums of products of bytes are whole in a float.
        """
        products = self.vectors[places].astype(np.float32) @ self.vectors[others].astype(np.float32).T
        products[places < 0] = 0
        return np.asarray(products * np.float32(self.scale), np.float32)


def read_words(path: Path) -> Words:
    """The table in a file, as `onrecord eval train` writes it.

    Raises:
        OSError, ValueError, KeyError: there is none, or it is damaged.
    """
    with np.load(path, allow_pickle=False) as parts:
        return Words(parts["hashes"], parts["vectors"], float(parts["scale"]))


NO_WORDS = Words(np.zeros(1, np.uint32), np.zeros((1, 1), np.int8), 0.0)
"""A table without words: each is near to itself alone."""
