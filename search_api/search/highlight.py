"""The sentences of a quote that carry the answer."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from indexer.passages import sentences
from indexer.store.analysis import stem_hashes
from indexer.store.protocol import PassageStems
from search_api.contract.records import Highlight
from search_api.ranking.word_vectors import WordVectors
from search_api.retrieval.retriever import Retriever
from search_api.retrieval.stem_weights import stem_weight

_SHARE_OF_BEST = 0.8
_LEAST_SIMILARITY = 0.3
"""If no sentence is this similar to the topic, none is marked."""


class Highlighter:
    """Finds sentences that are about the topic, also where they use other words.

    On answers to the briefings' train and tune questions of three sentences or more that overlap the judged passage,
    the marked sentences overlap it for 0.85, and 0.65 of them lie in it; by shared words alone that was 0.46 and 0.39,
    by encoding every sentence it would be 0.83 and 0.69.
    """

    def __init__(self, topic: str, retriever: Retriever, words: WordVectors) -> None:
        self._retriever = retriever
        self._words = words
        stems = retriever.content_stems(topic)
        self._hashes = stem_hashes(stems)
        self._weights = np.array([*map(stem_weight, retriever.document_shares(stems))])

    def highlights(self, quotes: Sequence[str]) -> list[tuple[Highlight, ...]]:
        """The sentences of each quote that are most similar to the topic: often one, possibly none."""
        spans = [sentences(quote, 0, len(quote)) for quote in quotes]
        texts = [quote[start:end] for quote, own in zip(quotes, spans, strict=True) for start, end in own]
        similarities = iter(self._similarities(texts).tolist())
        return [_best(own, [next(similarities) for _ in own]) for own in spans]

    def _similarities(self, texts: Sequence[str]) -> npt.NDArray[np.float64]:
        """The mean similarity of the topic's stems to each sentence, by their weights: shape (len(texts),), 0 to 1."""
        if not texts or not len(self._hashes):
            return np.zeros(len(texts))
        stems = [self._retriever.said_stems(text) for text in texts]
        hashes = stem_hashes(stem for of_text in stems for stem in of_text)
        ends = np.cumsum([len(of_text) for of_text in stems])
        similarity = self._words.similarity(self._hashes, PassageStems(hashes, ends, np.arange(len(texts))))
        return np.asarray(similarity @ self._weights / self._weights.sum(), np.float64)


def _best(spans: Sequence[tuple[int, int]], similarities: Sequence[float]) -> tuple[Highlight, ...]:
    best = max(similarities, default=0.0)
    if best < _LEAST_SIMILARITY:
        return ()
    return tuple(
        Highlight(start, end - start)
        for (start, end), similarity in zip(spans, similarities, strict=True)
        if similarity >= _SHARE_OF_BEST * best
    )
