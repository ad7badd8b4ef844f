"""Candidates for ranking: what both legs found, and the passages beside the best of it."""

import math
from collections.abc import Sequence

import msgspec
import numpy as np

from indexer.catalog.rows import Keys
from indexer.lexical import MOST_STEMS
from indexer.outline import Outline, Rows
from search_api.ranking.around import Around, Floats, distinct, windows
from search_api.ranking.features import GROUPS
from search_api.ranking.mass import mass_of
from search_api.ranking.naming import WHOLE, LabelNames
from search_api.ranking.scene import Found, Scene, Topic
from search_api.ranking.titles import Titles
from search_api.ranking.wanted import wanted as kind_wanted
from search_api.ranking.words import Words
from search_api.retrieve import Leg, Retriever

OF_A_LEG = 40
"""How many each leg finds that are looked at: what comes later is fused, and stands behind. A hundred took a
millisecond more, and found no more answers in ten, on the questions of `train`.
"""
DEEP, GIST = 100, 0.5
"""The dense leg's are the best of so many, by their own cosine and so much of what their transcript is about: of the
questions of `train` that search everything, the own transcript is among the candidates of 0.86 then, 0.84 without.
"""
BESIDE_BEST = 16
BESIDE = 2
"""The passages this near to this many of the best candidates are candidates too: what answers may share no word
with what is asked, and stand beside what does."""


class Known(msgspec.Struct, frozen=True):
    """What is known beside the outline: whom labels name, what transcripts are called, which words are near."""

    labels: LabelNames
    titles: Titles
    words: Words


class Wanted(msgspec.Struct, frozen=True):
    """A query with its topic, and the ids of those whom it names."""

    query: str
    topic: str
    speakers: tuple[str, ...] = ()


def scene_of(retriever: Retriever, outline: Outline, known: Known, wanted: Wanted) -> Scene | None:
    """The candidates for a topic in their surroundings; None where there are none."""
    topic = wanted.topic
    deep, deep_lexical = retriever.dense(topic, DEEP), retriever.lexical(topic, DEEP)
    dense, lexical = _in_context(retriever, outline, topic, deep), deep_lexical.best(OF_A_LEG)
    rows = _candidates(retriever, outline, dense, lexical)
    if not len(rows):
        return None
    keys = outline.keys[rows]
    window = windows(outline, rows)
    around, at = window.around, window.at
    stems = retriever.content_stems(topic)[:MOST_STEMS]
    weights = np.array([_weight(retriever.document_share(stem)) for stem in stems], np.float32)
    named = _named(outline, known.labels.named(wanted.query), wanted.speakers, around)
    inside = at >= 0
    return Scene(
        outline,
        Topic(stems, weights),
        Found(
            rows,
            _of(lexical.scores, keys),
            _of(_ranks(deep), keys),
            _of(_ranks(lexical), keys),
            np.where(inside, named[at], np.float32(0)),
            known.titles.held(_idf(retriever, wanted.query), outline.transcript[rows]),
            kind_wanted(wanted.query, outline, rows),
            known.words.nearness(stems, outline, rows),
            retriever.gists(topic, outline.transcript[rows]),
            mass_of(outline, outline.transcript[rows], deep, deep_lexical),
        ),
        Around(
            window.rows,
            np.where(inside, retriever.cosines(topic, around)[at], np.float32(0)),
            np.where(inside, outline.held(stems, around)[at], 0),
        ),
        GROUPS,
    )


def _in_context(retriever: Retriever, outline: Outline, topic: str, deep: Leg) -> Leg:
    """The best of what the dense leg found, in its order: a passage counts more where all around it is to the topic."""
    rows = outline.rows(np.array([key for key, _ in deep.found], np.int64))
    cosines = np.array([score for _, score in deep.found], np.float32)
    # A passage that is not in the outline is left out later.
    near = retriever.gists(topic, np.where(rows >= 0, outline.transcript[rows], -1))
    best = np.argsort(-(cosines + GIST * near), kind="stable")[:OF_A_LEG]
    return Leg(tuple(deep.found[at] for at in sorted(best.tolist())), deep.exhausted)


def _candidates(retriever: Retriever, outline: Outline, dense: Leg, lexical: Leg) -> Rows:
    """The rows of both legs' passages and of those beside the best, within the filters; ascending."""
    found = outline.rows(np.array([key for leg in (dense, lexical) for key, _ in leg.found], np.int64))
    best = outline.rows(
        np.array([key for leg in (dense, lexical) for key, _ in leg.found[: BESIDE_BEST // 2]], np.int64)
    )
    # A passage that is not in the outline was indexed or removed since it was made.
    beside = windows(outline, distinct(best[best >= 0]), BESIDE).around
    beside = beside[retriever.allows(beside)]
    return distinct(np.concatenate([found[found >= 0], beside]))


def _idf(retriever: Retriever, text: str) -> dict[str, float]:
    return {
        stem: _weight(retriever.document_share(stem)) for stem in retriever.content_stems(text)[:MOST_STEMS]
    }


def _named(outline: Outline, labels: Floats, speakers: Sequence[str], rows: Rows) -> Floats:
    """How well the query names each row's speaker, by label or by person."""
    known = np.array([speaker in speakers for speaker in outline.speakers] + [False])
    return np.where(known[outline.speaker[rows]], np.float32(WHOLE), labels[outline.label[rows]])


def _weight(share: float) -> float:
    """Inverse document frequency, from the share of passages that hold a stem."""
    return math.log(1 / max(share, 1e-5)) + 0.1


def _ranks(leg: Leg) -> dict[int, float]:
    return {key: float(rank) for rank, (key, _) in enumerate(leg.found, start=1)}


def _of(values: dict[int, float], keys: Keys) -> Floats:
    return np.array([values.get(int(key), 0.0) for key in keys], np.float32)
