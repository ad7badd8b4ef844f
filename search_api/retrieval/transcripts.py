"""Which transcripts are about something: the words of each as a whole, and its best passages.

A transcript that is about a topic says it in many places, and at length in a few; both together find it better than
either. Nothing here is learned.
"""

from collections.abc import Iterable, Mapping, Sequence

import msgspec
import numpy as np
import numpy.typing as npt

from indexer.store.passage_table import PassageTable
from indexer.store.words import MOST_STEMS, LexicalIndex
from search_api.retrieval.retriever import CandidateList
from search_api.retrieval.stem_weights import bm25_weight

BEST = 5
"""How many of a transcript's best passages count."""
DEPTH = 1000
DENSE_SHARE = 0.25
"""What the nearest passages count beside the words: a whole event is seldom near one sentence."""
_K1, _B = 1.5, 0.75

Scores = npt.NDArray[np.float64]


class RankedTranscript(msgspec.Struct, frozen=True):
    """A transcript's key in the catalog with its score; higher is better."""

    key: int
    score: float


def rank_transcripts(
    table: PassageTable,
    lexical: LexicalIndex,
    stems: Sequence[str],
    words: CandidateList,
    nearest: CandidateList,
) -> list[RankedTranscript]:
    """All transcripts that hold anything of what is asked, best first.

    `words` and `nearest` are the retrievers' passages for the whole query. The three scores of a transcript, each in
    standard deviations over the transcripts, are summed.
    """
    keys, places = np.unique(table.transcript, return_inverse=True)
    if not len(keys):
        return []
    held = whole_scores(table, lexical, stems, places, len(keys))
    total = (
        _standard(held)
        + _standard(_best_passages(table, words.found, places, len(keys)))
        + DENSE_SHARE * _standard(_best_passages(table, nearest.found, places, len(keys)))
    )
    order = np.lexsort((keys, -total))
    return [RankedTranscript(int(keys[at]), float(total[at])) for at in order if held[at] > 0]


def whole_scores(
    table: PassageTable, lexical: LexicalIndex, stems: Sequence[str], places: npt.NDArray[np.int64], count: int
) -> Scores:
    """BM25 of each transcript, a term's frequency being the number of its passages that hold the term.

    Shape (count,); `places` says for each row which transcript it is of.
    """
    sizes = np.bincount(places, minlength=count).astype(np.float64)
    norm = _K1 * (1 - _B + _B * sizes / sizes.mean())
    total = np.zeros(count)
    for at in range(0, len(stems), MOST_STEMS):
        part = stems[at : at + MOST_STEMS]
        keys, bits = lexical.passages_holding(part)
        rows = table.rows(keys)
        known = rows >= 0
        rows, bits = rows[known], bits[known]
        for bit in range(len(part)):
            frequency = np.bincount(places[rows[(bits >> bit) & 1 == 1]], minlength=count).astype(np.float64)
            holding = int((frequency > 0).sum())
            total += bm25_weight(holding, count) * frequency * (_K1 + 1) / (frequency + norm)
    return total


def _best_passages(
    table: PassageTable, found: Iterable[tuple[int, float]], places: npt.NDArray[np.int64], count: int
) -> Scores:
    """The sum of each transcript's best passages: shape (count,)."""
    scored: Mapping[int, float] = dict(found)
    rows = table.rows(np.array(list(scored), np.int64))
    total, taken = np.zeros(count), np.zeros(count, np.int64)
    # Legs are best first.
    for row, score in zip(rows, scored.values(), strict=True):
        if row >= 0 and taken[places[row]] < BEST:
            total[places[row]] += score
            taken[places[row]] += 1
    return total


def _standard(values: Scores) -> Scores:
    return np.asarray((values - values.mean()) / max(float(values.std()), 1e-9), np.float64)
