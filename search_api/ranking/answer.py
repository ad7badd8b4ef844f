"""Whether anything indexed answers a query: a probability, calibrated on questions with and without an answer."""

import math

import msgspec
import numpy as np

from search_api.ranking.around import Floats
from search_api.ranking.forest import Forest
from search_api.ranking.scene import Features

_TOP = 10
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
    "meaning_z",
    "turn_cosine",
    "cosine_near_8",
    "cover_within_10",
    "rrf",
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
    query counts as answered.
    """

    names: tuple[str, ...]
    centre: tuple[float, ...]
    scale: tuple[float, ...]
    weights: tuple[float, ...]
    intercept: float
    threshold: float

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

    def decide(self, found: dict[str, float]) -> Decision:
        """The decision for a query by its summary."""
        columns = np.array([found[name] for name in self.forest.names], np.float32)
        logit = (self.regression.logit(found) + float(self.forest.scores(columns.reshape(-1, 1))[0])) / 2
        probability = 1 / (1 + math.exp(-max(-50.0, min(50.0, logit))))
        return Decision(probability, probability >= self.regression.threshold)


def summary(features: Features, scores: Floats) -> dict[str, float]:
    """What the ranked candidates look like from above: each value by its name.

    Only what means the same in a collection of any size: BM25's scale grows with the collection. `scores` are those
    of the learned order, shape (n,).
    """
    order = np.argsort(-scores, kind="stable")
    top, middle = order[:_TOP], _middle(len(order))
    named = features["named"] > _NAMED
    values = np.stack([features[name] for name in _OF_TOP])
    ordered = np.sort(values, axis=1)
    views = np.concatenate(
        [
            values[:, order[0]],
            np.ascontiguousarray(values[:, top]).mean(1),
            ordered[:, -1],
            ordered[:, middle].mean(1),
        ]
    )
    cosines = ordered[_OF_TOP.index("cosine")]
    spreads = dict(zip(_OF_TOP, values.std(1).tolist(), strict=True))
    found = {
        "score_1": float(scores[order[0]]),
        "score_3": float(scores[order[:3]].mean()),
        "score_10": float(scores[top].mean()),
        "score_spread": float(scores[order[0]] - scores[order[middle]].mean()),
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


def _middle(count: int) -> list[int]:
    """Where the one or two values in the middle of so many stand, whose mean is the median."""
    return sorted({(count - 1) // 2, count // 2})
