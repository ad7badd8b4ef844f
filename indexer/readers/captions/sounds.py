"""Lines of captions that describe sounds, or have the words of songs: `[APPLAUSE]`, `(HORN BLOWS)`, `♪ Row, row ♪`."""

import re
from collections.abc import Sequence

_DESCRIBED = re.compile(
    r"[-–—]?\s?(?:\[[^\[\]]{1,300}\]|\([^()]{1,300}\)|（[^（）]{1,300}）|\*[^*\s][^*]{0,100}\*|[\[(♪♫\s\])]+)[.:]?"
)
_NOTES = "♪♫♬♩"
_MOST_LINES = 6
"""Lines over which a description may go on."""


def sound_length(lines: Sequence[str]) -> int:
    """How many of the first lines describe a sound or are sung, 0 if the first is spoken.

    A song begins with a note and goes on to the next line that ends with one; without such a line it is a single line.
    A line with words after its last note is spoken: it is better to quote a song than to lose words.
    """
    first = lines[0].lstrip("-–— #") if lines else ""
    if first and (first[0] in _NOTES or first[-1] in _NOTES):
        return _sung_length(first, lines)
    if first[:1] not in {"[", "(", "（", "*"}:
        return 0
    for count in range(1, min(len(lines), _MOST_LINES) + 1):
        if _DESCRIBED.fullmatch(" ".join(lines[:count])):
            return count
        if count == 1 and any(mark in lines[0] for mark in "])）"):
            break
    return 0


def _sung_length(first: str, lines: Sequence[str]) -> int:
    if first[-1] in _NOTES:
        return 1
    if any(note in first.lstrip(_NOTES) for note in _NOTES):
        return 0
    return next((index for index, line in enumerate(lines, 1) if line and line[-1] in _NOTES), 1)
