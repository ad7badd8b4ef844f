"""What is marked in quotes, compared with the passages that were judged to answer.

Compared are results that overlap a judged passage and have three sentences or more.
"""

from collections import defaultdict
from collections.abc import Iterator

import msgspec
import numpy as np

from eval.records import Dataset
from indexer.export.readable import Span
from indexer.passages import sentences
from search_api.contract.records import Result, SearchRequest
from search_api.search.searcher import Searcher

FEWEST = 3
"""The fewest sentences of a quote that is compared."""


class MarkedQuote(msgspec.Struct, frozen=True):
    """The code points of a quote: all, marked, judged, and marked as well as judged."""

    length: int
    marked: int
    judged: int
    both: int


class HighlightFigures(msgspec.Struct, frozen=True):
    """Of compared quotes: how many; the share in which a mark meets the judged passage; the share of marked text in it;
    the mean share of a quote that is marked, that is judged, and the share of quotes of which more than half is marked.
    """

    quotes: int
    meets: float
    inside: float
    marked: float
    judged: float
    more_than_half: float


def measure_highlights(dataset: Dataset, searcher: Searcher) -> HighlightFigures:
    """Search for the answerable topics of a dataset of judged spans, each in its own transcript."""
    quotes = list(_compared(dataset, searcher))
    if not quotes:
        return HighlightFigures(0, 0, 0, 0, 0, 0)
    length, marked, judged, both = np.array([msgspec.structs.astuple(quote) for quote in quotes], float).T
    return HighlightFigures(
        len(quotes),
        float((both > 0).mean()),
        float(both.sum() / max(1, marked.sum())),
        float((marked / length).mean()),
        float((judged / length).mean()),
        float((marked > length / 2).mean()),
    )


def _compared(dataset: Dataset, searcher: Searcher) -> Iterator[MarkedQuote]:
    judged: dict[str, list[Span]] = defaultdict(list)
    for qrel in dataset.qrels:
        if qrel.grade > 0:
            start, _, end = qrel.unit.rpartition("@")[2].partition("-")
            judged[qrel.topic].append((int(start), int(end)))
    for topic in dataset.topics:
        if judged[topic.id]:
            answer = searcher.search(SearchRequest(topic.text, transcripts=topic.transcripts))
            for result in answer.results:
                quote = _marked(result, judged[topic.id])
                if quote.judged and len(sentences(result.quote, 0, len(result.quote))) >= FEWEST:
                    yield quote


def _marked(result: Result, judged: list[Span]) -> MarkedQuote:
    start, length = result.source.start, len(result.quote)
    marked, answers = np.zeros(length, bool), np.zeros(length, bool)
    for mark in result.highlights:
        marked[mark.start : mark.start + mark.length] = True
    for first, last in judged:
        answers[max(0, first - start) : max(0, last - start)] = True
    return MarkedQuote(length, int(marked.sum()), int(answers.sum()), int((marked & answers).sum()))
