"""What the conformance suite runs on: the implementations, and a source of passages in memory."""

import contextlib
import datetime
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import msgspec
import numpy as np
from hypothesis import strategies as st

from embeddings.encoder import Vectors
from indexer.filters import Filters
from indexer.model import ROLES
from indexer.store.local import LocalStore
from indexer.store.protocol import PassageSource, RetrievalStore
from indexer.stored_records import Keys, PassageRow
from tests.indexer.store.in_memory import InMemoryStore

DIMENSION = 8
VOCABULARY = ("harvest", "wheat", "bridg", "ferri", "budget", "school", "river", "tax", "road", "train")
"""Words that are their own stems."""
SPEAKERS = ("ann-lee", "bob-ray", "cy-dow")
TRANSCRIPTS = 7
FIRST_DAY = datetime.date(2022, 2, 27)

filters = st.builds(
    Filters,
    speakers=st.lists(st.sampled_from((*SPEAKERS, "nobody")), max_size=2, unique=True).map(tuple),
    transcripts=st.lists(
        st.sampled_from([f"t{number}" for number in range(TRANSCRIPTS + 1)]), max_size=3, unique=True
    ).map(tuple),
    roles=st.lists(st.sampled_from(ROLES), max_size=2, unique=True).map(tuple),
    date_from=st.none() | st.dates(FIRST_DAY, FIRST_DAY + datetime.timedelta(5)),
    date_to=st.none() | st.dates(FIRST_DAY, FIRST_DAY + datetime.timedelta(5)),
    answered_by=st.lists(st.sampled_from(SPEAKERS), max_size=1).map(tuple),
    labels=st.lists(st.sampled_from(("Q", "q", *map(str.upper, SPEAKERS))), max_size=2, unique=True).map(tuple),
    phrases=st.lists(
        st.lists(st.sampled_from(VOCABULARY), min_size=1, max_size=2).map(" ".join), max_size=2
    ).map(tuple),
    excluded=st.lists(st.sampled_from(VOCABULARY), max_size=1).map(tuple),
)
seeds = st.integers(0, 2**32 - 1)
queries = st.lists(st.sampled_from((*VOCABULARY, "zebra")), min_size=1, max_size=3, unique=True)


def vector(seed: int) -> Vectors:
    values = np.random.default_rng(seed).normal(size=DIMENSION)
    return np.asarray(values / np.linalg.norm(values), np.float32)


class Change(msgspec.Struct, frozen=True):
    generation: int
    removed: tuple[int, ...] = ()


class ListSource:
    """Passages in lists, with changes: keys and turns are never used again."""

    def __init__(self, seed: int, transcripts: int = TRANSCRIPTS) -> None:
        self._rng = np.random.default_rng(seed)
        self._generation = 1
        self._turn = self._key = 1
        self.rows: list[PassageRow] = []
        self._vectors: dict[int, Vectors] = {}
        for number in range(transcripts):
            self._add(number)

    def _add(self, number: int) -> None:
        rng = self._rng
        date = FIRST_DAY + datetime.timedelta(int(rng.integers(0, 5))) if number % 4 else None
        for _ in range(int(rng.integers(1, 9))):
            self._turn += 1
            speaker = (*SPEAKERS, None)[int(rng.integers(0, 4))]
            role = ROLES[int(rng.integers(0, len(ROLES)))]
            answered_by = (*SPEAKERS, None)[int(rng.integers(0, 4))] if role == "questioner" else None
            for _ in range(int(rng.integers(1, 4))):
                self._key += int(rng.integers(1, 3))
                words = " ".join(rng.choice(VOCABULARY, int(rng.integers(1, 12))))
                vector = rng.normal(size=DIMENSION)
                self._vectors[self._key] = np.asarray(vector / np.linalg.norm(vector), np.float32)
                label = (speaker or "Q").upper()
                where = (f"t{number}", number + 1, self._turn)
                self.rows.append(PassageRow(self._key, words, *where, label, role, speaker, date, answered_by))

    def replace(self, removed: int, added: int) -> Change:
        """Remove the passages of a transcript, and add another transcript."""
        gone = tuple(row.key for row in self.rows if row.transcript == f"t{removed}")
        self.rows = [row for row in self.rows if row.key not in gone]
        self._add(added)
        self._generation += 1
        return Change(self._generation, gone)

    @contextlib.contextmanager
    def reading(self) -> Iterator[None]:
        yield

    def generation(self) -> int:
        return self._generation

    def passage_keys(self) -> Keys:
        return np.array([row.key for row in self.rows], np.int64)

    def passage_rows(self, above: int = 0) -> Iterator[PassageRow]:
        return (row for row in self.rows if row.key > above)

    def vectors(self, above: int = 0) -> Iterator[tuple[Keys, Vectors]]:
        keys = [row.key for row in self.passage_rows(above)]
        # In blocks of another size than anything else has.
        for at in range(0, len(keys), 37):
            part = keys[at : at + 37]
            yield np.array(part, np.int64), np.stack([self._vectors[key] for key in part])

    def transcript_keys(self, ids: Sequence[str]) -> list[int]:
        return sorted({row.transcript_key for row in self.rows if row.transcript in ids})


Opened = Callable[[Path, PassageSource], RetrievalStore]
"""Opens a store in a folder, as it was left there, or new and empty."""

IMPLEMENTATIONS: dict[str, Opened] = {
    "local": lambda folder, source: LocalStore(folder, DIMENSION, source),
    "in memory": lambda _, source: InMemoryStore(source),
}
"""A line here runs the whole suite on another implementation."""
