"""Mixed load: readers ask a server while a writer changes its index. `make soak` asks 50,000 questions.

Counts errors, and what the server holds in memory and open files, early and at the end.
"""

import json
import random
import subprocess
import sys
import tempfile
import threading
import time
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
from tests.served import free_port

READERS = 4
QUESTIONS = 50_000
GROWTH_MB = 60
"""What caches of allocators may still take after a fifth of the questions."""
MORE_FILES = 24
_ASKED = (
    "what did Blinken say about cyber attacks",
    "Ukraine economy",
    "why does Blinken like music",
    "what was Blinken asked about Russia",
    "budget number 7",
    "questions from Jonathan Lemire",
)


class Load(msgspec.Struct):
    """What came of it."""

    questions: int = 0
    changes: int = 0
    errors: list[str] = []
    early_mb: float = 0.0
    late_mb: float = 0.0
    early_files: int = 0
    late_files: int = 0

    def faults(self) -> list[str]:
        """What is wrong with it, a sentence each."""
        found = list(self.errors[:5])
        if self.late_mb > self.early_mb + GROWTH_MB:
            found.append(f"memory grew from {self.early_mb:.0f} to {self.late_mb:.0f} MB")
        if self.late_files > self.early_files + MORE_FILES:
            found.append(f"open files grew from {self.early_files} to {self.late_files}")
        return found


def put_under_load(folder: Path, questions: int, workers: int = 1, passages: int = 0) -> Load:
    """Have so many workers serve the sample among so many other passages, and ask questions while the index changes."""
    index, encoder = folder / "index", open_encoder(DEFAULT_MODEL)
    if passages:
        index = synthetic_index(folder, passages)
    index_paths(index, [sample_folder()], encoder)
    port = free_port()
    server = subprocess.Popen(
        [
            *(sys.executable, "-m", "onrecord", "serve", "--index", str(index), "--port", str(port)),
            *("--workers", str(workers)),
        ],
        stderr=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
    )
    load, done = Load(), threading.Event()
    address = f"http://127.0.0.1:{port}"
    try:
        _until_ready(address)
        readers = [
            threading.Thread(target=_read, args=[address, range(number, questions, READERS), load])
            for number in range(READERS)
        ]
        writer = threading.Thread(target=_write, args=[index, encoder, load, done])
        for thread in (*readers, writer):
            thread.start()
        while any(thread.is_alive() for thread in readers):
            readers[0].join(0.2)
            if not load.early_files and load.questions >= questions // 5:
                load.early_mb, load.early_files = held(server.pid)
        load.late_mb, load.late_files = held(server.pid)
        done.set()
        writer.join()
    finally:
        done.set()
        server.terminate()
        server.wait(timeout=60)
    return load


def _write(index: Path, encoder: Encoder, load: Load, done: threading.Event) -> None:
    chance = random.Random(1)  # noqa: S311 - repeatable, not secret
    path = index.with_name("talk.json")
    while not done.is_set():
        words = [f"{'Long ' * chance.randrange(9)}budget number {at}." for at in range(12)]
        turns = [{"speaker": "Ann Lee", "text": text} for text in words]
        path.write_text(json.dumps({"turns": turns, "title": str(chance.random())}))
        index_paths(index, [path], encoder)
        load.changes += 1
        if chance.random() < 0.2:
            remove(index, ["talk"])


def _read(address: str, numbers: range, load: Load) -> None:
    with httpx.Client(base_url=address, timeout=60) as client:
        for at in numbers:
            mode = ("ranked", "ranked", "hybrid", "dense", "lexical")[at % 5]
            parameters = {"q": _ASKED[at % len(_ASKED)], "mode": mode}
            if at % 7 == 0:
                parameters["speaker"] = "antony-blinken"
            answer = client.get("/v1/search", params=parameters)
            if answer.status_code != httpx.codes.OK:
                load.errors.append(answer.text[:200])
            load.questions += 1


def _until_ready(address: str) -> None:
    while True:
        try:
            if httpx.get(f"{address}/health/ready").status_code == httpx.codes.OK:
                return
        except httpx.TransportError:
            time.sleep(0.05)


def held(process: int) -> tuple[float, int]:
    """The memory in MB and the number of open files of a process and those that it started."""
    members = family(process)
    files = sum(len(list(Path(f"/proc/{one}/fd").iterdir())) for one in members)
    return sum(resident_mb(one) for one in members), files


def main() -> int:
    """Ask so many questions, of so many workers, with so many passages beside the sample's: the three arguments."""
    given = [int(one) for one in sys.argv[1:]]
    questions, workers, passages = *given, *(QUESTIONS, 1, 0)[len(given) :]
    with tempfile.TemporaryDirectory(prefix="onrecord-load-") as folder:
        load = put_under_load(Path(folder), questions, workers, passages)
    print(msgspec.json.encode(load).decode())
    for fault in load.faults():
        print(fault, file=sys.stderr)
    return 1 if load.faults() else 0


if __name__ == "__main__":
    sys.exit(main())
