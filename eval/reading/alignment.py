"""Which words of two texts are the same: the longest common subsequence, in parts where the texts are long."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from rapidfuzz.distance import LCSseq

LONGEST = 4_000
"""Words up to which two texts are aligned at once: the time and memory grow with the product of their lengths."""
_RUN = 6
"""Words of a run that both texts have once, and at which longer texts are divided."""


def common_words(theirs: Sequence[str], ours: Sequence[str]) -> Iterator[tuple[int, int]]:
    """The positions of common words, in order, in both texts."""
    bounds = [(0, 0), *_anchors(theirs, ours), (len(theirs), len(ours))]
    for (their_start, our_start), (their_end, our_end) in pairwise(bounds):
        for block in LCSseq.opcodes(theirs[their_start:their_end], ours[our_start:our_end]):
            if block.tag == "equal":
                for offset in range(block.src_end - block.src_start):
                    yield their_start + block.src_start + offset, our_start + block.dest_start + offset


def _anchors(theirs: Sequence[str], ours: Sequence[str]) -> list[tuple[int, int]]:
    """Where long texts are divided: the beginnings of runs that each of them has once, in the order of both."""
    if len(theirs) <= LONGEST and len(ours) <= LONGEST:
        return []
    our_runs, their_runs = _unique_runs(ours), _unique_runs(theirs)
    pairs = [(at, our_runs[run]) for run, at in their_runs.items() if run in our_runs]
    return _increasing(pairs)


def _unique_runs(words: Sequence[str]) -> dict[tuple[str, ...], int]:
    runs = [tuple(words[at : at + _RUN]) for at in range(len(words) - _RUN + 1)]
    counts = Counter(runs)
    return {run: at for at, run in enumerate(runs) if counts[run] == 1}


def _increasing(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The most pairs whose second positions increase; the first positions do."""
    ends: list[int] = []
    last: list[int] = []
    before: list[int] = []
    for number, (_, position) in enumerate(pairs):
        at = bisect_left(ends, position)
        before.append(last[at - 1] if at else -1)
        if at == len(ends):
            ends.append(position)
            last.append(number)
        else:
            ends[at], last[at] = position, number
    chain: list[tuple[int, int]] = []
    number = last[-1] if last else -1
    while number >= 0:
        chain.append(pairs[number])
        number = before[number]
    return chain[::-1]
