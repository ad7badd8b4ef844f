"""What each transcript is about: the mean of its passages' vectors, compared with that of all passages."""

from functools import cached_property

import msgspec
import numpy as np
import numpy.typing as npt

from embeddings.encoder import Vectors
from indexer.compiled import compiled
from indexer.store.sorted_lookup import positions

Numbers = npt.NDArray[np.int32]

_PRIOR = 10
"""How many passages without a subject are added to each transcript's own: a few passages differ from the mean by chance
more than by subject.
"""


class Centroids(msgspec.Struct, frozen=True, eq=False, dict=True):
    """t transcripts by their keys, ascending, with the sums of their passages' vectors and their numbers of passages.

    `transcripts` int32 and `counts` int64 have shape (t,), `sums` float32 (t, dimension).
    """

    transcripts: Numbers
    sums: Vectors
    counts: npt.NDArray[np.int64]

    def similarity(self, query: Vectors, transcripts: Numbers) -> Vectors:
        """How much nearer a query is to transcripts than to all: float32, shape (len(transcripts),).

        It is the difference of the mean cosines of a transcript's passages and of all passages, shrunk towards 0 for a
        transcript with few; 0 for an unknown one.
        """
        if not len(self.transcripts):
            return np.zeros(len(transcripts), np.float32)
        own = positions(self.transcripts, transcripts)
        return _similarity(self.sums, self.counts, own, query, np.float32(self.mean @ query))

    def counts_of(self, transcripts: Numbers) -> npt.NDArray[np.int64]:
        """How many passages transcripts have: int64, shape (len(transcripts),); 0 for an unknown one."""
        return np.asarray(np.append(self.counts, 0)[positions(self.transcripts, transcripts)], np.int64)

    @cached_property
    def mean(self) -> Vectors:
        """The mean of all passages' vectors: float32, shape (dimension,)."""
        return np.asarray(self.sums.sum(axis=0) / self.counts.sum(), np.float32)

    def of(self, transcripts: Numbers) -> "Centroids":
        """The centroids of some transcripts."""
        kept = np.isin(self.transcripts, transcripts)
        return self if kept.all() else Centroids(self.transcripts[kept], self.sums[kept], self.counts[kept])

    def merged(self, more: "Centroids") -> "Centroids":
        """These and the centroids of more passages; a transcript may have passages in both."""
        if not len(self.transcripts):
            return more
        return _summed(
            np.concatenate([self.transcripts, more.transcripts]),
            np.concatenate([self.sums, more.sums]),
            np.concatenate([self.counts, more.counts]),
        )


@compiled
def _similarity(
    sums: Vectors, counts: npt.NDArray[np.int64], own: npt.NDArray[np.int64], query: Vectors, mean: np.float32
) -> Vectors:
    """The shrunk difference of mean cosines for transcripts by their positions, -1 for none; `mean` is that of all."""
    result = np.zeros(len(own), np.float32)
    for number in range(len(own)):
        position = own[number]
        if position < 0:
            continue
        if number > 0 and position == own[number - 1]:
            result[number] = result[number - 1]
            continue
        total = np.float32(0)
        for axis in range(len(query)):
            total += sums[position, axis] * query[axis]
        result[number] = (total - counts[position] * mean) / (counts[position] + _PRIOR)
    return result


def centroids_of(transcripts: Numbers, vectors: Vectors) -> Centroids:
    """The centroids of passages by their transcripts, int32 (n,), ascending, and vectors, float32 (n, dimension)."""
    return _summed(transcripts, vectors, np.ones(len(transcripts), np.int64))


def _summed(transcripts: Numbers, sums: Vectors, counts: npt.NDArray[np.int64]) -> Centroids:
    if not len(transcripts):
        return Centroids(transcripts, sums, counts)
    keys, first = np.unique(transcripts, return_index=True)
    return Centroids(keys, np.add.reduceat(sums, first, axis=0), np.add.reduceat(counts, first))
