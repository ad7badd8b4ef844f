"""Training the ranking model: LambdaMART over the candidates' features."""

import itertools
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import lightgbm
import numpy as np

from embeddings.processor import usable_cores
from eval.training.examples import Example
from eval.training.forests import trained_forests
from eval.training.sets import Weighted
from indexer.forest import read_forest
from search_api.ranking import feature_names as names
from search_api.ranking.forest_ranking import KINDS, Kind, kind_of
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
    {
        names.COSINE,
        names.DENSE_RECIPROCAL_RANK,
        names.BM25,
        names.BM25_SHARE,
        names.LEXICAL_RECIPROCAL_RANK,
        names.RRF,
        names.COVERAGE,
        names.BINARY_BM25,
        names.SPEAKER_MATCH,
        names.KIND_MATCH,
        names.SIMILARITY,
        names.RAREST_SIMILARITY,
        names.LEAST_SIMILARITY,
        names.TITLE_MATCH,
    }
)
FALLING = frozenset(names.gap(name) for name in (names.COSINE, names.BINARY_BM25, names.SIMILARITY))
"""All else being equal, more of a rising feature never lowers the score, and more of a falling one never raises it. So
the forest stays plausible where it has seen few examples.
"""


def features_of(sets: Sequence[Weighted]) -> tuple[str, ...]:
    """The names of the examples' features, in their order."""
    return tuple(sets[0].examples[0].features)


def features_for(kind: Kind, features: Sequence[str]) -> tuple[str, ...]:
    """The features that a kind's forest uses.

    Transcript evidence does not help with meetings: over all of QMSum's, nDCG@10 is 0.152 without it and 0.153 with it,
    cross-validated.
    """
    evidence = {names.gap(name) for name in names.EVIDENCE}
    return tuple(feature for feature in features if kind == "event" or feature not in evidence)


def train_ranker(
    sets: Sequence[Weighted], features: Sequence[str], kind: Kind, without: frozenset[str] = frozenset()
) -> str:
    """The forests for a kind, learned from all examples with a relevant candidate, except those of some sources."""
    features = features_for(kind, features)
    chosen = [
        (example, weighted.weights[kind])
        for weighted in sets
        for example in weighted.examples
        if example.source not in without and example.grades.max() > 0 and weighted.weights[kind] > 0
    ]
    data = lightgbm.Dataset(
        np.concatenate([example.matrix(features) for example, _ in chosen]),
        np.concatenate([example.grades for example, _ in chosen]),
        group=[len(example.grades) for example, _ in chosen],
        weight=np.concatenate([np.full(len(example.grades), weight) for example, weight in chosen]),
        feature_name=list(features),
    )
    constraints = [(feature in RISING) - (feature in FALLING) for feature in features]
    return trained_forests(data, SETTINGS | {"monotone_constraints": constraints}, ROUNDS)


def cross_scored(sets: Sequence[Weighted], features: Sequence[str]) -> Iterator[tuple[Example, Floats]]:
    """Every example with the scores of the forests of its kind that were trained without its source."""
    sources = sorted({example.source for weighted in sets for example in weighted.examples})

    def scored(task: tuple[int, Kind]) -> list[tuple[Example, Floats]]:
        fold, kind = task
        held_out = frozenset(sources[fold::FOLDS])
        members = [
            example
            for weighted in sets
            for example in weighted.examples
            if example.source in held_out and kind_of(example.features) == kind
        ]
        if not members:
            return []
        forest = read_forest(train_ranker(sets, features, kind, held_out))
        return [
            (example, forest.scores(np.ascontiguousarray(example.matrix(forest.names).T, np.float32)))
            for example in members
        ]

    # LightGBM releases the interpreter lock: each forest is trained on one core, one for each core at a time.
    with ThreadPoolExecutor(usable_cores()) as pool:
        for examples in pool.map(scored, itertools.product(range(FOLDS), KINDS)):
            yield from examples
