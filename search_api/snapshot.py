"""An opened index with all that searching needs of it, of one generation; and what is told of it."""

import datetime

import msgspec

from indexer.index import Index
from search_api.people import People
from search_api.ranking.model import Models
from search_api.ranking.ranker import Ranker
from search_api.ranking.titles import Titles
from search_api.ranking.words import Words


class Snapshot(msgspec.Struct, frozen=True):
    """One generation of an index."""

    index: Index
    people: People
    ranker: Ranker
    generation: int | None
    words: Words


def take_snapshot(index: Index, models: Models) -> Snapshot:
    """Read what searching keeps in memory."""
    if index.outline is None:
        raise ValueError("an index without an outline is not searched")
    people = People(index.catalog.speakers())
    titles = Titles(index.catalog.titles(), index.lexical.content_stems)
    return Snapshot(
        index, people, Ranker(index.outline, titles, models), index.vectors.generation, models.words
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
