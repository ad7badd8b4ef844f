"""Loops that are compiled, against the same in numpy, which is slower and easier to read."""

from collections.abc import Callable
from typing import cast

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.compiled import compiled
from indexer.model import ROLES
from search_api.ranking import kernels
from search_api.ranking.word_vectors import WordVectors
from tests.search_api.ranking.test_ranking import table_of, window_rows

WIDTH = 7
MIDDLE = WIDTH // 2
seeds = st.integers(0, 2**32 - 1)


class Case:
    """Some candidates of some transcripts, with values in their windows; 0 outside."""

    def __init__(self, seed: int) -> None:
        self.rng = np.random.default_rng(seed)
        self.table = table_of(self.rng.integers(1, 4, 40).tolist())
        self.rows = np.sort(self.rng.choice(40, int(self.rng.integers(1, 25)), replace=False))
        self.window = window_rows(self.table, self.rows, MIDDLE)
        self.inside = self.window >= 0
        self.transcripts = self.table.transcript[self.rows]

    def values(self, least: float = -1) -> npt.NDArray[np.float32]:
        found = self.rng.uniform(least, 1, self.window.shape).astype(np.float32)
        return np.where(self.inside, found, np.float32(0))

    def bits(self) -> npt.NDArray[np.int64]:
        return np.where(self.inside, self.rng.integers(0, 16, self.window.shape), 0)


@given(seeds)
def test_cover_is_the_weight_of_what_is_held(seed: int) -> None:
    rng = np.random.default_rng(seed)
    held, weights = rng.integers(0, 64, 30), rng.uniform(0.1, 9, 6).astype(np.float32)
    expected = ((held[:, None] >> np.arange(6)) & 1) @ weights / weights.sum()
    assert kernels.cover(held, weights) == pytest.approx(expected, abs=1e-5)
    assert kernels.cover(held * 0, np.zeros(0, np.float32)).tolist() == [0] * 30


@given(seeds)
def test_neighbours(seed: int) -> None:
    case = Case(seed)
    cosine, words, cover, length = case.values(), case.values(0), case.values(0), case.values(0)
    weights = case.rng.uniform(0, 1, (2, WIDTH)).astype(np.float32)
    weights[:, MIDDLE] = 0
    found = kernels.neighbours(cosine, words, cover, length, case.inside, weights, np.array([1, 3]))
    expected = []
    for kernel in weights:
        weight = case.inside * kernel
        total = np.maximum(weight.sum(1), 1e-6)
        expected += [(one * weight).sum(1) / total for one in (cosine, words, cover)]
    for one in (cosine, cover):
        for reach in (1, 3):
            expected += [one[:, MIDDLE - reach : MIDDLE].max(1), one[:, MIDDLE + 1 : MIDDLE + 1 + reach].max(1)]
    expected.append(length.sum(1))
    np.testing.assert_allclose(found, expected, atol=1e-5)


@given(seeds)
def test_what_is_held_within_a_reach(seed: int) -> None:
    case = Case(seed)
    held = case.bits()
    found = kernels.held_within(held, np.array([1, 3]))
    for reach, bits in zip((1, 3), found, strict=True):
        around = held[:, MIDDLE - reach : MIDDLE + reach + 1]
        assert bits.tolist() == np.bitwise_or.reduce(around, axis=1).tolist()


