"""The time of a query against that of another version, in alternation: a ratio that a slow machine changes little.

    git worktree add ../other REVISION
    python -m eval.benchmarks.against ../other FOLDER [--passages 100000] [--questions 750] [--misspelt]

makes an index of generated passages in FOLDER for each version, unless it is there, and asks one process of each
version the same new questions in turn, each question first of the one, then of the other version. With `--misspelt`, a
letter of one word is left out, so that it is corrected. Prints the median of the paired ratios of time and of processor
time, this version's to the other's, with its 95 % interval.
"""

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Self

import click
import msgspec
import numpy as np
from scipy import stats

from embeddings.processor import processor
from eval.benchmarks.questions import questions
from eval.benchmarks.synthetic import sentences_of, write_transcripts

SEED = 7
WARM = 30
"""Questions asked of each version before any is counted."""
DRAWS = 2000
"""Draws of the bootstrap that gives the interval of a median."""
_HERE = Path(__file__).parents[2]
_MAKE = """
import sys
from pathlib import Path
from embeddings.models import DEFAULT_MODEL
from eval.benchmarks.synthetic import SentenceMeanEncoder, sentences_of
from indexer.index import open_encoder
from indexer.ingest.pipeline import index_paths
index, source = map(Path, sys.argv[1:])
index_paths(index, [source], SentenceMeanEncoder(open_encoder(DEFAULT_MODEL), sentences_of(None)))
"""
_ASK = """
import json, sys, time
from pathlib import Path
from search_api.contract.records import SearchRequest
from search_api.search.opening import open_searcher
searcher = open_searcher(Path(sys.argv[1]))
for line in sys.stdin:
    request = SearchRequest(json.loads(line))
    wall, cpu = time.perf_counter(), time.process_time()
    searcher.search(request)
    print(json.dumps([time.perf_counter() - wall, time.process_time() - cpu]), flush=True)
"""


class Ratio(msgspec.Struct, frozen=True):
    """The median of paired ratios, and the ends of its 95 % interval."""

    median: float
    low: float
    high: float


class Version:
    """A process of a checkout that answers one question at a time."""

    def __init__(self, checkout: Path, index: Path) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-c", _ASK, str(index)],
            cwd=checkout,
            env=_environment(checkout),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.communicate()

    def ask(self, question: str) -> tuple[float, float]:
        """The seconds and the processor's seconds of a question."""
        if self._process.stdin is None or self._process.stdout is None:
            raise RuntimeError("the process has no pipes")
        self._process.stdin.write(json.dumps(question) + "\n")
        self._process.stdin.flush()
        wall, cpu = json.loads(self._process.stdout.readline())
        return wall, cpu


@click.command()
@click.argument("other", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@click.option("--passages", default=100_000, show_default=True, help="Passages of each index.")
@click.option("--questions", "count", default=750, show_default=True, help="Questions asked of each version.")
@click.option("--misspelt", is_flag=True, help="Leave a letter out of one word of each question.")
def main(other: Path, folder: Path, passages: int, count: int, *, misspelt: bool) -> None:
    """Compare the time of a query with that of the version in the checkout OTHER."""
    pool = sentences_of(None)
    source = folder / "files"
    if not source.exists():
        write_transcripts(source, pool, passages)
    checkouts = {"this": _HERE, "other": other.resolve()}
    indexes = {name: folder.resolve() / f"index-{name}" for name in checkouts}
    for name, index in indexes.items():
        if not index.exists():
            _make(checkouts[name], index, source.resolve())
    asked = questions(pool, count + WARM)
    if misspelt:
        rng = np.random.default_rng(SEED)
        asked = [_misspelt(question, rng) for question in asked]
    times = _ask_in_turn(checkouts, indexes, asked)
    click.echo(processor())
    for number, measure in enumerate(("time", "processor time")):
        this, others = times["this"][WARM:, number], times["other"][WARM:, number]
        found = ratio(this, others)
        click.echo(
            f"{measure:<16}{np.median(this) * 1000:7.2f} ms, other {np.median(others) * 1000:7.2f} ms,"
            f" median of {len(this)} ratios {found.median:.3f} ({found.low:.3f} to {found.high:.3f})"
        )


def ratio(this: np.ndarray, other: np.ndarray) -> Ratio:
    """The median of the ratios of paired times, float64, with its interval by bootstrap."""
    ratios = this / other
    bounds = stats.bootstrap(
        (ratios,),
        np.median,
        n_resamples=DRAWS,
        method="percentile",
        rng=np.random.default_rng(SEED),
    ).confidence_interval
    return Ratio(float(np.median(ratios)), float(bounds.low), float(bounds.high))


def _ask_in_turn(
    checkouts: dict[str, Path], indexes: dict[str, Path], asked: Sequence[str]
) -> dict[str, np.ndarray]:
    """The times of each question: arrays of two columns, by version."""
    times: dict[str, list[tuple[float, float]]] = {name: [] for name in checkouts}
    with (
        Version(checkouts["this"], indexes["this"]) as this,
        Version(checkouts["other"], indexes["other"]) as other,
    ):
        pair = (("this", this), ("other", other))
        for number, question in enumerate(asked):
            # Whoever is asked second finds a warmer processor.
            for name, version in pair if number % 2 else reversed(pair):
                times[name].append(version.ask(question))
    return {name: np.array(of_version) for name, of_version in times.items()}


def _misspelt(question: str, rng: np.random.Generator) -> str:
    """A question without an inner letter of its longest word."""
    longest = max(question.split(), key=len)
    if len(longest) < 5:
        return question
    at = int(rng.integers(1, len(longest) - 1))
    return question.replace(longest, longest[:at] + longest[at + 1 :], 1)


def _make(checkout: Path, index: Path, source: Path) -> None:
    command = [sys.executable, "-c", _MAKE, str(index), str(source)]
    subprocess.run(command, check=True, cwd=checkout, env=_environment(checkout))


def _environment(checkout: Path) -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(checkout)}


if __name__ == "__main__":
    main()
