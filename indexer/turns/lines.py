"""Lines and paragraphs of a text with their offsets, in linear time."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

import msgspec

from indexer.turns.dates import is_dated, is_time

INDENTED = 2
"""From this many more spaces on a line is indented."""
_RULE = re.compile(r"[-=*_—–~#\s.]{3,}")
_ENDINGS = frozenset(".?!…—–-:)]\"”’'*>_。！？」』»")
_MOSTLY_CAPITALS = 0.6
_SAMPLED_LINES, _SAMPLED_OF_LINE = 100, 200
_LEAST_LETTERS = 40
_LONGEST_DATELINE = 60
_CENTRED = 12
"""A line with so many more spaces before it than the next one is a heading."""
_FEW_LINES = 6
_LEAST_BLANK = 0.05


class Line(msgspec.Struct, frozen=True, gc=False):
    """A line stripped of surrounding white space: `text[start:end]`. Empty for a blank line.

    `indent` is the number of characters before it. Texts have many lines, and the garbage collector need not follow
    them, for a line cannot be part of a cycle.
    """

    start: int
    text: str
    indent: int = 0

    @property
    def end(self) -> int:
        """The offset after the line's last word."""
        return self.start + len(self.text)


def lines(text: str, begin: int = 0) -> list[Line]:
    """The lines of `text[begin:]`, including blank ones."""
    result: list[Line] = []
    offset = begin
    for line in text[begin:].split("\n"):
        stripped = line.strip()
        lead = line.find(stripped)
        result.append(Line(offset + lead, stripped, lead))
        offset += len(line) + 1
    return result


class Span(msgspec.Struct, frozen=True, gc=False):
    """A half-open range of offsets."""

    start: int
    end: int


def paragraphs(all_lines: Iterable[Line]) -> Iterator[Span]:
    """Runs of lines without a blank line between them."""
    start = end = None
    for line in all_lines:
        if line.text:
            start, end = line.start if start is None else start, line.end
        elif start is not None and end is not None:
            yield Span(start, end)
            start = end = None
    if start is not None and end is not None:
        yield Span(start, end)


def is_rule(line: str) -> bool:
    """Whether a line is a rule: dashes, stars, equals signs."""
    return not line[:1].isalnum() and _RULE.fullmatch(line) is not None


def begins_sentence(before: str) -> bool:
    """Whether a line after this one begins a sentence: it ends like a sentence, a label or an aside."""
    return before[-1:] in _ENDINGS


def paragraph_starts(all_lines: Sequence[Line]) -> frozenset[int]:
    """The indexes of lines after a blank one, a rule, a time, a dateline or a centred heading, and of indented ones.

    In a text whose lines are not broken at a width each line is a paragraph.
    """
    written = [index for index, line in enumerate(all_lines) if line.text]
    if not written or not _is_wrapped([len(all_lines[index].text) for index in written]):
        return frozenset(written)
    height = written[-1] + 1
    is_dense = height - len(written) < _LEAST_BLANK * height
    starts = []
    before = ""
    margin, paragraph_indent = 0, -1
    for index, line in enumerate(all_lines):
        if line.text:
            is_indented = line.indent >= margin + INDENTED or line.indent == paragraph_indent
            is_set_apart = is_indented or line.indent + _CENTRED <= margin
            if is_set_apart or not before or (is_dense and begins_sentence(before)) or _is_mark(before):
                starts.append(index)
            if is_indented:
                paragraph_indent = line.indent
            margin = line.indent
        before = line.text
    return frozenset(starts)


def mostly_capitals(all_lines: Sequence[Line]) -> bool:
    """Whether a text is set in capitals, as captions of broadcasts are. The beginnings of the first lines decide."""
    counts = Counter("".join(line.text[:_SAMPLED_OF_LINE] for line in all_lines[:_SAMPLED_LINES]))
    letters = sum(count for character, count in counts.items() if character.isalpha())
    capitals = sum(count for character, count in counts.items() if character.isupper())
    return letters >= _LEAST_LETTERS and capitals > _MOSTLY_CAPITALS * letters


def text_width(lengths: Sequence[int]) -> int:
    """The width of a text whose lines have these lengths: one line in twenty may be longer."""
    return sorted(lengths)[int(0.95 * (len(lengths) - 1))] if lengths else 0


def _is_wrapped(lengths: Sequence[int]) -> bool:
    """Whether lines are broken at a width: then a third of them have about the length of the longest.

    A few lines do not show it, and are taken as broken.
    """
    if len(lengths) < _FEW_LINES:
        return True
    width = text_width(lengths)
    return 40 <= width <= 110 and sum(length >= 0.75 * width for length in lengths) * 3 >= len(lengths)


def _is_mark(line: str) -> bool:
    """Whether a line is a rule, a time or a dateline."""
    if len(line) > _LONGEST_DATELINE:
        return is_rule(line)
    has_digit = any(map(str.isdigit, line))
    return is_rule(line) or (has_digit and (is_time(line) or is_dated(line)))
