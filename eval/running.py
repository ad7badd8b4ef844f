"""A benchmark from its name to its figures."""

import contextlib
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

from embeddings.choose import Precision
from eval.datasets import Choice, read_dataset
from eval.measures import Measured, measure
from eval.records import OUTSIDE, SYSTEMS, Dataset, Run
from eval.references import localised
from eval.results import write_results
from eval.runs import index_dataset, run_system
from eval.stored_vectors import StoredVectors
from search_api.search.searcher import Searcher

VECTORS, INDEXES = "vectors.sqlite", "indexes"


@contextlib.contextmanager
def working(folder: Path | None) -> Iterator[Path]:
    """The folder for what a benchmark keeps, or a temporary one."""
    if folder is not None:
        folder.mkdir(parents=True, exist_ok=True)
        yield folder
        return
    with tempfile.TemporaryDirectory(prefix="onrecord-eval-") as temporary:
        yield Path(temporary)


@contextlib.contextmanager
def stored_encoder(
    model: str | None, work: Path, precision: Precision | None = None
) -> Iterator[StoredVectors]:
    """The encoder of a model, its vectors kept in the working folder."""
    from embeddings.models import DEFAULT_MODEL
    from indexer.index import open_encoder

    encoder = StoredVectors(open_encoder(model or DEFAULT_MODEL, precision), work / VECTORS)
    try:
        yield encoder
    finally:
        encoder.close()


class Benchmark(msgspec.Struct, frozen=True):
    """What is to be run: a dataset by its name, which part of it, and with what; no systems means all."""

    dataset: str
    choice: Choice = Choice()
    systems: tuple[str, ...] = ()
    model: str | None = None
    rerank: str | None = None
    precision: Precision | None = None


def run_benchmark(wanted: Benchmark, results: Path | None = None, work: Path | None = None) -> list[Measured]:
    """Run some systems, or all, over a dataset; write runs and scores into `results`.

    Raises:
        RequestInvalid: there is no such dataset, or not that part of it.
        InputRefused: a transcript or a file of judgements cannot be read.
    """
    with working(work) as folder:
        dataset = read_dataset(wanted.dataset, wanted.choice, folder)
        with stored_encoder(wanted.model, folder, wanted.precision) as encoder:
            place = folder / INDEXES / dataset.corpus
            index_dataset(dataset, place, encoder)
            searcher = Searcher.open(place, encoder, rerank=wanted.rerank)
            try:
                here = localised(dataset, searcher.catalog)
                runs = list(_runs(here, wanted.systems, searcher))
            finally:
                searcher.close()
        if results is not None:
            write_results(results, here, runs)
        return [measure(here, run) for run in runs]


def _runs(dataset: Dataset, systems: Sequence[str], searcher: Searcher) -> Iterator[Run]:
    from eval.baseline import run_baseline

    # The search for transcripts is one, and goes by the name of hybrid.
    for system in SYSTEMS if not dataset.summaries else ("hybrid",):
        if not systems or system in systems:
            yield run_system(dataset, system, searcher)
    if OUTSIDE in systems or not systems:
        yield run_baseline(dataset, searcher.catalog)
