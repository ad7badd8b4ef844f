"""The ranked list: candidates in their learned order."""

import math
import re

import numpy as np
import numpy.typing as npt

from indexer import scripts
from indexer.store.protocol import RetrievalStore
from search_api.ranking.answer import Decision
from search_api.ranking.candidates import RankingQuery, RankingResources, scene_of
from search_api.ranking.features import standard
from search_api.ranking.model import Models, kind_of
from search_api.ranking.naming import LabelNames
from search_api.ranking.scene import Features, Scene
from search_api.ranking.titles import Titles
from search_api.retrieval.fusion import Ranked
from search_api.retrieval.retriever import Retriever
from search_api.retrieval.windows import RADIUS, Floats

APART = 2.0
"""What each further passage of a transcript loses; chosen on the briefings' train and tune questions."""
COSINE_PRIOR, MEANING_PRIOR = 0.2, 0.2
"""How much; chosen on the briefings' train and tune questions."""
SHORT, TOO_SHORT = 25, 1.0
"""Code points below which a passage of a meeting that holds none of the topic's words is no quote, and what it loses;
chosen on QMSum train, where 7 in a hundred first results had two words or fewer that mean something, and 2 have.
"""
WORDED = 8.0
"""More than learned scores differ by."""
_UNREAD = re.compile(f"[{scripts.UNSPACED}\uac00-\ud7af]")
"""Letters of which the default encoder knows few."""
ONE_TRANSCRIPT = 0.7
"""The feature `transcripts` is log(1 + 1) for one."""


class Ranker:
    """Ranks over one generation of an index; safe to share between threads."""

    def __init__(self, store: RetrievalStore, titles: Titles, models: Models) -> None:
        speakers = {speaker: number for number, speaker in enumerate(store.speakers)}
        self._resources = RankingResources(LabelNames(store.labels), speakers, titles, models.words)
        self._models = models

    def scene(self, retriever: Retriever, wanted: RankingQuery) -> Scene | None:
        """The candidates in their surroundings, or None where there are none."""
        return scene_of(retriever, self._resources, wanted)

    def rank(self, scene: Scene) -> list[Ranked]:
        """The candidates, best first; their scores lie in 0 to 1 and compare within one query.

        Where several transcripts are searched, each further passage of one counts a little less: ten passages of
        one event leave no room for the others.
        """
        found, cosine = scene.found, scene.cosine
        own = self._scores(scene) + prior(scene.features) + worded(scene)
        lowered = spread(own.astype(np.float64), scene.transcripts)
        scores = 1 / (1 + np.exp(-lowered))
        keys = scene.table.keys[found.rows]
        # Equal scores: the order of keys.
        order = np.lexsort((keys, -scores))
        return [
            Ranked(key, score, near if by_vector else None, worded if by_words else None)
            for key, score, near, by_vector, worded, by_words in zip(
                *(
                    values[order].tolist()
                    for values in (keys, scores, cosine, found.dense_rank, found.lexical, found.lexical_rank)
                ),
                strict=True,
            )
        ]

    def decide(self, scene: Scene) -> Decision:
        """Whether one of the candidates answers.

        Raises:
            ValueError: the ranker was opened without models.
        """
        if self._models.answer is None:
            raise ValueError("a ranker without models decides nothing")
        return self._models.answer.decide(scene.features)

    def _scores(self, scene: Scene) -> Floats:
        if not self._models.rankers:
            raise ValueError("a ranker without models ranks nothing")
        if "scores" not in scene.memory:
            model = self._models.rankers[kind_of(scene.features)]
            scene.memory["scores"] = model.scores(scene.features)
        return scene.memory["scores"]


def prior(features: Features) -> Floats:
    """What is added to the learned scores: shape (n,).

    In a meeting a topic fills a stretch of turns, and people judged stretches: "Mm-hmm." and "Noted." within one count
    as answers, and were learned as such. As quotes they are worth nothing, and go behind what says something.

    At an event the answer stands by itself: the passage's own nearness, in standard deviations over the candidates, is
    held to a little more than the few questions to events taught. Where several transcripts are searched their ranking
    is left as it was learned.
    """
    if kind_of(features) == "meeting":
        short = features["length"] < math.log1p(SHORT)
        return np.where(short & (features["cover"] == 0), np.float32(-TOO_SHORT), np.float32(0))
    if features["transcripts"][0] > ONE_TRANSCRIPT:
        return np.zeros_like(features["cosine"])
    own = COSINE_PRIOR * standard(features["cosine"]) + MEANING_PRIOR * standard(features["meaning"])
    return own.astype(np.float32)


def worded(scene: Scene) -> Floats:
    """What is added for the topic's own words in Chinese, Japanese, Korean, Thai and the like: shape (n,).

    The order was learned from English, by vectors that know English. Of other text they tell little: its words decide.
    """
    stems = scene.topic.stems
    share = sum(_UNREAD.match(stem) is not None for stem in stems) / max(1, len(stems))
    return np.asarray(WORDED * share * scene.cover[:, RADIUS], np.float32)


def spread(scores: npt.NDArray[np.float64], transcripts: npt.NDArray[np.int32]) -> npt.NDArray[np.float64]:
    """Scores less `APART` for each better one of the same transcript; unchanged where there is one transcript."""
    if (transcripts == transcripts[:1]).all():
        return scores
    best_first = np.argsort(-scores, kind="stable")
    grouped = best_first[np.argsort(transcripts[best_first], kind="stable")]
    group = transcripts[grouped]
    starts = np.flatnonzero(np.concatenate(([True], group[1:] != group[:-1])))
    better = np.arange(len(group)) - np.repeat(starts, np.diff(np.append(starts, len(group))))
    lowered = scores.copy()
    lowered[grouped] -= APART * better
    return lowered
