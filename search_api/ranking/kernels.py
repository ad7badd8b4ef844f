"""Compiled feature kernels over n candidates, each in a window of w passages with the candidate in the middle.

They take and return plain arrays; values outside a candidate's transcript are 0. Candidates' rows ascend, so that those
of one transcript are adjacent.
"""

# Written as loops for the compiler, which supports neither array comprehensions nor keyword arguments.
# ruff: noqa: PLR0913, PLR0917

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from indexer.compiled import compiled

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float32]
Flags = npt.NDArray[np.bool_]


class NeighbourScores(NamedTuple):
    """Scores of the passages in each window: means of shape (decays, n), maxima of (reaches, n), `length` (n,)."""

    mean_cosine: Floats
    mean_bm25: Floats
    mean_coverage: Floats
    cosine_before: Floats
    cosine_after: Floats
    coverage_before: Floats
    coverage_after: Floats
    length: Floats


class ExchangeScores(NamedTuple):
    """The best cosine and coverage, -1 and 0 where there is no passage, of parts of each window.

    `turn_*`, (distances, n), are of the turns at each distance from the candidate's own; `speaker_*`, (n,), of other
    passages with the same label; `question_*`, (n,), of the last passage before the candidate whose role is `asking`.
    `is_question` is 1 where the candidate's own role is; `turn_length` is the length of its turn in the window.
    """

    turn_cosine: Floats
    turn_coverage: Floats
    speaker_cosine: Floats
    speaker_coverage: Floats
    question_cosine: Floats
    question_coverage: Floats
    is_question: Floats
    turn_length: Floats


class SupportScores(NamedTuple):
    """Scores of candidates of the same transcript: of the others by proximity, (reaches, n); of all, (n,)."""

    nearby: Floats
    total: Floats


class TranscriptScores(NamedTuple):
    """All candidates of each candidate's transcript together: shape (n,) each.

    `stems` are the bits set in any window; `best_cosine` is the highest, `mean_of_best` the mean of the highest three
    (missing ones count 0), `share` the transcript's share of all candidates.
    """

    stems: Ints
    best_cosine: Floats
    mean_of_best: Floats
    share: Floats


@compiled
def weight_share(stems: Ints, weights: Floats) -> Floats:
    """The share of the weights whose bits are set: shape (n,) to (n,)."""
    total = np.float32(0)
    for weight in weights:
        total += weight
    total = max(total, np.float32(1e-6))
    shares = np.zeros(len(stems), np.float32)
    for candidate in range(len(stems)):
        bits, share = stems[candidate], np.float32(0)
        stem = 0
        while bits:
            if bits & 1:
                share += weights[stem]
            bits >>= 1
            stem += 1
        shares[candidate] = share / total
    return shares


@compiled
def neighbours(
    cosine: Floats, bm25: Floats, coverage: Floats, length: Floats, inside: Flags, decays: Floats, reaches: Ints
) -> NeighbourScores:
    """Means over each window weighted by each of `decays`, (decays, w), and maxima within each of `reaches`."""
    count, width = cosine.shape
    middle = width // 2
    mean = np.zeros((len(decays), count), np.float32)
    best = np.full((len(reaches), count), np.float32(-np.inf), np.float32)
    scores = NeighbourScores(
        mean, mean.copy(), mean.copy(), best, best.copy(), best.copy(), best.copy(), np.zeros(count, np.float32)
    )
    for candidate in range(count):
        for decay in range(len(decays)):
            total, cosines, bm25s, shares = np.float32(0), np.float32(0), np.float32(0), np.float32(0)
            for column in range(width):
                if inside[candidate, column]:
                    weight = decays[decay, column]
                    total += weight
                    cosines += weight * cosine[candidate, column]
                    bm25s += weight * bm25[candidate, column]
                    shares += weight * coverage[candidate, column]
            total = max(total, np.float32(1e-6))
            scores.mean_cosine[decay, candidate] = cosines / total
            scores.mean_bm25[decay, candidate] = bm25s / total
            scores.mean_coverage[decay, candidate] = shares / total
        for reach in range(len(reaches)):
            at = reach, candidate
            for step in range(1, reaches[reach] + 1):
                before, after = middle - step, middle + step
                scores.cosine_before[at] = max(scores.cosine_before[at], cosine[candidate, before])
                scores.cosine_after[at] = max(scores.cosine_after[at], cosine[candidate, after])
                scores.coverage_before[at] = max(scores.coverage_before[at], coverage[candidate, before])
                scores.coverage_after[at] = max(scores.coverage_after[at], coverage[candidate, after])
        for column in range(width):
            scores.length[candidate] += length[candidate, column]
    return scores


