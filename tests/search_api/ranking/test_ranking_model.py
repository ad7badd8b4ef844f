"""Another ranking model in the place of the shipped one: all that ranking needs of it is `scores`."""

from pathlib import Path

import msgspec
import numpy as np
import pytest

from embeddings.encoder import Encoder
from search_api.contract.records import SearchRequest
from search_api.ranking.model import Models, shipped_models
from search_api.ranking.scene import Scene
from search_api.retrieval.windows import Floats
from search_api.search.plan import plan_of
from search_api.search.searcher import Searcher

TRANSCRIPT = "blinken-morning-joe"


class LongestFirst:
    """A toy: longer passages rank first. It reads the passage table, and none of the features."""

    def scores(self, scene: Scene) -> Floats:
        return (scene.passages.length[scene.candidates.rows] / 100).astype(np.float32)


def test_a_search_ranks_by_any_model(sample_index: Path, encoder: Encoder) -> None:
    models = msgspec.structs.replace(shipped_models(), ranking=LongestFirst())
    searcher = Searcher(sample_index, encoder, models)
    try:
        request = SearchRequest("what did Blinken say about cyber attacks", transcripts=(TRANSCRIPT,))
        scene = plan_of(searcher.snapshot, request).scene
        assert scene is not None
        ranked = searcher.snapshot.ranker.rank(scene)
        length = dict(zip(scene.passages.keys.tolist(), scene.passages.length.tolist(), strict=True))
        lengths = [length[passage.passage] for passage in ranked]
        assert lengths == sorted(lengths, reverse=True)
        assert len(set(lengths)) > 3
        results = searcher.search(request).results
        scores = [1 / (1 + np.exp(-len(result.quote) / 100)) for result in results]
        assert [result.score for result in results] == pytest.approx(scores, abs=1e-6)
    finally:
        searcher.close()


def test_without_a_model_nothing_is_ranked(sample_index: Path, encoder: Encoder) -> None:
    searcher = Searcher(sample_index, encoder, Models())
    try:
        with pytest.raises(ValueError, match="no ranking model"):
            searcher.search(SearchRequest("cyber attacks"))
    finally:
        searcher.close()
