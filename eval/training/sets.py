"""What the shipped models learn from: the questions of QMSum's `train` and of the briefings' `train`, no others."""

from collections.abc import Mapping
from pathlib import Path

import msgspec

from embeddings.encoder import Encoder
from eval.datasets.briefings import read_briefings
from eval.datasets.qmsum import read_qmsum
from eval.records import Dataset
from eval.references import localised
from eval.runs import index_dataset
from eval.training.examples import Example, examples_of
from search_api.ranking.model import Kind, Models
from search_api.ranking.word_vectors import WordVectors
from search_api.search.searcher import Searcher


class Weighted(msgspec.Struct, frozen=True):
    """Examples that count alike: by their weights in learning to rank each kind of transcript."""

    examples: tuple[Example, ...]
    weights: Mapping[Kind, float]


class Sources(msgspec.Struct, frozen=True):
    """Where the questions are: QMSum's folder, the briefings', and one for what is made of them."""

    qmsum: Path
    briefings: Path
    work: Path


FOREIGN = 4
"""Every so manieth question of a set is put to the other set's transcripts as well, where nothing answers it."""
WIDE = 3
"""Every so manieth question of QMSum is put to all of its transcripts as well; all of the briefings' are."""


def training_sets(sources: Sources, encoder: Encoder, words: WordVectors) -> list[Weighted]:
    """Each question over its own transcript, answerable ones over all transcripts, and some over foreign ones.

    Meetings are learned from QMSum alone. Events are learned from both, and the few briefings' questions count more, so
    that the many of QMSum do not drown them.
    """
    meetings = read_qmsum(sources.qmsum, "train", (), sources.work)
    questions = read_briefings(sources.briefings, "train")
    sets: list[Weighted] = []
    for dataset, other, own, wide in (
        (meetings, questions, _weights(1, 1), _weights(0.5, 1)),
        (questions, meetings, _weights(0, 10), _weights(0, 10)),
    ):
        folder = sources.work / "indexes" / dataset.corpus
        index_dataset(dataset, folder, encoder)
        searcher = Searcher.open(folder, encoder, Models(words=words))
        try:
            here = localised(dataset, searcher.catalog)
            some = everywhere(here, 1 if dataset is questions else WIDE)
            sets += [
                Weighted(tuple(examples_of(here, searcher)), own),
                Weighted(tuple(examples_of(some, searcher)), wide),
                Weighted(tuple(examples_of(foreign(here, other), searcher)), wide),
            ]
        finally:
            searcher.close()
    return sets


def _weights(meeting: float, event: float) -> dict[Kind, float]:
    return {"meeting": meeting, "event": event}


def everywhere(dataset: Dataset, step: int = 1) -> Dataset:
    """The answerable topics, or every so manieth, searching all transcripts."""
    answerable = dataset.answerable()
    topics = tuple(
        msgspec.structs.replace(topic, transcripts=()) for topic in dataset.topics if topic.id in answerable
    )[::step]
    kept = {topic.id for topic in topics}
    qrels = tuple(qrel for qrel in dataset.qrels if qrel.topic in kept)
    return msgspec.structs.replace(dataset, name=f"{dataset.name}-everywhere", topics=topics, qrels=qrels)


def foreign(dataset: Dataset, other: Dataset) -> Dataset:
    """Topics of another dataset, searching all transcripts of this one."""
    topics = everywhere(other).topics[::FOREIGN]
    return msgspec.structs.replace(dataset, name=f"{dataset.name}-foreign", topics=topics, qrels=())
