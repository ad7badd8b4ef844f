"""The weights of stems: rarer stems count more, and no weight falls to 0."""

import math

import pytest

from search_api.retrieval.stem_weights import bm25_weight, smoothed_weight, stem_weight


def test_weights_fall_with_the_share_and_stay_above_zero() -> None:
    shares = (0.0, 1e-6, 0.001, 0.1, 0.5, 1.0)
    plain = [stem_weight(share) for share in shares]
    smoothed = [smoothed_weight(share, 1000) for share in shares]
    bm25 = [bm25_weight(round(1000 * share), 1000) for share in shares]
    for weights in (plain, smoothed, bm25):
        assert weights == sorted(weights, reverse=True)
        assert weights[-1] > 0
    assert plain[3] == pytest.approx(math.log(10) + 0.1)


def test_a_few_passages_say_little_about_how_rare_a_stem_is() -> None:
    # In a large collection the share decides, in a small one all stems weigh about the same.
    assert smoothed_weight(0.001, 10**6) == pytest.approx(stem_weight(0.001), abs=1e-3)
    assert smoothed_weight(0, 4) - smoothed_weight(0.25, 4) < stem_weight(0) - stem_weight(0.25)
