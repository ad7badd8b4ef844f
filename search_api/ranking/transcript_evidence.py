"""How much of what the retrievers found lies in each transcript, for its size."""

import msgspec
import numpy as np
import numpy.typing as npt

from indexer.compiled import compiled
from indexer.store.passage_table import PassageTable
from search_api.retrieval.candidate_rows import CandidateRows
from search_api.retrieval.windows import Floats

_COSINES, _BM25 = 20.0, 8.0
"""How steeply passages count more that are nearer: by so many times the natural exponent from 0 to 1."""
_TRACE = 1e-3
"""What a transcript holds in which a retriever found nothing."""


class TranscriptEvidence(msgspec.Struct, frozen=True, eq=False):
    """Of the transcripts of n candidates: shape (n,) each.

    `dense` and `lexical` are logarithms of what each retriever's passages in the transcript are worth together, over
    the square root of its size; `found` is the share of its passages that the dense retriever found, `size` the
    logarithm of their number.
    """

    dense: Floats
    lexical: Floats
    found: Floats
    size: Floats


def transcript_evidence_of(
    table: PassageTable, transcripts: npt.NDArray[np.int32], dense: CandidateRows, lexical: CandidateRows
) -> TranscriptEvidence:
    """What lies in the candidates' transcripts, by the whole of both retrievers."""
    size = np.maximum(table.centroids.counts_of(transcripts), 1)
    large = np.log(size)
    near, many = _summed(table, transcripts, dense, _COSINES, 1.0)
    worded, _ = _summed(table, transcripts, lexical, _BM25, float(lexical.scores.max(initial=1e-6)))
    return TranscriptEvidence(
        (np.log(near + _TRACE) - large / 2).astype(np.float32),
        (np.log(worded + _TRACE) - large / 2).astype(np.float32),
        (many / (size + 5)).astype(np.float32),
        large.astype(np.float32),
    )


def _summed(
    table: PassageTable,
    transcripts: npt.NDArray[np.int32],
    candidate_list: CandidateRows,
    steep: float,
    most: float,
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """What a retriever's passages are worth in each transcript, and how many they are; `most` is the score of the best.

    Transcripts stand together.
    """
    worth = np.exp(steep * (candidate_list.scores / most - 0.5))
    return _within(transcripts, table.transcript, candidate_list.rows, worth)


@compiled
def _within(
    transcripts: npt.NDArray[np.int32],
    of: npt.NDArray[np.int32],
    rows: npt.NDArray[np.int64],
    worth: npt.NDArray[np.float64],
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    total, many = np.zeros(len(transcripts)), np.zeros(len(transcripts))
    for one in range(len(transcripts)):
        if one > 0 and transcripts[one] == transcripts[one - 1]:
            total[one], many[one] = total[one - 1], many[one - 1]
            continue
        for at in range(len(rows)):
            # A passage that is not in the passage table was indexed or removed since it was made.
            if rows[at] >= 0 and of[rows[at]] == transcripts[one]:
                total[one] += worth[at]
                many[one] += 1
    return total, many
