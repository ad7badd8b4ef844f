"""Indexes with vectors of an older version: they are not searched, and are encoded again completely or not at all."""

import contextlib
import shutil
import sqlite3
from collections.abc import Sequence
from pathlib import Path

import msgspec
import numpy as np
import pytest

from embeddings.encoder import ARITHMETIC, Encoder, EncoderSpec, Vectors
from indexer.catalog.connect import FILE
from indexer.errors import IndexMismatch
from indexer.index import Index, recorded_settings, writing
from indexer.ingest.encoding_queue import BATCH_SIZE
from indexer.ingest.pipeline import index_paths
from indexer.integrity.verify import verify
from indexer.sample import sample_folder
from indexer.store.protocol import NO_FILTERS
from search_api.contract.records import SearchRequest
from search_api.search.searcher import Searcher


class CountingEncoder:
    """An encoder that counts passages, and fails beyond a limit."""

    def __init__(self, encoder: Encoder, limit: int = 10**9) -> None:
        self._encoder, self._limit, self.count = encoder, limit, 0

    @property
    def spec(self) -> EncoderSpec:
        return self._encoder.spec

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        if self.count + len(texts) > self._limit:
            raise MemoryError
        self.count += len(texts)
        return self._encoder.encode_passages(texts)

    def encode_query(self, text: str) -> Vectors:
        return self._encoder.encode_query(text)


@pytest.fixture
def old_index(sample_index: Path, tmp_path: Path) -> Path:
    """An index as an older version wrote it, with wrong vectors."""
    folder = tmp_path / "index"
    shutil.copytree(sample_index, folder)
    connection = sqlite3.connect(folder / FILE)
    (settings,) = connection.execute("SELECT value FROM meta WHERE key = 'settings'").fetchone()
    decoded = msgspec.json.decode(settings)
    assert decoded["encoder"].pop("arithmetic") == ARITHMETIC
    with connection:
        connection.execute(
            "UPDATE meta SET value = ? WHERE key = 'settings'", [msgspec.json.encode(decoded).decode()]
        )
        connection.execute("UPDATE vectors SET vector = zeroblob(length(vector)), crc = 0")
    connection.close()
    return folder


def vectors(folder: Path) -> Vectors:
    """All vectors, in the order of their hashes."""
    connection = sqlite3.connect(folder / FILE)
    rows = connection.execute("SELECT vector FROM vectors ORDER BY hash").fetchall()
    connection.close()
    return np.array([np.frombuffer(vector, "<f4") for (vector,) in rows])


def assert_same_vectors(first: Path, second: Path) -> None:
    """Both indexes hold the same vectors, to the seven digits that do not depend on the batch."""
    np.testing.assert_allclose(vectors(first), vectors(second), atol=1e-6)


def test_older_vectors_are_not_searched(old_index: Path, encoder: Encoder) -> None:
    with pytest.raises(IndexMismatch, match=r"run `onrecord index PATH --index .*` over its files once"):
        Searcher(old_index, encoder)


@pytest.mark.parametrize("paths", [[], [sample_folder()]], ids=["nothing else", "its files"])
def test_the_next_run_encodes_again(
    old_index: Path, sample_index: Path, encoder: Encoder, paths: list[Path], tmp_path: Path
) -> None:
    (tmp_path / "empty").mkdir()
    report = index_paths(old_index, paths or [tmp_path / "empty"], encoder)
    assert report.embedded == len(vectors(sample_index))
    assert (report.added, report.updated, report.removed) == (0, 0, 0)
    assert_same_vectors(old_index, sample_index)
    assert recorded_settings(old_index) == recorded_settings(sample_index)
    assert not list(verify(old_index))
    searcher = Searcher(old_index, encoder)
    assert searcher.search(SearchRequest("cyber attacks")).results
    searcher.close()
    assert index_paths(old_index, paths or [tmp_path / "empty"], encoder).embedded == 0


def test_derived_files_are_rebuilt_also_when_the_run_adds_a_file(
    old_index: Path, encoder: Encoder, tmp_path: Path
) -> None:
    with writing(old_index), contextlib.closing(Index(old_index)) as index:
        index.store.rebuild()
    added = tmp_path / "added.txt"
    added.write_text("JANE ROE: The ferry sails at nine.\n\nJOHN DOE: And the bridge is closed.\n", "utf-8")
    assert index_paths(old_index, [added], encoder).added == 1
    with contextlib.closing(Index.open(old_index)) as index:
        query = encoder.encode_query("Beatles versus the Stones").reshape(1, -1)
        (best,) = index.store.dense(query, NO_FILTERS, 1)
        assert best.scores[0] > 0.2
    assert not list(verify(old_index))


def test_a_failed_run_changes_nothing_and_the_next_continues_it(
    old_index: Path, sample_index: Path, encoder: Encoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    passages = len(vectors(sample_index))
    monkeypatch.setattr("indexer.ingest.encoding_queue.BATCH_SIZE", 10)
    assert BATCH_SIZE > passages > 40
    before = vectors(old_index)
    with pytest.raises(MemoryError):
        index_paths(old_index, [sample_folder()], CountingEncoder(encoder, limit=40))
    np.testing.assert_array_equal(vectors(old_index), before)
    assert not recorded_settings(old_index).encoder.is_current()
    counting = CountingEncoder(encoder)
    index_paths(old_index, [sample_folder()], counting)
    assert counting.count < passages
    assert_same_vectors(old_index, sample_index)


def test_fp32_may_replace_older_int8(old_index: Path) -> None:
    class ExactEncoder:
        spec = EncoderSpec("m", recorded_settings(old_index).encoder.fingerprint, 384)

        def encode_passages(self, texts: Sequence[str]) -> Vectors:
            return np.eye(len(texts), 384, dtype=np.float32)

        def encode_query(self, text: str) -> Vectors:
            raise NotImplementedError(text)

    index_paths(old_index, [sample_folder()], ExactEncoder())
    spec = recorded_settings(old_index).encoder
    assert (spec.model, spec.precision, spec.arithmetic) == ("all-MiniLM-L6-v2", "fp32", 0)
