"""The training data of the shipped models: the questions of QMSum's `train` and of the briefings' `train` alone."""

from collections.abc import Mapping
from pathlib import Path

import msgspec

from embeddings.encoder import Encoder
from eval.datasets.briefings import read_briefings
from eval.datasets.qmsum import read_qmsum
from eval.records import Dataset
from eval.runs import dataset_searcher
from eval.training.examples import Example, examples_of
from search_api.ranking.forest_ranking import Kind
from search_api.ranking.model import Models
from search_api.ranking.word_vectors import WordVectors


class Weighted(msgspec.Struct, frozen=True):
    """Examples of equal weight, which is given for the ranking of each kind of transcript."""

    examples: tuple[Example, ...]
    weights: Mapping[Kind, float]


class Sources(msgspec.Struct, frozen=True):
    """The folders of QMSum, of the briefings, and of what is derived from them."""

    qmsum: Path
    briefings: Path
    work: Path


FOREIGN_STEP = 4
"""One question in this many is also searched in the other set's transcripts, where nothing answers it."""
WIDE_STEP = 3
"""One question of QMSum in this many is also searched in all of its transcripts; all of the briefings' are."""


def training_sets(sources: Sources, encoder: Encoder, words: WordVectors) -> list[Weighted]:
    """Each question over its own transcript, answerable ones over all transcripts, and some over foreign ones.

    Meetings are learned from QMSum alone, events from both. The few questions of the briefings weigh more, as those of
    QMSum outnumber them.
    """
    meetings = read_qmsum(sources.qmsum, "train", (), sources.work)
    questions = read_briefings(sources.briefings, "train")
    sets: list[Weighted] = []
    for dataset, foreign_dataset, own, wide in (
        (meetings, questions, _weights(1, 1), _weights(0.5, 1)),
        (questions, meetings, _weights(0, 10), _weights(0, 10)),
    ):
        with dataset_searcher(dataset, sources.work, encoder, Models(words=words)) as (here, searcher):
            some = everywhere(here, 1 if dataset is questions else WIDE_STEP)
            sets += [
                Weighted(tuple(examples_of(here, searcher)), own),
                Weighted(tuple(examples_of(some, searcher)), wide),
                Weighted(tuple(examples_of(foreign(here, foreign_dataset), searcher)), wide),
            ]
    return sets


def _weights(meeting: float, event: float) -> dict[Kind, float]:
    return {"meeting": meeting, "event": event}


def everywhere(dataset: Dataset, step: int = 1) -> Dataset:
    """Every `step`-th answerable topic, searching all transcripts."""
    answerable = dataset.answerable()
    topics = tuple(
        msgspec.structs.replace(topic, transcripts=()) for topic in dataset.topics if topic.id in answerable
    )[::step]
    kept = {topic.id for topic in topics}
    qrels = tuple(qrel for qrel in dataset.qrels if qrel.topic in kept)
    return msgspec.structs.replace(dataset, name=f"{dataset.name}-everywhere", topics=topics, qrels=qrels)


def foreign(dataset: Dataset, foreign_dataset: Dataset) -> Dataset:
    """Some topics of another dataset, searching all transcripts of this one."""
    topics = everywhere(foreign_dataset).topics[::FOREIGN_STEP]
    return msgspec.structs.replace(dataset, name=f"{dataset.name}-foreign", topics=topics, qrels=())
