"""Candidates from both retrievers, with filters inside each."""

import copy
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from typing import TypeVar

import msgspec

from embeddings.encoder import Encoder, Vectors
from indexer.filters import Filters
from indexer.store.analysis import Analyzer
from indexer.store.protocol import Candidates, RetrievalStore, Transcripts, Windows
from indexer.stored_records import Keys
from search_api.runtime.background import Background
from search_api.runtime.stages import Stages

Made = TypeVar("Made")

FIRST_DEPTH = 100
"""How many passages each retriever finds at first; it finds more when pages or long turns use them up."""


class SearchResources(msgspec.Struct, frozen=True, eq=False):
    """What all retrievers of a snapshot share."""

    store: RetrievalStore
    analyzer: Analyzer
    encoder: Encoder
    background: Background


class Retriever:
    """Both retrievers for one query; each keeps what it found, and can look for more."""

    def __init__(self, resources: SearchResources, filters: Filters, stages: Stages | None = None) -> None:
        self.store = resources.store
        self._resources = resources
        self._filters = filters
        self._stages = stages or Stages()
        self._vectors: dict[str, Vectors] = {}
        self._candidates: dict[tuple[str, str, int], Candidates] = {}
        self._shares: dict[str, float] = {}

    def timed_by(self, stages: Stages) -> "Retriever":
        """The same, with all that was found and encoded, whose times are counted for another request."""
        retriever = copy.copy(self)
        retriever._stages = stages  # noqa: SLF001 - of the same class
        return retriever

    def within(self, transcript: str) -> "Retriever":
        """The same in one transcript alone; it shares what was encoded and counted."""
        narrowed = msgspec.structs.replace(self._filters, transcripts=(transcript,))
        retriever = Retriever(self._resources, narrowed, self._stages)
        retriever._vectors, retriever._shares = self._vectors, self._shares
        return retriever

    def in_background(self, work: Callable[["Retriever"], Made]) -> "Future[Made]":
        """Work in another thread, without the dense retriever: encoding leaves a core to it."""
        concurrent = self.timed_by(self._stages.concurrent())
        return self._resources.background.submit(lambda: work(concurrent))

    def dense(self, text: str, depth: int = FIRST_DEPTH) -> Candidates:
        """The nearest passages to a text."""
        if ("dense", text, depth) not in self._candidates:
            vector = self._vector(text)
            with self._stages.stage("dense"):
                (candidates,) = self.store.dense(vector.reshape(1, -1), self._filters, depth)
            self._candidates["dense", text, depth] = candidates
        return self._candidates["dense", text, depth]

    def lexical(self, text: str, depth: int = FIRST_DEPTH) -> Candidates:
        """The best passages by BM25."""
        if ("lexical", text, depth) not in self._candidates:
            with self._stages.stage("lexical"):
                (candidates,) = self.store.lexical([self.content_stems(text)], self._filters, depth)
            self._candidates["lexical", text, depth] = candidates
        return self._candidates["lexical", text, depth]

    def _vector(self, text: str) -> Vectors:
        if text not in self._vectors:
            with self._stages.stage("encoding"):
                self._vectors[text] = self._resources.encoder.encode_query(text)
        return self._vectors[text]

    def matching(self, weights: dict[str, float] | None = None, least: float = 0.0) -> Keys:
        """The passages within the filters, in their order; with `weights`, those whose stems weigh at least `least`."""
        return self.store.matching(self._filters, weights, least)

    def neighbours(self, keys: Keys, radius: int) -> Keys:
        """The passages within the filters at most `radius` before or after others in their transcripts."""
        return self.store.neighbours(keys, radius, self._filters)

    def windows(self, text: str, keys: Keys, radius: int, stems: Sequence[str]) -> Windows:
        """The windows of passages with their cosines to a text; filters do not narrow them."""
        return self.store.windows(keys, radius, self._vector(text), stems)

    def centroids(self, text: str, transcripts: Transcripts) -> Vectors:
        """How much nearer transcripts, by their keys, are to a text than all are; see `RetrievalStore`."""
        return self.store.transcript_similarity(self._vector(text), transcripts)

    def content_stems(self, text: str) -> list[str]:
        """The distinct stems of a text without function words."""
        return list(dict.fromkeys(self._resources.analyzer.content_stems(text)))

    def said_stems(self, text: str) -> list[str]:
        """The distinct stems of a quote without function words."""
        return list(dict.fromkeys(self._resources.analyzer.content_stems(text, singles=True)))

    def document_shares(self, stems: Sequence[str]) -> list[float]:
        """The share of passages that hold each stem, from 0 to 1."""
        missing = [stem for stem in stems if stem not in self._shares]
        if missing:
            self._shares.update(zip(missing, self.store.document_shares(missing), strict=True))
        return [self._shares[stem] for stem in stems]
