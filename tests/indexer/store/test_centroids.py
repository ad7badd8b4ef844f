"""Centroids: computed at once, merged from parts, and those of an index."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from embeddings.encoder import Encoder
from indexer.index import Index
from indexer.store.centroids import centroids_of
from tests.builders import local_store


@given(st.lists(st.integers(1, 5), min_size=1, max_size=40).map(sorted), st.integers(0, 2**32 - 1), st.data())
def test_similarities_are_differences_of_means(transcripts: list[int], seed: int, data: st.DataObject) -> None:
    rng = np.random.default_rng(seed)
    numbers = np.array(transcripts, np.int32)
    vectors = rng.normal(0, 1, (len(numbers), 6)).astype(np.float32)
    query = rng.normal(0, 1, 6).astype(np.float32)
    whole = centroids_of(numbers, vectors)
    queried = np.array([4, 1, 7, 1], np.int32)
    cosines = vectors.astype(np.float64) @ query
    expected = []
    for transcript in queried:
        own = cosines[numbers == transcript]
        expected.append((own.sum() - len(own) * cosines.mean()) / (len(own) + 10))
    assert whole.similarity(query, queried) == pytest.approx(expected, abs=1e-4)

    assert whole.counts_of(queried).tolist() == [(numbers == transcript).sum() for transcript in queried]

    cut = data.draw(st.integers(0, len(numbers)))
    parts = centroids_of(numbers[:cut], vectors[:cut]).merged(centroids_of(numbers[cut:], vectors[cut:]))
    assert parts.similarity(query, queried) == pytest.approx(expected, abs=1e-4)

    left = numbers[numbers != 2]
    without = centroids_of(left, vectors[numbers != 2])
    np.testing.assert_array_equal(whole.of(left).sums, without.sums)
    np.testing.assert_array_equal(whole.of(left).counts, without.counts)


def test_an_empty_index_has_no_similarities() -> None:
    empty = centroids_of(np.empty(0, np.int32), np.empty((0, 6), np.float32))
    queried = np.array([1, 2], np.int32)
    assert empty.similarity(np.ones(6, np.float32), queried).tolist() == [0, 0]
    assert empty.counts_of(queried).tolist() == [0, 0]


def test_an_index_holds_the_centroids_of_its_transcripts(sample_index: Path, encoder: Encoder) -> None:
    index = Index.open(sample_index)
    try:
        table = local_store(index).table
        assert table is not None
        centroids = table.centroids
        assert centroids.counts.sum() == len(table.keys)
        vector = encoder.encode_query("cyber attacks")
        cosines = local_store(index).vectors.cosines(vector, np.arange(len(table.keys)))
        for key, total, count in zip(centroids.transcripts, centroids.sums, centroids.counts, strict=True):
            own = cosines[table.transcript == key]
            assert len(own) == count
            assert float(own.sum()) == pytest.approx(float(total @ vector), abs=0.05)
    finally:
        index.close()
