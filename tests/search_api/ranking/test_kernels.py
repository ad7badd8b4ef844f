"""The feature kernels against the same in numpy, which is slower and easier to read."""

from collections.abc import Callable
from typing import cast

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.compiled import compiled
from indexer.model import ROLES
from indexer.store.protocol import PassageStems
from search_api.ranking import kernels
from search_api.ranking.word_vectors import WordVectors
from tests.builders import table_of, window_rows

WIDTH = 7
MIDDLE = WIDTH // 2
seeds = st.integers(0, 2**32 - 1)


class Case:
    """Some candidates of some transcripts, with values in their windows, 0 outside."""

    def __init__(self, seed: int) -> None:
        self.rng = np.random.default_rng(seed)
        self.table = table_of(self.rng.integers(1, 4, 40).tolist())
        self.rows = np.sort(self.rng.choice(40, int(self.rng.integers(1, 25)), replace=False))
        self.window = window_rows(self.table, self.rows, MIDDLE)
        self.inside = self.window >= 0
        self.transcripts = self.table.transcript[self.rows]

    def values(self, least: float = -1) -> npt.NDArray[np.float32]:
        values = self.rng.uniform(least, 1, self.window.shape).astype(np.float32)
        return np.where(self.inside, values, np.float32(0))

    def bits(self) -> npt.NDArray[np.int64]:
        return np.where(self.inside, self.rng.integers(0, 16, self.window.shape), 0)


@given(seeds)
def test_weight_share_is_the_weight_of_the_bits_set(seed: int) -> None:
    rng = np.random.default_rng(seed)
    stems, weights = rng.integers(0, 64, 30), rng.uniform(0.1, 9, 6).astype(np.float32)
    expected = ((stems[:, None] >> np.arange(6)) & 1) @ weights / weights.sum()
    assert kernels.weight_share(stems, weights) == pytest.approx(expected, abs=1e-5)
    assert kernels.weight_share(stems * 0, np.zeros(0, np.float32)).tolist() == [0] * 30


@given(seeds)
def test_neighbours(seed: int) -> None:
    case = Case(seed)
    cosine, bm25, coverage, length = case.values(), case.values(0), case.values(0), case.values(0)
    decays = case.rng.uniform(0, 1, (2, WIDTH)).astype(np.float32)
    decays[:, MIDDLE] = 0
    scores = kernels.neighbours(cosine, bm25, coverage, length, case.inside, decays, np.array([1, 3]))
    for number, decay in enumerate(decays):
        weight = case.inside * decay
        total = np.maximum(weight.sum(1), 1e-6)
        for values, means in (
            (cosine, scores.mean_cosine),
            (bm25, scores.mean_bm25),
            (coverage, scores.mean_coverage),
        ):
            assert means[number] == pytest.approx((values * weight).sum(1) / total, abs=1e-5)
    for values, before, after in (
        (cosine, scores.cosine_before, scores.cosine_after),
        (coverage, scores.coverage_before, scores.coverage_after),
    ):
        for number, reach in enumerate((1, 3)):
            assert (before[number] == values[:, MIDDLE - reach : MIDDLE].max(1)).all()
            assert (after[number] == values[:, MIDDLE + 1 : MIDDLE + 1 + reach].max(1)).all()
    assert scores.length == pytest.approx(length.sum(1), abs=1e-5)


@given(seeds)
def test_the_stems_within_a_reach(seed: int) -> None:
    case = Case(seed)
    stems = case.bits()
    for reach, bits in zip((1, 3), kernels.stems_within(stems, np.array([1, 3])), strict=True):
        within = stems[:, MIDDLE - reach : MIDDLE + reach + 1]
        assert bits.tolist() == np.bitwise_or.reduce(within, axis=1).tolist()


