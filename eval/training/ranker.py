"""Training the order: LambdaMART over the candidates' features."""

from collections.abc import Iterator, Sequence
from typing import Any

import lightgbm
import numpy as np

from eval.training.examples import Example
from eval.training.forests import learned
from eval.training.sets import Weighted
from search_api.ranking.around import Floats
from search_api.ranking.forest import read_forest
from search_api.ranking.model import KINDS, Kind, kind_of

ROUNDS = 300
FOLDS = 5
SETTINGS: dict[str, Any] = {
    "objective": "lambdarank",
    "lambdarank_truncation_level": 15,
    "label_gain": [0, 1, 2],
    "min_data_in_leaf": 50,
}
RISING = frozenset(
    "cosine dense_rr bm25 bm25_share lexical_rr rrf cover words named wanted meaning meaning_rare meaning_least "
    "titled".split()
)
FALLING = frozenset({"cosine_gap", "words_gap", "meaning_gap"})
"""More of these never ranks a passage lower, all else being equal; less of those neither. It holds the forest to
sense where it has seen little.
"""


def feature_names(sets: Sequence[Weighted]) -> tuple[str, ...]:
    """The features that examples have, in their order."""
    return tuple(sets[0].examples[0].features)


def train_ranker(
    sets: Sequence[Weighted], names: Sequence[str], kind: Kind, without: frozenset[str] = frozenset()
) -> str:
    """The forests for a kind, learned from all examples that hold something relevant, but those of some sources."""
    chosen = [
        (example, each.weights[kind])
        for each in sets
        for example in each.examples
        if example.source not in without and example.grades.max() > 0 and each.weights[kind] > 0
    ]
    data = lightgbm.Dataset(
        np.concatenate([example.matrix(names) for example, _ in chosen]),
        np.concatenate([example.grades for example, _ in chosen]),
        group=[len(example.grades) for example, _ in chosen],
        weight=np.concatenate([np.full(len(example.grades), weight) for example, weight in chosen]),
        feature_name=list(names),
    )
    constraints = [(name in RISING) - (name in FALLING) for name in names]
    return learned(data, SETTINGS | {"monotone_constraints": constraints}, ROUNDS)


def cross_scored(sets: Sequence[Weighted], names: Sequence[str]) -> Iterator[tuple[Example, Floats]]:
    """Every example with scores by the forest of its kind, which has seen no question about its transcript."""
    sources = sorted({example.source for each in sets for example in each.examples})
    for fold in range(FOLDS):
        held = frozenset(sources[fold::FOLDS])
        for kind in KINDS:
            members = [
                example
                for each in sets
                for example in each.examples
                if example.source in held and kind_of(example.features) == kind
            ]
            if not members:
                continue
            forest = read_forest(train_ranker(sets, names, kind, held))
            for example in members:
                yield example, forest.scores(np.ascontiguousarray(example.matrix(names).T, np.float32))
