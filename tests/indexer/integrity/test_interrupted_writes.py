"""Opening an index repairs it after a rebuild, a repair or an indexing run that ended between two writes."""

import os
import shutil
from pathlib import Path

import pytest

from indexer.index import Index
from indexer.integrity.verify import verify
from tests.hostile.interrupted_writes import TASKS, count_writes, interrupt, make_index, repair

POINTS = int(os.environ.get("ONRECORD_TEST_POINTS", "12"))


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("interrupted") / "original"
    make_index(folder)
    return folder


@pytest.mark.parametrize("task", TASKS)
def test_interrupted_between_two_writes(original: Path, tmp_path: Path, task: str) -> None:
    count = count_writes(original, tmp_path / "counted", task)
    assert count > POINTS
    for number in range(POINTS):
        # From the end, where what is written must agree with what was written before.
        point = count - number * count // POINTS
        assert interrupt(original, tmp_path / str(number), task, point) == []


def test_interrupted_before_the_checksums_are_written(
    original: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The lexical index is committed, but the checksums are those of the previous commit."""
    folder = Path(shutil.copytree(original / "index", tmp_path / "index"))
    with monkeypatch.context() as patched:
        patched.setattr("indexer.store.checksums.write", lambda _: None)
        repair(folder, folder)
    assert [line for line in verify(folder) if "lexical index: damaged" in line]
    rebuilt = []
    monkeypatch.setattr("indexer.store.vectors.index.VectorIndex.rebuild", lambda *_: rebuilt.append("vectors"))
    Index.open(folder).close()
    # The vector index, which was intact, was not rebuilt, and a second opening repairs nothing.
    assert (verify(folder), rebuilt) == ([], [])
    before = (folder / "lexical" / "sums.json").stat().st_mtime_ns
    Index.open(folder).close()
    assert (folder / "lexical" / "sums.json").stat().st_mtime_ns == before
