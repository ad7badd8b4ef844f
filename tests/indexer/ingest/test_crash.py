"""Killed at any moment, an index is in the old state or the new one."""

import multiprocessing
import os
import random
import signal
import time
from pathlib import Path

import pytest

from indexer.catalog.read import Catalog
from indexer.errors import IndexMissing
from indexer.index import Index
from indexer.ingest.pipeline import index_paths
from indexer.integrity.verify import verify
from tests.hostile.writer import NAMES, TURNS, QuickEncoder, words, write_until_killed

KILLS = int(os.environ.get("ONRECORD_TEST_KILLS", "200"))


def journalled(journal: Path) -> dict[str, set[int]]:
    """Which versions of each name may be there: what was done last, and what was begun since. 0 is none."""
    may: dict[str, set[int]] = {name: {0} for name in NAMES}
    for line in journal.read_text().splitlines() if journal.exists() else []:
        what, name, version = line.split()
        may[name] = {int(version)} if what == "done" else may[name] | {int(version)}
    return may


def held(folder: Path) -> dict[str, int]:
    """The version of each transcript that is there; all of its turns must be of that one."""
    catalog = Catalog(folder)
    try:
        found = {}
        for heading in catalog.headings():
            transcript = catalog.transcript(heading.id)
            texts = [transcript.text[turn.start : turn.end] for turn in transcript.turns]
            version = int(texts[0].rsplit(" ", 1)[1].rstrip("."))
            assert texts == [words(heading.id, version, turn) for turn in range(TURNS)]
            found[heading.id] = version
        return found
    finally:
        catalog.close()


def test_killed_at_random_moments(tmp_path: Path) -> None:
    files, index, journal = tmp_path / "files", tmp_path / "index", tmp_path / "journal"
    files.mkdir()
    processes = multiprocessing.get_context("forkserver")
    processes.set_forkserver_preload(["tests.hostile.writer"])
    rng = random.Random(20220216)  # noqa: S311 - nothing is kept secret with it
    lagged = 0
    for seed in range(1, KILLS + 1):
        writer = processes.Process(
            target=write_until_killed, args=(str(index), str(files), str(journal), seed), daemon=True
        )
        size = journal.stat().st_size if journal.exists() else 0
        writer.start()
        while not journal.exists() or journal.stat().st_size == size:
            assert writer.is_alive()
        # The moment is the point: from within its first change to some changes later.
        time.sleep(rng.random() * 0.12)
        assert writer.pid is not None
        os.kill(writer.pid, signal.SIGKILL)
        writer.join()
        if not (index / "catalog.sqlite3").exists():
            continue
        opened = Index(index)
        lagged += opened.store.is_lagging()
        opened.close()
        # Opening mends what is derived, as every search and every run does.
        Index.open(index).close()
        assert verify(index) == [], seed
        may, there = journalled(journal), held(index)
        for name in NAMES:
            assert there.get(name, 0) in may[name], (seed, name)
        # What is there is from now on what was done.
        with journal.open("a") as log:
            log.writelines(f"done {name} {there.get(name, 0)}\n" for name in NAMES)
    # The moments were such that something was torn.
    assert lagged > KILLS // 20


def test_killed_while_the_catalog_was_made(tmp_path: Path) -> None:
    """What is left is no index, and is in nobody's way."""
    files, index = tmp_path / "files", tmp_path / "index"
    files.mkdir()
    index.mkdir()
    (files / "a.json").write_text('{"turns": [{"speaker": "Ann Lee", "text": "Good morning."}]}')
    for left in ("catalog.sqlite3.new", "catalog.sqlite3.new-wal", "writer.lock"):
        (index / left).write_bytes(b"half")
    with pytest.raises(IndexMissing):
        Index.open(index)
    index_paths(index, [files], QuickEncoder())
    assert verify(index) == []
    assert not list(index.glob("catalog.sqlite3.new*"))
