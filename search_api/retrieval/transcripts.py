"""Which transcripts are about a query: by the words of each transcript, and by its best passages.

A transcript about a topic mentions it in many places, and at length in a few; both together find it better than either.
Nothing here is learned.
"""

from collections.abc import Sequence

import numpy as np

from indexer.store.protocol import MOST_STEMS, Candidates, RetrievalStore, Scores, TranscriptSizes
from indexer.store.sorted_lookup import positions
from search_api.retrieval.stem_weights import bm25_weight

BEST = 5
"""How many of a transcript's best passages count."""
DEPTH = 1000
DENSE_SHARE = 0.25
"""The weight of the nearest passages relative to the words: a whole event is seldom near one sentence."""
_K1, _B = 1.5, 0.75


def rank_transcripts(
    store: RetrievalStore, stems: Sequence[str], lexical: Candidates, dense: Candidates
) -> dict[int, float]:
    """The scores of all transcripts that hold anything of a query by their keys, best first; higher is better.

    `lexical` and `dense` are the retrievers' candidates for the whole query. The three scores of a transcript, each in
    standard deviations over the transcripts, are summed.
    """
    sizes = store.transcript_sizes()
    if not len(sizes.transcripts):
        return {}
    whole = whole_scores(store, sizes, stems)
    total = (
        _standard(whole)
        + _standard(_best_passages(sizes, lexical))
        + DENSE_SHARE * _standard(_best_passages(sizes, dense))
    )
    order = np.lexsort((sizes.transcripts, -total))
    return {int(sizes.transcripts[at]): float(total[at]) for at in order if whole[at] > 0}


def whole_scores(store: RetrievalStore, sizes: TranscriptSizes, stems: Sequence[str]) -> Scores:
    """BM25 of each transcript, a term's frequency being the number of its passages that hold the term: shape (t,)."""
    count = len(sizes.transcripts)
    passages = sizes.passages.astype(np.float64)
    norm = _K1 * (1 - _B + _B * passages / passages.mean())
    total = np.zeros(count)
    for first in range(0, len(stems), MOST_STEMS):
        part = stems[first : first + MOST_STEMS]
        holders = store.holders(part)
        indexes = positions(sizes.transcripts, holders.transcripts)
        for bit in range(len(part)):
            holding = indexes[(holders.bits >> bit) & 1 == 1]
            frequency = np.bincount(holding, minlength=count).astype(np.float64)
            weight = bm25_weight(int((frequency > 0).sum()), count)
            total += weight * frequency * (_K1 + 1) / (frequency + norm)
    return total


def _best_passages(sizes: TranscriptSizes, candidates: Candidates) -> Scores:
    """The sum of the scores of each transcript's best passages: shape (t,)."""
    total, taken = np.zeros(len(sizes.transcripts)), np.zeros(len(sizes.transcripts), np.int64)
    indexes = positions(sizes.transcripts, candidates.transcripts)
    # Candidates are best first.
    for index, score in zip(indexes.tolist(), candidates.scores.tolist(), strict=True):
        if taken[index] < BEST:
            total[index] += score
            taken[index] += 1
    return total


def _standard(values: Scores) -> Scores:
    return np.asarray((values - values.mean()) / max(float(values.std()), 1e-9), np.float64)
