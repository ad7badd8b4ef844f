"""Training when something is an answer: a logistic regression over what the ranked candidates look like."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from sklearn.linear_model import LogisticRegression

from eval.training.examples import Example
from search_api.ranking.answer import AnswerModel, summary
from search_api.ranking.around import Floats

STRENGTH = 0.3
"""The inverse of the regularisation."""
MOST_WRONGLY_REFUSED = 0.02
"""The share of QMSum's answerable questions that the threshold may refuse. Users are told 5 %: what was not learned
from is refused more often.
"""
BRIEFINGS_COUNT = 5.0
"""What a briefing's question counts beside one of QMSum."""


def train_answer(scored: Sequence[tuple[Example, Floats]]) -> AnswerModel:
    """The model learned from examples with scores of forests that have not seen them."""
    summaries = [summary(example.features, scores) for example, scores in scored]
    names = tuple(summaries[0])
    rows = np.array([[one[name] for name in names] for one in summaries], np.float64)
    answerable = np.array([example.answerable for example, _ in scored])
    own = np.array([example.dataset == "qmsum-train" for example, _ in scored])
    centre, scale = rows.mean(0), np.maximum(rows.std(0), 1e-6)
    counts = np.array(
        [BRIEFINGS_COUNT if example.dataset.startswith("briefings") else 1 for example, _ in scored]
    )
    learned = LogisticRegression(C=STRENGTH, max_iter=5000)
    learned.fit((rows - centre) / scale, answerable, sample_weight=counts)
    probabilities = learned.predict_proba((rows - centre) / scale)[:, 1]
    return AnswerModel(
        names,
        _rounded(centre),
        _rounded(scale),
        _rounded(learned.coef_[0]),
        round(float(learned.intercept_[0]), 6),
        round(float(np.quantile(probabilities[answerable & own], MOST_WRONGLY_REFUSED)), 3),
    )


def _rounded(values: npt.NDArray[np.float64]) -> tuple[float, ...]:
    # Six digits: what differs behind them differs from machine to machine.
    return tuple(round(float(value), 6) for value in values)
