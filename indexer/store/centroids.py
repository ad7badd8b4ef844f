"""What each transcript is about: the mean of its passages' vectors, beside that of all."""

from functools import cached_property

import msgspec
import numpy as np
import numpy.typing as npt

from embeddings.encoder import Vectors
from indexer.compiled import compiled
from indexer.store.sorted_lookup import places

Numbers = npt.NDArray[np.int32]

_STEADY = 10
"""So many passages of no subject are added to each transcript's own: what few say is by chance more than by subject."""


class Centroids(msgspec.Struct, frozen=True, eq=False, dict=True):
    """t transcripts by their keys, ascending, with the sums of their passages' vectors and their numbers.

    `transcripts` int32 and `counts` int64 have shape (t,), `sums` float32 (t, dimension).
    """

    transcripts: Numbers
    sums: Vectors
    counts: npt.NDArray[np.int64]

    def near(self, query: Vectors, transcripts: Numbers) -> Vectors:
        """How much nearer transcripts are to a query in the mean than all are: float32, shape (len(transcripts),).

        The difference of the mean cosines of a transcript's passages and of all passages, drawn to 0 where it has few.
        A transcript that is not known is at 0.
        """
        if not len(self.transcripts):
            return np.zeros(len(transcripts), np.float32)
        found = places(self.transcripts, transcripts)
        return _nearer(self.sums, self.counts, found, query, np.float32(self.mean @ query))

    def counts_of(self, transcripts: Numbers) -> npt.NDArray[np.int64]:
        """How many passages transcripts have: int64, shape (len(transcripts),); 0 for one that is not known."""
        found = places(self.transcripts, transcripts)
        return np.asarray(np.append(self.counts, 0)[found], np.int64)

    @cached_property
    def mean(self) -> Vectors:
        """The mean of all passages' vectors: float32, shape (dimension,)."""
        return np.asarray(self.sums.sum(axis=0) / self.counts.sum(), np.float32)

    def of(self, transcripts: Numbers) -> "Centroids":
        """Those of some transcripts."""
        left = np.isin(self.transcripts, transcripts)
        return self if left.all() else Centroids(self.transcripts[left], self.sums[left], self.counts[left])

    def with_more(self, other: "Centroids") -> "Centroids":
        """These with others behind them; a transcript may have a part here and a part there."""
        if not len(self.transcripts):
            return other
        transcripts = np.concatenate([self.transcripts, other.transcripts])
        return _summed(
            transcripts, np.concatenate([self.sums, other.sums]), np.concatenate([self.counts, other.counts])
        )


@compiled
def _nearer(
    sums: Vectors,
    counts: npt.NDArray[np.int64],
    standing: npt.NDArray[np.int64],
    query: Vectors,
    typical: np.float32,
) -> Vectors:
    """The difference of a query's mean cosines with the passages of transcripts, by their places, and with all."""
    found = np.zeros(len(standing), np.float32)
    for at in range(len(standing)):
        place = standing[at]
        if place < 0:
            continue
        if at > 0 and place == standing[at - 1]:
            found[at] = found[at - 1]
            continue
        total = np.float32(0)
        for part in range(len(query)):
            total += sums[place, part] * query[part]
        found[at] = (total - counts[place] * typical) / (counts[place] + _STEADY)
    return found


def centroids_of(transcripts: Numbers, vectors: Vectors) -> Centroids:
    """The centroids of passages by their transcripts, int32 (n,), ascending, and vectors, float32 (n, dimension)."""
    return _summed(transcripts, vectors, np.ones(len(transcripts), np.int64))


def _summed(transcripts: Numbers, sums: Vectors, counts: npt.NDArray[np.int64]) -> Centroids:
    if not len(transcripts):
        return Centroids(transcripts, sums, counts)
    keys, first = np.unique(transcripts, return_index=True)
    return Centroids(keys, np.add.reduceat(sums, first, axis=0), np.add.reduceat(counts, first))
