"""The ranked list: candidates in the order of a ranking model."""

import numpy as np
import numpy.typing as npt

from indexer.store.protocol import RetrievalStore
from search_api.ranking.answer import Decision
from search_api.ranking.candidates import RankingQuery, RankingResources, scene_of
from search_api.ranking.model import Models
from search_api.ranking.naming import LabelNames, Titles
from search_api.ranking.scene import Scene
from search_api.retrieval.fusion import Ranked
from search_api.retrieval.retriever import Retriever

REPEAT_PENALTY = 2.0
"""What each better passage of the same transcript costs; chosen on the briefings' train and tune questions."""


class Ranker:
    """Ranks over one generation of an index; safe to share between threads."""

    def __init__(self, store: RetrievalStore, titles: Titles, models: Models) -> None:
        speakers = {speaker: number for number, speaker in enumerate(store.speakers)}
        self._resources = RankingResources(LabelNames(store.labels), speakers, titles, models.words)
        self._models = models

    def scene(self, retriever: Retriever, query: RankingQuery) -> Scene | None:
        """The candidates with their windows, or None where there are none."""
        return scene_of(retriever, self._resources, query)

    def rank(self, scene: Scene) -> list[Ranked]:
        """The candidates, best first; their scores lie in 0 to 1 and are comparable within one query.

        Where several transcripts are searched, further passages of one are lowered: otherwise ten passages of one event
        leave no room for the others.

        Raises:
            ValueError: the ranker was opened without models.
        """
        if self._models.ranking is None:
            raise ValueError("the models have no ranking model; add one to shipped_models()")
        candidates, cosine = scene.candidates, scene.cosine
        model = self._models.ranking
        if id(model) not in scene.model_scores:
            scene.model_scores[id(model)] = model.scores(scene)
        logits = scene.model_scores[id(model)].astype(np.float64)
        scores = 1 / (1 + np.exp(-diversified(logits, scene.transcripts)))
        keys = scene.passages.keys[candidates.rows]
        # Equal scores: in the order of keys.
        order = np.lexsort((keys, -scores))
        columns = (
            keys,
            scores,
            cosine,
            candidates.dense_rank,
            candidates.lexical_score,
            candidates.lexical_rank,
        )
        return [
            Ranked(key, score, dense if dense_rank else None, lexical if lexical_rank else None)
            for key, score, dense, dense_rank, lexical, lexical_rank in zip(
                *(values[order].tolist() for values in columns), strict=True
            )
        ]

    def decide(self, scene: Scene) -> Decision:
        """Whether one of the candidates answers.

        Raises:
            ValueError: the ranker was opened without models.
        """
        if self._models.answer is None:
            raise ValueError("the models have no answer model; add one to shipped_models()")
        return self._models.answer.decide(scene.features)


def diversified(scores: npt.NDArray[np.float64], transcripts: npt.NDArray[np.int32]) -> npt.NDArray[np.float64]:
    """Scores less `REPEAT_PENALTY` for each better one of the same transcript; unchanged for a single transcript."""
    if (transcripts == transcripts[:1]).all():
        return scores
    best_first = np.argsort(-scores, kind="stable")
    grouped = best_first[np.argsort(transcripts[best_first], kind="stable")]
    group = transcripts[grouped]
    starts = np.flatnonzero(np.concatenate(([True], group[1:] != group[:-1])))
    better = np.arange(len(group)) - np.repeat(starts, np.diff(np.append(starts, len(group))))
    lowered = scores.copy()
    lowered[grouped] -= REPEAT_PENALTY * better
    return lowered
