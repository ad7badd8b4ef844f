"""Training the order: LambdaMART over the candidates' features."""

import itertools
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import lightgbm
import numpy as np

from embeddings.cores import usable_cores
from eval.training.examples import Example
from eval.training.forests import learned
from eval.training.sets import Weighted
from search_api.ranking.forest import read_forest
from search_api.ranking.model import KINDS, Kind, kind_of
from search_api.retrieval.windows import Floats

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


def names_for(kind: Kind, names: Sequence[str]) -> tuple[str, ...]:
    """The features that a kind's forest looks at.

    What was found in each transcript tells nothing of meetings: over all of QMSum's, nDCG@10 is 0.152 without it and
    0.153 with it, cross-validated.
    """
    return tuple(name for name in names if kind == "event" or not name.startswith("mass_"))


def train_ranker(
    sets: Sequence[Weighted], names: Sequence[str], kind: Kind, without: frozenset[str] = frozenset()
) -> str:
    """The forests for a kind, learned from all examples that hold something relevant, but those of some sources."""
    names = names_for(kind, names)
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
    """Every example with scores by the forests of its kind, which have seen no question about its transcript."""
    sources = sorted({example.source for each in sets for example in each.examples})

    def scored(place: tuple[int, Kind]) -> list[tuple[Example, Floats]]:
        fold, kind = place
        held = frozenset(sources[fold::FOLDS])
        members = [
            example
            for each in sets
            for example in each.examples
            if example.source in held and kind_of(example.features) == kind
        ]
        if not members:
            return []
        forest = read_forest(train_ranker(sets, names, kind, held))
        return [
            (example, forest.scores(np.ascontiguousarray(example.matrix(forest.names).T, np.float32)))
            for example in members
        ]

    # LightGBM lets go of the interpreter: each forest is learned on one core, as many at once as there are.
    with ThreadPoolExecutor(usable_cores()) as pool:
        for found in pool.map(scored, itertools.product(range(FOLDS), KINDS)):
            yield from found
