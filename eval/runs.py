"""Runs: searching for the topics of a dataset with the same Searcher that users get."""

from collections.abc import Iterator
from pathlib import Path

from embeddings.encoder import Encoder
from eval.judge import Judge
from eval.records import Dataset, Retrieved, Run, Topic
from indexer.ingest.pipeline import index_paths
from search_api.contract.records import Mode, SearchAnswer, SearchRequest
from search_api.search.searcher import Searcher
from search_api.search.transcript_search import search_transcripts

DEPTH = 100
"""Results per topic."""


def index_dataset(dataset: Dataset, folder: Path, encoder: Encoder) -> None:
    """Index the transcripts of a dataset into a folder, unless they are indexed already.

    Raises:
        InputRefused: a transcript cannot be read; without it, the benchmark would measure something else.
        IndexFault: the index cannot be used.
    """
    folder.mkdir(parents=True, exist_ok=True)
    report = index_paths(folder, dataset.sources, encoder)
    if report.refused:
        raise report.refused[0]


def run_system(dataset: Dataset, system: Mode, searcher: Searcher) -> Run:
    """The run of a system over all topics. The dataset must refer to transcripts by their ids in the index."""
    judge = Judge(dataset)
    retrieved: list[Retrieved] = []
    answered: set[str] = set()
    probabilities: dict[str, float] = {}
    if dataset.summaries:
        return _summaries(dataset, system, searcher)
    for topic in dataset.topics:
        answer = searcher.search(_request(topic, system))
        if answer.answered:
            answered.add(topic.id)
        probabilities[topic.id] = answer.answer_probability
        retrieved += _units(judge, topic, answer)
    return Run(system, tuple(retrieved), frozenset(answered), probabilities)


def _summaries(dataset: Dataset, system: Mode, searcher: Searcher) -> Run:
    """The run over topics that are summaries; the search for whole transcripts is the same in every mode."""
    retrieved = [
        Retrieved(topic.id, transcript.id, rank, transcript.score)
        for topic in dataset.topics
        for rank, transcript in enumerate(
            search_transcripts(searcher.snapshot, SearchRequest(topic.text, limit=DEPTH)), start=1
        )
    ]
    return Run(system, tuple(retrieved), frozenset(topic.id for topic in dataset.topics))


def _request(topic: Topic, system: Mode) -> SearchRequest:
    return SearchRequest(topic.text, mode=system, limit=DEPTH, transcripts=topic.transcripts)


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
