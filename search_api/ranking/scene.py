"""The candidates of a query with their windows: the input of every ranking model."""

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property

import msgspec
import numpy as np
import numpy.typing as npt

from indexer.store.protocol import PassageColumns, Windows
from search_api.ranking import kernels
from search_api.ranking.transcript_evidence import TranscriptEvidence
from search_api.retrieval.fusion import RRF_K
from search_api.retrieval.windows import RADIUS, Bits, Flags, Floats, Rows

Features = dict[str, Floats]
"""Feature values of n candidates by name: float32, shape (n,) each."""
_K1, _B, _MEAN_LENGTH = 1.2, 0.75, 500
"""BM25's parameters; the mean length of a passage in code points."""


class WeightedStems(msgspec.Struct, frozen=True, eq=False):
    """The stems of a topic and their inverse document frequencies, float32 of shape (number of stems,)."""

    stems: Sequence[str]
    weights: Floats


class CandidateColumns(msgspec.Struct, frozen=True, eq=False):
    """n candidates by ascending row, with the retrievers' scores and ranks: shape (n,) unless given otherwise.

    Ranks count from 1; 0 where a retriever did not return the candidate. All matches and similarities lie in 0 to 1:
    `speaker_match` is how well the query names the speaker of each passage in the window, (n, 2 * RADIUS + 1);
    `title_match` the share of the query that the transcript's title holds; `kind_match` whether the passage holds words
    of the answer kind that the query calls for; `stem_similarity` the highest similarity of the passage's words to each
    of the topic's stems, (n, number of stems). `centroid_similarity` is that of the topic to the transcript.
    """

    rows: Rows
    lexical_score: Floats
    dense_rank: Floats
    lexical_rank: Floats
    speaker_match: Floats
    title_match: Floats
    kind_match: Floats
    stem_similarity: Floats
    centroid_similarity: Floats
    transcript_evidence: TranscriptEvidence


class Scene(msgspec.Struct, frozen=True, eq=False, dict=True):
    """Candidates with their windows, and what several features are computed from, computed once.

    The windows have 2 * RADIUS + 1 columns, and the topic's cosines and stems. Rows are indexes into `passages`.
    """

    topic: WeightedStems
    candidates: CandidateColumns
    window: Windows
    groups: "Mapping[str, Callable[[Scene], Features]]" = {}
    model_scores: dict[int, Floats] = {}
    """Scores by the identity of the model that gave them: a tenth of a repeated query."""

    @property
    def size(self) -> int:
        """The number of candidates."""
        return len(self.candidates.rows)

    @property
    def passages(self) -> PassageColumns:
        """The columns of passages, among them all of the windows."""
        return self.window.passages

    @property
    def cosine(self) -> Floats:
        """The candidates' own cosines."""
        return self.window.cosines[:, RADIUS]

    @cached_property
    def transcripts(self) -> npt.NDArray[np.int32]:
        """The catalog keys of the candidates' transcripts."""
        return self.passages.transcript[self.candidates.rows]

    @cached_property
    def window_rows(self) -> Rows:
        """The rows of the windows, 0 outside the transcript: an index into `passages`."""
        return np.maximum(self.window.indexes, 0)

    @cached_property
    def inside(self) -> Flags:
        """Whether each passage of a window is in the candidate's transcript."""
        return self.window.indexes >= 0

    @cached_property
    def coverage(self) -> Floats:
        """The share of the topic's weight that the stems of each passage of a window hold."""
        return self.coverage_of(self.window.stem_bits)

    @cached_property
    def similarity(self) -> Floats:
        """The mean similarity of the candidates' words to the topic's stems, weighted: shape (n,)."""
        total = max(float(self.topic.weights.sum()), 1e-6)
        with np.errstate(invalid="ignore"):
            # Some BLAS read past short rows and raise the flag; their results are correct.
            return (self.candidates.stem_similarity @ self.topic.weights / total).astype(np.float32)

    @cached_property
    def length(self) -> Floats:
        """The length of each passage of a window, in code points."""
        return (self.passages.length[self.window_rows] * self.inside).astype(np.float32)

    @cached_property
    def binary_bm25(self) -> Floats:
        """BM25 of each passage of a window with every term frequency 1, as a share of the topic's weight.

        The passage table holds which stems a passage has, and not how often.
        """
        saturation = 1 + _K1 * (1 - _B + _B * self.length / _MEAN_LENGTH)
        return (self.coverage * (_K1 + 1) / saturation).astype(np.float32)

    @cached_property
    def rrf(self) -> Floats:
        """Reciprocal rank fusion of both retrievers."""
        return reciprocal(self.candidates.dense_rank, RRF_K) + reciprocal(self.candidates.lexical_rank, RRF_K)

    @cached_property
    def features(self) -> Features:
        """All features, in a fixed order."""
        return {name: values for group in self.grouped.values() for name, values in group.items()}

    @cached_property
    def grouped(self) -> dict[str, Features]:
        """The features by group."""
        return {name: group(self) for name, group in self.groups.items()}

    def coverage_of(self, stems: Bits) -> Floats:
        """The share of the topic's weight in sets of stems, a bit a stem; any shape."""
        return kernels.weight_share(stems.ravel(), self.topic.weights).reshape(stems.shape)


def reciprocal(ranks: Floats, k: int) -> Floats:
    """1 / (k + rank), 0 where there is no rank."""
    return np.where(ranks > 0, 1 / (k + ranks), 0).astype(np.float32)
