"""Datasets and runs as small frozen records; the terms are TREC's."""

from pathlib import Path

import msgspec

from search_api.records import Mode

SYSTEMS: tuple[Mode, ...] = ("ranked", "hybrid", "dense", "lexical")


class Topic(msgspec.Struct, frozen=True):
    """A question of a benchmark."""

    id: str
    text: str


class Qrel(msgspec.Struct, frozen=True):
    """A judgement: a turn's id and its grade for a topic (0 is not relevant)."""

    topic: str
    turn: str
    grade: int


class Dataset(msgspec.Struct, frozen=True):
    """Transcripts with topics and judgements; a topic without a relevant turn has no answer."""

    name: str
    transcripts: Path
    topics: tuple[Topic, ...]
    qrels: tuple[Qrel, ...]

    def answerable(self) -> frozenset[str]:
        """The topics that something in the transcripts answers."""
        return frozenset(qrel.topic for qrel in self.qrels if qrel.grade > 0)


class Retrieved(msgspec.Struct, frozen=True):
    """A turn in a run."""

    topic: str
    turn: str
    rank: int
    score: float


class Run(msgspec.Struct, frozen=True):
    """What a system gave for every topic, and for which it said that it has an answer."""

    system: str
    retrieved: tuple[Retrieved, ...]
    answered: frozenset[str]
