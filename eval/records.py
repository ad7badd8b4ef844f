"""Datasets and runs as small frozen records; the terms are TREC's."""

from pathlib import Path
from typing import Literal, TypeAlias

import msgspec

from search_api.contract.records import Mode

SYSTEMS: tuple[Mode, ...] = ("ranked", "hybrid", "dense", "lexical")
OUTSIDE = "bm25s"
"""The baseline that shares no code with ours."""

Unit: TypeAlias = Literal["turn", "span", "transcript"]


class Topic(msgspec.Struct, frozen=True):
    """A question of a benchmark. `transcripts` are the ids that it searches, all where empty.

    `form` is the way in which it asks; `names_speaker` says that it names one who speaks in what it searches.
    """

    id: str
    text: str
    transcripts: tuple[str, ...] = ()
    form: str = ""
    names_speaker: bool = False


class Qrel(msgspec.Struct, frozen=True):
    """A judgement: a unit's id and its grade for a topic (0 is not relevant).

    The unit is a turn's id, a transcript's id, or a span `<transcript id>@<start>-<end>`.
    """

    topic: str
    unit: str
    grade: int


class Dataset(msgspec.Struct, frozen=True):
    """Transcripts with topics and judgements; a topic without a relevant unit has no answer."""

    name: str
    sources: tuple[Path, ...]
    topics: tuple[Topic, ...]
    qrels: tuple[Qrel, ...]
    unit: Unit = "turn"
    corpus: str = ""
    """What the sources are called together: datasets of one corpus share an index."""
    summaries: bool = False
    """The topics are summaries of whole transcripts: what is found of a transcript adds up."""

    def answerable(self) -> frozenset[str]:
        """The topics that something in the transcripts answers."""
        return frozenset(qrel.topic for qrel in self.qrels if qrel.grade > 0)


class Retrieved(msgspec.Struct, frozen=True):
    """A unit in a run."""

    topic: str
    unit: str
    rank: int
    score: float


class Run(msgspec.Struct, frozen=True):
    """What a system gave for every topic, and for which it said that it has an answer.

    `probabilities` holds, by topic, how sure it was of having one; empty for a system that does not say.
    """

    system: str
    retrieved: tuple[Retrieved, ...]
    answered: frozenset[str]
    probabilities: dict[str, float] = {}
