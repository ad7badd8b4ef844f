"""Relevance measures, by ir_measures. Means are over the answerable topics of the qrels, not of the run."""

from collections.abc import Iterable, Sequence

import ir_measures
import msgspec

from eval.records import Dataset, Run

RANKING = ("nDCG@10", "P@1", "RR@10", "R@10", "Success@1", "Success@3", "Success@10")
NAMED = "named@1"
"""For topics that name a speaker: the share whose first result is relevant and by that speaker (grade 2)."""
_NAMED_GRADE = "P(rel=2)@1"


class Measured(msgspec.Struct, frozen=True):
    """The measures of a system.

    `refused` is the share of unanswerable topics for which it reported no answer, `wrongly_refused` that of answerable
    ones.
    """

    system: str
    measures: dict[str, float]
    refused: float
    wrongly_refused: float

    @property
    def figures(self) -> dict[str, float]:
        """All figures; higher is better."""
        return self.measures | {"refused": self.refused, "not wrongly refused": 1 - self.wrongly_refused}


class Scored(msgspec.Struct, frozen=True):
    """The value of a measure for a topic in a run."""

    system: str
    topic: str
    measure: str
    value: float


def by_measure(scores: Iterable[Scored]) -> dict[str, dict[str, dict[str, float]]]:
    """The values by measure, system and topic."""
    values: dict[str, dict[str, dict[str, float]]] = {}
    for score in scores:
        values.setdefault(score.measure, {}).setdefault(score.system, {})[score.topic] = score.value
    return values


def score(dataset: Dataset, run: Run, names: Sequence[str] = RANKING) -> list[Scored]:
    """The value of every measure for every answerable topic; 0 for a topic without results in the run."""
    answerable = dataset.answerable()
    naming = {topic.id for topic in dataset.topics if topic.names_speaker} & answerable
    judged = [qrel for qrel in dataset.qrels if qrel.topic in answerable]
    qrels = [ir_measures.Qrel(qrel.topic, qrel.unit, qrel.grade) for qrel in judged]
    # By rank, not by score: the providers of measures break ties differently.
    documents = [
        ir_measures.ScoredDoc(result.topic, result.unit, -float(result.rank))
        for result in run.retrieved
        if result.topic in answerable
    ]
    measures = [ir_measures.parse_measure(name) for name in (*names, _NAMED_GRADE)]
    values = {
        (str(value.measure), value.query_id): float(value.value)
        for value in ir_measures.iter_calc(measures, qrels, documents)
    }
    return [
        Scored(run.system, topic, name, values.get((name, topic), 0.0))
        for name in names
        for topic in sorted(answerable)
    ] + [Scored(run.system, topic, NAMED, values.get((_NAMED_GRADE, topic), 0.0)) for topic in sorted(naming)]


def measure(dataset: Dataset, run: Run) -> Measured:
    """The measures of a run."""
    values = {name: of_run[run.system].values() for name, of_run in by_measure(score(dataset, run)).items()}
    answerable = dataset.answerable()
    unanswerable = [topic.id for topic in dataset.topics if topic.id not in answerable]
    return Measured(
        run.system,
        {name: sum(topics) / len(topics) for name, topics in values.items()},
        share(topic not in run.answered for topic in unanswerable),
        share(topic not in run.answered for topic in sorted(answerable)),
    )


def share(flags: Iterable[bool]) -> float:
    """The share of flags that are set; 0 for none."""
    values = list(flags)
    return sum(values) / len(values) if values else 0.0
