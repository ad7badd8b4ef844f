"""The quality of trained models on examples that they have not seen."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

import ir_measures
import msgspec
import numpy as np
from sklearn.metrics import f1_score, roc_auc_score

from eval.training.examples import Example
from search_api.ranking.answer import Decision
from search_api.ranking.forest_ranking import adjustment
from search_api.ranking.ranker import diversified
from search_api.retrieval.windows import Floats

_MEASURES = tuple(
    ir_measures.parse_measure(name) for name in ("nDCG@10", "Success@1", "Success@3", "Success@10")
)


class Quality(msgspec.Struct, frozen=True):
    """The figures of a set of examples by name; `topics` is the number of questions."""

    name: str
    topics: int
    figures: dict[str, float]


def quality(scored: Sequence[tuple[Example, Floats]]) -> list[Quality]:
    """The ranking's figures by data set and domain."""
    groups: dict[str, list[int]] = defaultdict(list)
    for number, (example, _) in enumerate(scored):
        groups[example.dataset].append(number)
        if example.dataset.startswith("qmsum") and not example.dataset.endswith(("everywhere", "foreign")):
            groups[f"{example.dataset} {example.topic.form}"].append(number)
    qualities = []
    for name, members in sorted(groups.items()):
        answerable = [scored[number] for number in members if scored[number][0].answerable]
        if answerable:
            qualities.append(Quality(name, len(answerable), dict(_ranking(answerable))))
    return qualities


def report_lines(measured: Sequence[Quality]) -> Iterator[str]:
    """A line for each set of examples."""
    for of_set in measured:
        figures = "  ".join(f"{name} {value:.3f}" for name, value in of_set.figures.items())
        yield f"{of_set.name} ({of_set.topics})  {figures}"


def decision_quality(examples: Sequence[Example], decisions: Sequence[Decision]) -> list[Quality]:
    """The figures of the decisions on all questions, by data set in the order of the examples."""
    groups: dict[str, list[tuple[Example, Decision]]] = defaultdict(list)
    for example, decision in zip(examples, decisions, strict=True):
        groups[example.dataset].append((example, decision))
    return [Quality(name, len(decided), _decision(decided)) for name, decided in groups.items()]


def _ranking(scored: Sequence[tuple[Example, Floats]]) -> Iterator[tuple[str, float]]:
    """Measures of the list that users would get: the best passage of each turn, transcripts diversified."""
    qrels, run = [], []
    for number, (example, scores) in enumerate(scored):
        key = str(number)
        adjusted = (scores + adjustment(example.features)).astype(np.float64)
        best: dict[str, float] = {}
        turns: set[int] = set()
        for candidate in np.argsort(-diversified(adjusted, example.transcripts), kind="stable"):
            if int(example.turns[candidate]) not in turns:
                turns.add(int(example.turns[candidate]))
                best.setdefault(example.units[int(candidate)], -float(len(best)))
        run += [ir_measures.ScoredDoc(key, unit, value) for unit, value in best.items()]
        qrels += [ir_measures.Qrel(key, f"ideal {rank}", grade) for rank, grade in enumerate(_missed(example))]
        judged = dict(zip(example.units, example.grades, strict=True))
        qrels += [ir_measures.Qrel(key, unit, int(grade)) for unit, grade in judged.items()]
    figures = ir_measures.calc_aggregate(_MEASURES, qrels, run)
    for measure in _MEASURES:
        yield str(measure), float(figures[measure])


def _missed(example: Example) -> list[int]:
    """The grades of relevant units that are not candidates: they count in the ideal."""
    judged = dict(zip(example.units, example.grades.tolist(), strict=True))
    return list((Counter(example.ideal) - Counter(judged.values())).elements())


def _decision(decided: Sequence[tuple[Example, Decision]]) -> dict[str, float]:
    answerable = np.array([example.answerable for example, _ in decided])
    refused = np.array([not decision.answered for _, decision in decided])
    figures = {}
    if 0 < answerable.sum() < len(answerable):
        figures["AUC"] = float(roc_auc_score(answerable, [decision.probability for _, decision in decided]))
        figures["refusing F1"] = float(f1_score(~answerable, refused, zero_division=0))
    if answerable.any():
        figures["wrongly refused"] = float(refused[answerable].mean())
    if not answerable.all():
        figures["rightly refused"] = float(refused[~answerable].mean())
    return figures
