"""Training when something is an answer: a regression and a forest over what the ranked candidates look like."""

from collections.abc import Sequence
from typing import Any

import lightgbm
import msgspec
import numpy as np
import numpy.typing as npt
from sklearn.linear_model import LogisticRegression

from eval.training.examples import Example
from eval.training.forests import learned
from eval.training.ranker import FOLDS
from search_api.ranking.answer import AnswerModel, Decision, Regression, summary
from search_api.ranking.around import Floats
from search_api.ranking.forest import read_forest

STRENGTH = 0.02
"""The inverse of the regression's regularisation."""
ROUNDS = 150
SETTINGS: dict[str, Any] = {"objective": "binary", "min_data_in_leaf": 30}
MOST_WRONGLY_REFUSED = 0.025
"""The share of QMSum's answerable questions that the threshold may refuse, cross-validated. Users are told 5 %: other
transcripts than these are harder.
"""
Values = npt.NDArray[np.float64]


class Trained(msgspec.Struct, frozen=True, eq=False):
    """The model, its forest as text, and the decisions on what it learned from, of models that had not seen it."""

    model: AnswerModel
    forest: str
    decisions: tuple[Decision, ...]


def train_answer(scored: Sequence[tuple[Example, Floats]]) -> Trained:
    """The model learned from examples with scores of forests that have not seen them."""
    summaries = [summary(example.features, scores) for example, scores in scored]
    names = tuple(summaries[0])
    rows = np.array([[one[name] for name in names] for one in summaries], np.float64)
    answerable = np.array([example.answerable for example, _ in scored])
    own = np.array([example.dataset == "qmsum-train" for example, _ in scored])
    sources = sorted({example.source for example, _ in scored})
    fold = np.array([sources.index(example.source) % FOLDS for example, _ in scored])
    logits = np.zeros(len(rows))
    for number in range(FOLDS):
        kept, held = fold != number, fold == number
        if held.any() and len(set(answerable[kept])) == 2:
            model, _ = _learned(names, rows[kept], answerable[kept])
            logits[held] = _logits(model, rows[held])
    probabilities = 1 / (1 + np.exp(-logits))
    threshold = round(float(np.quantile(probabilities[answerable & own], MOST_WRONGLY_REFUSED)), 3)
    model, text = _learned(names, rows, answerable, threshold)
    decisions = tuple(Decision(float(one), bool(one >= threshold)) for one in probabilities)
    return Trained(model, text, decisions)


def _learned(
    names: tuple[str, ...],
    rows: Values,
    answerable: npt.NDArray[np.bool_],
    threshold: float = 0.5,
) -> tuple[AnswerModel, str]:
    centre, scale = rows.mean(0), np.maximum(rows.std(0), 1e-6)
    line = LogisticRegression(C=STRENGTH, max_iter=5000)
    line.fit((rows - centre) / scale, answerable)
    data = lightgbm.Dataset(rows.astype(np.float32), answerable.astype(np.float32), feature_name=list(names))
    text = learned(data, SETTINGS, ROUNDS)
    regression = Regression(
        names,
        _rounded(centre),
        _rounded(scale),
        _rounded(line.coef_[0]),
        round(float(line.intercept_[0]), 6),
        threshold,
    )
    return AnswerModel(regression, read_forest(text)), text


def _logits(model: AnswerModel, rows: Values) -> Values:
    names = model.regression.names
    linear = [model.regression.logit(dict(zip(names, row, strict=True))) for row in rows]
    return (np.array(linear) + model.forest.scores(rows.T.astype(np.float32))) / 2


def _rounded(values: Values) -> tuple[float, ...]:
    # Six digits: what differs behind them differs from machine to machine.
    return tuple(round(float(value), 6) for value in values)
