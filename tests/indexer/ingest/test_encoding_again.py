"""Indexes whose vectors were made by older arithmetic: refused for searching, encoded again whole or not at all."""

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
from indexer.ingest.encoding import AT_ONCE
from indexer.ingest.pipeline import index_paths
from indexer.integrity.verify import verify
from indexer.sample import sample_folder
from indexer.store.protocol import NO_FILTERS
from search_api.contract.records import SearchRequest
from search_api.search.searcher import Searcher


class Counting:
    """An encoder that counts what it encodes, and fails when it was asked for more than `most`."""

    def __init__(self, encoder: Encoder, most: int = 10**9) -> None:
        self._encoder, self._most, self.count = encoder, most, 0

    @property
    def spec(self) -> EncoderSpec:
        return self._encoder.spec

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        if self.count + len(texts) > self._most:
            raise MemoryError
        self.count += len(texts)
        return self._encoder.encode_passages(texts)

    def encode_query(self, text: str) -> Vectors:
        return self._encoder.encode_query(text)


@pytest.fixture
def old_index(sample_index: Path, tmp_path: Path) -> Path:
    """An index as the version before wrote it, with vectors that are off."""
    folder = tmp_path / "index"
    shutil.copytree(sample_index, folder)
    connection = sqlite3.connect(folder / FILE)
    (settings,) = connection.execute("SELECT value FROM meta WHERE key = 'settings'").fetchone()
    held = msgspec.json.decode(settings)
    assert held["encoder"].pop("arithmetic") == ARITHMETIC
    with connection:
        connection.execute(
            "UPDATE meta SET value = ? WHERE key = 'settings'", [msgspec.json.encode(held).decode()]
        )
        connection.execute("UPDATE vectors SET vector = zeroblob(length(vector)), crc = 0")
    connection.close()
    return folder


def vectors(folder: Path) -> Vectors:
    """All vectors in the order of their hashes."""
    connection = sqlite3.connect(folder / FILE)
    found = connection.execute("SELECT vector FROM vectors ORDER BY hash").fetchall()
    connection.close()
    return np.array([np.frombuffer(vector, "<f4") for (vector,) in found])


def assert_same(first: Path, second: Path) -> None:
    """Both hold the same vectors, to the seven digits that they have in any company."""
    np.testing.assert_allclose(vectors(first), vectors(second), atol=1e-6)


def test_vectors_of_older_arithmetic_are_not_searched(old_index: Path, encoder: Encoder) -> None:
    with pytest.raises(IndexMismatch, match=r"run `onrecord index PATH --index .*` over its files once"):
        Searcher.open(old_index, encoder)


@pytest.mark.parametrize("paths", [[], [sample_folder()]], ids=["nothing else", "its files"])
def test_the_next_run_encodes_again(
    old_index: Path, sample_index: Path, encoder: Encoder, paths: list[Path], tmp_path: Path
) -> None:
    (tmp_path / "empty").mkdir()
    report = index_paths(old_index, paths or [tmp_path / "empty"], encoder)
    assert report.embedded == len(vectors(sample_index))
    assert (report.added, report.updated, report.removed) == (0, 0, 0)
    assert_same(old_index, sample_index)
    assert recorded_settings(old_index) == recorded_settings(sample_index)
    assert not list(verify(old_index))
    searcher = Searcher.open(old_index, encoder)
    assert searcher.search(SearchRequest("cyber attacks")).results
    searcher.close()
    assert index_paths(old_index, paths or [tmp_path / "empty"], encoder).embedded == 0


def test_what_is_searched_is_made_anew_also_where_the_run_adds_a_file(
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


def test_a_run_that_dies_leaves_all_as_it_was_and_the_next_goes_on(
    old_index: Path, sample_index: Path, encoder: Encoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted = len(vectors(sample_index))
    monkeypatch.setattr("indexer.ingest.encoding.AT_ONCE", 10)
    assert AT_ONCE > wanted > 40
    before = vectors(old_index)
    dying = Counting(encoder, most=40)
    with pytest.raises(MemoryError):
        index_paths(old_index, [sample_folder()], dying)
    np.testing.assert_array_equal(vectors(old_index), before)
    assert not recorded_settings(old_index).encoder.is_current()
    again = Counting(encoder)
    index_paths(old_index, [sample_folder()], again)
    assert again.count < wanted
    assert_same(old_index, sample_index)


def test_fp32_may_take_the_place_of_older_int8(old_index: Path) -> None:
    class Exact:
        spec = EncoderSpec("m", recorded_settings(old_index).encoder.fingerprint, 384)

        def encode_passages(self, texts: Sequence[str]) -> Vectors:
            return np.eye(len(texts), 384, dtype=np.float32)

        def encode_query(self, text: str) -> Vectors:
            raise NotImplementedError(text)

    index_paths(old_index, [sample_folder()], Exact())
    kept = recorded_settings(old_index).encoder
    assert (kept.model, kept.precision, kept.arithmetic) == ("all-MiniLM-L6-v2", "fp32", 0)
