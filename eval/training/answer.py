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
from search_api.ranking.answer import AnswerModel, Decision, Regression, reference_values_of, summary
from search_api.ranking.forest import read_forest

STRENGTH = 0.02
"""The inverse of the regression's regularisation."""
ROUNDS = 150
SETTINGS: dict[str, Any] = {"objective": "binary", "min_data_in_leaf": 30}
THRESHOLDS = np.arange(5, 61) / 100
"""Probabilities from which on a query may count as answered."""
PLATEAU = 0.005
"""How much of the best F1 of refusing is given up for fewer questions that are wrongly refused."""
Values = npt.NDArray[np.float64]


class Trained(msgspec.Struct, frozen=True, eq=False):
    """The model, its forest as text, and the decisions on what it learned from, of models that had not seen it."""

    model: AnswerModel
    forest: str
    decisions: tuple[Decision, ...]


def train_answer(examples: Sequence[Example], weights: Sequence[float]) -> Trained:
    """The model learned from examples, each of which counts so much."""
    answerable = np.array([example.answerable for example in examples])
    background = reference_values_of([example.features for example in examples if not example.answerable])
    summaries = [summary(example.features, background) for example in examples]
    names = tuple(summaries[0])
    learnt = _Table(
        names, np.array([[one[name] for name in names] for one in summaries]), answerable, np.array(weights)
    )
    datasets = np.array([example.dataset for example in examples])
    sources = sorted({example.source for example in examples})
    fold = np.array([sources.index(example.source) % FOLDS for example in examples])
    logits = np.zeros(len(examples))
    for number in range(FOLDS):
        kept, held = fold != number, fold == number
        if held.any() and len(set(answerable[kept])) == 2:
            model, _ = _learned(learnt.of(kept), background)
            logits[held] = _logits(model, learnt.rows[held])
    probabilities = 1 / (1 + np.exp(-logits))
    threshold = threshold_of(probabilities, answerable, datasets)
    model, text = _learned(learnt, background, threshold)
    decisions = tuple(Decision(float(one), bool(one >= threshold)) for one in probabilities)
    return Trained(model, text, decisions)


def threshold_of(
    probabilities: Values, answerable: npt.NDArray[np.bool_], datasets: npt.NDArray[np.str_]
) -> float:
    """The lowest threshold on the plateau of F1 of refusing, in the mean over data sets: one set is as good as another.

    Sets in which all questions or none have an answer do not count. All arrays have the shape (questions,).
    """
    names = [
        name for name in sorted(set(datasets.tolist())) if len(set(answerable[datasets == name].tolist())) == 2
    ]
    figures = np.array(
        [
            np.mean(
                [
                    _refusing(probabilities[datasets == name] < at, ~answerable[datasets == name])
                    for name in names
                ]
            )
            for at in THRESHOLDS
        ]
    )
    return round(float(THRESHOLDS[int(np.argmax(figures >= figures.max() - PLATEAU))]), 3)


def _refusing(refused: npt.NDArray[np.bool_], unanswerable: npt.NDArray[np.bool_]) -> float:
    """F1 of refusing."""
    return 2 * float((refused & unanswerable).sum()) / max(1, int(refused.sum()) + int(unanswerable.sum()))


class _Table(msgspec.Struct, frozen=True, eq=False):
    """Summaries as rows, the right verdicts and the weights."""

    names: tuple[str, ...]
    rows: Values
    answerable: npt.NDArray[np.bool_]
    weights: Values

    def of(self, kept: npt.NDArray[np.bool_]) -> "_Table":
        return _Table(self.names, self.rows[kept], self.answerable[kept], self.weights[kept])


def _learned(
    table: _Table, background: dict[str, tuple[float, ...]], threshold: float = 0.5
) -> tuple[AnswerModel, str]:
    rows, names = table.rows, table.names
    centre, scale = rows.mean(0), np.maximum(rows.std(0), 1e-6)
    line = LogisticRegression(C=STRENGTH, max_iter=5000)
    line.fit((rows - centre) / scale, table.answerable, sample_weight=table.weights)
    data = lightgbm.Dataset(
        rows.astype(np.float32),
        table.answerable.astype(np.float32),
        weight=table.weights.astype(np.float32),
        feature_name=list(names),
    )
    text = learned(data, SETTINGS, ROUNDS)
    regression = Regression(
        names,
        _rounded(centre),
        _rounded(scale),
        _rounded(line.coef_[0]),
        round(float(line.intercept_[0]), 6),
        threshold,
        background,
    )
    return AnswerModel(regression, read_forest(text)), text


def _logits(model: AnswerModel, rows: Values) -> Values:
    names = model.regression.names
    linear = [model.regression.logit(dict(zip(names, row, strict=True))) for row in rows]
    return (np.array(linear) + model.forest.scores(rows.T.astype(np.float32))) / 2


def _rounded(values: Values) -> tuple[float, ...]:
    # Six digits: what differs behind them differs from machine to machine.
    return tuple(round(float(value), 6) for value in values)
