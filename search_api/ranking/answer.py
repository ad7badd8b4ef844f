"""Whether anything indexed answers a query: a probability, calibrated on questions with and without an answer."""

import math
from collections.abc import Mapping, Sequence

import msgspec
import numpy as np

from indexer.forest import Forest
from search_api.ranking import feature_names as names
from search_api.ranking.scene import Features
from search_api.retrieval.windows import RADIUS, Floats

_TOP = 10
PADDED_SIZE = 60
"""Fewer candidates than this are padded with reference values of candidates that do not answer.

The median or spread of two candidates does not show whether one answers: where one does, the median is about as high as
the best. Most searches of an archive have 60 candidates or more.
"""
ReferenceValues = Mapping[str, Sequence[float]]
"""`PADDED_SIZE` values of each feature, ascending, of candidates that do not answer."""
_SUMMARISED = (
    names.COSINE,
    names.COVERAGE,
    names.BINARY_BM25,
    names.coverage_within(1),
    names.coverage_within(3),
    names.smoothed(names.COSINE, 3),
    names.smoothed(names.COVERAGE, 3),
    names.SIMILARITY,
    names.RAREST_SIMILARITY,
    names.LEAST_SIMILARITY,
    names.of_part(names.TURN, names.COSINE),
    names.smoothed(names.COSINE, 8),
    names.coverage_within(RADIUS),
    names.CENTROID_SIMILARITY,
)
_VIEWS = tuple(f"{name}_{view}" for view in ("1", "top", "best", "typical") for name in _SUMMARISED)
"""Of the first candidate, the mean of the first ten, the maximum, the median."""
_OF_QUERY = (
    names.CANDIDATE_COVERAGE,
    names.WINDOW_COVERAGE,
    names.BEST_SPEAKER_MATCH,
    names.STEMS,
    names.INTERVIEW,
    names.MONOLOGUE,
)
_OF_NAMED_SPEAKERS = (names.COSINE, names.SIMILARITY, names.COVERAGE)
_NAMED = 0.5
"""The speaker match from which on a query counts as naming a speaker."""


class Decision(msgspec.Struct, frozen=True):
    """The probability that something answers, and whether it is high enough to say so."""

    probability: float
    answered: bool


class Regression(msgspec.Struct, frozen=True):
    """A logistic regression over the summary of a query's candidates.

    Values are standardised by `centre` and `scale`; a query counts as answered from the probability `threshold` on.
    The summary is padded with `reference_values`.
    """

    names: tuple[str, ...]
    centre: tuple[float, ...]
    scale: tuple[float, ...]
    weights: tuple[float, ...]
    intercept: float
    threshold: float
    reference_values: dict[str, tuple[float, ...]] = msgspec.field(name="background")

    def logit(self, values: Mapping[str, float]) -> float:
        """The logarithm of the odds for a query by its summary."""
        return self.intercept + sum(
            weight * (values[name] - centre) / scale
            for name, centre, scale, weight in zip(
                self.names, self.centre, self.scale, self.weights, strict=True
            )
        )


class AnswerModel(msgspec.Struct, frozen=True, eq=False):
    """A regression and a forest, each of which gives logarithms of odds; the mean of both decides.

    The regression is stable where there was little to learn from; the forest learns interactions of features.
    """

    regression: Regression
    forest: Forest

    def decide(self, features: Features) -> Decision:
        """The decision for a query by the features of its candidates."""
        values = summary(features, self.regression.reference_values)
        columns = np.array([values[name] for name in self.forest.names], np.float32)
        logit = (self.regression.logit(values) + float(self.forest.scores(columns.reshape(-1, 1))[0])) / 2
        probability = 1 / (1 + math.exp(-max(-50.0, min(50.0, logit))))
        return Decision(probability, probability >= self.regression.threshold)


def summary(features: Features, reference_values: ReferenceValues) -> dict[str, float]:
    """The features of all candidates summarised: each value by its name.

    It holds only what means the same in a collection of any size: BM25's scale grows with the collection, and learned
    scores depend on the other candidates.
    """
    # What the first candidates are chosen by: as good as the learned order here, and the same at any size.
    worth = features[names.COSINE] + features[names.SIMILARITY] / 2 + features[names.coverage_within(1)] / 4
    order = np.argsort(-np.asarray(worth, np.float32), kind="stable")
    named = features[names.SPEAKER_MATCH] > _NAMED
    values = np.stack([features[name] for name in _SUMMARISED])
    padding = _padding(reference_values, PADDED_SIZE - len(order))
    ascending = np.sort(np.concatenate([values, padding], axis=1), axis=1)
    top = values[:, order[:_TOP]]
    if len(order) < _TOP and padding.size:
        typical = np.repeat(np.median(padding, axis=1, keepdims=True), _TOP - len(order), axis=1)
        top = np.concatenate([top, typical], axis=1)
    views = np.concatenate(
        [
            values[:, order[0]],
            np.ascontiguousarray(top).mean(1),
            values.max(1),
            ascending[:, _middle(ascending.shape[1])].mean(1),
        ]
    )
    cosines = ascending[_SUMMARISED.index(names.COSINE)]
    deviations = dict(zip(_SUMMARISED, ascending.std(1).tolist(), strict=True))
    summarised = {
        f"{names.SPEAKER_MATCH}_1": float(features[names.SPEAKER_MATCH][order[0]]),
        f"{names.COSINE}_drop": float(cosines[-1] - cosines[-min(_TOP, len(cosines))]),
        **{f"{name}_std": deviations[name] for name in (names.COSINE, names.SIMILARITY)},
        **{name: float(features[name][0]) for name in _OF_QUERY},
        **dict(zip(_VIEWS, views.tolist(), strict=True)),
    }
    for name in _OF_NAMED_SPEAKERS:
        # The speakers that a query names may not have spoken about the topic, even where others did.
        of_named = features[name][named] if named.any() else features[name]
        summarised[f"{name}_of_named"] = float(of_named.max())
    return summarised


def reference_values_of(features: Sequence[Features]) -> dict[str, tuple[float, ...]]:
    """The reference values of queries without an answer: quantiles over their candidates' features."""
    quantiles = (np.arange(PADDED_SIZE) + 0.5) / PADDED_SIZE
    return {
        name: tuple(
            np.quantile(np.concatenate([of_query[name] for of_query in features]), quantiles).round(6).tolist()
        )
        for name in _SUMMARISED
    }


def _padding(reference_values: ReferenceValues, count: int) -> Floats:
    """`count` reference values of each feature, evenly spaced: shape (len(_SUMMARISED), count)."""
    if count <= 0 or not reference_values:
        return np.empty((len(_SUMMARISED), 0), np.float32)
    chosen = np.round(np.linspace(0, PADDED_SIZE - 1, count)).astype(np.int64)
    return np.stack([np.array(reference_values[name], np.float32)[chosen] for name in _SUMMARISED])


def _middle(count: int) -> list[int]:
    """The one or two indices in the middle of `count` sorted values; the median is the mean of the values there."""
    return sorted({(count - 1) // 2, count // 2})
