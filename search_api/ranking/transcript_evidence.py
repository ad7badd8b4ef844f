"""Transcript evidence: how much of what was retrieved lies in each transcript, for its size."""

import msgspec
import numpy as np
import numpy.typing as npt

from indexer.compiled import compiled
from indexer.store.protocol import Candidates, Transcripts
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
    transcripts: Transcripts, passages: npt.NDArray[np.int64], dense: Candidates, lexical: Candidates
) -> TranscriptEvidence:
    """The evidence for the transcripts of n candidates, from all that both retrievers returned.

    Equal `transcripts` are adjacent. `passages`, shape (n,), is each transcript's number of passages.
    """
    passages = np.maximum(passages, 1)
    size = np.log(passages)
    dense_sum, dense_count = _sum_by_transcript(
        transcripts, dense.transcripts, _worth(dense, _COSINE_STEEPNESS, 1.0)
    )
    best = float(lexical.scores.max(initial=1e-6))
    lexical_sum, _ = _sum_by_transcript(
        transcripts, lexical.transcripts, _worth(lexical, _BM25_STEEPNESS, best)
    )
    return TranscriptEvidence(
        (np.log(dense_sum + _LEAST) - size / 2).astype(np.float32),
        (np.log(lexical_sum + _LEAST) - size / 2).astype(np.float32),
        (dense_count / (passages + 5)).astype(np.float32),
        size.astype(np.float32),
    )


def _worth(candidates: Candidates, steepness: float, best: float) -> npt.NDArray[np.float64]:
    return np.asarray(np.exp(steepness * (candidates.scores / best - 0.5)), np.float64)


@compiled
def _sum_by_transcript(
    transcripts: npt.NDArray[np.int32], retrieved: npt.NDArray[np.int32], worth: npt.NDArray[np.float64]
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """The sum of the worth of what was retrieved from each transcript, and its number.

    `retrieved` are the transcripts of the retrieved passages.
    """
    total, count = np.zeros(len(transcripts)), np.zeros(len(transcripts))
    for candidate in range(len(transcripts)):
        if candidate > 0 and transcripts[candidate] == transcripts[candidate - 1]:
            total[candidate], count[candidate] = total[candidate - 1], count[candidate - 1]
            continue
        for rank in range(len(retrieved)):
            if retrieved[rank] == transcripts[candidate]:
                total[candidate] += worth[rank]
                count[candidate] += 1
    return total, count
