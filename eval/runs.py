"""Runs: a dataset's topics put to the same Searcher that users get."""

import tempfile
from pathlib import Path

from embeddings.encoder import Encoder
from eval.records import Dataset, Retrieved, Run
from indexer.pipeline import index_paths
from search_api.records import Mode, SearchRequest
from search_api.search import Searcher

DEPTH = 100


def run_systems(dataset: Dataset, systems: tuple[Mode, ...], encoder: Encoder) -> list[Run]:
    """One run a system, over an index made for the purpose."""
    with tempfile.TemporaryDirectory(prefix="onrecord-eval-") as folder:
        index_paths(Path(folder), [dataset.transcripts], encoder)
        searcher = Searcher.open(Path(folder), encoder)
        try:
            return [_run(dataset, system, searcher) for system in systems]
        finally:
            searcher.close()


def _run(dataset: Dataset, system: Mode, searcher: Searcher) -> Run:
    retrieved: list[Retrieved] = []
    answered: set[str] = set()
    for topic in dataset.topics:
        answer = searcher.search(SearchRequest(topic.text, mode=system, limit=DEPTH))
        if answer.answered:
            answered.add(topic.id)
        retrieved += [
            Retrieved(topic.id, result.turn.id, result.rank, result.score) for result in answer.results
        ]
    return Run(system, tuple(retrieved), frozenset(answered))
