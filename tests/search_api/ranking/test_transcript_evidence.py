"""Transcript evidence, against sums by hand."""

import math

import numpy as np
import pytest

from search_api.ranking.transcript_evidence import transcript_evidence_of
from search_api.retrieval.candidate_rows import candidate_rows
from search_api.retrieval.retriever import CandidateList
from tests.builders import table_of


def test_evidence_sums_what_the_retrievers_returned_for_the_size() -> None:
    # Keys count from 1: the first transcript holds 1 to 4, the second 5 to 20.
    table = table_of([1] * 4 + [2] * 16)
    dense = CandidateList(((2, 0.6), (7, 0.5), (3, 0.4), (99, 0.9)), exhausted=False)
    lexical = CandidateList(((8, 12.0), (9, 6.0)), exhausted=True)
    evidence = transcript_evidence_of(
        table, np.array([1, 1, 2], np.int32), candidate_rows(table, dense), candidate_rows(table, lexical)
    )
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
    nothing = candidate_rows(table, CandidateList((), exhausted=True))
    evidence = transcript_evidence_of(table, np.array([1, 2], np.int32), nothing, nothing)
    for values in (evidence.dense, evidence.lexical, evidence.retrieved_share, evidence.size):
        assert values[0] == values[1]
        assert np.isfinite(values).all()
