"""Candidates in their surroundings: what features are made of."""

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property

import msgspec
import numpy as np
import numpy.typing as npt

from indexer.store.protocol import PassageColumns
from search_api.ranking import kernels
from search_api.ranking.transcript_evidence import TranscriptEvidence
from search_api.retrieval.windows import RADIUS, Bits, Flags, Floats, Rows, WindowColumns

Features = dict[str, Floats]


class Topic(msgspec.Struct, frozen=True, eq=False):
    """What is looked for: the topic's stems and their inverse document frequencies, shape (number of stems,)."""

    stems: Sequence[str]
    weights: Floats


class CandidateColumns(msgspec.Struct, frozen=True, eq=False):
    """n candidates, in the order of rows, and what the retrievers made of them: shape (n,).

    Ranks count from 1, 0 where a retriever did not find the candidate; `named` says how well the query names each
    place's speaker, shape (n, 2 * RADIUS + 1), from 0 to 1. `titled` is the share of the query that the
    transcript's title holds, `wanted` whether it has words of the kind that the query wants;
    `near` how near its words are to each of the topic's stems, shape (n, number of stems); `centroid_similarity` how
    near its transcript is to the topic in the mean, `mass` how much was found in it.
    """

    rows: Rows
    lexical: Floats
    dense_rank: Floats
    lexical_rank: Floats
    named: Floats
    titled: Floats
    wanted: Floats
    near: Floats
    centroid_similarity: Floats
    transcript_evidence: TranscriptEvidence


class Scene(msgspec.Struct, frozen=True, eq=False, dict=True):
    """Candidates in their windows; what several groups of features need is worked out once.

    `table` holds the columns of all passages of the windows: rows are indexes into it.
    """

    table: PassageColumns
    topic: Topic
    found: CandidateColumns
    window: WindowColumns
    groups: "Mapping[str, Callable[[Scene], Features]]" = {}
    memory: dict[str, Floats] = {}

    @property
    def size(self) -> int:
        """The number of candidates."""
        return len(self.found.rows)

    @property
    def cosine(self) -> Floats:
        """The candidates' own cosines."""
        return self.window.cosine[:, RADIUS]

    @cached_property
    def transcripts(self) -> npt.NDArray[np.int32]:
        """The candidates' transcripts, by their keys."""
        return self.table.transcript[self.found.rows]

    @cached_property
    def places(self) -> Rows:
        """The windows' rows, those outside set to 0: to index the passage table with."""
        return np.maximum(self.window.rows, 0)

    @cached_property
    def inside(self) -> Flags:
        """Which places are in the candidate's transcript."""
        return self.window.inside

    @cached_property
    def cover(self) -> Floats:
        """The share of the topic that each place holds, every stem by its weight."""
        return self.covered(self.window.held)

    @cached_property
    def nearness(self) -> Floats:
        """How near the candidates' words are to the topic's in the mean, every stem by its weight."""
        total = max(float(self.topic.weights.sum()), 1e-6)
        with np.errstate(invalid="ignore"):
            # Some BLAS touch what lies behind short rows, and report it; what they return is sound.
            return (self.found.near @ self.topic.weights / total).astype(np.float32)

    @cached_property
    def length(self) -> Floats:
        """The length of each place, in code points."""
        return (self.table.length[self.places] * self.inside).astype(np.float32)

    @cached_property
    def words(self) -> Floats:
        """BM25 with every stem counted once, which is what is known of neighbours: a share of the topic's weight."""
        return (self.cover * 2.2 / (1 + 1.2 * (0.25 + 0.75 * self.length / 500))).astype(np.float32)

    @cached_property
    def rrf(self) -> Floats:
        """Reciprocal rank fusion of both retrievers."""
        return reciprocal(self.found.dense_rank, 60) + reciprocal(self.found.lexical_rank, 60)

    @cached_property
    def features(self) -> Features:
        """All features by name, float32 of shape (n,), in a fixed order."""
        return {name: values for group in self.grouped.values() for name, values in group.items()}

    @cached_property
    def grouped(self) -> dict[str, Features]:
        """The features by group."""
        return {name: group(self) for name, group in self.groups.items()}

    def covered(self, held: Bits) -> Floats:
        """The share of the topic's weight in sets of stems; any shape."""
        return kernels.cover(held.ravel(), self.topic.weights).reshape(held.shape)


def reciprocal(ranks: Floats, k: int) -> Floats:
    """1 / (k + rank), 0 where there is no rank."""
    return np.where(ranks > 0, 1 / (k + ranks), 0).astype(np.float32)
