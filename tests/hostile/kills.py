"""Processes that end between two writes of a rebuild, a repair or an indexing run, and what opening makes of it.

`python -m tests.hostile.kills 100` tries so many points of each; `make soak` does. It exits with 1 when `verify` finds
anything after the index was opened.
"""

import json
import multiprocessing
import os
import random
import shutil
import signal
import sys
import tempfile
from collections.abc import Callable
from multiprocessing.context import ForkServerContext
from pathlib import Path
from typing import Any

from indexer.index import Index, writing
from indexer.ingest.pipeline import index_paths
from indexer.integrity.verify import verify
from tests.hostile.writer import QuickEncoder

_WRITES = frozenset(
    "open write flush fsync truncate replace rename unlink mkdir rmdir chmod scandir "
    "writer commit wait_merging_threads reload delete_all_documents delete_documents_by_query add_document".split()
)
"""Functions in C before which a process ends; `execute` of the catalog is SQLite's to mend, and tried by the writer."""
_COMMIT = 0.02
"""Seconds within which a process ends whose point lies inside of a commit: that is one call from here."""


def repair(index: Path, files: Path) -> None:  # noqa: ARG001 - all three are called alike
    """What `onrecord repair` does."""
    opened = Index(index)
    with writing(index):
        opened.store.rebuild()


def rebuild(index: Path, files: Path) -> None:  # noqa: ARG001 - all three are called alike
    """An index is opened of which nothing but the catalog is there."""
    for name in ("lexical", "vectors", "outline"):
        shutil.rmtree(index / name)
    Index.open(index).close()


def reindex(index: Path, files: Path) -> None:
    """A file changed, one is new and one is gone."""
    write(files, 1, "other words")
    write(files, 9, "new words")
    (files / "2.json").unlink()
    index_paths(index, [files], QuickEncoder())


WORK: dict[str, Callable[[Path, Path], None]] = {"repair": repair, "rebuild": rebuild, "index": reindex}


def write(files: Path, number: int, words: str) -> None:
    """A small transcript."""
    turns = [{"speaker": "Ann Lee", "text": f"{words}, turn {turn} of {number}."} for turn in range(4)]
    (files / f"{number}.json").write_text(json.dumps({"turns": turns}))


def prepare(folder: Path) -> None:
    """Files in a folder, and their index."""
    files = folder / "files"
    files.mkdir(parents=True)
    for number in range(4):
        write(files, number, "some words")
    index_paths(folder / "index", [files], QuickEncoder())


def work_until(folder: str, what: str, point: int, seed: int) -> None:
    """Do some work and end without any clearing up before the write of a number; at 0 count the writes."""
    count = 0
    chance = random.Random(seed)  # noqa: S311 - repeatable, not secret

    def look(frame: Any, event: str, function: Any) -> None:  # noqa: ARG001 - the interpreter's signature
        nonlocal count
        if event != "c_call" or function.__name__ not in _WRITES:
            return
        count += 1
        if count != point:
            return
        if function.__name__ != "commit":
            os._exit(9)
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.setitimer(signal.ITIMER_REAL, chance.random() * _COMMIT)

    sys.setprofile(look)
    try:
        WORK[what](Path(folder) / "index", Path(folder) / "files")
    finally:
        sys.setprofile(None)
    if point == 0:
        (Path(folder) / "count").write_text(str(count))
    os._exit(0)


def processes() -> ForkServerContext:
    """Where the work is started: what is forked must have no threads."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.hostile.writer"])
    return context


def killed(sound: Path, folder: Path, what: str, point: int) -> list[str]:
    """Work on a copy of an index until a point; gives what is wrong once the index was opened again."""
    shutil.copytree(sound, folder)
    worker = processes().Process(target=work_until, args=(str(folder), what, point, point))
    worker.start()
    worker.join()
    index = folder / "index"
    Index.open(index).close()
    wrong = verify(index)
    opened = Index(index)
    if opened.store.is_lagging():
        wrong.append("opening it once more would mend it again")
    opened.close()
    return [f"{what}, point {point}: {line}" for line in wrong]


def points(sound: Path, folder: Path, what: str) -> int:
    """How many writes there are in some work."""
    shutil.copytree(sound, folder)
    worker = processes().Process(target=work_until, args=(str(folder), what, 0, 0))
    worker.start()
    worker.join()
    return int((folder / "count").read_text())


def main() -> int:
    """Try so many points of each kind of work, evenly spread."""
    wanted = int(sys.argv[1]) if len(sys.argv) > 1 else 100
    faults = 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        prepare(folder / "sound")
        for what in WORK:
            count = points(folder / "sound", folder / f"{what}-0", what)
            tried = [1 + place * count // wanted for place in range(wanted)]
            wrong = []
            for number, point in enumerate(tried, start=1):
                wrong += killed(folder / "sound", folder / f"{what}-{number}", what, point)
                shutil.rmtree(folder / f"{what}-{number}")
            for line in wrong:
                print(line, file=sys.stderr)
            faults += len(wrong)
            print(
                f"{what}: {len(tried)} points of {count} writes, {len(wrong)} faults after opening", flush=True
            )
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
