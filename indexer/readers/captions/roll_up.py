"""Captions that roll up: each cue shows again what the one before showed, and adds words.

What is shown again is taken out, what is said again is kept: "Order! Order!" in two cues rolls nothing up. Cues roll
where several in a row begin with the end of the one before, from the beginning of one of its lines on, and go on with
other words. This is so of two lines and of three, of lines that grow by words, and of a part of a file.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

import msgspec

from indexer.readers.captions.cue import Cue, CueLine

_FLASH = 0.1
"""Seconds: sites show what was said for a moment before the next words, alone."""
_GAP = 2.0
"""Seconds after which what rolled up is no longer shown."""
_MOST_LINES = 12
"""Lines at the end of a cue that may be shown again."""
_ROLLS = 2
"""Cues that roll up in a row, from which on it is no chance."""
_MOST = 3
"""In a file of which one cue of so many rolls up, all do."""
_LEAST_DIFFERENT, _CLEARLY_DIFFERENT = 2, 3
"""Different words in what is shown again: "No! No!" has one."""
_WORD = re.compile(r"\S+")

_Words = tuple[tuple[str | None, str], ...]


class _Shown(msgspec.Struct, frozen=True):
    """A cue with its words, each with its voice, and the indexes of the words that begin its lines."""

    cue: Cue
    words: _Words
    starts: tuple[int, ...]


def without_roll_up(cues: Sequence[Cue], *, rolls_up: bool = False) -> list[Cue]:
    """The cues with the words that each adds; cues that add none are left out.

    `rolls_up` says that the source is known to roll up, so that less is enough.
    """
    shown = [_shown(cue) for cue in cues if cue.lines]
    again = [0]
    for before, this in pairwise(shown):
        again.append(_shown_again(before, this, again[-1]))
    rolls = [
        _rolls(before, this, count) for (before, this), count in zip(pairwise(shown), again[1:], strict=True)
    ]
    most_roll = sum(rolls) >= _ROLLS and sum(rolls) * _MOST >= len(rolls)
    least = 0 if rolls_up or most_roll else _ROLLS
    result: list[Cue] = []
    for first, end in _chains(again):
        if sum(rolls[first : end - 1]) < least:
            result += (this.cue for this in shown[first:end])
            continue
        result.append(shown[first].cue)
        for index in range(first + 1, end):
            result += _added(shown[index - 1], shown[index], again[index])
    return result


def _shown(cue: Cue) -> _Shown:
    words: list[tuple[str | None, str]] = []
    starts: list[int] = []
    for line in cue.lines:
        starts.append(len(words))
        words += ((line.voice, word) for word in line.text.split())
    return _Shown(cue, tuple(words), tuple(starts))


def _shown_again(before: _Shown, this: _Shown, added_before: int) -> int:
    """How many words a cue begins with that end the one before, from one of its lines or from what it added."""
    starts = sorted({0, *before.starts[-_MOST_LINES:], min(added_before, len(before.words))})
    for start in starts:
        count = len(before.words) - start
        if 0 < count <= len(this.words) and before.words[start:] == this.words[:count]:
            return count
    return 0


def _rolls(before: _Shown, this: _Shown, count: int) -> bool:
    """Whether a cue shows different words again, and adds others or shows several lines again."""
    again, added = set(this.words[:count]), set(this.words[count:])
    lines = sum(start < count for start in this.starts)
    is_other = bool(added - again) or bool(added and lines > 1 and len(again) >= _CLEARLY_DIFFERENT)
    gap = this.cue.start - max(
        before.cue.start, before.cue.end if before.cue.end is not None else this.cue.start
    )
    return len(again) >= _LEAST_DIFFERENT and is_other and gap <= _GAP


def _chains(again: Sequence[int]) -> Iterator[tuple[int, int]]:
    """The ranges of cues each of which begins with the end of the one before."""
    first = 0
    for index, count in enumerate([*again[1:], 0], 1):
        if not count:
            yield first, index
            first = index


def _added(before: _Shown, this: _Shown, count: int) -> Iterator[Cue]:
    """A cue of a chain with the words that it adds, if it adds any."""
    if count == len(this.words):
        is_flash = this.cue.end is not None and this.cue.end - this.cue.start < _FLASH
        is_one_line = len({line.text for line in this.cue.lines}) == 1 < len(this.cue.lines)
        is_again = count < len(before.words) or len(set(this.words)) >= _CLEARLY_DIFFERENT
        if is_flash or (is_again and not is_one_line):
            return
        # "No!" rolls up once more: all lines that are shown are the same.
        count = this.starts[-1]
    lines = tuple(_without_words(this.cue.lines, count))
    if lines:
        yield msgspec.structs.replace(this.cue, lines=lines)


def _without_words(lines: Sequence[CueLine], count: int) -> Iterator[CueLine]:
    for line in lines:
        words = list(_WORD.finditer(line.text))
        if count < len(words):
            yield msgspec.structs.replace(line, text=line.text[words[count].start() :]) if count > 0 else line
        count -= len(words)
