"""Fusion against the formula of the paper, and the retrievers alone."""

from hypothesis import given
from hypothesis import strategies as st

from search_api.retrieval.fusion import fuse, rank_candidate_list
from search_api.retrieval.retriever import CandidateList

KEYS = st.lists(st.integers(1, 50), unique=True, max_size=30)


def candidate_list(keys: list[int]) -> CandidateList:
    return CandidateList(tuple((key, 1 / place) for place, key in enumerate(keys, start=1)), exhausted=True)


@given(KEYS, KEYS)
def test_fusion_is_the_sum_of_reciprocal_ranks(dense: list[int], lexical: list[int]) -> None:
    fused = fuse(candidate_list(dense), candidate_list(lexical))
    assert {one.passage for one in fused} == {*dense, *lexical}
    for one in fused:
        expected = sum(
            1 / (60 + keys.index(one.passage) + 1) for keys in (dense, lexical) if one.passage in keys
        )
        assert abs(one.score - expected * 61 / 2) < 1e-12
    assert [one.score for one in fused] == sorted((one.score for one in fused), reverse=True)


def test_first_in_both_legs_is_one_and_missing_scores_are_null() -> None:
    first, second = fuse(candidate_list([7, 8]), candidate_list([7]))
    assert (first.passage, first.score) == (7, 1.0)
    assert second.lexical is None


def test_a_leg_alone_keeps_its_order() -> None:
    assert [one.passage for one in rank_candidate_list(candidate_list([3, 1, 2]), "lexical")] == [3, 1, 2]
    assert rank_candidate_list(candidate_list([3, 1]), "dense")[0].dense == 1.0
