"""Candidates from both legs, with filters inside each."""

import copy
from collections.abc import Callable
from concurrent.futures import Future
from typing import TypeVar

import msgspec
import numpy as np
import numpy.typing as npt

from embeddings.encoder import Encoder, Vectors
from indexer.filters import Filters
from indexer.index import Index
from indexer.store.passage_table import Flags, Rows
from search_api.runtime.background import Beside
from search_api.runtime.stages import Stages

Made = TypeVar("Made")

FIRST_DEPTH = 100
"""How many passages each leg gives at first; more are asked for when pages or long turns use them up."""


class Leg(msgspec.Struct, frozen=True):
    """What one leg found: passage keys with scores, best first, and whether there is nothing beyond."""

    found: tuple[tuple[int, float], ...]
    exhausted: bool

    def best(self, count: int) -> "Leg":
        """The leg as if it had found so many at most."""
        return Leg(self.found[:count], self.exhausted and len(self.found) <= count)

    @property
    def scores(self) -> dict[int, float]:
        """Score by passage key."""
        return dict(self.found)


def allowed(index: Index, filters: Filters) -> Flags:
    """Which rows of the outline a filter lets through."""
    if index.outline is None:
        raise ValueError("an index without an outline is not searched")
    return index.outline.allowed(filters, index.catalog.transcript_keys(filters.transcripts))


class Retriever:
    """Both legs for one query; each can be asked again for more.

    `beside` is where what can be done meanwhile is done.
    """

    def __init__(
        self, index: Index, encoder: Encoder, filters: Filters, beside: Beside, stages: Stages | None = None
    ) -> None:
        self._beside = beside
        self._stages = stages or Stages()
        self._index = index
        self._encoder = encoder
        self._filters = filters
        self._allowed = allowed(index, filters) if filters else None
        self._vectors: dict[str, Vectors] = {}
        self._legs: dict[tuple[str, str, int], Leg] = {}
        self._shares: dict[str, float] = {}

    def timed_by(self, stages: Stages) -> "Retriever":
        """The same, with what was found and encoded, for another request: its times are counted by itself."""
        other = copy.copy(self)
        other._stages = stages  # noqa: SLF001 - it is one of us
        return other

    def within(self, transcript: str) -> "Retriever":
        """The same in one transcript alone; what was encoded or counted is not once more."""
        narrowed = msgspec.structs.replace(self._filters, transcripts=(transcript,))
        other = Retriever(self._index, self._encoder, narrowed, self._beside, self._stages)
        other._vectors, other._shares = self._vectors, self._shares
        return other

    def meanwhile(self, work: Callable[["Retriever"], Made]) -> "Future[Made]":
        """Have another thread do some work with this, other than the dense leg's: encoding leaves a core to it."""
        other = self.timed_by(self._stages.beside())
        return self._beside.submit(lambda: work(other))

    def dense(self, text: str, depth: int = FIRST_DEPTH) -> Leg:
        """The nearest passages to a text."""
        if ("dense", text, depth) not in self._legs:
            vector = self._vector(text)
            with self._stages.stage("dense"):
                found = self._index.vectors.search(vector, self._allowed, depth)
            self._legs["dense", text, depth] = Leg(tuple(found), len(found) < depth)
        return self._legs["dense", text, depth]

    def lexical(self, text: str, depth: int = FIRST_DEPTH) -> Leg:
        """The best passages by BM25."""
        if ("lexical", text, depth) not in self._legs:
            with self._stages.stage("lexical"):
                found = self._index.lexical.search(text, self._filters, depth)
            self._legs["lexical", text, depth] = Leg(tuple(found), len(found) < depth)
        return self._legs["lexical", text, depth]

    def _vector(self, text: str) -> Vectors:
        if text not in self._vectors:
            with self._stages.stage("encoding"):
                self._vectors[text] = self._encoder.encode_query(text)
        return self._vectors[text]

    def all_keys(self) -> list[int]:
        """All passages within the filter, in the order of transcripts and turns."""
        keys = self._index.vectors.keys
        return [int(key) for key in (keys if self._allowed is None else keys[self._allowed])]

    def allows(self, rows: Rows) -> Flags:
        """Which of the given rows of the outline the filter lets through."""
        return np.ones(len(rows), np.bool_) if self._allowed is None else self._allowed[rows]

    def cosines(self, text: str, rows: Rows) -> Vectors:
        """The cosines of a text with given rows of the outline, whatever the filter: float32, shape (len(rows),)."""
        return self._index.vectors.cosines(self._vector(text), rows)

    def gists(self, text: str, transcripts: npt.NDArray[np.int32]) -> Vectors:
        """How much nearer transcripts, by their keys, are to a text than all are; see `indexer.store.centroids`."""
        if self._index.outline is None:
            raise ValueError("an index without an outline is not searched")
        return self._index.outline.gists.near(self._vector(text), transcripts)

    def content_stems(self, text: str) -> list[str]:
        """The distinct stems of a text without function words."""
        return list(dict.fromkeys(self._index.lexical.content_stems(text)))

    def said_stems(self, text: str) -> list[str]:
        """The distinct stems of a quote without function words."""
        return list(dict.fromkeys(self._index.lexical.content_stems(text, singles=True)))

    def document_share(self, stem: str) -> float:
        """The share of passages that hold a stem, from 0 to 1."""
        if stem not in self._shares:
            self._shares[stem] = self._index.lexical.document_share(stem)
        return self._shares[stem]
