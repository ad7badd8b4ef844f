"""Where surnames stand in a text: found for all labels at once, in one pass over the text."""

import re
from collections.abc import Container, Iterable, Iterator
from itertools import accumulate

_GAP = re.compile(r"[ \xa0\n]")
_LONGEST = 100
"""Letters of a surname: what is longer is none."""
_FIRST = re.compile(r"[^\w \xa0\n]*\w*")


class Places:
    """The places in a text where one of the given surnames stands behind a space or a line end, whatever its case."""

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
                places = self._starts.get(_fold(text[start : start + length]))
                if places is not None:
                    places.append(start)

    def of(self, surname: str) -> list[int]:
        """Where a surname begins, in order."""
        return self._starts.get(_fold(surname), [])


def _words(text: str, wanted: Container[str]) -> Iterator[tuple[int, str]]:
    """The places of the words behind a gap whose first part is wanted, with that part."""
    # As long as the text, whatever is in it: this one letter alone becomes two in lower case.
    words = _GAP.split(text.replace("İ", "i").lower())
    kept = {word: first for word in set(words) if (first := _first(word)) in wanted}
    ends = accumulate(len(word) + 1 for word in words)
    # The text's own first word has no gap before it.
    for start, word in zip(ends, words[1:], strict=False):
        if word in kept:
            yield start, kept[word]


def _first(word: str) -> str:
    match = _FIRST.match(word)
    return _fold(match.group()) if match else ""


def _fold(text: str) -> str:
    # As regular expressions have it, the dotless i is an i.
    return text.casefold().replace("ı", "i")
