"""The outside baseline: BM25 as the package `bm25s` has it, which shares no code with the search.

Whole turns with the speaker's label in front, English stop words and Snowball stems, all else as it comes. Where the
unit is a passage of a turn, the passages stand in for the turns; where it is a transcript, whole transcripts.
"""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import bm25s
import msgspec
import Stemmer

from eval.judging import Judge
from eval.records import OUTSIDE, Dataset, Retrieved, Run
from eval.runs import DEPTH
from indexer.catalog.protocol import TranscriptReads


class Document(msgspec.Struct, frozen=True):
    """What the baseline indexes: a turn, or a part of one. Offsets into the transcript's text."""

    transcript: str
    ordinal: int
    start: int
    end: int
    text: str


def run_baseline(dataset: Dataset, catalog: TranscriptReads) -> Run:
    """The baseline's run; each topic searches what the dataset says that it searches."""
    judge = Judge(dataset)
    stemmer = Stemmer.Stemmer("english")
    topics = defaultdict(list)
    for topic in dataset.topics:
        topics[topic.transcripts].append(topic)
    everything = {heading.id: list(_documents(catalog, heading.id, dataset)) for heading in catalog.headings()}
    retrieved: list[Retrieved] = []
    for searched, asked in topics.items():
        documents = [one for key in searched or sorted(everything) for one in everything.get(key, [])]
        if not documents:
            continue
        index = bm25s.BM25()
        corpus = [one.text for one in documents]
        index.index(_tokens(corpus, stemmer), show_progress=False)
        found, scores = index.retrieve(
            _tokens([topic.text for topic in asked], stemmer),
            k=min(DEPTH, len(documents)),
            show_progress=False,
            n_threads=1,
        )
        for topic, places, values in zip(asked, found, scores, strict=True):
            seen: set[str] = set()
            for rank, (place, value) in enumerate(zip(places, values, strict=True), start=1):
                one = documents[int(place)]
                unit = judge.unit(topic.id, one.transcript, one.ordinal, one.start, one.end)
                if unit not in seen:
                    seen.add(unit)
                    retrieved.append(Retrieved(topic.id, unit, rank, float(value)))
    return Run(OUTSIDE, tuple(retrieved), frozenset(topic.id for topic in dataset.topics))


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
