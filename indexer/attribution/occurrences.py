"""Where surnames occur in a text: found for all labels at once, in one pass over the text."""

import re
from collections.abc import Container, Iterable, Iterator
from itertools import accumulate

_GAP = re.compile(r"[ \xa0\n]")
_LONGEST = 100
"""Letters of a surname: anything longer is none."""
_FIRST = re.compile(r"[^\w \xa0\n]*\w*")


class Occurrences:
    """The offsets in a text at which one of the given surnames follows a space or a line end, in any case."""

    def __init__(self, text: str, surnames: Iterable[str]) -> None:
        self.text = text
        self._starts: dict[str, list[int]] = {}
        # The text is compared with a surname only where it has the surname's first word.
        lengths: dict[str, set[int]] = {}
        for surname in surnames:
            if not 0 < len(surname) <= _LONGEST:
                continue
            self._starts[_fold(surname)] = []
            lengths.setdefault(_first(surname), set()).add(len(surname))
        for start, first in _words(text, lengths) if lengths else ():
            for length in lengths[first]:
                starts = self._starts.get(_fold(text[start : start + length]))
                if starts is not None:
                    starts.append(start)

    def of(self, surname: str) -> list[int]:
        """Where a surname begins, ascending."""
        return self._starts.get(_fold(surname), [])


def _words(text: str, wanted: Container[str]) -> Iterator[tuple[int, str]]:
    """The offsets of the words after a gap whose first part is wanted, with that part."""
    # `lower` must not change the length of the text: this letter alone becomes two.
    words = _GAP.split(text.replace("İ", "i").lower())
    wanted_words = {word: first for word in set(words) if (first := _first(word)) in wanted}
    ends = accumulate(len(word) + 1 for word in words)
    # The text's own first word has no gap before it.
    for start, word in zip(ends, words[1:], strict=False):
        if word in wanted_words:
            yield start, wanted_words[word]


def _first(word: str) -> str:
    match = _FIRST.match(word)
    return _fold(match.group()) if match else ""


def _fold(text: str) -> str:
    # As in regular expressions, the dotless i is an i.
    return text.casefold().replace("ı", "i")
