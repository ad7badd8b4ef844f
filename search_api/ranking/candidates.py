"""Candidates for ranking: what both retrievers return, and the passages next to the best of it."""

from collections.abc import Mapping, Sequence

import msgspec
import numpy as np

from indexer.store.passage_table import PassageTable, Rows
from indexer.store.words import MOST_STEMS
from search_api.ranking.answer_kind import holds_answer_kind
from search_api.ranking.features import GROUPS
from search_api.ranking.naming import WHOLE, LabelNames, Titles
from search_api.ranking.scene import CandidateColumns, Scene, WeightedStems
from search_api.ranking.transcript_evidence import transcript_evidence_of
from search_api.ranking.word_vectors import WordVectors
from search_api.retrieval.candidate_rows import CandidateRows, candidate_rows
from search_api.retrieval.retriever import FIRST_DEPTH, CandidateList, Retriever
from search_api.retrieval.stem_weights import smoothed_weight
from search_api.retrieval.windows import Floats, WindowColumns, distinct, windows

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
    """What ranking reads in addition to the passage table; `speakers` are its numbers of speakers by their ids."""

    labels: LabelNames
    speakers: Mapping[str, int]
    titles: Titles
    words: WordVectors


class RankingQuery(msgspec.Struct, frozen=True):
    """A query with its topic, and the ids of the speakers that it names."""

    query: str
    topic: str
    speakers: tuple[str, ...] = ()


def scene_of(
    retriever: Retriever, table: PassageTable, resources: RankingResources, query: RankingQuery
) -> Scene | None:
    """The candidates for a query with their windows; None where there are none."""
    topic = query.topic
    lexical_work = retriever.meanwhile(lambda concurrent: _by_words(concurrent, table, resources, query))
    deep_dense = candidate_rows(table, retriever.dense(topic, FIRST_DEPTH))
    by_words = lexical_work.result()
    deep_lexical = candidate_rows(table, by_words.candidate_list)
    dense = _best_in_context(retriever, table, topic, deep_dense)
    lexical = deep_lexical.take(slice(PER_RETRIEVER))
    rows = _candidates(retriever, table, dense, lexical)
    if not len(rows):
        return None
    stems = by_words.topic.stems
    window = windows(table, rows)
    window_rows, at = window.around, window.at
    stem_work = retriever.meanwhile(
        lambda _: (resources.words.similarity(stems, table, rows), table.held(stems, window_rows))
    )
    speaker_match = _speaker_match(table, resources, by_words.label_match, query.speakers, window_rows)
    inside = at >= 0
    cosine = np.where(inside, retriever.cosines(topic, window_rows)[at], np.float32(0))
    transcripts = table.transcript[rows]
    centroid_similarity = retriever.centroids(topic, transcripts)
    evidence = transcript_evidence_of(table, transcripts, deep_dense, deep_lexical)
    title_match = resources.titles.match(by_words.query_weights, transcripts)
    stem_similarity, held = stem_work.result()
    return Scene(
        table,
        by_words.topic,
        CandidateColumns(
            rows,
            lexical.scores_at(rows),
            deep_dense.ranks_at(rows),
            lexical.ranks_at(rows),
            np.where(inside, speaker_match[at], np.float32(0)),
            title_match,
            holds_answer_kind(query.query, table, rows),
            stem_similarity,
            centroid_similarity,
            evidence,
        ),
        WindowColumns(window.rows, cosine, np.where(inside, held[at], 0)),
        GROUPS,
    )


class _ByWords(msgspec.Struct, frozen=True, eq=False):
    """What needs no vector of the query: the lexical retriever's list, the weights of the topic's and of the query's
    stems, and how well the query names each label.
    """

    candidate_list: CandidateList
    topic: WeightedStems
    query_weights: dict[str, float]
    label_match: Floats


def _by_words(
    retriever: Retriever, table: PassageTable, resources: RankingResources, query: RankingQuery
) -> _ByWords:
    weights = _stem_weights(retriever, query.topic, len(table.keys))
    return _ByWords(
        retriever.lexical(query.topic, FIRST_DEPTH),
        WeightedStems(list(weights), np.array(list(weights.values()), np.float32)),
        _stem_weights(retriever, query.query, len(table.keys)),
        resources.labels.match(query.query),
    )


def _best_in_context(
    retriever: Retriever, table: PassageTable, topic: str, dense: CandidateRows
) -> CandidateRows:
    """The best of the dense retriever's passages by their own cosine and their transcript's centroid, in its order."""
    transcripts = np.where(dense.rows >= 0, table.transcript[dense.rows], -1)
    scores = dense.scores.astype(np.float32) + CENTROID_WEIGHT * retriever.centroids(topic, transcripts)
    return dense.take(np.sort(np.argsort(-scores, kind="stable")[:PER_RETRIEVER]))


def _candidates(
    retriever: Retriever, table: PassageTable, dense: CandidateRows, lexical: CandidateRows
) -> Rows:
    """The rows of both retrievers' passages and, within the filters, of those next to the best; ascending."""
    best = np.concatenate([candidate_list.rows[: SEEDS // 2] for candidate_list in (dense, lexical)])
    adjacent = windows(table, distinct(best[best >= 0]), SEED_RADIUS).around
    retrieved = np.concatenate([dense.rows, lexical.rows])
    return distinct(np.concatenate([retrieved[retrieved >= 0], adjacent[retriever.allows(adjacent)]]))


def _stem_weights(retriever: Retriever, text: str, passages: int) -> dict[str, float]:
    return {
        stem: smoothed_weight(retriever.document_share(stem), passages)
        for stem in retriever.content_stems(text)[:MOST_STEMS]
    }


def _speaker_match(
    table: PassageTable, resources: RankingResources, label_match: Floats, speakers: Sequence[str], rows: Rows
) -> Floats:
    """How well the query names each row's speaker, by label or as one of `speakers`."""
    match, speaker_numbers = label_match[table.label[rows]], table.speaker[rows]
    for speaker in speakers:
        if speaker in resources.speakers:
            match[speaker_numbers == resources.speakers[speaker]] = WHOLE
    return match
