"""Whether anything indexed answers a query: a probability, calibrated on questions with and without an answer."""

import math
from collections.abc import Mapping, Sequence

import msgspec
import numpy as np

from search_api.ranking.forest import Forest
from search_api.ranking.scene import Features
from search_api.retrieval.windows import Floats

_TOP = 10
COMPANY = 60
"""Fewer candidates than this are judged in the company of ones that do not answer.

What is typical of two candidates, or how far they differ, says nothing of whether one answers: where there is one, the
typical candidate is as good as the best. Most searches of an archive have 60 candidates or more.
"""
ReferenceValues = Mapping[str, Sequence[float]]
"""By feature `COMPANY` values, ascending, as candidates have that do not answer: they join where there are fewer."""
_OF_TOP = (
    "cosine",
    "cover",
    "words",
    "cover_within_1",
    "cover_within_3",
    "cosine_near_3",
    "cover_near_3",
    "meaning",
    "meaning_rare",
    "meaning_least",
    "turn_cosine",
    "cosine_near_8",
    "cover_within_10",
    "gist",
)
_VIEWS = tuple(f"{name}_{view}" for view in ("1", "top", "best", "typical") for name in _OF_TOP)
_OF_ALL = ("cover_found", "cover_anywhere", "any_named", "stems", "interview", "monologue")
_OF_NAMED = ("cosine", "meaning", "cover")
_NAMED = 0.5
"""From this on a speaker counts as named by the query."""


class Decision(msgspec.Struct, frozen=True):
    """How probable it is that something answers, and whether that is enough to say so."""

    probability: float
    answered: bool


class Regression(msgspec.Struct, frozen=True):
    """A logistic regression over the summary of a query's candidates.

    Each value is taken as its distance from `centre` in units of `scale`; from the probability `threshold` on a
    query counts as answered. `background` goes into the summary.
    """

    names: tuple[str, ...]
    centre: tuple[float, ...]
    scale: tuple[float, ...]
    weights: tuple[float, ...]
    intercept: float
    threshold: float
    background: dict[str, tuple[float, ...]]

    def logit(self, found: dict[str, float]) -> float:
        """The logarithm of the odds for a query by its summary."""
        return self.intercept + sum(
            weight * (found[name] - centre) / scale
            for name, centre, scale, weight in zip(
                self.names, self.centre, self.scale, self.weights, strict=True
            )
        )


class AnswerModel(msgspec.Struct, frozen=True, eq=False):
    """A regression and a forest, each of which gives logarithms of odds; their mean decides.

    The one is steady where little was seen, the other sees what goes together.
    """

    regression: Regression
    forest: Forest

    def decide(self, features: Features) -> Decision:
        """The decision for a query by the features of its candidates."""
        found = summary(features, self.regression.background)
        columns = np.array([found[name] for name in self.forest.names], np.float32)
        logit = (self.regression.logit(found) + float(self.forest.scores(columns.reshape(-1, 1))[0])) / 2
        probability = 1 / (1 + math.exp(-max(-50.0, min(50.0, logit))))
        return Decision(probability, probability >= self.regression.threshold)


def summary(features: Features, background: ReferenceValues) -> dict[str, float]:
    """What the candidates look like from above: each value by its name.

    Only what means the same in a collection of any size: BM25's scale grows with the collection, and learned scores
    with what a candidate is held against.
    """
    order = np.argsort(-_worth(features), kind="stable")
    named = features["named"] > _NAMED
    values = np.stack([features[name] for name in _OF_TOP])
    company = _company(background, COMPANY - len(order))
    ordered = np.sort(np.concatenate([values, company], axis=1), axis=1)
    top = values[:, order[:_TOP]]
    if len(order) < _TOP and company.size:
        usual = np.repeat(np.median(company, axis=1, keepdims=True), _TOP - len(order), axis=1)
        top = np.concatenate([top, usual], axis=1)
    views = np.concatenate(
        [
            values[:, order[0]],
            np.ascontiguousarray(top).mean(1),
            values.max(1),
            ordered[:, _middle(ordered.shape[1])].mean(1),
        ]
    )
    cosines = ordered[_OF_TOP.index("cosine")]
    spreads = dict(zip(_OF_TOP, ordered.std(1).tolist(), strict=True))
    found = {
        "named_1": float(features["named"][order[0]]),
        "cosine_drop": float(cosines[-1] - cosines[-min(_TOP, len(cosines))]),
        "cosine_std": spreads["cosine"],
        "meaning_std": spreads["meaning"],
        **{name: float(features[name][0]) for name in _OF_ALL},
        **dict(zip(_VIEWS, views.tolist(), strict=True)),
    }
    for name in _OF_NAMED:
        # Somebody who is named and speaks may have said nothing of it, whatever others did.
        found[f"{name}_of_named"] = float(features[name][named].max() if named.any() else features[name].max())
    return found


def reference_values_of(features: Sequence[Features]) -> dict[str, tuple[float, ...]]:
    """The background of queries that nothing answers, by the features of their candidates."""
    quantiles = (np.arange(COMPANY) + 0.5) / COMPANY
    return {
        name: tuple(np.quantile(np.concatenate([one[name] for one in features]), quantiles).round(6).tolist())
        for name in _OF_TOP
    }


def _worth(features: Features) -> Floats:
    """By what the best candidates are told: as good as the learned order here, and the same at any size."""
    worth = features["cosine"] + features["meaning"] / 2 + features["cover_within_1"] / 4
    return np.asarray(worth, np.float32)


def _company(background: ReferenceValues, count: int) -> Floats:
    """So many values a feature, evenly over the background: shape (len(_OF_TOP), count)."""
    if count <= 0 or not background:
        return np.empty((len(_OF_TOP), 0), np.float32)
    chosen = np.round(np.linspace(0, COMPANY - 1, count)).astype(np.int64)
    return np.stack([np.array(background[name], np.float32)[chosen] for name in _OF_TOP])


def _middle(count: int) -> list[int]:
    """Where the one or two values in the middle of so many stand, whose mean is the median."""
    return sorted({(count - 1) // 2, count // 2})
