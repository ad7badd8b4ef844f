"""When a process is killed at any moment, the index is in its old state or its new one."""

import contextlib
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
from tests.fake_encoder import FakeEncoder
from tests.hostile.writer import NAMES, TURNS, words, write_until_killed

KILLS = int(os.environ.get("ONRECORD_TEST_KILLS", "60"))


def possible_versions(journal: Path) -> dict[str, set[int]]:
    """By name: the version of the last completed change, and those of changes begun after it. 0 is no transcript."""
    possible: dict[str, set[int]] = {name: {0} for name in NAMES}
    for line in journal.read_text().splitlines() if journal.exists() else []:
        event, name, version = line.split()
        possible[name] = {int(version)} if event == "done" else possible[name] | {int(version)}
    return possible


def indexed_versions(folder: Path) -> dict[str, int]:
    """The version of each transcript in the index, of which all turns must be."""
    with contextlib.closing(Catalog(folder)) as catalog:
        versions = {}
        for heading in catalog.headings():
            transcript = catalog.transcript(heading.id)
            texts = [transcript.text[turn.start : turn.end] for turn in transcript.turns]
            version = int(texts[0].rsplit(" ", 1)[1].rstrip("."))
            assert texts == [words(heading.id, version, turn) for turn in range(TURNS)]
            versions[heading.id] = version
        return versions


def test_a_process_killed_at_random_moments(tmp_path: Path) -> None:
    files, index, journal = tmp_path / "files", tmp_path / "index", tmp_path / "journal"
    files.mkdir()
    processes = multiprocessing.get_context("forkserver")
    processes.set_forkserver_preload(["tests.hostile.writer"])
    rng = random.Random(20220216)  # noqa: S311 - nothing is kept secret with it
    repaired = 0
    for seed in range(1, KILLS + 1):
        writer = processes.Process(
            target=write_until_killed, args=(str(index), str(files), str(journal), seed), daemon=True
        )
        size = journal.stat().st_size if journal.exists() else 0
        writer.start()
        while not journal.exists() or journal.stat().st_size == size:
            assert writer.is_alive()
        # From its first change to a few changes later.
        time.sleep(rng.random() * 0.12)
        assert writer.pid is not None
        os.kill(writer.pid, signal.SIGKILL)
        writer.join()
        if not (index / "catalog.sqlite3").exists():
            continue
        opened = Index(index)
        repaired += opened.store.is_lagging()
        opened.close()
        # Opening repairs the derived files, as every search and every run does.
        Index.open(index).close()
        assert verify(index) == [], seed
        possible, versions = possible_versions(journal), indexed_versions(index)
        for name in NAMES:
            assert versions.get(name, 0) in possible[name], (seed, name)
        # The next process starts from what the index holds.
        with journal.open("a") as log:
            log.writelines(f"done {name} {versions.get(name, 0)}\n" for name in NAMES)
    # Some processes were killed between the catalog and the derived files.
    assert repaired > 0


def test_a_process_killed_while_the_catalog_was_created(tmp_path: Path) -> None:
    """The files that are left are not an index, and do not prevent indexing."""
    files, index = tmp_path / "files", tmp_path / "index"
    files.mkdir()
    index.mkdir()
    (files / "a.json").write_text('{"turns": [{"speaker": "Ann Lee", "text": "Good morning."}]}')
    for left in ("catalog.sqlite3.new", "catalog.sqlite3.new-wal", "writer.lock"):
        (index / left).write_bytes(b"half")
    with pytest.raises(IndexMissing):
        Index.open(index)
    index_paths(index, [files], FakeEncoder())
    assert verify(index) == []
    assert not list(index.glob("catalog.sqlite3.new*"))
