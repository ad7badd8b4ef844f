"""The loops of features: over n candidates, each in a window of w places with the candidate in its middle.

They take plain arrays and give plain arrays; what they mean is told where they are called. Candidates' rows ascend, so
that those of one transcript stand together.
"""

# The loops are written out for the compiler, which knows neither comprehensions over arrays nor keywords.
# ruff: noqa: PLR0913, PLR0917

import numpy as np
import numpy.typing as npt

from indexer.compiled import compiled

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float32]
Flags = npt.NDArray[np.bool_]


@compiled
def cover(held: Ints, weights: Floats) -> Floats:
    """The share of the weights whose bits are set: shape (n,) to (n,)."""
    total = np.float32(0)
    for weight in weights:
        total += weight
    total = max(total, np.float32(1e-6))
    found = np.zeros(len(held), np.float32)
    for one in range(len(held)):
        bits, share = held[one], np.float32(0)
        place = 0
        while bits:
            if bits & 1:
                share += weights[place]
            bits >>= 1
            place += 1
        found[one] = share / total
    return found


@compiled
def neighbours(
    cosine: Floats, words: Floats, cover_: Floats, length: Floats, inside: Flags, kernels: Floats, reaches: Ints
) -> Floats:
    """What stands around candidates, values being 0 outside: shape (3 k + 4 r + 1, n).

    For each of k kernels over the window the mean of cosine, words and cover by its weights; for each of r reaches the
    best cosine before and after the middle, then the best cover; the length of all.
    """
    many, width = cosine.shape
    middle = width // 2
    found = np.zeros((3 * len(kernels) + 4 * len(reaches) + 1, many), np.float32)
    for one in range(many):
        for kernel in range(len(kernels)):
            total, first, second, third = np.float32(0), np.float32(0), np.float32(0), np.float32(0)
            for place in range(width):
                if inside[one, place]:
                    weight = kernels[kernel, place]
                    total += weight
                    first += weight * cosine[one, place]
                    second += weight * words[one, place]
                    third += weight * cover_[one, place]
            total = max(total, np.float32(1e-6))
            found[3 * kernel, one] = first / total
            found[3 * kernel + 1, one] = second / total
            found[3 * kernel + 2, one] = third / total
        for number in range(len(reaches)):
            at = 3 * len(kernels) + 2 * number
            behind = at + 2 * len(reaches)
            for step in range(1, reaches[number] + 1):
                before, after = middle - step, middle + step
                if step == 1:
                    found[at, one], found[at + 1, one] = cosine[one, before], cosine[one, after]
                    found[behind, one], found[behind + 1, one] = cover_[one, before], cover_[one, after]
                else:
                    found[at, one] = max(found[at, one], cosine[one, before])
                    found[at + 1, one] = max(found[at + 1, one], cosine[one, after])
                    found[behind, one] = max(found[behind, one], cover_[one, before])
                    found[behind + 1, one] = max(found[behind + 1, one], cover_[one, after])
        for place in range(width):
            found[-1, one] += length[one, place]
    return found


@compiled
def held_within(held: Ints, reaches: Ints) -> Ints:
    """The bits that are set from so many places before the middle to so many behind: shape (len(reaches), n)."""
    middle = held.shape[1] // 2
    found = np.zeros((len(reaches), len(held)), np.int64)
    for number in range(len(reaches)):
        for one in range(len(held)):
            for place in range(middle - reaches[number], middle + reaches[number] + 1):
                found[number, one] |= held[one, place]
    return found