@compiled
def stems_within(stems: Ints, reaches: Ints) -> Ints:
    """The bits set at most `reach` passages from the middle, for each of `reaches`: shape (len(reaches), n)."""
    middle = stems.shape[1] // 2
    together = np.zeros((len(reaches), len(stems)), np.int64)
    for reach in range(len(reaches)):
        for candidate in range(len(stems)):
            for column in range(middle - reaches[reach], middle + reaches[reach] + 1):
                together[reach, candidate] |= stems[candidate, column]
    return together


@compiled
def exchanges(
    turn: Ints,
    label: npt.NDArray[np.int32],
    role: npt.NDArray[np.int8],
    asking: int,
    rows: Ints,
    distances: Ints,
    cosine: Floats,
    coverage: Floats,
    length: Floats,
) -> ExchangeScores:
    """Scores of the turns around each candidate's.

    `turn`, `label` and `role` are columns of the passage table; `rows`, (n, w), are -1 outside the transcript;
    `distances` are in turns, 0 for the candidate's own.
    """
    count, width = rows.shape
    middle = width // 2
    zeros, least = np.zeros(count, np.float32), np.full(count, np.float32(-1), np.float32)
    best = ExchangeScores(
        np.full((len(distances), count), np.float32(-1), np.float32),
        np.zeros((len(distances), count), np.float32),
        least,
        zeros,
        least.copy(),
        zeros.copy(),
        zeros.copy(),
        zeros.copy(),
    )
    for candidate in range(count):
        own = rows[candidate, middle]
        best.is_question[candidate] = role[own] == asking
        for column in range(width):
            row = rows[candidate, column]
            if row < 0:
                continue
            near, share = cosine[candidate, column], coverage[candidate, column]
            away = turn[row] - turn[own]
            if away == 0:
                best.turn_length[candidate] += length[candidate, column]
            for number in range(len(distances)):
                if away == distances[number]:
                    best.turn_cosine[number, candidate] = max(best.turn_cosine[number, candidate], near)
                    best.turn_coverage[number, candidate] = max(best.turn_coverage[number, candidate], share)
            if column != middle and label[row] == label[own]:
                best.speaker_cosine[candidate] = max(best.speaker_cosine[candidate], near)
                best.speaker_coverage[candidate] = max(best.speaker_coverage[candidate], share)
            if column < middle and role[row] == asking:
                # The next one overwrites it, and is nearer.
                best.question_cosine[candidate] = max(np.float32(-1), near)
                best.question_coverage[candidate] = max(np.float32(0), share)
    return best


@compiled
def transcript_support(
    rows: Ints, transcripts: npt.NDArray[np.int32], score: Floats, reaches: Floats
) -> SupportScores:
    """The scores of the candidates of one transcript, the others' weighted by exp(-distance in rows / reach)."""
    count = len(rows)
    nearby, totals = np.zeros((len(reaches), count), np.float32), np.zeros(count, np.float32)
    for reach in range(len(reaches)):
        for direction in (1, -1):
            carried = np.float32(0)
            for step in range(1, count):
                candidate = step if direction == 1 else count - 1 - step
                previous = candidate - direction
                if transcripts[candidate] == transcripts[previous]:
                    distance = np.float32(abs(rows[candidate] - rows[previous]))
                    # Exponents add up, so the previous sum carries all earlier candidates.
                    carried = (carried + score[previous]) * np.float32(np.exp(-distance / reaches[reach]))
                else:
                    carried = np.float32(0)
                nearby[reach, candidate] += carried
    first = 0
    for end in range(1, count + 1):
        if end == count or transcripts[end] != transcripts[first]:
            total = np.float32(0)
            for candidate in range(first, end):
                total += score[candidate]
            totals[first:end] = total
            first = end
    return SupportScores(nearby, totals)


@compiled
def transcript_scores(transcripts: npt.NDArray[np.int32], stems: Ints, cosine: Floats) -> TranscriptScores:
    """What the candidates of each transcript hold together; `stems`, (n, w), are bits, `cosine` is (n,)."""
    count = len(transcripts)
    zeros = np.zeros(count, np.float32)
    scores = TranscriptScores(np.zeros(count, np.int64), zeros, zeros.copy(), zeros.copy())
    first = 0
    for end in range(1, count + 1):
        if end < count and transcripts[end] == transcripts[first]:
            continue
        bits = np.int64(0)
        best, second, third = np.float32(-np.inf), np.float32(-np.inf), np.float32(-np.inf)
        for candidate in range(first, end):
            for column in range(stems.shape[1]):
                bits |= stems[candidate, column]
            value = cosine[candidate]
            if value > best:
                best, second, third = value, best, second
            elif value > second:
                second, third = value, second
            elif value > third:
                third = value
        size = end - first
        total = best + (second if size > 1 else np.float32(0)) + (third if size > 2 else np.float32(0))
        scores.stems[first:end], scores.best_cosine[first:end] = bits, best
        scores.mean_of_best[first:end] = total / np.float32(3)
        scores.share[first:end] = np.float32(size) / np.float32(count)
        first = end
    return scores
