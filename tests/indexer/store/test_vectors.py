"""The vector index at every size: exact or through cells, filtered, changed, reopened, damaged."""

import os
import time
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from embeddings.encoder import Vectors
from indexer.store.protocol import Scores
from indexer.store.vectors.generation import Latest, latest_generation
from indexer.store.vectors.index import Sizes, VectorIndex
from indexer.stored_records import Keys

D = 32
SMALL = Sizes(cells=600, loose=150, few=60)
FLAT = Sizes(cells=10**9)


def vectors(count: int, seed: int) -> Vectors:
    """Clustered vectors, like those of speech."""
    rng = np.random.default_rng(seed)
    middles = np.random.default_rng(0).normal(size=(40, D))
    rows = middles[rng.integers(0, 40, count)] + 0.6 * rng.normal(size=(count, D))
    return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), np.float32)


class Mirror:
    """The expected contents of the index, searched by brute force."""

    def __init__(self) -> None:
        self.keys: Keys = np.empty(0, np.int64)
        self.rows: Vectors = np.empty((0, D), np.float32)

    def change(self, keys: Keys, rows: Vectors, removed: list[int]) -> None:
        left = ~np.isin(self.keys, removed)
        self.keys = np.concatenate([self.keys[left], keys])
        self.rows = np.concatenate([self.rows[left], rows])

    def best(self, query: Vectors, allowed: np.ndarray | None, limit: int) -> list[int]:
        numbers = np.arange(len(self.keys)) if allowed is None else np.flatnonzero(allowed)
        scores = self.rows[numbers].astype(np.float16).astype(np.float32) @ query.astype(np.float16).astype(
            np.float32
        )
        return [int(key) for key in self.keys[numbers[np.argsort(-scores, kind="stable")[:limit]]]]


def assert_same(actual: tuple[Keys, Scores], expected: tuple[Keys, Scores]) -> None:
    for part, expected_part in zip(actual, expected, strict=True):
        np.testing.assert_array_equal(part, expected_part)


def grown(folder: Path, sizes: Sizes, steps: int = 6) -> tuple[VectorIndex, Mirror]:
    index, mirror = VectorIndex(folder, D, sizes), Mirror()
    rng = np.random.default_rng(3)
    index.rebuild([], 0)
    above = 1
    for step in range(1, steps + 1):
        rows = vectors(300, step)
        keys = np.arange(above, above + len(rows), dtype=np.int64)
        above += len(rows)
        removed = rng.choice(mirror.keys, 12, replace=False).tolist() if len(mirror.keys) else []
        mirror.change(keys, rows, removed)
        index.apply([(keys[:200], rows[:200]), (keys[200:], rows[200:])], removed, step)
    return index, mirror


@pytest.mark.parametrize("sizes", [FLAT, SMALL], ids=["flat", "cells"])
@pytest.mark.parametrize("share", [0.01, 0.1, 1.0])
def test_recall_filtered_and_not(tmp_path: Path, sizes: Sizes, share: float) -> None:
    index, mirror = grown(tmp_path, sizes)
    assert (tmp_path / "vectors").joinpath(index._record.cells or "-").is_file() == (sizes is SMALL)
    rng = np.random.default_rng(5)
    hit = total = 0
    for query in vectors(40, 99):
        allowed = None if share == 1.0 else rng.random(len(mirror.keys)) < share
        expected = mirror.best(query, allowed, 10)
        keys, scores = index.search(query, allowed, 10)
        assert scores.tolist() == sorted(scores.tolist(), reverse=True)
        # Cells do not leave out results: there are as many as match.
        assert len(keys) == len(expected)
        if allowed is not None:
            assert set(keys.tolist()) <= set(mirror.keys[allowed].tolist())
        hit += len(set(keys.tolist()) & set(expected))
        total += len(expected)
    assert hit / total >= (0.999 if sizes is FLAT else 0.98)


