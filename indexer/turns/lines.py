"""Lines and paragraphs of a text with their offsets, in linear time."""

from collections.abc import Iterable, Iterator

import msgspec


class Line(msgspec.Struct, frozen=True):
    """A line stripped of surrounding white space: `text[start:end]`. Empty for a blank line.

    `indent` is the number of characters before it.
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
        lead = len(line) - len(line.lstrip()) if stripped else 0
        result.append(Line(offset + lead, stripped, lead))
        offset += len(line) + 1
    return result


class Span(msgspec.Struct, frozen=True):
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
