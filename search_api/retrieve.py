"""Candidates from both legs, with filters inside each."""

from collections.abc import Mapping

import msgspec

from embeddings.encoder import Encoder, Vectors
from indexer.catalog.filters import Filters
from indexer.index import Index


class Leg(msgspec.Struct, frozen=True):
    """What one leg found: passage keys with scores, best first, and whether there is nothing beyond."""

    found: tuple[tuple[int, float], ...]
    exhausted: bool

    @property
    def scores(self) -> Mapping[int, float]:
        """Score by passage key."""
        return dict(self.found)


class Retriever:
    """Both legs for one query; each can be asked again for more."""

    def __init__(self, index: Index, encoder: Encoder, filters: Filters) -> None:
        self._index = index
        self._encoder = encoder
        self._filters = filters
        self._allowed = index.catalog.matching(filters) if filters else None
        self._vectors: dict[str, Vectors] = {}
        self._nearest: dict[str, float | None] = {}

    def dense(self, text: str, depth: int) -> Leg:
        """The nearest passages to a text."""
        if text not in self._vectors:
            self._vectors[text] = self._encoder.encode_query(text)
        found = self._index.vectors.search(self._vectors[text], self._allowed, depth)
        self._nearest[text] = found[0][1] if found else None
        return Leg(tuple(found), len(found) < depth)

    def nearest(self, text: str) -> float | None:
        """The cosine of the nearest passage, None where there is none; takes it from a search already made."""
        if text not in self._nearest:
            self.dense(text, 1)
        return self._nearest[text]

    def lexical(self, text: str, depth: int) -> Leg:
        """The best passages by BM25."""
        found = self._index.lexical.search(text, self._filters, depth)
        return Leg(tuple(found), len(found) < depth)

    def all_keys(self) -> list[int]:
        """All passages within the filter, in the order of transcripts and turns."""
        keys = self._allowed if self._allowed is not None else self._index.catalog.matching_all()
        return [int(key) for key in keys]

    def holds_all_words(self, text: str) -> bool:
        """Whether one passage holds all content words of a text."""
        return self._index.lexical.holds_all(text, self._filters)
