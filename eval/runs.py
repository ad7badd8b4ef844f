"""Runs: a dataset's topics put to the same Searcher that users get."""

from collections.abc import Iterator
from pathlib import Path

from embeddings.encoder import Encoder
from eval.judging import Judge
from eval.records import Dataset, Retrieved, Run, Topic
from indexer.ingest.pipeline import index_paths
from search_api.contract.records import Mode, SearchAnswer, SearchRequest
from search_api.search.searcher import Searcher
from search_api.search.transcript_search import search_transcripts

DEPTH = 100


def index_dataset(dataset: Dataset, folder: Path, encoder: Encoder) -> None:
    """Index a dataset's transcripts into a folder; what is there already is left.

    Raises:
        InputRefused: a transcript cannot be read: a benchmark that lacks one measures something else.
        IndexFault: the index cannot be used.
    """
    folder.mkdir(parents=True, exist_ok=True)
    report = index_paths(folder, dataset.sources, encoder)
    if report.refused:
        raise report.refused[0]


def run_system(dataset: Dataset, system: Mode, searcher: Searcher) -> Run:
    """A system's run over all topics. The dataset's transcripts go by the ids of the searcher's index."""
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
    """Whole transcripts for a summary of one; the search for transcripts is the same in every mode."""
    retrieved = [
        Retrieved(topic.id, found.id, rank, found.score)
        for topic in dataset.topics
        for rank, found in enumerate(
            search_transcripts(searcher.snapshot, SearchRequest(topic.text, limit=DEPTH)), start=1
        )
    ]
    return Run(system, tuple(retrieved), frozenset(topic.id for topic in dataset.topics))


def _request(topic: Topic, system: Mode) -> SearchRequest:
    return SearchRequest(topic.text, mode=system, limit=DEPTH, transcripts=topic.transcripts)


def _units(judge: Judge, topic: Topic, answer: SearchAnswer) -> Iterator[Retrieved]:
    """The units of an answer's results. One that comes again leaves its rank empty: ten results are ten."""
    seen: set[str] = set()
    for result in answer.results:
        unit = judge.unit(
            topic.id, result.transcript.id, result.turn.ordinal, result.source.start, result.source.end
        )
        if unit not in seen:
            seen.add(unit)
            yield Retrieved(topic.id, unit, result.rank, result.score)
