"""Candidates for ranking: what both retrievers found, and the passages beside the best of it."""

import math
from collections.abc import Mapping, Sequence

import msgspec
import numpy as np

from indexer.store.passage_table import PassageTable, Rows
from indexer.store.words import MOST_STEMS
from search_api.ranking.answer_kind import holds_answer_kind
from search_api.ranking.features import GROUPS
from search_api.ranking.naming import WHOLE, LabelNames
from search_api.ranking.scene import CandidateColumns, Scene, Topic
from search_api.ranking.titles import Titles
from search_api.ranking.transcript_evidence import transcript_evidence_of
from search_api.ranking.word_vectors import WordVectors
from search_api.retrieval.candidate_rows import CandidateRows, candidate_rows
from search_api.retrieval.retriever import CandidateList, Retriever
from search_api.retrieval.windows import Floats, WindowColumns, distinct, windows

OF_A_RETRIEVER = 40
"""How many each retriever finds that are looked at: what comes later is fused, and stands behind. A hundred took a
millisecond more, and found no more answers in ten, on the questions of `train`.
"""
DEEP, GIST = 100, 0.5
"""The dense retriever's are the best of so many, by their own cosine and so much of what their transcript is about:
of the questions of `train` that search everything, the own transcript is among the candidates of 0.86 then, 0.84
without.
"""
OTHERS, USUAL_SHARE = 50, 0.01
"""Passages that stand beside any collection where the rarity of words is told, and how many of them hold any word."""
BESIDE_BEST = 16
BESIDE = 2
"""The passages this near to this many of the best candidates are candidates too: what answers may share no word
with what is asked, and stand beside what does."""


class RankingResources(msgspec.Struct, frozen=True):
    """What is known beside the passage table: whom labels name, the passage table's numbers of speakers by their ids,
    what transcripts are called, which words are near.
    """

    labels: LabelNames
    speakers: Mapping[str, int]
    titles: Titles
    words: WordVectors


class RankingQuery(msgspec.Struct, frozen=True):
    """A query with its topic, and the ids of those whom it names."""

    query: str
    topic: str
    speakers: tuple[str, ...] = ()


def scene_of(
    retriever: Retriever, table: PassageTable, resources: RankingResources, wanted: RankingQuery
) -> Scene | None:
    """The candidates for a topic in their surroundings; None where there are none."""
    topic = wanted.topic
    meanwhile = retriever.meanwhile(lambda other: _worded(other, table, resources, wanted))
    deep = candidate_rows(table, retriever.dense(topic, DEEP))
    worded = meanwhile.result()
    deep_lexical = candidate_rows(table, worded.candidate_list)
    dense, lexical = _in_context(retriever, table, topic, deep), deep_lexical.take(slice(OF_A_RETRIEVER))
    rows = _candidates(retriever, table, dense, lexical)
    if not len(rows):
        return None
    stems = worded.topic.stems
    window = windows(table, rows)
    around, at = window.around, window.at
    said = retriever.meanwhile(
        lambda _: (resources.words.nearness(stems, table, rows), table.held(stems, around))
    )
    named = _named(table, resources, worded.labels, wanted.speakers, around)
    inside = at >= 0
    cosine = np.where(inside, retriever.cosines(topic, around)[at], np.float32(0))
    transcripts = table.transcript[rows]
    centroid_similarity, evidence = (
        retriever.centroids(topic, transcripts),
        transcript_evidence_of(table, transcripts, deep, deep_lexical),
    )
    titled = resources.titles.held(worded.query, transcripts)
    near, held = said.result()
    return Scene(
        table,
        worded.topic,
        CandidateColumns(
            rows,
            lexical.scores_at(rows),
            deep.ranks_at(rows),
            lexical.ranks_at(rows),
            np.where(inside, named[at], np.float32(0)),
            titled,
            holds_answer_kind(wanted.query, table, rows),
            near,
            centroid_similarity,
            evidence,
        ),
        WindowColumns(window.rows, cosine, np.where(inside, held[at], 0)),
        GROUPS,
    )


class _Worded(msgspec.Struct, frozen=True, eq=False):
    """What the words of a query tell by themselves: the lexical retriever, the topic's stems, the weights of all
    stems of the query, and how well each label is named.
    """

    candidate_list: CandidateList
    topic: Topic
    query: dict[str, float]
    labels: Floats


def _worded(
    retriever: Retriever, table: PassageTable, resources: RankingResources, wanted: RankingQuery
) -> _Worded:
    passages = len(table.keys)
    weights = _idf(retriever, wanted.topic, passages)
    return _Worded(
        retriever.lexical(wanted.topic, DEEP),
        Topic(list(weights), np.array(list(weights.values()), np.float32)),
        _idf(retriever, wanted.query, passages),
        resources.labels.named(wanted.query),
    )


def _in_context(retriever: Retriever, table: PassageTable, topic: str, deep: CandidateRows) -> CandidateRows:
    """The best candidates of the dense retriever, in its order. Surroundings that are near to the topic count too."""
    transcripts = np.where(deep.rows >= 0, table.transcript[deep.rows], -1)
    near = retriever.centroids(topic, transcripts)
    best = np.argsort(-(deep.scores.astype(np.float32) + GIST * near), kind="stable")[:OF_A_RETRIEVER]
    return deep.take(np.sort(best))


def _candidates(
    retriever: Retriever, table: PassageTable, dense: CandidateRows, lexical: CandidateRows
) -> Rows:
    """The rows of both retrievers' passages and of those beside the best, within the filters; ascending."""
    best = np.concatenate([candidate_list.rows[: BESIDE_BEST // 2] for candidate_list in (dense, lexical)])
    beside = windows(table, distinct(best[best >= 0]), BESIDE).around
    found = np.concatenate([dense.rows, lexical.rows])
    return distinct(np.concatenate([found[found >= 0], beside[retriever.allows(beside)]]))


def _idf(retriever: Retriever, text: str, passages: int) -> dict[str, float]:
    return {
        stem: _weight(retriever.document_share(stem), passages)
        for stem in retriever.content_stems(text)[:MOST_STEMS]
    }


def _named(
    table: PassageTable, resources: RankingResources, labels: Floats, speakers: Sequence[str], rows: Rows
) -> Floats:
    """How well the query names each row's speaker, by label or by person."""
    named, who = labels[table.label[rows]], table.speaker[rows]
    for speaker in speakers:
        if speaker in resources.speakers:
            named[who == resources.speakers[speaker]] = WHOLE
    return named


def _weight(share: float, passages: int) -> float:
    """Inverse document frequency, from the share of so many passages that hold a stem.

    A few passages tell little of how rare a word is: what none of four holds is no rarer than what one does. So each
    collection counts as if so many others stood beside it.
    """
    steady = (share * passages + USUAL_SHARE * OTHERS) / (passages + OTHERS)
    return math.log(1 / max(steady, 1e-5)) + 0.1
