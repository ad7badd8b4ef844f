"""How good trained models are on examples that they have not seen."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

import ir_measures
import msgspec
import numpy as np
from sklearn.metrics import roc_auc_score

from eval.training.examples import Example
from search_api.ranking.answer import AnswerModel, summary
from search_api.ranking.around import Floats
from search_api.ranking.ranker import prior

_MEASURES = tuple(
    ir_measures.parse_measure(name) for name in ("nDCG@10", "Success@1", "Success@3", "Success@10")
)


class Quality(msgspec.Struct, frozen=True):
    """The figures of a set of examples, by name; of `topics` questions."""

    name: str
    topics: int
    figures: dict[str, float]


def quality(scored: Sequence[tuple[Example, Floats]], answer: AnswerModel | None = None) -> list[Quality]:
    """The ranking's figures by data set and domain, and the decision's by data set."""
    groups: dict[str, list[tuple[Example, Floats]]] = defaultdict(list)
    for example, scores in scored:
        groups[example.dataset].append((example, scores))
        if example.dataset.startswith("qmsum") and not example.dataset.endswith(("everywhere", "foreign")):
            groups[f"{example.dataset} {example.topic.form}"].append((example, scores))
    found = []
    for name, members in sorted(groups.items()):
        answerable = [(example, scores) for example, scores in members if example.answerable]
        figures = dict(_ranking(answerable)) if answerable else {}
        if answer is not None and 0 < len(answerable) < len(members):
            figures |= _decision(members, answer)
        if figures:
            found.append(Quality(name, len(answerable), figures))
    return found


def _ranking(scored: Sequence[tuple[Example, Floats]]) -> Iterator[tuple[str, float]]:
    qrels, run = [], []
    for number, (example, scores) in enumerate(scored):
        key = str(number)
        best: dict[str, float] = {}
        for at in np.argsort(-(scores + prior(example.features)), kind="stable"):
            best.setdefault(example.units[int(at)], -float(len(best)))
        run += [ir_measures.ScoredDoc(key, unit, value) for unit, value in best.items()]
        qrels += [
            ir_measures.Qrel(key, f"ideal {place}", grade) for place, grade in enumerate(_missed(example))
        ]
        judged = dict(zip(example.units, example.grades, strict=True))
        qrels += [ir_measures.Qrel(key, unit, int(grade)) for unit, grade in judged.items()]
    found = ir_measures.calc_aggregate(_MEASURES, qrels, run)
    for measure in _MEASURES:
        yield str(measure), float(found[measure])


def _missed(example: Example) -> list[int]:
    """The grades of what is relevant and no candidate: it counts in the ideal."""
    left = list(example.ideal)
    for grade in dict(zip(example.units, example.grades, strict=True)).values():
        if int(grade) in left:
            left.remove(int(grade))
    return left


def _decision(scored: Sequence[tuple[Example, Floats]], answer: AnswerModel) -> dict[str, float]:
    decisions = [answer.decide(summary(example.features, scores)) for example, scores in scored]
    answerable = np.array([example.answerable for example, _ in scored])
    refused = np.array([not one.answered for one in decisions])
    right, wrong = int((refused & ~answerable).sum()), int((refused & answerable).sum())
    missed = int((~refused & ~answerable).sum())
    return {
        "answered AUC": float(roc_auc_score(answerable, [one.probability for one in decisions])),
        "refusing F1": 2 * right / max(1, 2 * right + wrong + missed),
        "wrongly refused": wrong / int(answerable.sum()),
    }
