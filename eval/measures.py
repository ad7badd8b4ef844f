"""Measures, through ir_measures; means are over the answerable topics of the qrels, never of the run."""

from collections.abc import Iterable, Iterator

import ir_measures
import msgspec

from eval.records import Dataset, Run

RANKING = ("nDCG@10", "P@1", "RR@10", "R@10", "Success@1", "Success@3")


class Measured(msgspec.Struct, frozen=True):
    """A system's measures. `refused` is the share of unanswerable topics that were said to have no answer,
    `wrongly_refused` that of the answerable ones.
    """

    system: str
    measures: dict[str, float]
    refused: float
    wrongly_refused: float


def measure(dataset: Dataset, run: Run) -> Measured:
    """The measures of a run."""
    answerable = dataset.answerable()
    qrels = [
        ir_measures.Qrel(one.topic, one.turn, one.grade) for one in dataset.qrels if one.topic in answerable
    ]
    found = ir_measures.calc_aggregate(
        [ir_measures.parse_measure(name) for name in RANKING], qrels, list(_scored(run))
    )
    unanswerable = [topic.id for topic in dataset.topics if topic.id not in answerable]
    return Measured(
        run.system,
        {str(name): float(value) for name, value in sorted(found.items(), key=lambda pair: _order(pair[0]))},
        _share(topic not in run.answered for topic in unanswerable),
        _share(topic not in run.answered for topic in sorted(answerable)),
    )


def _scored(run: Run) -> Iterator[ir_measures.ScoredDoc]:
    # The rank decides, not the score: providers break ties each in their own way.
    for one in run.retrieved:
        yield ir_measures.ScoredDoc(one.topic, one.turn, -float(one.rank))


def _order(name: object) -> int:
    return RANKING.index(str(name)) if str(name) in RANKING else len(RANKING)


def _share(flags: Iterable[bool]) -> float:
    values = list(flags)
    return sum(values) / len(values) if values else 0.0
