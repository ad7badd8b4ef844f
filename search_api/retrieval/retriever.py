"""Candidates from both retrievers, with filters inside each."""

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
from search_api.runtime.background import Background
from search_api.runtime.stages import Stages

Made = TypeVar("Made")

FIRST_DEPTH = 100
"""How many passages each retriever gives at first; more are asked for when pages or long turns use them up."""


class CandidateList(msgspec.Struct, frozen=True):
    """What one retriever found: passage keys with scores, best first, and whether there is nothing beyond."""

    found: tuple[tuple[int, float], ...]
    exhausted: bool

    def best(self, count: int) -> "CandidateList":
        """The list as if it had found so many at most."""
        return CandidateList(self.found[:count], self.exhausted and len(self.found) <= count)

    @property
    def scores(self) -> dict[int, float]:
        """Score by passage key."""
        return dict(self.found)


def allowed(index: Index, filters: Filters) -> Flags:
    """Which rows of the passage table a filter lets through."""
    if index.table is None:
        raise ValueError("an index without a passage table is not searched")
    return index.table.allowed(filters, index.catalog.transcript_keys(filters.transcripts))


class Retriever:
    """Both retrievers for one query; each can be asked again for more.

    `beside` is where what can be done meanwhile is done.
    """

    def __init__(
        self,
        index: Index,
        encoder: Encoder,
        filters: Filters,
        background: Background,
        stages: Stages | None = None,
    ) -> None:
        self._background = background
        self._stages = stages or Stages()
        self._index = index
        self._encoder = encoder
        self._filters = filters
        self._allowed = allowed(index, filters) if filters else None
        self._vectors: dict[str, Vectors] = {}
        self._lists: dict[tuple[str, str, int], CandidateList] = {}
        self._shares: dict[str, float] = {}

    def timed_by(self, stages: Stages) -> "Retriever":
        """The same, with what was found and encoded, for another request: its times are counted by itself."""
        other = copy.copy(self)
        other._stages = stages  # noqa: SLF001 - it is one of us
        return other

    def within(self, transcript: str) -> "Retriever":
        """The same in one transcript alone; what was encoded or counted is not once more."""
        narrowed = msgspec.structs.replace(self._filters, transcripts=(transcript,))
        other = Retriever(self._index, self._encoder, narrowed, self._background, self._stages)
        other._vectors, other._shares = self._vectors, self._shares
        return other

    def meanwhile(self, work: Callable[["Retriever"], Made]) -> "Future[Made]":
        """Work with this in another thread, without the dense retriever: encoding leaves a core to it."""
        other = self.timed_by(self._stages.concurrent())
        return self._background.submit(lambda: work(other))

    def dense(self, text: str, depth: int = FIRST_DEPTH) -> CandidateList:
        """The nearest passages to a text."""
        if ("dense", text, depth) not in self._lists:
            vector = self._vector(text)
            with self._stages.stage("dense"):
                found = self._index.vectors.search(vector, self._allowed, depth)
            self._lists["dense", text, depth] = CandidateList(tuple(found), len(found) < depth)
        return self._lists["dense", text, depth]

    def lexical(self, text: str, depth: int = FIRST_DEPTH) -> CandidateList:
        """The best passages by BM25."""
        if ("lexical", text, depth) not in self._lists:
            with self._stages.stage("lexical"):
                found = self._index.lexical.search(text, self._filters, depth)
            self._lists["lexical", text, depth] = CandidateList(tuple(found), len(found) < depth)
        return self._lists["lexical", text, depth]

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
        """Which of the given rows of the passage table the filter lets through."""
        return np.ones(len(rows), np.bool_) if self._allowed is None else self._allowed[rows]

    def cosines(self, text: str, rows: Rows) -> Vectors:
        """The cosines of a text with given rows, whatever the filter: float32, shape (len(rows),)."""
        return self._index.vectors.cosines(self._vector(text), rows)

    def centroids(self, text: str, transcripts: npt.NDArray[np.int32]) -> Vectors:
        """How much nearer transcripts, by their keys, are to a text than all are; see `indexer.store.centroids`."""
        if self._index.table is None:
            raise ValueError("an index without a passage table is not searched")
        return self._index.table.centroids.near(self._vector(text), transcripts)

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
