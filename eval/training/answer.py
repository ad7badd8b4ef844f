"""Training the answer decision: a regression and a forest over the summaries of candidates."""

from collections.abc import Sequence
from typing import Any

import lightgbm
import msgspec
import numpy as np
import numpy.typing as npt
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score

from eval.training.examples import Example
from eval.training.forests import trained_forests
from eval.training.ranker import FOLDS
from indexer.forest import read_forest
from search_api.ranking.answer import AnswerModel, Decision, Regression, reference_values_of, summary

STRENGTH = 0.02
"""The inverse of the regression's regularisation."""
ROUNDS = 150
SETTINGS: dict[str, Any] = {"objective": "binary", "min_data_in_leaf": 30}
THRESHOLDS = np.arange(5, 61) / 100
"""The thresholds to choose from, as probabilities."""
PLATEAU = 0.005
"""How far below the best F1 of refusing the threshold may be, for fewer questions that are wrongly refused."""
Values = npt.NDArray[np.float64]


class Trained(msgspec.Struct, frozen=True, eq=False):
    """The model, its forest as text, and cross-validated decisions on the examples that it learned from."""

    model: AnswerModel
    forest: str
    decisions: tuple[Decision, ...]


def train_answer(examples: Sequence[Example], weights: Sequence[float]) -> Trained:
    """The model learned from weighted examples; `weights` has one for each example."""
    answerable = np.array([example.answerable for example in examples])
    unanswerable = [example.features for example in examples if not example.answerable]
    reference_values = reference_values_of(unanswerable)
    summaries = [summary(example.features, reference_values) for example in examples]
    names = tuple(summaries[0])
    rows = np.array([[values[name] for name in names] for values in summaries])
    table = _Table(names, rows, answerable, np.array(weights))
    datasets = np.array([example.dataset for example in examples])
    sources = sorted({example.source for example in examples})
    fold = np.array([sources.index(example.source) % FOLDS for example in examples])
    logits = np.zeros(len(examples))
    for number in range(FOLDS):
        kept, held_out = fold != number, fold == number
        if held_out.any() and len(set(answerable[kept])) == 2:
            model, _ = _fit(table.of(kept), reference_values)
            logits[held_out] = _logits(model, table.rows[held_out])
    probabilities = 1 / (1 + np.exp(-logits))
    threshold = threshold_of(probabilities, answerable, datasets)
    model, text = _fit(table, reference_values, threshold)
    decisions = tuple(
        Decision(float(probability), bool(probability >= threshold)) for probability in probabilities
    )
    return Trained(model, text, decisions)


def threshold_of(
    probabilities: Values, answerable: npt.NDArray[np.bool_], datasets: npt.NDArray[np.str_]
) -> float:
    """The lowest threshold on the plateau of F1 of refusing, as the mean over data sets, which count alike.

    Sets in which all questions have an answer, or none has one, do not count. All arrays have shape (questions,).
    """
    names = [
        name for name in sorted(set(datasets.tolist())) if len(set(answerable[datasets == name].tolist())) == 2
    ]

    def refusing_f1(threshold: float) -> float:
        of_sets = [
            f1_score(
                ~answerable[datasets == name], probabilities[datasets == name] < threshold, zero_division=0
            )
            for name in names
        ]
        return float(np.mean(of_sets))

    figures = np.array([refusing_f1(threshold) for threshold in THRESHOLDS])
    return round(float(THRESHOLDS[int(np.argmax(figures >= figures.max() - PLATEAU))]), 3)


class _Table(msgspec.Struct, frozen=True, eq=False):
    """Summaries as rows, with whether each question is answerable, and its weight."""

    names: tuple[str, ...]
    rows: Values
    answerable: npt.NDArray[np.bool_]
    weights: Values

    def of(self, kept: npt.NDArray[np.bool_]) -> "_Table":
        return _Table(self.names, self.rows[kept], self.answerable[kept], self.weights[kept])


def _fit(
    table: _Table, reference_values: dict[str, tuple[float, ...]], threshold: float = 0.5
) -> tuple[AnswerModel, str]:
    rows, names = table.rows, table.names
    centre, scale = rows.mean(0), np.maximum(rows.std(0), 1e-6)
    logistic = LogisticRegression(C=STRENGTH, max_iter=5000)
    logistic.fit((rows - centre) / scale, table.answerable, sample_weight=table.weights)
    data = lightgbm.Dataset(
        rows.astype(np.float32),
        table.answerable.astype(np.float32),
        weight=table.weights.astype(np.float32),
        feature_name=list(names),
    )
    text = trained_forests(data, SETTINGS, ROUNDS)
    regression = Regression(
        names,
        _rounded(centre),
        _rounded(scale),
        _rounded(logistic.coef_[0]),
        round(float(logistic.intercept_[0]), 6),
        threshold,
        reference_values,
    )
    return AnswerModel(regression, read_forest(text)), text


def _logits(model: AnswerModel, rows: Values) -> Values:
    names = model.regression.names
    linear = [model.regression.logit(dict(zip(names, row, strict=True))) for row in rows]
    return (np.array(linear) + model.forest.scores(rows.T.astype(np.float32))) / 2


def _rounded(values: Values) -> tuple[float, ...]:
    # Further digits differ from machine to machine.
    return tuple(round(float(value), 6) for value in values)
