"""Invented talks, in which words are said again, are shown in cues that roll up, and read back."""

import random
from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial

import pytest

from indexer.readers import read
from indexer.readers.source import Source

WORDS = (
    "the ferry is late because of tide and missing pilot so we took bus over long bridge came home wet harbour board "
    "met at noon it was a short meeting nobody brought minutes clerk ill begin with pier paint rope anchor storm"
).split()
AGAIN = ("No!", "Order!", "Yes.", "Thank you.", "Hear, hear!", "Order! Order!", "I know.", "Four more years!")
BOUND = 0.001
"""The share of words that may be doubled or lost."""

Shown = Iterator[tuple[float, list[str]]]
"""For how many seconds, and which lines."""


def talk(chance: random.Random, length: int) -> list[str]:
    """Lines of a talk, of which some are said several times in a row."""
    lines: list[str] = []
    while len(lines) < length:
        if chance.random() < 0.06:
            lines += [chance.choice(AGAIN)] * chance.randint(1, 4)
        else:
            lines.append(" ".join(chance.choices(WORDS, k=chance.randint(2, 8))))
    return lines


def by_lines(lines: list[str], height: int) -> Shown:
    """A line comes, and the first of `height` lines goes."""
    return ((2.0, lines[max(0, index - height + 1) : index + 1]) for index in range(len(lines)))


def by_lines_with_flashes(lines: list[str]) -> Shown:
    """As YouTube shows two lines: the last one also stands alone for a moment."""
    for seconds, shown in by_lines(lines, 2):
        yield seconds, shown
        yield 0.01, shown[-1:]


def by_words(lines: list[str], height: int) -> Shown:
    """A word comes, below the lines that were said."""
    for index, line in enumerate(lines):
        words = line.split()
        for count in range(1, len(words) + 1):
            yield 0.4, [*lines[max(0, index - height + 1) : index], " ".join(words[:count])]


def one_by_one(lines: list[str]) -> Shown:
    """Nothing rolls up."""
    return ((2.0, [line]) for line in lines)


def captions(shown: Shown) -> bytes:
    cues = ["WEBVTT"]
    time = 0.0
    for seconds, lines in shown:
        start, end = (f"{t // 60:02.0f}:{t % 60:06.3f}" for t in (time, time + seconds))
        cues.append(f"{start} --> {end}\n" + "\n".join(lines))
        time += seconds
    return "\n\n".join(cues).encode()


@pytest.mark.parametrize(
    "shown",
    [
        one_by_one, partial(by_lines, height=2), partial(by_lines, height=3), partial(by_lines, height=4),
        by_lines_with_flashes, partial(by_words, height=2), partial(by_words, height=3),
    ],
    ids=["no roll-up", "two lines", "three lines", "four lines", "flashes", "two by words", "three by words"],
)  # fmt: skip
def test_words_are_neither_doubled_nor_lost(shown: Callable[[list[str]], Shown]) -> None:
    chance = random.Random(1)  # noqa: S311 - repeatable, not secret
    wrong = total = 0
    for length in [6, 20, 120] * 8:
        lines = talk(chance, length)
        (document,) = read(Source("x.vtt", captions(shown(lines))))
        said = Counter(" ".join(lines).split())
        found = Counter(
            word for turn in document.utterances for word in document.text[turn.start : turn.end].split()
        )
        wrong += ((said - found) + (found - said)).total()
        total += said.total()
    assert total > 4000
    assert wrong <= BOUND * total
