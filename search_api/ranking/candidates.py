"""Candidates for ranking: what both retrievers return, and the passages next to the best of it."""

from collections.abc import Mapping, Sequence

import msgspec
import numpy as np

from indexer.store.analysis import stem_hashes
from indexer.store.protocol import MOST_STEMS, Candidates, Windows
from indexer.stored_records import Keys
from search_api.ranking.answer_kind import holds_answer_kind
from search_api.ranking.features import GROUPS
from search_api.ranking.naming import WHOLE, LabelNames, Titles
from search_api.ranking.scene import CandidateColumns, Scene, WeightedStems
from search_api.ranking.transcript_evidence import transcript_evidence_of
from search_api.ranking.word_vectors import WordVectors
from search_api.retrieval.retriever import Retriever
from search_api.retrieval.stem_weights import smoothed_weight
from search_api.retrieval.windows import RADIUS, Floats

PER_RETRIEVER = 40
"""How many of each retriever's passages become candidates; later ones follow the ranked list, fused. A hundred took a
millisecond more, and found no more answers in ten, on the questions of `train`.
"""
CENTROID_WEIGHT = 0.5
"""The weight of the transcript's centroid, next to 1 for the passage's own cosine, in choosing the dense retriever's
candidates: with it, the judged transcript is among the candidates of 0.86 of the questions of `train` that search
everything, without it of 0.84.
"""
SEEDS, SEED_RADIUS = 16, 2
"""The passages this near to this many of the best candidates are candidates too: an answer may share no word with the
question, and follow a passage that does.
"""


class RankingResources(msgspec.Struct, frozen=True):
    """What ranking reads in addition to the store; `speakers` are its numbers of speakers by their ids."""

    labels: LabelNames
    speakers: Mapping[str, int]
    titles: Titles
    words: WordVectors


class RankingQuery(msgspec.Struct, frozen=True):
    """A query with its topic, and the ids of the speakers that it names."""

    query: str
    topic: str
    speakers: tuple[str, ...] = ()


def scene_of(retriever: Retriever, resources: RankingResources, query: RankingQuery) -> Scene | None:
    """The candidates for a query with their windows; None where there are none."""
    topic = query.topic
    lexical_work = retriever.in_background(lambda concurrent: _by_words(concurrent, resources, query))
    deep_dense = retriever.dense(topic)
    by_words = lexical_work.result()
    dense = _best_in_context(retriever, topic, deep_dense)
    lexical = by_words.candidates.take(slice(PER_RETRIEVER))
    keys = _candidates(retriever, dense, lexical)
    if not len(keys):
        return None
    stems = by_words.topic.stems
    stem_work = retriever.in_background(
        lambda concurrent: _stem_matches(concurrent, resources, query.query, keys, stems)
    )
    window = retriever.windows(topic, keys, RADIUS, stems)
    rows = window.indexes[:, RADIUS].copy()
    transcripts = window.passages.transcript[rows]
    sizes = retriever.store.passages_in(transcripts)
    stem_similarity, kind_match = stem_work.result()
    return Scene(
        by_words.topic,
        CandidateColumns(
            rows,
            lexical.scores_at(keys),
            deep_dense.ranks_at(keys),
            lexical.ranks_at(keys),
            _speaker_match(window, resources, by_words.label_match, query.speakers),
            resources.titles.match(by_words.query_weights, transcripts),
            kind_match,
            stem_similarity,
            retriever.centroids(topic, transcripts),
            transcript_evidence_of(transcripts, sizes, deep_dense, by_words.candidates),
        ),
        window,
        GROUPS,
    )


class _ByWords(msgspec.Struct, frozen=True, eq=False):
    """What needs no vector of the query: the lexical candidates, the weights of the topic's and of the query's
    stems, and how well the query names each label.
    """

    candidates: Candidates
    topic: WeightedStems
    query_weights: dict[str, float]
    label_match: Floats


def _by_words(retriever: Retriever, resources: RankingResources, query: RankingQuery) -> _ByWords:
    weights = _stem_weights(retriever, query.topic)
    return _ByWords(
        retriever.lexical(query.topic),
        WeightedStems(list(weights), np.array(list(weights.values()), np.float32)),
        _stem_weights(retriever, query.query),
        resources.labels.match(query.query),
    )


def _stem_matches(
    retriever: Retriever, resources: RankingResources, query: str, keys: Keys, stems: Sequence[str]
) -> tuple[Floats, Floats]:
    """How similar the candidates' words are to the topic's, and whether they are of the query's answer kind."""
    passages = retriever.store.stems(keys)
    return resources.words.similarity(stem_hashes(stems), passages), holds_answer_kind(query, passages)


def _best_in_context(retriever: Retriever, topic: str, dense: Candidates) -> Candidates:
    """The best of the dense retriever's passages by their own cosine and their transcript's centroid, in its order."""
    centroids = retriever.centroids(topic, dense.transcripts)
    scores = dense.scores.astype(np.float32) + CENTROID_WEIGHT * centroids
    return dense.take(np.sort(np.argsort(-scores, kind="stable")[:PER_RETRIEVER]))


def _candidates(retriever: Retriever, dense: Candidates, lexical: Candidates) -> Keys:
    """Both retrievers' passages and, within the filters, those next to the best; ascending."""
    best = np.concatenate([candidates.keys[: SEEDS // 2] for candidates in (dense, lexical)])
    adjacent = retriever.neighbours(_distinct(best), SEED_RADIUS)
    return _distinct(np.concatenate([dense.keys, lexical.keys, adjacent]))


def _distinct(keys: Keys) -> Keys:
    """The distinct keys, ascending. Some thousands that are nearly in order are sorted faster than hashed."""
    ordered = np.sort(keys)
    return ordered[np.concatenate(([True], ordered[1:] != ordered[:-1]))] if len(ordered) else ordered


def _stem_weights(retriever: Retriever, text: str) -> dict[str, float]:
    stems, passages = retriever.content_stems(text)[:MOST_STEMS], retriever.store.count()
    shares = retriever.document_shares(stems)
    return {stem: smoothed_weight(share, passages) for stem, share in zip(stems, shares, strict=True)}


def _speaker_match(
    window: Windows, resources: RankingResources, label_match: Floats, speakers: Sequence[str]
) -> Floats:
    """How well the query names the speaker of each passage in the windows, by label or as one of `speakers`."""
    passages, rows = window.passages, np.maximum(window.indexes, 0)
    match = label_match[passages.label[rows]]
    for speaker in speakers:
        if speaker in resources.speakers:
            match[passages.speaker[rows] == resources.speakers[speaker]] = WHOLE
    return np.where(window.indexes >= 0, match, np.float32(0))