@compiled
def exchanges(
    turn: Ints,
    label: npt.NDArray[np.int32],
    role: npt.NDArray[np.int8],
    asking: int,
    rows: Ints,
    distances: Ints,
    cosine: Floats,
    cover_: Floats,
    length: Floats,
) -> Floats:
    """The best cosine and cover, -1 and 0 where there is none, of parts of each window: shape (2 d + 6, n).

    Of the turns at each of d distances from the candidate's own, of the same label elsewhere, and the last place before
    whose role is `asking`; then whether the candidate's is, and the length of its turn. `turn`, `label` and `role` are
    of all rows; `rows`, (n, w), are -1 outside.
    """
    many, width = rows.shape
    middle, count = width // 2, len(distances)
    found = np.zeros((2 * count + 6, many), np.float32)
    for one in range(many):
        for part in range(count + 2):
            found[2 * part, one] = -1
        own = rows[one, middle]
        for place in range(width):
            row = rows[one, place]
            if row < 0:
                continue
            away = turn[row] - turn[own]
            if away == 0:
                found[2 * count + 5, one] += length[one, place]
            for part in range(count):
                if away == distances[part]:
                    found[2 * part, one] = max(found[2 * part, one], cosine[one, place])
                    found[2 * part + 1, one] = max(found[2 * part + 1, one], cover_[one, place])
            if place != middle and label[row] == label[own]:
                found[2 * count, one] = max(found[2 * count, one], cosine[one, place])
                found[2 * count + 1, one] = max(found[2 * count + 1, one], cover_[one, place])
            if place < middle and role[row] == asking:
                # A later one is nearer.
                found[2 * count + 2, one] = max(np.float32(-1), cosine[one, place])
                found[2 * count + 3, one] = max(np.float32(0), cover_[one, place])
        found[2 * count + 4, one] = role[own] == asking
    return found


@compiled
def crowds(rows: Ints, transcripts: npt.NDArray[np.int32], score: Floats, reaches: Floats) -> Floats:
    """The scores of the other candidates of a transcript, less the farther they stand: shape (len(reaches) + 1, n).

    Each counts exp(-distance / reach); the last row is the sum of all of the transcript, the candidate's own with it.
    """
    many = len(rows)
    found = np.zeros((len(reaches) + 1, many), np.float32)
    for number in range(len(reaches)):
        for direction in (1, -1):
            pull = np.float32(0)
            for step in range(1, many):
                one = step if direction == 1 else many - 1 - step
                other = one - direction
                if transcripts[one] == transcripts[other]:
                    apart = np.float32(abs(rows[one] - rows[other]))
                    # What stands beyond the other comes through it: exponents add up.
                    pull = (pull + score[other]) * np.float32(np.exp(-apart / reaches[number]))
                else:
                    pull = np.float32(0)
                found[number, one] += pull
    first = 0
    for one in range(1, many + 1):
        if one == many or transcripts[one] != transcripts[first]:
            total = np.float32(0)
            for other in range(first, one):
                total += score[other]
            found[-1, first:one] = total
            first = one
    return found


@compiled
def events(transcripts: npt.NDArray[np.int32], held: Ints, cosine: Floats) -> tuple[Ints, Floats]:
    """What all candidates of a transcript hold together, (n,), and of them by rows: shape (3, n).

    The best cosine, the mean of the best three (0 where there are fewer), and their share of all candidates.
    """
    many = len(transcripts)
    bits, found = np.zeros(many, np.int64), np.zeros((3, many), np.float32)
    first = 0
    for one in range(1, many + 1):
        if one < many and transcripts[one] == transcripts[first]:
            continue
        together = np.int64(0)
        best, second, third = np.float32(-np.inf), np.float32(-np.inf), np.float32(-np.inf)
        for other in range(first, one):
            for place in range(held.shape[1]):
                together |= held[other, place]
            value = cosine[other]
            if value > best:
                best, second, third = value, best, second
            elif value > second:
                second, third = value, second
            elif value > third:
                third = value
        count = one - first
        total = best + (second if count > 1 else np.float32(0)) + (third if count > 2 else np.float32(0))
        bits[first:one] = together
        found[0, first:one] = best
        found[1, first:one] = total / np.float32(3)
        found[2, first:one] = np.float32(count) / np.float32(many)
        first = one
    return bits, found
