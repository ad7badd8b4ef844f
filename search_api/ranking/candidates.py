"""Candidates for ranking: what both retrievers found, and the passages beside the best of it."""

import math
from collections.abc import Mapping, Sequence

import msgspec
import numpy as np

from indexer.store.protocol import MOST_STEMS, Candidates, PassageColumns
from indexer.stored_records import Keys
from search_api.ranking.answer_kind import wanted as kind_wanted
from search_api.ranking.features import GROUPS
from search_api.ranking.naming import WHOLE, LabelNames
from search_api.ranking.scene import CandidateColumns, Scene, Topic
from search_api.ranking.titles import Titles
from search_api.ranking.transcript_evidence import transcript_evidence_of
from search_api.ranking.word_vectors import WordVectors
from search_api.retrieval.retriever import Retriever
from search_api.retrieval.windows import RADIUS, Floats, WindowColumns

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
    """What ranking knows besides the store: whom labels name, the store's numbers of speakers by their ids, what
    transcripts are called, which words are near.
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


def scene_of(retriever: Retriever, resources: RankingResources, wanted: RankingQuery) -> Scene | None:
    """The candidates for a topic in their windows; None where there are none."""
    topic = wanted.topic
    background = retriever.in_background(lambda concurrent: _worded(concurrent, resources, wanted))
    deep = retriever.dense(topic, DEEP)
    worded = background.result()
    dense, lexical = _in_context(retriever, topic, deep), worded.candidates.take(slice(OF_A_RETRIEVER))
    keys = _candidates(retriever, dense, lexical)
    if not len(keys):
        return None
    stems = worded.topic.stems
    said = retriever.in_background(lambda concurrent: _said(concurrent, resources, wanted.query, keys, stems))
    window = retriever.windows(topic, keys, RADIUS, stems)
    passages, at = window.passages, window.at
    named = _named(passages, resources, worded.labels, wanted.speakers)
    rows = at[:, RADIUS].copy()
    inside = at >= 0
    transcripts = passages.transcript[rows]
    near, kind = said.result()
    return Scene(
        passages,
        worded.topic,
        CandidateColumns(
            rows,
            lexical.scores_at(keys),
            deep.ranks_at(keys),
            lexical.ranks_at(keys),
            np.where(inside, named[at], np.float32(0)),
            resources.titles.held(worded.query, transcripts),
            kind,
            near,
            retriever.centroids(topic, transcripts),
            transcript_evidence_of(
                transcripts, retriever.store.passages_in(transcripts), deep, worded.candidates
            ),
        ),
        WindowColumns(
            at, np.where(inside, window.cosines[at], np.float32(0)), np.where(inside, window.stem_bits[at], 0)
        ),
        GROUPS,
    )


class _Worded(msgspec.Struct, frozen=True, eq=False):
    """What the words of a query give by themselves: the lexical candidates, the topic's stems, the weights of all
    stems of the query, and how well each label is named.
    """

    candidates: Candidates
    topic: Topic
    query: dict[str, float]
    labels: Floats


def _worded(retriever: Retriever, resources: RankingResources, wanted: RankingQuery) -> _Worded:
    passages = retriever.store.count()
    weights = _idf(retriever, wanted.topic, passages)
    return _Worded(
        retriever.lexical(wanted.topic, DEEP),
        Topic(list(weights), np.array(list(weights.values()), np.float32)),
        _idf(retriever, wanted.query, passages),
        resources.labels.named(wanted.query),
    )


def _said(
    retriever: Retriever, resources: RankingResources, query: str, keys: Keys, stems: Sequence[str]
) -> tuple[Floats, Floats]:
    """How near the candidates' words are to the topic's, and whether they are of the kind that the query wants."""
    passages = retriever.stems(keys)
    return resources.words.nearness(stems, passages), kind_wanted(query, passages)


def _in_context(retriever: Retriever, topic: str, deep: Candidates) -> Candidates:
    """The best candidates of the dense retriever, in its order. Transcripts that are near to the topic count too."""
    near = retriever.centroids(topic, deep.transcripts)
    best = np.argsort(-(deep.scores.astype(np.float32) + GIST * near), kind="stable")[:OF_A_RETRIEVER]
    return deep.take(np.sort(best))


def _candidates(retriever: Retriever, dense: Candidates, lexical: Candidates) -> Keys:
    """Both retrievers' passages and the neighbours of the best, within the filters; ascending."""
    best = np.concatenate([candidates.keys[: BESIDE_BEST // 2] for candidates in (dense, lexical)])
    neighbours = retriever.neighbours(_distinct(best), BESIDE)
    return _distinct(np.concatenate([dense.keys, lexical.keys, neighbours]))


def _distinct(keys: Keys) -> Keys:
    """The distinct keys, ascending. Some thousands that are nearly in order are sorted faster than hashed."""
    ordered = np.sort(keys)
    return ordered[np.concatenate(([True], ordered[1:] != ordered[:-1]))] if len(ordered) else ordered


def _idf(retriever: Retriever, text: str, passages: int) -> dict[str, float]:
    stems = retriever.content_stems(text)[:MOST_STEMS]
    shares = retriever.document_shares(stems)
    return {stem: _weight(share, passages) for stem, share in zip(stems, shares, strict=True)}


def _named(
    passages: PassageColumns, resources: RankingResources, labels: Floats, speakers: Sequence[str]
) -> Floats:
    """How well the query names each passage's speaker, by label or by person."""
    named, who = labels[passages.label], passages.speaker
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
