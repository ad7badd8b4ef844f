"""What the shipped models learn from: the questions of QMSum's `train` and of the briefings' `train`, no others."""

from pathlib import Path

import msgspec

from embeddings.encoder import Encoder
from eval.datasets.briefings import read_briefings
from eval.datasets.qmsum import read_qmsum
from eval.records import Dataset
from eval.references import localised
from eval.runs import index_dataset
from eval.training.examples import Example, examples_of
from search_api.ranking.model import Models
from search_api.search import Searcher


class Weighted(msgspec.Struct, frozen=True):
    """Examples that count alike."""

    examples: tuple[Example, ...]
    weight: float


FOREIGN = 4
"""Every so manieth question of a set is put to the other set's transcripts as well, where nothing answers it."""


def training_sets(qmsum: Path, briefings: Path, work: Path, encoder: Encoder) -> list[Weighted]:
    """Each question over its own transcript, the answerable ones over all transcripts, and some over foreign ones.

    The few briefings' questions count more, so that the many of QMSum do not drown them.
    """
    meetings = read_qmsum(qmsum, "train", (), work)
    questions = read_briefings(briefings, "train")
    sets: list[Weighted] = []
    for dataset, other, weight, wide in ((meetings, questions, 1.0, 0.5), (questions, meetings, 5.0, 5.0)):
        folder = work / "indexes" / dataset.corpus
        index_dataset(dataset, folder, encoder)
        searcher = Searcher.open(folder, encoder, Models())
        try:
            here = localised(dataset, searcher.catalog)
            sets += [
                Weighted(tuple(examples_of(here, searcher)), weight),
                Weighted(tuple(examples_of(everywhere(here), searcher)), wide),
                Weighted(tuple(examples_of(foreign(here, other), searcher)), wide),
            ]
        finally:
            searcher.close()
    return sets


def everywhere(dataset: Dataset) -> Dataset:
    """The answerable topics, searching all transcripts."""
    answerable = dataset.answerable()
    topics = tuple(
        msgspec.structs.replace(topic, transcripts=()) for topic in dataset.topics if topic.id in answerable
    )
    return msgspec.structs.replace(dataset, name=f"{dataset.name}-everywhere", topics=topics)


def foreign(dataset: Dataset, other: Dataset) -> Dataset:
    """Topics of another dataset, searching all transcripts of this one."""
    topics = everywhere(other).topics[::FOREIGN]
    return msgspec.structs.replace(dataset, name=f"{dataset.name}-foreign", topics=topics, qrels=())
