"""Hard negatives: passages that share words with a question and do not answer it, by BM25."""

from collections.abc import Iterator, Sequence
from typing import Any

import bm25s
import msgspec
import numpy as np
import numpy.typing as npt
import Stemmer

from eval.training.pairs.records import Negative, Span

COUNT = 4
"""The negatives of each kind for a pair."""
_DEPTH = 40
_ADJACENT = 1
"""The exchanges before and after a pair's own whose answers are no negatives: they may go on about the same."""
_SAME_ANSWER = 0.4
"""The share of two passages' words from which they count as the same answer."""
_SAME_QUESTION = 0.34
"""The share of two questions' words from which the answer to one may answer the other."""


class Answered(msgspec.Struct, frozen=True):
    """A passage of an answer: to which exchange of which event, and by whom."""

    span: Span
    text: str
    question: str
    exchange: int
    speaker: str


class NegativeFinder:
    """Finds hard negatives among the passages of all answers."""

    def __init__(self, passages: Sequence[Answered]) -> None:
        self._passages = passages
        self._words = [_words(passage.text) for passage in passages]
        self._questions = [_words(passage.question) for passage in passages]
        self._events = _Groups(passages, [passage.span.transcript for passage in passages])
        self._speakers = _Groups(passages, [passage.speaker for passage in passages])

    def find(self, own: Sequence[int], question: str) -> tuple[Negative, ...]:
        """The negatives of a question, given the indexes of the passages of its own answer."""
        first = self._passages[own[0]]
        event = self._events.search(first.span.transcript, question)
        same_speaker = self._speakers.search(first.speaker, question) if first.speaker else ()
        return (
            *self._chosen(own, question, event, "event"),
            *self._chosen(own, question, same_speaker, "speaker"),
        )

    def _chosen(self, own: Sequence[int], question: str, found: Sequence[int], kind: Any) -> Iterator[Negative]:
        first = self._passages[own[0]]
        asked = _words(question)
        count = 0
        for number in found:
            passage = self._passages[number]
            same_event = passage.span.transcript == first.span.transcript
            if same_event != (kind == "event"):
                continue
            if same_event and abs(passage.exchange - first.exchange) <= _ADJACENT:
                continue
            if _jaccard(asked, self._questions[number]) >= _SAME_QUESTION:
                continue
            if any(_jaccard(self._words[number], self._words[answer]) >= _SAME_ANSWER for answer in own):
                continue
            yield Negative(passage.span, kind)
            count += 1
            if count == COUNT:
                return


class _Groups:
    """A BM25 index for the passages of each group, made when it is first searched."""

    def __init__(self, passages: Sequence[Answered], keys: Sequence[str]) -> None:
        self._passages = passages
        self._members: dict[str, list[int]] = {}
        for number, key in enumerate(keys):
            self._members.setdefault(key, []).append(number)
        self._indexes: dict[str, bm25s.BM25] = {}
        self._stemmer = Stemmer.Stemmer("english")

    def search(self, key: str, question: str) -> list[int]:
        """The indexes of the passages of a group that share words with a question, best first."""
        members = self._members[key]
        if key not in self._indexes:
            index = bm25s.BM25()
            index.index(self._tokens([self._passages[member].text for member in members]), show_progress=False)
            self._indexes[key] = index
        scores: npt.NDArray[np.float32] = self._indexes[key].get_scores(self._tokens([question], ids=False)[0])
        best = np.argsort(-scores, kind="stable")[:_DEPTH]
        return [members[place] for place in best.tolist() if scores[place] > 0]

    def _tokens(self, texts: list[str], *, ids: bool = True) -> Any:
        return bm25s.tokenize(texts, stopwords="en", stemmer=self._stemmer, return_ids=ids, show_progress=False)


def _words(text: str) -> frozenset[str]:
    return frozenset(word for word in text.casefold().split() if len(word) > 3)


def _jaccard(words: frozenset[str], others: frozenset[str]) -> float:
    return len(words & others) / max(len(words | others), 1)
