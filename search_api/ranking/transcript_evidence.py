"""Transcript evidence: how much of what was retrieved lies in each transcript, for its size."""

import msgspec
import numpy as np
import numpy.typing as npt

from indexer.compiled import compiled
from indexer.store.passage_table import PassageTable
from search_api.retrieval.candidate_rows import CandidateRows
from search_api.retrieval.windows import Floats

_COSINE_STEEPNESS, _BM25_STEEPNESS = 20.0, 8.0
"""A passage counts exp(steepness * score), for scores from 0 to 1."""
_LEAST = 1e-3
"""What a transcript counts in which a retriever found nothing."""


class TranscriptEvidence(msgspec.Struct, frozen=True, eq=False):
    """The evidence for the transcripts of n candidates: float32, shape (n,) each.

    `dense` and `lexical` are logarithms of the sum over each retriever's passages in the transcript, divided by the
    square root of the transcript's size; `retrieved_share` is the share of its passages that the dense retriever
    returned, `size` the logarithm of their number.
    """

    dense: Floats
    lexical: Floats
    retrieved_share: Floats
    size: Floats


def transcript_evidence_of(
    table: PassageTable, transcripts: npt.NDArray[np.int32], dense: CandidateRows, lexical: CandidateRows
) -> TranscriptEvidence:
    """The evidence for the candidates' transcripts, from all that both retrievers returned.

    Equal `transcripts` are adjacent.
    """
    passages = np.maximum(table.centroids.counts_of(transcripts), 1)
    size = np.log(passages)
    dense_sum, dense_count = _sum_by_transcript(
        transcripts, table.transcript, dense.rows, _worth(dense, _COSINE_STEEPNESS, 1.0)
    )
    best = float(lexical.scores.max(initial=1e-6))
    lexical_sum, _ = _sum_by_transcript(
        transcripts, table.transcript, lexical.rows, _worth(lexical, _BM25_STEEPNESS, best)
    )
    return TranscriptEvidence(
        (np.log(dense_sum + _LEAST) - size / 2).astype(np.float32),
        (np.log(lexical_sum + _LEAST) - size / 2).astype(np.float32),
        (dense_count / (passages + 5)).astype(np.float32),
        size.astype(np.float32),
    )


def _worth(candidate_list: CandidateRows, steepness: float, best: float) -> npt.NDArray[np.float64]:
    return np.asarray(np.exp(steepness * (candidate_list.scores / best - 0.5)), np.float64)


@compiled
def _sum_by_transcript(
    transcripts: npt.NDArray[np.int32],
    transcript_of_row: npt.NDArray[np.int32],
    rows: npt.NDArray[np.int64],
    worth: npt.NDArray[np.float64],
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """The sum of the worth of the rows in each transcript, and their number."""
    total, count = np.zeros(len(transcripts)), np.zeros(len(transcripts))
    for candidate in range(len(transcripts)):
        if candidate > 0 and transcripts[candidate] == transcripts[candidate - 1]:
            total[candidate], count[candidate] = total[candidate - 1], count[candidate - 1]
            continue
        for rank in range(len(rows)):
            # A row is -1 where its passage was indexed or removed after the passage table was made.
            if rows[rank] >= 0 and transcript_of_row[rows[rank]] == transcripts[candidate]:
                total[candidate] += worth[rank]
                count[candidate] += 1
    return total, count
