"""Fusion against the formula of the paper, and the retrievers alone."""

from hypothesis import given
from hypothesis import strategies as st

from indexer.store.protocol import Candidates
from search_api.retrieval.fusion import fuse, rank_alone
from tests.indexer.store.in_memory import candidates_of

KEYS = st.lists(st.integers(1, 50), unique=True, max_size=30)


def candidates(keys: list[int]) -> Candidates:
    return candidates_of({key: 1 / rank for rank, key in enumerate(keys, start=1)})


@given(KEYS, KEYS)
def test_fusion_is_the_sum_of_reciprocal_ranks(dense: list[int], lexical: list[int]) -> None:
    fused = fuse(candidates(dense), candidates(lexical))
    assert {ranked.passage for ranked in fused} == {*dense, *lexical}
    for ranked in fused:
        expected = sum(
            1 / (60 + keys.index(ranked.passage) + 1) for keys in (dense, lexical) if ranked.passage in keys
        )
        assert abs(ranked.score - expected * 61 / 2) < 1e-12
    assert [ranked.score for ranked in fused] == sorted((ranked.score for ranked in fused), reverse=True)


def test_first_in_both_retrievers_scores_one_and_missing_scores_are_null() -> None:
    first, second = fuse(candidates([7, 8]), candidates([7]))
    assert (first.passage, first.score) == (7, 1.0)
    assert second.lexical is None


def test_a_retriever_alone_keeps_its_order() -> None:
    assert [ranked.passage for ranked in rank_alone(candidates([3, 1, 2]), "lexical")] == [3, 1, 2]
    assert rank_alone(candidates([3, 1]), "dense")[0].dense == 1.0
