"""Text as people read it, cut into paragraphs, and into pieces that are highlighted or not."""

import re
from collections.abc import Iterable, Sequence

import msgspec

from indexer.export.readable import readable

_BLANK_LINE = re.compile(r"\n[ \t\r\u00a0]*\n\s*")

Span = tuple[int, int]
"""A stretch of a text in code points, half-open."""


class Piece(msgspec.Struct, frozen=True):
    """A stretch of text. `kind` says why it is highlighted: "answer", "cited", "found"; else it is empty."""

    text: str
    kind: str = ""
    first: bool = False


class Lit(msgspec.Struct, frozen=True):
    """A highlighted stretch, in code points, and the reason."""

    start: int
    end: int
    kind: str


def paragraphs(text: str, span: Span, source_format: str, lit: Iterable[Lit] = ()) -> list[list[Piece]]:
    """The paragraphs of `text[start:end]` as people read them, each in pieces.

    Blank lines separate paragraphs, and are not shown. Where two stretches overlap, the first is highlighted up to
    the beginning of the second.
    """
    start, end = span
    within = sorted(
        (mark for mark in lit if mark.start < end and mark.end > start), key=lambda mark: mark.start
    )
    return [
        pieces
        for part in paragraph_spans(text, start, end)
        if (pieces := _pieces(text, part, source_format, within))
    ]


def paragraph_spans(text: str, start: int, end: int) -> list[Span]:
    """The stretches of `text[start:end]` between blank lines."""
    parts = []
    at = start
    for blank in _BLANK_LINE.finditer(text, start, end):
        if blank.start() > at:
            parts.append((at, blank.start()))
        at = blank.end()
    if at < end:
        parts.append((at, end))
    return parts


def _pieces(text: str, part: Span, source_format: str, lit: Sequence[Lit]) -> list[Piece]:
    shown = readable(text, part, source_format)
    at, end = 0, len(shown.text)
    pieces = []
    for number, mark in enumerate(lit):
        following = [later.start for later in lit[number + 1 : number + 2]]
        begin = max(at, shown.place(mark.start))
        stop = shown.place(min([mark.end, *following]))
        if begin >= stop:
            continue
        if begin > at:
            pieces.append(Piece(shown.text[at:begin]))
        # Only the piece where a stretch begins carries its anchor.
        pieces.append(Piece(shown.text[begin:stop], mark.kind, mark.start >= part[0]))
        at = stop
    if at < end:
        pieces.append(Piece(shown.text[at:end]))
    return pieces