@given(seeds)
def test_exchanges(seed: int) -> None:
    case = Case(seed)
    count = len(case.table.keys)
    turn = np.cumsum(case.rng.integers(0, 2, count))
    label = case.rng.integers(0, 3, count).astype(np.int32)
    role = case.rng.integers(0, len(ROLES), count).astype(np.int8)
    cosine, cover, length = case.values(), case.values(0), case.values(0)
    asking = ROLES.index("questioner")
    found = kernels.exchanges(
        turn, label, role, asking, case.window, np.array([0, -1, 1]), cosine, cover, length
    )
    places = np.maximum(case.window, 0)
    away = turn[places] - turn[case.rows][:, None]
    masks = [case.inside & (away == distance) for distance in (0, -1, 1)]
    offsets = np.arange(WIDTH) - MIDDLE
    same = label[places] == label[case.rows][:, None]
    masks.append(case.inside & same & (offsets != 0))
    asks = case.inside & (role[places] == asking)
    nearest = np.where(asks & (offsets < 0), offsets, -WIDTH).max(1)
    masks.append(asks & (offsets == nearest[:, None]))
    expected = []
    for mask in masks:
        expected += [np.where(mask, cosine, -1).max(1), np.where(mask, cover, 0).max(1)]
    expected += [asks[:, MIDDLE], np.where(masks[0], length, 0).sum(1)]
    np.testing.assert_allclose(found, expected, atol=1e-5)


@given(seeds)
def test_crowds(seed: int) -> None:
    case = Case(seed)
    score = case.rng.uniform(0, 1, len(case.rows)).astype(np.float32)
    found = kernels.crowds(case.rows, case.transcripts, score, np.array([4, 20], np.float32))
    together = case.transcripts[:, None] == case.transcripts
    apart = np.abs(case.rows[:, None] - case.rows)
    others = together & ~np.eye(len(score), dtype=bool)
    expected = [(np.exp(-apart / reach) * others) @ score for reach in (4, 20)] + [together @ score]
    np.testing.assert_allclose(found, expected, atol=1e-4)


@given(seeds)
def test_events(seed: int) -> None:
    case = Case(seed)
    held, cosine = case.bits(), case.rng.uniform(-1, 1, len(case.rows)).astype(np.float32)
    bits, found = kernels.events(case.transcripts, held, cosine)
    for at, transcript in enumerate(case.transcripts):
        own = case.transcripts == transcript
        best = sorted(cosine[own], reverse=True)[:3]
        assert bits[at] == np.bitwise_or.reduce(held[own], axis=None)
        assert found[:, at] == pytest.approx([best[0], sum(best) / 3, own.mean()], abs=1e-5)


@given(seeds)
def test_the_nearest_word_of_a_passage(seed: int) -> None:
    rng = np.random.default_rng(seed)
    # None shares its first bits, which stand for it in the table.
    hashes = np.unique(rng.integers(1, 256, 50, dtype=np.uint32)) << np.uint32(24)
    vectors = rng.integers(-127, 128, (len(hashes), 8))
    words = WordVectors(hashes, vectors.astype(np.int8), 1 / 8 / 127**2)
    # Some that are in the table, and some that are not.
    spoken = rng.choice(np.concatenate([hashes, np.arange(9, dtype=np.uint32)]), 60)
    stems = np.concatenate([spoken[:2], hashes[:1], np.array([7], np.uint32)])
    known = dict(zip(hashes.tolist(), vectors, strict=True))

    def cosine(stem: int, word: int) -> float:
        both = stem in known and word in known
        return 1 if stem == word else max(0, known[stem] @ known[word] * words.scale) if both else 0

    between = np.array([[cosine(stem, word) for word in spoken.tolist()] for stem in stems.tolist()])
    ends = np.sort(rng.integers(0, 61, 11))
    ends[-1] = 60
    found = words.nearest(stems, ends, spoken, np.arange(0, 11, 2))
    for at, row in enumerate(range(0, 11, 2)):
        start = ends[row - 1] if row else 0
        expected = between[:, start : ends[row]].max(axis=1, initial=0)
        assert found[at] == pytest.approx(expected, abs=1e-5)


def test_a_loop_that_cannot_be_kept_is_compiled_all_the_same() -> None:
    names: dict[str, object] = {}
    exec("def twice(value):\n    return 2 * value\n", names)  # noqa: S102 - a function without a file
    twice = compiled(cast("Callable[[int], int]", names["twice"]))
    assert [twice(4), twice(5)] == [8, 10]
