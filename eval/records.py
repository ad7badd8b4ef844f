"""The records of datasets and runs, in the terms of TREC."""

from pathlib import Path
from typing import Literal, TypeAlias

import msgspec

from search_api.contract.records import Mode

SYSTEMS: tuple[Mode, ...] = ("ranked", "hybrid", "dense", "lexical")
BASELINE = "bm25s"
"""The baseline that shares no code with the search."""

Unit: TypeAlias = Literal["turn", "span", "transcript"]


class Topic(msgspec.Struct, frozen=True):
    """A question of a benchmark. `transcripts` are the ids of those that it searches; empty means all.

    `form` is the form of the question; `names_speaker` is whether it names a speaker in these transcripts.
    """

    id: str
    text: str
    transcripts: tuple[str, ...] = ()
    form: str = ""
    names_speaker: bool = False


class Qrel(msgspec.Struct, frozen=True):
    """A judgement: the grade of a unit for a topic (0 is not relevant).

    The unit is the id of a turn, of a transcript, or of a span `<transcript id>@<start>-<end>`.
    """

    topic: str
    unit: str
    grade: int


class Dataset(msgspec.Struct, frozen=True):
    """Transcripts with topics and judgements. A topic without a relevant unit has no answer.

    Datasets with the same `corpus` share an index. With `summaries`, topics are summaries of whole transcripts, so the
    scores of the passages of a transcript are added.
    """

    name: str
    sources: tuple[Path, ...]
    topics: tuple[Topic, ...]
    qrels: tuple[Qrel, ...]
    unit: Unit = "turn"
    corpus: str = ""
    summaries: bool = False

    def answerable(self) -> frozenset[str]:
        """The ids of the topics that the transcripts answer."""
        return frozenset(qrel.topic for qrel in self.qrels if qrel.grade > 0)


class Retrieved(msgspec.Struct, frozen=True):
    """A unit in a run, with its rank from 1."""

    topic: str
    unit: str
    rank: int
    score: float


class Run(msgspec.Struct, frozen=True):
    """The results of a system for every topic, and the topics for which it reported an answer.

    `probabilities` are those of an answer, by topic; empty for a system that reports none.
    """

    system: str
    retrieved: tuple[Retrieved, ...]
    answered: frozenset[str]
    probabilities: dict[str, float] = {}
