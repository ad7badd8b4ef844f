"""An opened index of one generation, with all that searching it takes."""

import contextlib
import datetime
from collections.abc import Iterator
from typing import Any

import msgspec

from embeddings.encoder import Encoder
from indexer.catalog.read import Catalog
from indexer.index import Index
from indexer.store.passage_table import PassageTable
from search_api.questions.people import People
from search_api.ranking.model import Models
from search_api.ranking.naming import Titles
from search_api.ranking.ranker import Ranker
from search_api.ranking.word_vectors import WordVectors
from search_api.runtime.background import Background
from search_api.runtime.recent import Recent

_RECENT_PLANS = 64
"""Plans of requests that are kept with their candidates: up to half a megabyte each."""


class Snapshot(msgspec.Struct, frozen=True):
    """One generation of an index. Searching and browsing are functions over it.

    `plans` are those of recent requests; they go with the snapshot.
    """

    index: Index
    people: People
    ranker: Ranker
    generation: int | None
    words: WordVectors
    encoder: Encoder
    background: Background
    # `search.plan` says what a plan is; it needs this module.
    plans: Recent[Any]

    @property
    def catalog(self) -> Catalog:
        """The catalog, for transcripts and turns."""
        return self.index.catalog

    @property
    def table(self) -> PassageTable:
        """The columns of all passages."""
        return self.ranker.table

    @contextlib.contextmanager
    def searching(self) -> Iterator[None]:
        """A search, as long as it runs: it keeps a core busy, and reads one state of the catalog."""
        with self.background.searching(), self.catalog.reading():
            yield


def take_snapshot(index: Index, models: Models, encoder: Encoder, background: Background) -> Snapshot:
    """Read what searching keeps in memory."""
    if index.table is None:
        raise ValueError("an index without a passage table is not searched")
    people = People(index.catalog.speakers(), index.languages)
    titles = Titles(index.catalog.titles(), index.lexical.content_stems)
    return Snapshot(
        index,
        people,
        Ranker(index.table, titles, models),
        index.vectors.generation,
        models.words,
        encoder,
        background,
        Recent(_RECENT_PLANS),
    )


class Held(msgspec.Struct, frozen=True):
    """What a searcher searches: the index's generation, and how many passages."""

    generation: int
    passages: int


class Version(msgspec.Struct, frozen=True):
    """What answers are made of: `tag` is another one after every change of the index, the model or the program.

    `program` is the program's own; `changed` is when the index last changed, None where it does not say.
    """

    tag: str
    program: str
    changed: datetime.datetime | None
