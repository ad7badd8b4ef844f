"""Processes that end between two writes of a rebuild, a repair or an indexing run; part of `make soak`.

    python -m tests.hostile.interrupted_writes [POINTS]

ends a process at a number of points of each, by default 100, and exits with 1 if `verify` finds a fault after the index
was opened again.
"""

import multiprocessing
import os
import random
import shutil
import signal
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from indexer.index import Index, writing
from indexer.ingest.pipeline import index_paths
from indexer.integrity.verify import verify
from tests.builders import write_transcript
from tests.fake_encoder import FakeEncoder

_WRITES = frozenset(
    "open write flush fsync truncate replace rename unlink mkdir rmdir chmod scandir "
    "writer commit wait_merging_threads reload delete_all_documents delete_documents_by_query add_document".split()
)
"""C functions before which a process may end; not `execute`, from whose interruption SQLite recovers by itself."""
_COMMIT_SECONDS = 0.02
"""A process whose point is a commit, which is a single call, ends at random within this time."""


def repair(index: Path, files: Path) -> None:  # noqa: ARG001 - all tasks are called alike
    """The same as `onrecord repair`."""
    opened = Index(index)
    with writing(index):
        opened.store.rebuild()


def rebuild(index: Path, files: Path) -> None:  # noqa: ARG001 - all tasks are called alike
    """Open an index of which only the catalog is left."""
    for name in ("lexical", "vectors", "outline"):
        shutil.rmtree(index / name)
    Index.open(index).close()


def reindex(index: Path, files: Path) -> None:
    """Index after a file was changed, one added and one removed."""
    _write(files, 1, "other words")
    _write(files, 9, "new words")
    (files / "2.json").unlink()
    index_paths(index, [files], FakeEncoder())


TASKS: dict[str, Callable[[Path, Path], None]] = {"repair": repair, "rebuild": rebuild, "index": reindex}


def _write(files: Path, number: int, words: str) -> None:
    write_transcript(files, str(number), *(f"{words}, turn {turn} of {number}." for turn in range(4)))


def make_index(folder: Path) -> None:
    """Write some files into `folder/files`, and index them into `folder/index`."""
    files = folder / "files"
    files.mkdir(parents=True)
    for number in range(4):
        _write(files, number, "some words")
    index_paths(folder / "index", [files], FakeEncoder())


def run_until(folder: str, task: str, point: int, seed: int) -> None:
    """Run a task and end the process, without cleanup, before its write number `point`; 0 counts the writes."""
    count = 0
    rng = random.Random(seed)  # noqa: S311 - repeatable, not secret

    def profile(frame: Any, event: str, function: Any) -> None:  # noqa: ARG001 - the interpreter's signature
        nonlocal count
        if event != "c_call" or function.__name__ not in _WRITES:
            return
        count += 1
        if count != point:
            return
        if function.__name__ != "commit":
            os._exit(9)
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.setitimer(signal.ITIMER_REAL, rng.random() * _COMMIT_SECONDS)

    sys.setprofile(profile)
    try:
        TASKS[task](Path(folder) / "index", Path(folder) / "files")
    finally:
        sys.setprofile(None)
    if point == 0:
        (Path(folder) / "count").write_text(str(count))
    os._exit(0)


def _run(original: Path, folder: Path, task: str, point: int) -> None:
    """Run a task on a copy, in a process of a fork server, since a forked process must not have threads."""
    shutil.copytree(original, folder)
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.hostile.writer"])
    worker = context.Process(target=run_until, args=(str(folder), task, point, point))
    worker.start()
    worker.join()


def interrupt(original: Path, folder: Path, task: str, point: int) -> list[str]:
    """Interrupt a task on a copy of an index, and open the index; returns the faults that are left."""
    _run(original, folder, task, point)
    index = folder / "index"
    Index.open(index).close()
    faults = verify(index)
    opened = Index(index)
    if opened.store.is_lagging():
        faults.append("opening it again would repair it again")
    opened.close()
    return [f"{task}, point {point}: {fault}" for fault in faults]


def count_writes(original: Path, folder: Path, task: str) -> int:
    """The number of writes of a task."""
    _run(original, folder, task, 0)
    return int((folder / "count").read_text())


def main() -> int:
    """Interrupt each task at a number of evenly spaced points."""
    points = int(sys.argv[1]) if len(sys.argv) > 1 else 100
    total = 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        make_index(folder / "original")
        for task in TASKS:
            count = count_writes(folder / "original", folder / f"{task}-0", task)
            faults = []
            for number in range(points):
                copy = folder / f"{task}-{number + 1}"
                faults += interrupt(folder / "original", copy, task, 1 + number * count // points)
                shutil.rmtree(copy)
            for fault in faults:
                print(fault, file=sys.stderr)
            total += len(faults)
            print(f"{task}: {points} points of {count} writes, {len(faults)} faults after opening", flush=True)
    return 1 if total else 0


if __name__ == "__main__":
    sys.exit(main())
