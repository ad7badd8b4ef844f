"""The sentences of a quote that carry the answer, or the clauses of long ones."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from indexer.export.readable import Span
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
_MOST_MARKED = 1 / 3
"""The share of a quote up to which sentences after the best are marked."""
_LONG, _FEWEST = 25, 8
"""Of a sentence of more words, those clauses are marked, of at least so many words together, that keep this share of
its similarity:"""
_KEPT = 0.95
_MOST_PIECES = 60
_PIECE = 8
"""How many words are a clause where there is no punctuation."""
_CLAUSE_END = re.compile(r"—\s*|(?<=[,;:])\s+|(?<=\s)(?:--|–)\s+")
_WORD = re.compile(r"\S{1,200}")


class Highlighter:
    """Finds sentences that are about the topic, also where they use other words.

    `onrecord eval highlights` on the briefings' train and tune questions: of 274 results of three sentences or more
    that overlap the judged passage, marks meet it in 0.72 and 0.77 of the marked text lies in it; 0.22 of a quote is
    marked. With all sentences of `_SHARE_OF_BEST`, whole, that was 0.77, 0.69 and 0.40; more than half was marked in 35
    of a hundred quotes, now in 3. By shared words alone sentences meet half as many.
    """

    def __init__(self, topic: str, retriever: Retriever, words: WordVectors) -> None:
        self._retriever = retriever
        self._words = words
        stems = retriever.content_stems(topic)
        self._hashes = stem_hashes(stems)
        self._weights = np.array([*map(stem_weight, retriever.document_shares(stems))])

    def highlights(self, quotes: Sequence[str]) -> list[tuple[Highlight, ...]]:
        """What is most similar to the topic in each quote: a sentence or a few, or clauses of them; possibly none."""
        pieces = [[_pieces(quote, span) for span in sentences(quote, 0, len(quote))] for quote in quotes]
        texts = [
            quote[start:end]
            for quote, of_quote in zip(quotes, pieces, strict=True)
            for own in of_quote
            for start, end in own
        ]
        if not texts:
            return [()] * len(quotes)
        table = self._similarities(texts)
        ends = np.cumsum([0, *(len(own) for of_quote in pieces for own in of_quote)]).tolist()
        # A sentence holds the words of all its pieces.
        similarities = self._weighed(np.maximum.reduceat(table, ends[:-1])).tolist()
        marks: list[tuple[Highlight, ...]] = []
        first = 0
        for quote, of_quote in zip(quotes, pieces, strict=True):
            chosen = _best(of_quote, similarities[first : first + len(of_quote)], len(quote))
            marks.append(
                tuple(
                    self._narrowed(
                        quote, of_quote[number], table[ends[first + number] : ends[first + number + 1]]
                    )
                    for number in chosen
                )
            )
            first += len(of_quote)
        return marks

    def _narrowed(self, quote: str, pieces: Sequence[Span], table: npt.NDArray[np.float32]) -> Highlight:
        """The shortest run of a sentence's pieces that keeps its similarity."""
        start, end = pieces[0][0], pieces[-1][1]
        if len(pieces) == 1:
            return Highlight(start, end - start)
        least = _KEPT * float(self._weighed(table.max(axis=0, keepdims=True))[0])
        for first, (begin, _) in enumerate(pieces):
            enough = self._weighed(np.maximum.accumulate(table[first:], axis=0)) >= least
            for last in range(first + int(enough.argmax()), len(pieces) if enough.any() else 0):
                stop = pieces[last][1]
                if len(quote[begin:stop].split()) >= _FEWEST:
                    if stop - begin < end - start:
                        start, end = begin, stop
                    break
        words = quote[start:end]
        return Highlight(start, len(words if end == pieces[-1][1] else words.rstrip(" \n,;:—–-")))

    def _weighed(self, similarities: npt.NDArray[np.float32]) -> npt.NDArray[np.float64]:
        """The means of the similarities to the topic's stems, by their weights."""
        if not len(self._hashes):
            return np.zeros(len(similarities))
        return np.asarray(similarities @ self._weights / self._weights.sum(), np.float64)

    def _similarities(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        """The similarity of each of the topic's stems to each text: shape (len(texts), number of stems), 0 to 1."""
        if not texts or not len(self._hashes):
            return np.zeros((len(texts), len(self._hashes)), np.float32)
        stems = [self._retriever.said_stems(text) for text in texts]
        hashes = stem_hashes(stem for of_text in stems for stem in of_text)
        ends = np.cumsum([len(of_text) for of_text in stems])
        return self._words.similarity(self._hashes, PassageStems(hashes, ends, np.arange(len(texts))))


def _best(spans: Sequence[Sequence[Span]], similarities: Sequence[float], length: int) -> list[int]:
    """The best of sentences in pieces, and others that are almost as similar while they are a small part of the quote;
    in order.
    """
    order = sorted(range(len(spans)), key=lambda number: -similarities[number])
    if not order or similarities[order[0]] < _LEAST_SIMILARITY:
        return []
    chosen: list[int] = []
    marked = 0
    for number in order:
        size = spans[number][-1][1] - spans[number][0][0]
        if similarities[number] < _SHARE_OF_BEST * similarities[order[0]]:
            break
        if not chosen or marked + size <= _MOST_MARKED * length:
            chosen.append(number)
            marked += size
    return sorted(chosen)


def _pieces(quote: str, sentence: Span) -> list[Span]:
    """The clauses of a long sentence; any other sentence as it is."""
    words = [match.span() for match in _WORD.finditer(quote, *sentence)]
    if len(words) <= _LONG:
        return [sentence]
    borders = {match.end() for match in _CLAUSE_END.finditer(quote, *sentence)}
    starts = [sentence[0], *sorted(borders - set(sentence)), sentence[1]]
    pieces = [piece for clause in pairwise(starts) for piece in _cut(clause, words)]
    return pieces if len(pieces) <= _MOST_PIECES else [sentence]


def _cut(clause: Span, words: Sequence[Span]) -> Iterator[Span]:
    """A clause, or runs of the words of one that is as long as a long sentence."""
    own = [word for word in words if clause[0] <= word[0] < clause[1]]
    step = _PIECE if len(own) > _LONG else max(1, len(own))
    for first in range(0, len(own), step):
        yield own[first][0], own[min(first + step, len(own)) - 1][1]
