"""How much was found in each transcript, against the same by hand."""

import math

import numpy as np
import pytest

from indexer.store.protocol import NO_CANDIDATES
from search_api.ranking.transcript_evidence import transcript_evidence_of
from tests.indexer.store.in_memory import candidates_of
from tests.search_api.ranking.test_ranking import table_of


def test_mass_is_what_the_legs_found_for_the_size() -> None:
    # Keys count from 1: the first transcript holds 1 to 4, the second 5 to 20.
    table = table_of([1] * 4 + [2] * 16)
    dense = candidates_of({2: 0.6, 7: 0.5, 3: 0.4}, table)
    lexical = candidates_of({8: 12.0, 9: 6.0}, table)
    transcripts = np.array([1, 1, 2], np.int32)
    found = transcript_evidence_of(transcripts, table.centroids.counts_of(transcripts), dense, lexical)
    near = [math.exp(20 * 0.1) + math.exp(20 * -0.1), 1.0]
    worded = [0.0, math.exp(8 * 0.5) + math.exp(0)]
    for value, sums in ((found.dense, near), (found.lexical, worded)):
        first, second = (
            math.log(total + 1e-3) - math.log(size) / 2 for total, size in zip(sums, (4, 16), strict=True)
        )
        assert value == pytest.approx([first, first, second], abs=1e-5)
    assert found.found == pytest.approx([2 / 9, 2 / 9, 1 / 21])
    assert found.size == pytest.approx([math.log(4), math.log(4), math.log(16)])


def test_where_nothing_was_found_all_are_alike() -> None:
    table = table_of([1, 2])
    transcripts = np.array([1, 2], np.int32)
    found = transcript_evidence_of(
        transcripts, table.centroids.counts_of(transcripts), NO_CANDIDATES, NO_CANDIDATES
    )
    for values in (found.dense, found.lexical, found.found, found.size):
        assert values[0] == values[1]
        assert np.isfinite(values).all()
