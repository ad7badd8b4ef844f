"""Aligning the words of a quote with those of a text: where it fits best, and which words differ.

The words of a quote are fitted into a longer text by edit distance with free ends (P. H. Sellers, "The theory and
computation of evolutionary distances", Journal of Algorithms 1, 1980): a word replaced, left out or added costs 1.
"""

from collections.abc import Sequence

import msgspec
import numpy as np
import numpy.typing as npt

from indexer.compiled import compiled

Numbers = npt.NDArray[np.int32]
"""Words as numbers, the same number for the same word: int32, shape (n,)."""

MOST_CELLS = 12_000_000
"""How many pairs of words are compared at most; a text is cut off where it would take more."""


class Edit(msgspec.Struct, frozen=True):
    """The words `given[a:b]` of a quote in the place of the words `said[c:d]` of a text."""

    a: int
    b: int
    c: int
    d: int


class Gap(msgspec.Struct, frozen=True):
    """The words `said[c:d]` of a text at a break of the quote, before its word `at`."""

    at: int
    c: int
    d: int


class Alignment(msgspec.Struct, frozen=True):
    """The words `said[start:end]` that fit a quote best; `edits` are the differences and `gaps` what stands at breaks,
    both in order.
    """

    start: int
    end: int
    edits: tuple[Edit, ...] = ()
    gaps: tuple[Gap, ...] = ()


def numbered(*texts: Sequence[str]) -> list[Numbers]:
    """Texts as numbers of their words."""
    numbers: dict[str, int] = {}
    return [
        np.fromiter((numbers.setdefault(word, len(numbers)) for word in text), np.int32, len(text))
        for text in texts
    ]


def load_kernels() -> None:
    """Load the compiled kernels, which takes the time of many quotes, before the first quote."""
    given, said = numbered(["we", "go"], ["we", "stay"])
    fit(given, said)
    longest_run(given, said)


def fit(given: Numbers, said: Numbers, breaks: Sequence[int] = ()) -> Alignment:
    """The best fit of all words of a quote in a text, both with at least one word.

    At the breaks, numbers of words of the quote, any number of words may be left out at no cost.
    """
    said = said[: max(1, MOST_CELLS // len(given))]
    cost = np.ones(len(given) + 1, np.int32)
    cost[list(breaks)] = 0
    matched = [(a, c) for a, c in _fit(given, said, cost).tolist()]
    return _alignment(matched, len(given), len(said), breaks)


def _alignment(matched: list[tuple[int, int]], given: int, said: int, breaks: Sequence[int]) -> Alignment:
    """The alignment of the pairs of equal words, in order."""
    if not matched:
        return Alignment(0, 0, (Edit(0, given, 0, 0),))
    # Words before the first equal one and after the last are compared with as many next to them.
    start = max(0, matched[0][1] - matched[0][0])
    end = min(said, matched[-1][1] + given - matched[-1][0])
    edits: list[Edit] = []
    gaps: list[Gap] = []
    at, place = 0, start
    for a, c in (*matched, (given, end)):
        within = [border for border in breaks if at <= border <= a]
        if within:
            first, last = within[0], within[-1]
            left = min(c, place + first - at)
            right = max(left, c - (a - last))
            edits += [Edit(at, first, place, left), Edit(first, last, left, left), Edit(last, a, right, c)]
            gaps.append(Gap(last, left, right))
        else:
            edits.append(Edit(at, a, place, c))
        at, place = a + 1, c + 1
    return Alignment(
        start,
        end,
        tuple(edit for edit in edits if edit.a < edit.b or edit.c < edit.d),
        tuple(gap for gap in gaps if gap.c < gap.d),
    )


@compiled
def _fit(given: Numbers, said: Numbers, cost: Numbers) -> npt.NDArray[np.int32]:  # noqa: C901 - one kernel: the table, and the way back
    """The pairs of equal words of the best fit: int32, shape (pairs, 2).

    `cost`, int32 (len(given) + 1,), is that of a word left out after so many words of the quote.
    """
    m, n = len(given), len(said)
    # 0: both words, 1: a word of the quote alone, 2: a word of the text alone.
    step = np.zeros((m + 1, n + 1), np.int8)
    before = np.zeros(n + 1, np.int32)
    now = np.zeros(n + 1, np.int32)
    for i in range(1, m + 1):
        now[0] = i
        step[i, 0] = 1
        for j in range(1, n + 1):
            best = before[j - 1] + (given[i - 1] != said[j - 1])
            way = 0
            if before[j] + 1 < best:
                best, way = before[j] + 1, 1
            if now[j - 1] + cost[i] < best:
                best, way = now[j - 1] + cost[i], 2
            now[j] = best
            step[i, j] = way
        before, now = now, before
    at = 0
    for j in range(1, n + 1):
        if before[j] < before[at]:
            at = j
    pairs = np.empty((m, 2), np.int32)
    count, i = 0, m
    while i > 0:
        way = step[i, at]
        if way == 0:
            i -= 1
            at -= 1
            if given[i] == said[at]:
                pairs[count, 0] = i
                pairs[count, 1] = at
                count += 1
        elif way == 1:
            i -= 1
        else:
            at -= 1
    return pairs[:count][::-1].copy()


@compiled
def longest_run(given: Numbers, said: Numbers) -> tuple[int, int, int]:
    """The longest run of words that both have: where it begins in each, and its number of words."""
    m, n = len(given), len(said)
    before = np.zeros(n + 1, np.int32)
    now = np.zeros(n + 1, np.int32)
    first, place, longest = 0, 0, 0
    for i in range(1, m + 1):
        for j in range(1, n + 1):
            now[j] = before[j - 1] + 1 if given[i - 1] == said[j - 1] else 0
            if now[j] > longest:
                longest = now[j]
                first, place = i - longest, j - longest
        before, now = now, before
    return first, place, longest
