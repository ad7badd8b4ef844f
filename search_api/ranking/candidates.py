"""Candidates for ranking: what both legs found, and the passages beside the best of it."""

import math
from collections.abc import Mapping, Sequence

import msgspec
import numpy as np

from indexer.store.passage_table import Outline, Rows
from indexer.store.words import MOST_STEMS
from search_api.ranking.answer_kind import wanted as kind_wanted
from search_api.ranking.features import GROUPS
from search_api.ranking.naming import WHOLE, LabelNames
from search_api.ranking.scene import Found, Scene, Topic
from search_api.ranking.titles import Titles
from search_api.ranking.transcript_evidence import mass_of
from search_api.ranking.words import Words
from search_api.retrieval.located import Placed, placed
from search_api.retrieval.retriever import Leg, Retriever
from search_api.retrieval.windows import Around, Floats, distinct, windows

OF_A_LEG = 40
"""How many each leg finds that are looked at: what comes later is fused, and stands behind. A hundred took a
millisecond more, and found no more answers in ten, on the questions of `train`.
"""
DEEP, GIST = 100, 0.5
"""The dense leg's are the best of so many, by their own cosine and so much of what their transcript is about: of the
questions of `train` that search everything, the own transcript is among the candidates of 0.86 then, 0.84 without.
"""
OTHERS, USUAL_SHARE = 50, 0.01
"""Passages that stand beside any collection where the rarity of words is told, and how many of them hold any word."""
BESIDE_BEST = 16
BESIDE = 2
"""The passages this near to this many of the best candidates are candidates too: what answers may share no word
with what is asked, and stand beside what does."""


class Known(msgspec.Struct, frozen=True):
    """What is known beside the outline: whom labels name, the outline's numbers of speakers by their ids, what
    transcripts are called, which words are near.
    """

    labels: LabelNames
    speakers: Mapping[str, int]
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
    meanwhile = retriever.meanwhile(lambda other: _worded(other, outline, known, wanted))
    deep = placed(outline, retriever.dense(topic, DEEP))
    worded = meanwhile.result()
    deep_lexical = placed(outline, worded.leg)
    dense, lexical = _in_context(retriever, outline, topic, deep), deep_lexical.take(slice(OF_A_LEG))
    rows = _candidates(retriever, outline, dense, lexical)
    if not len(rows):
        return None
    stems = worded.topic.stems
    window = windows(outline, rows)
    around, at = window.around, window.at
    said = retriever.meanwhile(
        lambda _: (known.words.nearness(stems, outline, rows), outline.held(stems, around))
    )
    named = _named(outline, known, worded.labels, wanted.speakers, around)
    inside = at >= 0
    cosine = np.where(inside, retriever.cosines(topic, around)[at], np.float32(0))
    transcripts = outline.transcript[rows]
    gist, mass = retriever.gists(topic, transcripts), mass_of(outline, transcripts, deep, deep_lexical)
    titled = known.titles.held(worded.query, transcripts)
    near, held = said.result()
    return Scene(
        outline,
        worded.topic,
        Found(
            rows,
            lexical.scores_at(rows),
            deep.ranks_at(rows),
            lexical.ranks_at(rows),
            np.where(inside, named[at], np.float32(0)),
            titled,
            kind_wanted(wanted.query, outline, rows),
            near,
            gist,
            mass,
        ),
        Around(window.rows, cosine, np.where(inside, held[at], 0)),
        GROUPS,
    )


class _Worded(msgspec.Struct, frozen=True, eq=False):
    """What the words of a query tell by themselves: the lexical leg, the topic's stems, the weights of all stems of the
    query, and how well each label is named.
    """

    leg: Leg
    topic: Topic
    query: dict[str, float]
    labels: Floats


def _worded(retriever: Retriever, outline: Outline, known: Known, wanted: Wanted) -> _Worded:
    passages = len(outline.keys)
    weights = _idf(retriever, wanted.topic, passages)
    return _Worded(
        retriever.lexical(wanted.topic, DEEP),
        Topic(list(weights), np.array(list(weights.values()), np.float32)),
        _idf(retriever, wanted.query, passages),
        known.labels.named(wanted.query),
    )


def _in_context(retriever: Retriever, outline: Outline, topic: str, deep: Placed) -> Placed:
    """The best of what the dense leg found, in its order: a passage counts more where all around it is to the topic."""
    transcripts = np.where(deep.rows >= 0, outline.transcript[deep.rows], -1)
    near = retriever.gists(topic, transcripts)
    best = np.argsort(-(deep.scores.astype(np.float32) + GIST * near), kind="stable")[:OF_A_LEG]
    return deep.take(np.sort(best))


def _candidates(retriever: Retriever, outline: Outline, dense: Placed, lexical: Placed) -> Rows:
    """The rows of both legs' passages and of those beside the best, within the filters; ascending."""
    best = np.concatenate([leg.rows[: BESIDE_BEST // 2] for leg in (dense, lexical)])
    beside = windows(outline, distinct(best[best >= 0]), BESIDE).around
    found = np.concatenate([dense.rows, lexical.rows])
    return distinct(np.concatenate([found[found >= 0], beside[retriever.allows(beside)]]))


def _idf(retriever: Retriever, text: str, passages: int) -> dict[str, float]:
    return {
        stem: _weight(retriever.document_share(stem), passages)
        for stem in retriever.content_stems(text)[:MOST_STEMS]
    }


def _named(outline: Outline, known: Known, labels: Floats, speakers: Sequence[str], rows: Rows) -> Floats:
    """How well the query names each row's speaker, by label or by person."""
    named, who = labels[outline.label[rows]], outline.speaker[rows]
    for speaker in speakers:
        if speaker in known.speakers:
            named[who == known.speakers[speaker]] = WHOLE
    return named


def _weight(share: float, passages: int) -> float:
    """Inverse document frequency, from the share of so many passages that hold a stem.

    A few passages tell little of how rare a word is: what none of four holds is no rarer than what one does. So each
    collection counts as if so many others stood beside it.
    """
    steady = (share * passages + USUAL_SHARE * OTHERS) / (passages + OTHERS)
    return math.log(1 / max(steady, 1e-5)) + 0.1
