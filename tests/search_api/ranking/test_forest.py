"""The forest of the ranking against LightGBM's own predictor."""

import lightgbm
import numpy as np
import pytest

from eval.training.forests import FORESTS
from indexer.forest import MOST_LEAVES, read_forest
from search_api.ranking.model import ANSWER_FOREST, RANKERS, shipped_folder


@pytest.mark.parametrize("leaves", [2, 5, 7, MOST_LEAVES])
def test_scores_are_those_of_lightgbm(leaves: int) -> None:
    rng = np.random.default_rng(7)
    rows = rng.normal(size=(2000, 6)).astype(np.float32)
    # Values equal to thresholds, and a constant column.
    rows[:, 2] = np.round(rows[:, 2])
    rows[:, 5] = 1
    target = rows[:, 0] * (rows[:, 1] > 0) + rows[:, 2]
    settings = {"num_leaves": leaves, "verbose": -1, "min_data_in_leaf": 5, "num_threads": 1}
    booster = lightgbm.train(settings, lightgbm.Dataset(rows, target), 40)
    scores = read_forest(booster.model_to_string()).scores(np.ascontiguousarray(rows.T))
    np.testing.assert_allclose(scores, booster.predict(rows, raw_score=True), atol=1e-5)


@pytest.mark.parametrize("count", [0, 1, 3, 64, 65, 200])
def test_scores_without_compiled_code_are_the_same(count: int) -> None:
    rng = np.random.default_rng(11)
    rows = np.round(rng.normal(size=(500, 4)), 1).astype(np.float32)
    settings = {"num_leaves": MOST_LEAVES, "verbose": -1, "min_data_in_leaf": 2, "num_threads": 1}
    booster = lightgbm.train(settings, lightgbm.Dataset(rows, rows[:, 0] * rows[:, 1]), 30)
    forest = read_forest(booster.model_to_string())
    columns = np.ascontiguousarray(rows[:count].T)
    np.testing.assert_array_equal(forest.scores_of_few(columns), forest.scores(columns))


@pytest.mark.parametrize("name", [*RANKERS.values(), ANSWER_FOREST])
def test_the_shipped_forests_score_as_lightgbm_does(name: str) -> None:
    text = (shipped_folder() / name).read_text("utf-8")
    texts = text.split("tree\nversion=")[1:]
    boosters = [lightgbm.Booster(model_str=f"tree\nversion={part}") for part in texts]
    assert len(boosters) == FORESTS
    rows = np.random.default_rng(1).uniform(-1, 3, (300, boosters[0].num_feature())).astype(np.float32)
    scores = read_forest(text).scores(np.ascontiguousarray(rows.T))
    expected = np.mean([booster.predict(rows, raw_score=True) for booster in boosters], axis=0)
    np.testing.assert_allclose(scores, expected, atol=1e-5)


def test_forests_over_other_features_are_not_read_together() -> None:
    rows = np.random.default_rng(3).normal(size=(500, 3))
    settings = {"num_leaves": 4, "verbose": -1}
    first, second = (
        lightgbm.train(settings, lightgbm.Dataset(rows, rows[:, 0], feature_name=names), 2).model_to_string()
        for names in (["a", "b", "c"], ["a", "b", "d"])
    )
    assert len(read_forest(f"{first}\n{first}").leaves) == 4
    with pytest.raises(ValueError, match="same features"):
        read_forest(f"{first}\n{second}")
    with pytest.raises(ValueError, match="same features"):
        read_forest("")


def test_a_tree_with_more_leaves_is_refused() -> None:
    rows = np.random.default_rng(2).normal(size=(500, 3))
    booster = lightgbm.train({"num_leaves": 16, "verbose": -1}, lightgbm.Dataset(rows, rows[:, 0]), 2)
    with pytest.raises(ValueError, match="at most 8 leaves"):
        read_forest(booster.model_to_string())
