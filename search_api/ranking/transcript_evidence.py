"""How much of what the retrievers found lies in each transcript, for its size."""

import msgspec
import numpy as np
import numpy.typing as npt

from indexer.compiled import compiled
from indexer.store.protocol import Candidates, Transcripts
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
    transcripts: Transcripts, passages: npt.NDArray[np.int64], dense: Candidates, lexical: Candidates
) -> TranscriptEvidence:
    """What lies in the transcripts of n candidates, which stand together, by the whole of both retrievers.

    `passages`, shape (n,), is how many passages each transcript has.
    """
    size = np.maximum(passages, 1)
    large = np.log(size)
    near, many = _summed(transcripts, dense, _COSINES, 1.0)
    worded, _ = _summed(transcripts, lexical, _BM25, float(lexical.scores.max(initial=1e-6)))
    return TranscriptEvidence(
        (np.log(near + _TRACE) - large / 2).astype(np.float32),
        (np.log(worded + _TRACE) - large / 2).astype(np.float32),
        (many / (size + 5)).astype(np.float32),
        large.astype(np.float32),
    )


def _summed(
    transcripts: Transcripts, candidates: Candidates, steep: float, most: float
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """What a retriever's candidates are worth in each transcript, and how many; `most` is the score of the best."""
    return _within(transcripts, candidates.transcripts, np.exp(steep * (candidates.scores / most - 0.5)))


@compiled
def _within(
    transcripts: npt.NDArray[np.int32], of: npt.NDArray[np.int32], worth: npt.NDArray[np.float64]
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    total, many = np.zeros(len(transcripts)), np.zeros(len(transcripts))
    for number in range(len(transcripts)):
        if number > 0 and transcripts[number] == transcripts[number - 1]:
            total[number], many[number] = total[number - 1], many[number - 1]
            continue
        for at in range(len(of)):
            if of[at] == transcripts[number]:
                total[number] += worth[at]
                many[number] += 1
    return total, many
