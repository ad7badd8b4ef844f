"""Runs: searching for the topics of a dataset with the same Searcher that users get."""

import contextlib
from collections.abc import Iterator
from pathlib import Path

import msgspec

from embeddings.encoder import Encoder
from eval.judge import Judge
from eval.records import Dataset, Retrieved, Run, Topic
from indexer.catalog.protocol import TranscriptReads
from indexer.ingest.pipeline import index_paths
from search_api.contract.records import Mode, SearchAnswer, SearchRequest
from search_api.ranking.model import Models
from search_api.search.searcher import Searcher
from search_api.search.transcript_search import search_transcripts

DEPTH = 100
"""Results per topic."""
INDEXES = "indexes"
"""The folder of the indexes in a working folder."""


@contextlib.contextmanager
def dataset_searcher(
    dataset: Dataset, work: Path, encoder: Encoder, models: Models | None = None, rerank: str | None = None
) -> Iterator[tuple[Dataset, Searcher]]:
    """A dataset with the ids that its transcripts have in an index in the working folder, and a searcher over it.

    Raises:
        InputRefused: a transcript cannot be read; without it, the benchmark would measure something else.
        IndexFault: the index cannot be used.
    """
    folder = work / INDEXES / dataset.corpus
    report = index_paths(folder, dataset.sources, encoder)
    if report.refused:
        raise report.refused[0]
    with contextlib.closing(Searcher(folder, encoder, models, rerank)) as searcher:
        yield localised(dataset, searcher.catalog), searcher


def localised(dataset: Dataset, catalog: TranscriptReads) -> Dataset:
    """The dataset with every text hash replaced by the id of the transcript with that text."""
    ids = {heading.text_sha256: heading.id for heading in catalog.headings()}
    topics = [
        msgspec.structs.replace(topic, transcripts=tuple(ids.get(key, key) for key in topic.transcripts))
        for topic in dataset.topics
    ]
    qrels = []
    for qrel in dataset.qrels:
        # The hash is the whole unit, or comes before the offsets of a span.
        transcript, at, offsets = qrel.unit.partition("@")
        qrels.append(msgspec.structs.replace(qrel, unit=ids.get(transcript, transcript) + at + offsets))
    return msgspec.structs.replace(dataset, topics=tuple(topics), qrels=tuple(qrels))


def run_system(dataset: Dataset, system: Mode, searcher: Searcher) -> Run:
    """The run of a system over all topics. The dataset must refer to transcripts by their ids in the index."""
    judge = Judge(dataset)
    retrieved: list[Retrieved] = []
    answered: set[str] = set()
    probabilities: dict[str, float] = {}
    if dataset.summaries:
        return _summaries(dataset, system, searcher)
    for topic in dataset.topics:
        request = SearchRequest(topic.text, mode=system, limit=DEPTH, transcripts=topic.transcripts)
        answer = searcher.search(request)
        if answer.answered:
            answered.add(topic.id)
        probabilities[topic.id] = answer.answer_probability
        retrieved += _units(judge, topic, answer)
    return Run(system, tuple(retrieved), frozenset(answered), probabilities)


def _summaries(dataset: Dataset, system: Mode, searcher: Searcher) -> Run:
    """The run over topics that are summaries; the search for whole transcripts is the same in every mode."""
    retrieved = [
        Retrieved(topic.id, transcript, rank, score)
        for topic in dataset.topics
        for rank, (transcript, score) in enumerate(
            search_transcripts(searcher.snapshot, SearchRequest(topic.text, limit=DEPTH)).items(), start=1
        )
    ]
    return Run(system, tuple(retrieved), frozenset(topic.id for topic in dataset.topics))


def _units(judge: Judge, topic: Topic, answer: SearchAnswer) -> Iterator[Retrieved]:
    """The units of the results. A repeated unit leaves its rank empty, so that ten results remain ten."""
    seen: set[str] = set()
    for result in answer.results:
        unit = judge.unit(
            topic.id, result.transcript.id, result.turn.ordinal, result.source.start, result.source.end
        )
        if unit not in seen:
            seen.add(unit)
            yield Retrieved(topic.id, unit, result.rank, result.score)
