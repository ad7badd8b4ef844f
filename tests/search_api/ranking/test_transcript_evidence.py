"""Transcript evidence, against sums by hand."""

import math

import numpy as np
import pytest

from indexer.store.protocol import NO_CANDIDATES
from search_api.ranking.transcript_evidence import transcript_evidence_of
from tests.builders import table_of
from tests.indexer.store.in_memory import candidates_of


def test_evidence_sums_what_the_retrievers_returned_for_the_size() -> None:
    # Keys count from 1: the first transcript holds 1 to 4, the second 5 to 20.
    table = table_of([1] * 4 + [2] * 16)
    dense = candidates_of({2: 0.6, 7: 0.5, 3: 0.4}, table)
    lexical = candidates_of({8: 12.0, 9: 6.0}, table)
    transcripts = np.array([1, 1, 2], np.int32)
    evidence = transcript_evidence_of(transcripts, table.centroids.counts_of(transcripts), dense, lexical)
    dense_sums = [math.exp(20 * 0.1) + math.exp(20 * -0.1), 1.0]
    lexical_sums = [0.0, math.exp(8 * 0.5) + math.exp(0)]
    for value, sums in ((evidence.dense, dense_sums), (evidence.lexical, lexical_sums)):
        first, second = (
            math.log(total + 1e-3) - math.log(size) / 2 for total, size in zip(sums, (4, 16), strict=True)
        )
        assert value == pytest.approx([first, first, second], abs=1e-5)
    assert evidence.retrieved_share == pytest.approx([2 / 9, 2 / 9, 1 / 21])
    assert evidence.size == pytest.approx([math.log(4), math.log(4), math.log(16)])


def test_transcripts_are_equal_where_nothing_was_retrieved() -> None:
    table = table_of([1, 2])
    transcripts = np.array([1, 2], np.int32)
    evidence = transcript_evidence_of(
        transcripts, table.centroids.counts_of(transcripts), NO_CANDIDATES, NO_CANDIDATES
    )
    for values in (evidence.dense, evidence.lexical, evidence.retrieved_share, evidence.size):
        assert values[0] == values[1]
        assert np.isfinite(values).all()
