"""Lines and paragraphs of a text with their offsets; in linear time."""

from collections.abc import Iterable, Iterator

import msgspec


class Line(msgspec.Struct, frozen=True):
    """A line without the space around it: `text[start:end]`. Empty for a blank line."""

    start: int
    text: str

    @property
    def end(self) -> int:
        """Where the line's last word ends."""
        return self.start + len(self.text)


def lines(text: str, begin: int = 0) -> list[Line]:
    """The lines of a text from an offset on, blank ones too."""
    found: list[Line] = []
    reached = begin
    for line in text[begin:].split("\n"):
        stripped = line.strip()
        lead = len(line) - len(line.lstrip()) if stripped else 0
        found.append(Line(reached + lead, stripped))
        reached += len(line) + 1
    return found


class Span(msgspec.Struct, frozen=True):
    """A stretch of text, half-open."""

    start: int
    end: int


def paragraphs(some: Iterable[Line]) -> Iterator[Span]:
    """Runs of lines that no blank line parts."""
    start = end = None
    for line in some:
        if line.text:
            start, end = line.start if start is None else start, line.end
        elif start is not None and end is not None:
            yield Span(start, end)
            start = end = None
    if start is not None and end is not None:
        yield Span(start, end)
