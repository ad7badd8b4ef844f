"""Searches while the index changes; part of `make soak`.

    python -m tests.hostile.mixed_load [QUESTIONS [WORKERS [PASSAGES]]]

serves the sample among a number of synthetic passages and prints the errors, and the memory and open files of the
server after a fifth of the questions and at the end. Exits with 1 if there are errors, or if memory or open files grow
too much.
"""

import contextlib
import json
import random
import sys
import tempfile
import threading
from pathlib import Path

import httpx
import msgspec

from embeddings.encoder import Encoder
from embeddings.models import DEFAULT_MODEL
from eval.benchmarks.processes import family, resident_mb
from indexer.index import open_encoder
from indexer.ingest.pipeline import index_paths, remove
from indexer.sample import sample_folder
from tests.hostile.synthetic import synthetic_index
from tests.served import served

READERS = 4
QUESTIONS = 50_000
MAX_GROWTH_MB = 60
"""What the caches of allocators may still take after a fifth of the questions."""
MAX_MORE_FILES = 24
_QUESTIONS = (
    "what did Blinken say about cyber attacks",
    "Ukraine economy",
    "why does Blinken like music",
    "what was Blinken asked about Russia",
    "budget number 7",
    "questions from Jonathan Lemire",
)


class LoadResult(msgspec.Struct):
    """The numbers of questions and changes, the errors, and memory and open files, early and late."""

    questions: int = 0
    changes: int = 0
    errors: list[str] = []
    early_mb: float = 0.0
    late_mb: float = 0.0
    early_files: int = 0
    late_files: int = 0

    def faults(self) -> list[str]:
        """The first errors, and a sentence for each limit that was exceeded."""
        faults = list(self.errors[:5])
        if self.late_mb > self.early_mb + MAX_GROWTH_MB:
            faults.append(f"memory grew from {self.early_mb:.0f} to {self.late_mb:.0f} MB")
        if self.late_files > self.early_files + MAX_MORE_FILES:
            faults.append(f"open files grew from {self.early_files} to {self.late_files}")
        return faults


def run_load(folder: Path, questions: int, workers: int = 1, passages: int = 0) -> LoadResult:
    """Serve the sample among a number of synthetic passages, and ask questions while the index changes."""
    index, encoder = folder / "index", open_encoder(DEFAULT_MODEL)
    if passages:
        index = synthetic_index(folder, passages)
    index_paths(index, [sample_folder()], encoder)
    result, done = LoadResult(), threading.Event()
    with served(index, "--workers", str(workers)) as server, contextlib.ExitStack() as stack:
        # The writer must stop before the server ends, on an error too.
        stack.callback(done.set)
        readers = [
            threading.Thread(target=_read, args=[server.url, range(number, questions, READERS), result])
            for number in range(READERS)
        ]
        writer = threading.Thread(target=_write, args=[index, encoder, result, done])
        for thread in (*readers, writer):
            thread.start()
        while any(thread.is_alive() for thread in readers):
            readers[0].join(0.2)
            if not result.early_files and result.questions >= questions // 5:
                result.early_mb, result.early_files = memory_and_files(server.process.pid)
        result.late_mb, result.late_files = memory_and_files(server.process.pid)
        done.set()
        writer.join()
    return result


def _write(index: Path, encoder: Encoder, result: LoadResult, done: threading.Event) -> None:
    rng = random.Random(1)  # noqa: S311 - repeatable, not secret
    path = index.with_name("talk.json")
    while not done.is_set():
        texts = [f"{'Long ' * rng.randrange(9)}budget number {number}." for number in range(12)]
        turns = [{"speaker": "Ann Lee", "text": text} for text in texts]
        path.write_text(json.dumps({"turns": turns, "title": str(rng.random())}))
        index_paths(index, [path], encoder)
        result.changes += 1
        if rng.random() < 0.2:
            remove(index, ["talk"])


def _read(address: str, numbers: range, result: LoadResult) -> None:
    with httpx.Client(base_url=address, timeout=60) as client:
        for number in numbers:
            mode = ("ranked", "ranked", "hybrid", "dense", "lexical")[number % 5]
            parameters = {"q": _QUESTIONS[number % len(_QUESTIONS)], "mode": mode}
            if number % 7 == 0:
                parameters["speaker"] = "antony-blinken"
            answer = client.get("/v1/search", params=parameters)
            if answer.status_code != httpx.codes.OK:
                result.errors.append(answer.text[:200])
            result.questions += 1


def memory_and_files(process: int) -> tuple[float, int]:
    """The memory in MB and the number of open files of a process and its descendants."""
    members = family(process)
    files = sum(len(list(Path(f"/proc/{member}/fd").iterdir())) for member in members)
    return sum(resident_mb(member) for member in members), files


def main() -> int:
    """Run a load of the given size, and print its result."""
    arguments = [int(argument) for argument in sys.argv[1:]]
    questions, workers, passages = *arguments, *(QUESTIONS, 1, 0)[len(arguments) :]
    with tempfile.TemporaryDirectory(prefix="onrecord-load-") as folder:
        result = run_load(Path(folder), questions, workers, passages)
    print(msgspec.json.encode(result).decode())
    for fault in result.faults():
        print(fault, file=sys.stderr)
    return 1 if result.faults() else 0


if __name__ == "__main__":
    sys.exit(main())
