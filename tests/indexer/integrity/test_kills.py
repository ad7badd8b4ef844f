"""A rebuild, a repair or an indexing run that ends between any two writes is mended by the next opening."""

import os
import shutil
from pathlib import Path

import pytest

from indexer.index import Index
from indexer.integrity.verify import verify
from tests.hostile import kills

POINTS = int(os.environ.get("ONRECORD_TEST_POINTS", "12"))


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("kills") / "sound"
    kills.prepare(folder)
    return folder


@pytest.mark.parametrize("what", kills.WORK)
def test_ended_between_two_writes(sound: Path, tmp_path: Path, what: str) -> None:
    count = kills.points(sound, tmp_path / "counted", what)
    assert count > 100
    for number in range(POINTS):
        # From the end, where what is written must agree with what was written before.
        point = count - number * count // POINTS
        assert kills.killed(sound, tmp_path / str(number), what, point) == []


def test_ended_before_the_checksums(sound: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The words are committed, and what was recorded of their files is of the commit before."""
    folder = tmp_path / "index"
    folder.mkdir()
    shutil.copytree(sound / "index", folder, dirs_exist_ok=True)
    with monkeypatch.context() as patched:
        patched.setattr("indexer.store.checksums.write", lambda _: None)
        kills.repair(folder, folder)
    assert [line for line in verify(folder) if "lexical index: damaged" in line]
    rebuilt = []
    monkeypatch.setattr("indexer.store.vectors.index.VectorIndex.rebuild", lambda *_: rebuilt.append("vectors"))
    Index.open(folder).close()
    # What was whole was left alone, and a second opening finds nothing to do.
    assert (verify(folder), rebuilt) == ([], [])
    before = (folder / "lexical" / "sums.json").stat().st_mtime_ns
    Index.open(folder).close()
    assert (folder / "lexical" / "sums.json").stat().st_mtime_ns == before
