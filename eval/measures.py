"""Measures, through ir_measures; means are over the answerable topics of the qrels, never of the run."""

from collections.abc import Iterable, Iterator, Sequence

import ir_measures
import msgspec

from eval.records import Dataset, Run

RANKING = ("nDCG@10", "P@1", "RR@10", "R@10", "Success@1", "Success@3", "Success@10")
NAMED = "named@1"
"""For topics that name a speaker: the share whose first result is that speaker's and relevant (grade 2)."""
_NAMED_GRADE = "P(rel=2)@1"


class Measured(msgspec.Struct, frozen=True):
    """A system's measures. `refused` is the share of unanswerable topics that were said to have no answer,
    `wrongly_refused` that of the answerable ones.
    """

    system: str
    measures: dict[str, float]
    refused: float
    wrongly_refused: float


class Scored(msgspec.Struct, frozen=True):
    """A topic's value of a measure in a run."""

    system: str
    topic: str
    measure: str
    value: float


def score(dataset: Dataset, run: Run, names: Sequence[str] = RANKING) -> list[Scored]:
    """Every answerable topic's value of every measure; 0 for a topic that the run has nothing for."""
    answerable = dataset.answerable()
    naming = {topic.id for topic in dataset.topics if topic.names_speaker} & answerable
    qrels = [
        ir_measures.Qrel(one.topic, one.unit, one.grade) for one in dataset.qrels if one.topic in answerable
    ]
    scored = [one for one in _scored(run) if one.query_id in answerable]
    found = {
        (str(one.measure), one.query_id): float(one.value)
        for one in ir_measures.iter_calc(
            [ir_measures.parse_measure(name) for name in (*names, _NAMED_GRADE)], qrels, scored
        )
    }
    values = [
        Scored(run.system, topic, name, found.get((name, topic), 0.0))
        for name in names
        for topic in sorted(answerable)
    ]
    return values + [
        Scored(run.system, topic, NAMED, found.get((_NAMED_GRADE, topic), 0.0)) for topic in sorted(naming)
    ]


def measure(dataset: Dataset, run: Run) -> Measured:
    """The measures of a run."""
    means: dict[str, list[float]] = {}
    for one in score(dataset, run):
        means.setdefault(one.measure, []).append(one.value)
    answerable = dataset.answerable()
    unanswerable = [topic.id for topic in dataset.topics if topic.id not in answerable]
    return Measured(
        run.system,
        {name: sum(values) / len(values) for name, values in means.items()},
        _share(topic not in run.answered for topic in unanswerable),
        _share(topic not in run.answered for topic in sorted(answerable)),
    )


def _scored(run: Run) -> Iterator[ir_measures.ScoredDoc]:
    # The rank decides, not the score: providers break ties each in their own way.
    for one in run.retrieved:
        yield ir_measures.ScoredDoc(one.topic, one.unit, -float(one.rank))


def _share(flags: Iterable[bool]) -> float:
    values = list(flags)
    return sum(values) / len(values) if values else 0.0
