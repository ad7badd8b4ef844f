"""Candidates from both legs, with filters inside each."""

from collections.abc import Sequence

import msgspec
import numpy as np
import numpy.typing as npt

from embeddings.encoder import Encoder, Vectors
from indexer.catalog.filters import Filters
from indexer.catalog.rows import Keys
from indexer.index import Index

FIRST_DEPTH = 100
"""How many passages each leg gives at first; more are asked for when pages or long turns use them up."""


class Leg(msgspec.Struct, frozen=True):
    """What one leg found: passage keys with scores, best first, and whether there is nothing beyond."""

    found: tuple[tuple[int, float], ...]
    exhausted: bool

    @property
    def scores(self) -> dict[int, float]:
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
        self._legs: dict[tuple[str, str, int], Leg] = {}

    def dense(self, text: str, depth: int = FIRST_DEPTH) -> Leg:
        """The nearest passages to a text."""
        if ("dense", text, depth) not in self._legs:
            found = self._index.vectors.search(self._vector(text), self._allowed, depth)
            self._legs["dense", text, depth] = Leg(tuple(found), len(found) < depth)
        return self._legs["dense", text, depth]

    def lexical(self, text: str, depth: int = FIRST_DEPTH) -> Leg:
        """The best passages by BM25."""
        if ("lexical", text, depth) not in self._legs:
            found = self._index.lexical.search(text, self._filters, depth)
            self._legs["lexical", text, depth] = Leg(tuple(found), len(found) < depth)
        return self._legs["lexical", text, depth]

    def _vector(self, text: str) -> Vectors:
        if text not in self._vectors:
            self._vectors[text] = self._encoder.encode_query(text)
        return self._vectors[text]

    def all_keys(self) -> list[int]:
        """All passages within the filter, in the order of transcripts and turns."""
        keys = self._allowed if self._allowed is not None else self._index.catalog.matching_all()
        return [int(key) for key in keys]

    def allows(self, keys: Keys) -> npt.NDArray[np.bool_]:
        """Which of the given passages the filter lets through."""
        return np.ones(len(keys), np.bool_) if self._allowed is None else np.isin(keys, self._allowed)

    def cosines(self, text: str, keys: Keys) -> Vectors:
        """The cosines of a text with given passages, whatever the filter: float32, shape (len(keys),)."""
        return self._index.vectors.cosines(self._vector(text), keys)

    def words_held(self, stems: Sequence[str], keys: Keys) -> npt.NDArray[np.int64]:
        """Which stems given passages hold, whatever the filter: a bit a stem, shape (len(keys),); keys ascending."""
        return self._index.lexical.words_held(stems, keys)

    def content_stems(self, text: str) -> list[str]:
        """The distinct stems of a text without function words."""
        return list(dict.fromkeys(self._index.lexical.content_stems(text)))

    def document_share(self, stem: str) -> float:
        """The share of passages that hold a stem, from 0 to 1."""
        return self._index.lexical.document_share(stem)
