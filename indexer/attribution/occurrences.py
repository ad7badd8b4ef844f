"""Where surnames occur in a text: found for all labels at once, in one pass over the text."""

import re
from collections.abc import Collection, Container, Iterable, Iterator
from itertools import accumulate

_GAP = re.compile(r"[ \xa0\n]")
_WRAP = re.compile(r"^([^\n]{55,110})\n(?=[^\W_])", re.MULTILINE)
_LONGEST = 100
"""Letters of a surname: anything longer is none."""
_MOST_SEARCHED = 64
"""Up to how many different words are searched in the text one by one."""
_WORD = re.compile(r"\w")
_FIRST = re.compile(r"[^\w \xa0\n]*\w*")


def unwrapped(text: str) -> str:
    """The text with a space for each line end inside a paragraph whose lines are broken at a width; offsets stay.

    A name that such a line end divides stands on one line for a reader. Short lines end where they were meant to end.
    """
    return _WRAP.sub(r"\1 ", text)


class Occurrences:
    """The offsets in a text at which one of the given surnames follows a space or a line end, in any case."""

    def __init__(self, text: str, surnames: Iterable[str]) -> None:
        self.text = text
        self._starts: dict[str, list[int]] = {}
        self._after_names: dict[str, list[int]] = {}
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

    def after_names(self, surname: str, titles: Container[str]) -> list[int]:
        """Where a surname as a whole word, not in lower case, follows a capitalised word on its line, ascending.

        A word of `titles`, which are lower-case, is no name. All calls must have the same.
        """
        folded = _fold(surname)
        if folded not in self._after_names:
            length = len(surname)
            starts = [start for start in self.of(surname) if self._is_named(start, length, titles)]
            self._after_names[folded] = starts
        return self._after_names[folded]

    def _is_named(self, start: int, length: int, titles: Container[str]) -> bool:
        text, end = self.text, start + length
        # A surname that goes on is another one: Smith, Smithson, Smith-Jones. "Raf is" has none.
        if text[end : end + 1] == "-" or _WORD.match(text, end) or text[start:end].islower():
            return False
        before = text[max(0, start - _LONGEST) : start].split()
        if not before or text[start - 1] == "\n" or not before[-1].strip('(“"')[:1].isupper():
            return False
        return before[-1].strip(".").lower() not in titles


def _words(text: str, wanted: Collection[str]) -> Iterator[tuple[int, str]]:
    """The offsets of the words after a gap whose first part is wanted, with that part; ascending for each part."""
    # `lower` must not change the length of the text: this letter alone becomes two.
    lower = text.replace("İ", "i").lower()
    are_few = len(wanted) <= _MOST_SEARCHED and all(_WORD.match(first[-1:]) for first in wanted)
    if are_few and "ı" not in lower and lower.casefold() == lower:
        return _words_found(lower.replace("\n", " ").replace("\xa0", " "), wanted)
    return _words_compared(lower, wanted)


def _words_found(lower: str, wanted: Collection[str]) -> Iterator[tuple[int, str]]:
    """The words of a case-folded text with spaces alone for gaps: few words are searched one by one."""
    for first in wanted:
        start = lower.find(f" {first}") + 1
        while start:
            if not _WORD.match(lower, start + len(first)):
                yield start, first
            start = lower.find(f" {first}", start) + 1


def _words_compared(lower: str, wanted: Collection[str]) -> Iterator[tuple[int, str]]:
    """The words of any text in lower case: each different word is looked at once."""
    words = _GAP.split(lower)
    wanted_words = {word: first for word in set(words) if (first := _first_of_lower(word)) in wanted}
    ends = accumulate(len(word) + 1 for word in words)
    # The text's own first word has no gap before it.
    for start, word in zip(ends, words[1:], strict=False):
        if word in wanted_words:
            yield start, wanted_words[word]


def _first_of_lower(word: str) -> str:
    # Most words are letters alone; they need no pattern.
    return word if word.isalnum() and word.isascii() else _first(word)


def _first(word: str) -> str:
    match = _FIRST.match(word)
    return _fold(match.group()) if match else ""


def _fold(text: str) -> str:
    # As in regular expressions, the dotless i is an i.
    return text.casefold().replace("ı", "i")
