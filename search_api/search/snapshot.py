"""An opened index of one generation, with everything that a search needs."""

import contextlib
import datetime
import functools
from collections.abc import Iterator, Sequence
from typing import Any

import msgspec

from embeddings.encoder import Encoder
from indexer.catalog.protocol import TranscriptReads
from indexer.filters import Filters
from indexer.languages import languages_of
from indexer.store.analysis import Analyzer
from indexer.store.protocol import NO_FILTERS, PassageColumns, RetrievalStore
from search_api.questions.labels import Labels
from search_api.questions.learned_posts import LearnedPosts, learn_posts, used_labels
from search_api.questions.mentions import Voices
from search_api.questions.misspelt import Occurs
from search_api.questions.name_evidence import Names
from search_api.questions.people import People
from search_api.questions.spelling import Spelling, is_english
from search_api.questions.spoken import spoken_by
from search_api.ranking.model import Models
from search_api.ranking.naming import Titles
from search_api.ranking.ranker import Ranker
from search_api.ranking.slight_turns import Hashes, slight_stems
from search_api.ranking.word_vectors import WordVectors
from search_api.retrieval.retriever import Retriever, SearchResources
from search_api.runtime.background import Background
from search_api.runtime.recent import Recent
from search_api.runtime.stages import Stages

_RECENT_PLANS = 64
"""How many plans of requests are kept with their candidates: up to half a megabyte each."""


class Snapshot(msgspec.Struct, frozen=True):
    """One generation of an index; searching and browsing are functions of it.

    `store` holds the passages, `catalog` the transcripts, turns and speakers, `voices` says who may be meant, `labels`
    finds turns by label, `spelling` corrects words, `slight` are the stems of words that say nothing alone. `plans` are
    those of recent requests.
    """

    catalog: TranscriptReads
    store: RetrievalStore
    voices: Voices
    labels: Labels
    spelling: Spelling
    ranker: Ranker
    words: WordVectors
    slight: Hashes
    analyzer: Analyzer
    encoder: Encoder
    background: Background
    # `search.plan` says what a plan is; it needs this module.
    plans: Recent[Any]

    @property
    def generation(self) -> int | None:
        """The generation of the index that is searched."""
        return self.store.generation

    @property
    def people(self) -> People:
        """The speakers, found by name."""
        return self.voices.people

    def retriever(self, filters: Filters, stages: Stages | None = None) -> Retriever:
        """Both retrievers within filters."""
        resources = SearchResources(self.store, self.analyzer, self.encoder, self.background)
        return Retriever(resources, filters, stages)

    def passages(self, filters: Filters = NO_FILTERS) -> PassageColumns:
        """The columns of all passages that the filters let through."""
        return self.store.columns(self.store.matching(filters))

    @contextlib.contextmanager
    def searching(self) -> Iterator[None]:
        """Count a search as long as it runs, and read one state of the catalog inside."""
        with self.background.searching(), self.catalog.reading():
            yield


def take_snapshot(
    catalog: TranscriptReads, store: RetrievalStore, models: Models, encoder: Encoder, background: Background
) -> Snapshot:
    """Read what searches keep in memory."""
    languages = languages_of(catalog.languages())
    analyzer = Analyzer(languages)
    all_titles = catalog.titles()
    titles = Titles(all_titles, analyzer.content_stems)
    speakers = catalog.speakers()

    # By the first question that names somebody in another way than by name.
    @functools.cache
    def learned() -> LearnedPosts:
        used = used_labels(store)
        by_language = (learn_posts(speakers, used, all_titles.values(), language) for language in languages)
        return functools.reduce(LearnedPosts.joined, by_language)

    people = People(
        speakers,
        languages,
        lambda: spoken_by(store),
        lambda: learned().people,
    )
    labels = Labels(store, lambda: learned().labels)
    names = Names(store, analyzer, functools.partial(_texts_of, catalog), people)
    spelling = Spelling(store, analyzer, is_english, lambda word: names.evidence(word, languages[0]))
    return Snapshot(
        catalog,
        store,
        Voices(people, labels, _occurs_in(store, analyzer), names, spelling.corrected, is_english),
        labels,
        spelling,
        Ranker(store, titles, models),
        models.words,
        slight_stems(languages),
        analyzer,
        encoder,
        background,
        Recent(_RECENT_PLANS),
    )


def _texts_of(catalog: TranscriptReads, passages: Sequence[int]) -> list[str]:
    hits = catalog.hits(passages).values()
    transcripts = catalog.texts({hit.transcript for hit in hits})
    return [
        transcripts[hit.transcript].text[hit.start : hit.end] for hit in hits if hit.transcript in transcripts
    ]


def _occurs_in(store: RetrievalStore, analyzer: Analyzer) -> Occurs:
    """Whether a passage has a word; "Psaky" has the stem of "Psaki"."""

    def occurs(word: str, apart_from: str) -> bool:
        stems = sorted(set(analyzer.stems(word)) - set(analyzer.stems(apart_from)))
        return any(store.document_shares(stems))

    return occurs


class Version(msgspec.Struct, frozen=True):
    """What answers depend on: `tag` changes with every change of the index, the model or the program.

    `program` is the version of the program; `changed` is when the index last changed, None where it is not recorded.
    """

    tag: str
    program: str
    changed: datetime.datetime | None