@pytest.mark.parametrize("sizes", [FLAT, SMALL], ids=["flat", "cells"])
def test_reopened_it_is_the_same(tmp_path: Path, sizes: Sizes) -> None:
    index, mirror = grown(tmp_path, sizes)
    again = VectorIndex(tmp_path, D, sizes)
    assert again.generation == latest_generation(tmp_path) == 6
    np.testing.assert_array_equal(again.keys, mirror.keys)
    assert again.is_whole()
    numbers = np.arange(0, len(mirror.keys), 7)
    for query in vectors(5, 98):
        assert_same(again.search(query, None, 20), index.search(query, None, 20))
        np.testing.assert_allclose(again.cosines(query, numbers), mirror.rows[numbers] @ query, atol=2e-3)


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 40), st.integers(0, 30)), min_size=1, max_size=8))
def test_changes_give_the_same_index_as_a_rebuild(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[int, int]]
) -> None:
    folder = tmp_path_factory.mktemp("vectors")
    index, mirror, above = VectorIndex(folder, D, FLAT), Mirror(), 1
    index.rebuild([], 0)
    for generation, (added, gone) in enumerate(steps, start=1):
        rows, keys = vectors(added, generation), np.arange(above, above + added, dtype=np.int64)
        above += added
        removed = mirror.keys[:gone].tolist()
        mirror.change(keys, rows, removed)
        index.apply([(keys, rows)] if added else [], removed, generation)
        np.testing.assert_array_equal(index.keys, mirror.keys)
    built = VectorIndex(folder / "other", D, FLAT)
    built.rebuild([(mirror.keys, mirror.rows)] if len(mirror.keys) else [], 1)
    query = vectors(1, 1000)[0]
    assert_same(VectorIndex(folder, D, FLAT).search(query, None, 15), built.search(query, None, 15))


def test_a_writer_that_stopped_half_way_is_overwritten(tmp_path: Path) -> None:
    _, mirror = grown(tmp_path, FLAT, 2)
    file = next((tmp_path / "vectors").glob("rows.*.f16"))
    with file.open("ab") as torn:
        torn.write(b"\7" * 1001)
    index = VectorIndex(tmp_path, D, FLAT)
    np.testing.assert_array_equal(index.keys, mirror.keys)
    rows = vectors(3, 50)
    keys = np.array([9001, 9002, 9003], np.int64)
    index.apply([(keys, rows)], [], 3)
    again = VectorIndex(tmp_path, D, FLAT)
    assert again.is_whole()
    assert again.search(rows[1], None, 1)[0].tolist() == [9002]


@pytest.mark.parametrize("pattern", ["rows.*.f16", "rows.*.keys", "cells.*.faiss", "passages.*.json"])
@pytest.mark.parametrize("damage", ["cut", "flipped", "missing"])
def test_damage_is_found(tmp_path: Path, pattern: str, damage: str) -> None:
    grown(tmp_path, SMALL)
    file = next((tmp_path / "vectors").glob(pattern))
    data = bytearray(file.read_bytes())
    if damage == "cut":
        file.write_bytes(data[: len(data) // 2])
    elif damage == "flipped":
        data[len(data) // 2] ^= 1
        file.write_bytes(data)
    else:
        file.unlink()
    index = VectorIndex(tmp_path, D, SMALL)
    assert index.generation is None or not index.is_whole()
    assert not len(index.keys) or index.generation is not None


def test_every_new_generation_is_seen_at_once(tmp_path: Path) -> None:
    latest = Latest(tmp_path)
    assert latest.generation() is None
    index = VectorIndex(tmp_path, D, FLAT)
    # Faster than the folder's time changes.
    for generation in range(200):
        index.apply([], [], generation)
        assert latest.generation() == generation


def test_an_unchanged_folder_is_read_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    VectorIndex(tmp_path, D, FLAT).apply([], [], 5)
    latest, folder = Latest(tmp_path), tmp_path / "vectors"
    long_ago = time.time_ns() - 10**12
    os.utime(folder, ns=(long_ago, long_ago))
    assert latest.generation() == 5
    with monkeypatch.context() as watched:
        watched.setattr(os, "listdir", lambda _: pytest.fail("it is read again"))
        assert latest.generation() == 5
    VectorIndex(tmp_path, D, FLAT).apply([], [], 6)
    assert latest.generation() == 6
    folder.rename(tmp_path / "away")
    assert latest.generation() is None
