"""Running a whole benchmark: dataset, index, systems and measures."""

import contextlib
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

from embeddings.choose import Precision
from embeddings.encoder import Encoder
from eval.datasets import Choice, read_dataset
from eval.measures import Measured, measure
from eval.query_map import with_query_map
from eval.records import BASELINE, SYSTEMS, Dataset, Run
from eval.results import write_results
from eval.runs import dataset_searcher, run_system
from eval.stored_vectors import StoredVectors
from search_api.search.searcher import Searcher

VECTORS = "vectors.sqlite"


@contextlib.contextmanager
def working(folder: Path | None) -> Iterator[Path]:
    """The working folder, which is created if missing, or a temporary one."""
    if folder is not None:
        folder.mkdir(parents=True, exist_ok=True)
        yield folder
        return
    with tempfile.TemporaryDirectory(prefix="onrecord-eval-") as temporary:
        yield Path(temporary)


@contextlib.contextmanager
def stored_encoder(
    model: str | None, work: Path, precision: Precision | None = None, query_map: Path | None = None
) -> Iterator[Encoder]:
    """The encoder of a model, with its vectors stored in the working folder; a file may map its queries.

    Raises:
        InputRefused: the file holds no map for the model.
    """
    from embeddings.models import DEFAULT_MODEL
    from indexer.index import open_encoder

    with contextlib.closing(
        StoredVectors(open_encoder(model or DEFAULT_MODEL, precision), work / VECTORS)
    ) as encoder:
        yield encoder if query_map is None else with_query_map(encoder, query_map)


class Benchmark(msgspec.Struct, frozen=True):
    """A dataset by name, the part of it, and what runs: systems (none means all), model, precision, query map."""

    dataset: str
    choice: Choice = Choice()
    systems: tuple[str, ...] = ()
    model: str | None = None
    rerank: str | None = None
    precision: Precision | None = None
    query_map: Path | None = None


def run_benchmark(
    benchmark: Benchmark, results: Path | None = None, work: Path | None = None
) -> list[Measured]:
    """Run systems on a dataset and measure them; write runs and scores into the folder `results`.

    Raises:
        RequestInvalid: there is no such dataset, or no such part of it.
        InputRefused: a transcript or a file of judgements cannot be read.
    """
    with working(work) as folder:
        dataset = read_dataset(benchmark.dataset, benchmark.choice, folder)
        with (
            stored_encoder(benchmark.model, folder, benchmark.precision, benchmark.query_map) as encoder,
            dataset_searcher(dataset, folder, encoder, rerank=benchmark.rerank) as (here, searcher),
        ):
            runs = list(_runs(here, benchmark.systems, searcher))
        if results is not None:
            write_results(results, here, runs)
        return [measure(here, run) for run in runs]


def _runs(dataset: Dataset, systems: Sequence[str], searcher: Searcher) -> Iterator[Run]:
    from eval.baseline import run_baseline

    # The search for whole transcripts has a single mode, which is reported as hybrid.
    for system in SYSTEMS if not dataset.summaries else ("hybrid",):
        if not systems or system in systems:
            yield run_system(dataset, system, searcher)
    if BASELINE in systems or not systems:
        yield run_baseline(dataset, searcher.catalog)
