"""An independent baseline: BM25 by the package `bm25s`, which shares no code with the search.

It has English stop words, Snowball stems, and otherwise default parameters. A document is the unit of the dataset, a
turn, passage or transcript; the text of a turn or passage is preceded by the label of its speaker.
"""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import bm25s
import msgspec
import Stemmer

from eval.judge import Judge
from eval.records import BASELINE, Dataset, Retrieved, Run, Topic
from eval.runs import DEPTH
from indexer.catalog.protocol import TranscriptReads


class Document(msgspec.Struct, frozen=True):
    """What the baseline indexes: `text[start:end]` of a transcript, with the label of its speaker."""

    transcript: str
    ordinal: int
    start: int
    end: int
    text: str


def run_baseline(dataset: Dataset, catalog: TranscriptReads) -> Run:
    """The baseline's run. Each topic searches its own transcripts."""
    judge = Judge(dataset)
    topics_of: dict[tuple[str, ...], list[Topic]] = defaultdict(list)
    for topic in dataset.topics:
        topics_of[topic.transcripts].append(topic)
    documents_of = {
        heading.id: list(_documents(catalog, heading.id, dataset)) for heading in catalog.headings()
    }
    retrieved: list[Retrieved] = []
    for transcripts, topics in topics_of.items():
        ids = transcripts or sorted(documents_of)
        if documents := [document for key in ids for document in documents_of.get(key, [])]:
            retrieved += _retrieve(documents, topics, judge)
    return Run(BASELINE, tuple(retrieved), frozenset(topic.id for topic in dataset.topics))


def _retrieve(documents: list[Document], topics: list[Topic], judge: Judge) -> Iterator[Retrieved]:
    stemmer = Stemmer.Stemmer("english")
    index = bm25s.BM25()
    index.index(_tokens([document.text for document in documents], stemmer), show_progress=False)
    positions, scores = index.retrieve(
        _tokens([topic.text for topic in topics], stemmer),
        k=min(DEPTH, len(documents)),
        show_progress=False,
        n_threads=1,
    )
    for topic, topic_positions, topic_scores in zip(topics, positions, scores, strict=True):
        seen: set[str] = set()
        for rank, (position, score) in enumerate(zip(topic_positions, topic_scores, strict=True), start=1):
            document = documents[int(position)]
            unit = judge.unit(topic.id, document.transcript, document.ordinal, document.start, document.end)
            if unit not in seen:
                seen.add(unit)
                yield Retrieved(topic.id, unit, rank, float(score))


def _tokens(texts: list[str], stemmer: Any) -> Any:
    return bm25s.tokenize(texts, stopwords="en", stemmer=stemmer, show_progress=False)


def _documents(catalog: TranscriptReads, transcript: str, dataset: Dataset) -> Iterator[Document]:
    text = catalog.text(transcript)
    if dataset.summaries:
        yield Document(transcript, 0, 0, len(text), text)
    elif dataset.unit == "turn":
        for stored in catalog.turns_of(transcript):
            turn = stored.turn
            words = f"{turn.label}: {text[turn.start : turn.end]}"
            yield Document(transcript, turn.ordinal, turn.start, turn.end, words)
    else:
        for hit, _, turn in catalog.passages_of(transcript):
            words = f"{turn.label}: {text[hit.start : hit.end]}"
            yield Document(transcript, turn.ordinal, hit.start, hit.end, words)