@given(seeds)
def test_exchanges(seed: int) -> None:
    case = Case(seed)
    count = len(case.table.keys)
    turn = np.cumsum(case.rng.integers(0, 2, count))
    label = case.rng.integers(0, 3, count).astype(np.int32)
    role = case.rng.integers(0, len(ROLES), count).astype(np.int8)
    cosine, coverage, length = case.values(), case.values(0), case.values(0)
    asking = ROLES.index("questioner")
    distances = (0, -1, 1)
    scores = kernels.exchanges(
        turn, label, role, asking, case.window, np.array(distances), cosine, coverage, length
    )
    rows = np.maximum(case.window, 0)
    away = turn[rows] - turn[case.rows][:, None]
    offsets = np.arange(WIDTH) - MIDDLE
    same = label[rows] == label[case.rows][:, None]
    asks = case.inside & (role[rows] == asking)
    nearest = np.where(asks & (offsets < 0), offsets, -WIDTH).max(1)
    turns = [case.inside & (away == distance) for distance in distances]
    parts = [
        *zip(turns, scores.turn_cosine, scores.turn_coverage, strict=True),
        (case.inside & same & (offsets != 0), scores.speaker_cosine, scores.speaker_coverage),
        (asks & (offsets == nearest[:, None]), scores.question_cosine, scores.question_coverage),
    ]
    for mask, best_cosine, best_coverage in parts:
        assert (best_cosine == np.where(mask, cosine, -1).max(1)).all()
        assert (best_coverage == np.where(mask, coverage, 0).max(1)).all()
    assert (scores.is_question == asks[:, MIDDLE]).all()
    assert scores.turn_length == pytest.approx(np.where(turns[0], length, 0).sum(1), abs=1e-5)


@given(seeds)
def test_transcript_support(seed: int) -> None:
    case = Case(seed)
    score = case.rng.uniform(0, 1, len(case.rows)).astype(np.float32)
    support = kernels.transcript_support(case.rows, case.transcripts, score, np.array([4, 20], np.float32))
    together = case.transcripts[:, None] == case.transcripts
    distance = np.abs(case.rows[:, None] - case.rows)
    others = together & ~np.eye(len(score), dtype=bool)
    expected = [(np.exp(-distance / reach) * others) @ score for reach in (4, 20)]
    np.testing.assert_allclose(support.nearby, expected, atol=1e-4)
    np.testing.assert_allclose(support.total, together @ score, atol=1e-4)


@given(seeds)
def test_transcript_scores(seed: int) -> None:
    case = Case(seed)
    stems, cosine = case.bits(), case.rng.uniform(-1, 1, len(case.rows)).astype(np.float32)
    scores = kernels.transcript_scores(case.transcripts, stems, cosine)
    for candidate, transcript in enumerate(case.transcripts):
        own = case.transcripts == transcript
        best = sorted(cosine[own], reverse=True)[:3]
        assert scores.stems[candidate] == np.bitwise_or.reduce(stems[own], axis=None)
        assert scores.best_cosine[candidate] == best[0]
        assert scores.mean_of_best[candidate] == pytest.approx(sum(best) / 3, abs=1e-5)
        assert scores.share[candidate] == pytest.approx(own.mean(), abs=1e-5)


@given(seeds)
def test_the_most_similar_word_of_a_passage(seed: int) -> None:
    rng = np.random.default_rng(seed)
    # No two share their first bits, by which the table is searched.
    hashes = np.unique(rng.integers(1, 256, 50, dtype=np.uint32)) << np.uint32(24)
    vectors = rng.integers(-127, 128, (len(hashes), 8))
    words = WordVectors(hashes, vectors.astype(np.int8), 1 / 8 / 127**2)
    # Some are in the table, and some are not.
    spoken = rng.choice(np.concatenate([hashes, np.arange(9, dtype=np.uint32)]), 60)
    stems = np.concatenate([spoken[:2], hashes[:1], np.array([7], np.uint32)])
    known = dict(zip(hashes.tolist(), vectors, strict=True))

    def cosine(stem: int, word: int) -> float:
        both = stem in known and word in known
        return 1 if stem == word else max(0, known[stem] @ known[word] * words.scale) if both else 0

    between = np.array([[cosine(stem, word) for word in spoken.tolist()] for stem in stems.tolist()])
    ends = np.sort(rng.integers(0, 61, 11))
    ends[-1] = 60
    similarity = words.similarity(stems, PassageStems(spoken, ends, np.arange(0, 11, 2)))
    for number, row in enumerate(range(0, 11, 2)):
        start = ends[row - 1] if row else 0
        expected = between[:, start : ends[row]].max(axis=1, initial=0)
        assert similarity[number] == pytest.approx(expected, abs=1e-5)


def test_a_loop_that_cannot_be_cached_is_still_compiled() -> None:
    names: dict[str, object] = {}
    exec("def twice(value):\n    return 2 * value\n", names)  # noqa: S102 - a function without a file
    twice = compiled(cast("Callable[[int], int]", names["twice"]))
    assert [twice(4), twice(5)] == [8, 10]
