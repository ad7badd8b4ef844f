"""Text cut into paragraphs, and into pieces that are highlighted or not. Only line breaks are changed."""

import re
from collections.abc import Iterable, Sequence

import msgspec

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


def paragraphs(text: str, span: Span, lit: Iterable[Lit] = ()) -> list[list[Piece]]:
    """The paragraphs of `text[start:end]`, each in pieces. Blank lines separate paragraphs, and are not shown.

    Where two stretches overlap, the first is highlighted up to the beginning of the second.
    """
    start, end = span
    within = sorted(
        (mark for mark in lit if mark.start < end and mark.end > start), key=lambda mark: mark.start
    )
    return [pieces for part in _parts(text, start, end) if (pieces := _pieces(text, part, within))]


def _parts(text: str, start: int, end: int) -> list[Span]:
    parts = []
    at = start
    for blank in _BLANK_LINE.finditer(text, start, end):
        if blank.start() > at:
            parts.append((at, blank.start()))
        at = blank.end()
    if at < end:
        parts.append((at, end))
    return parts


def _pieces(text: str, part: Span, lit: Sequence[Lit]) -> list[Piece]:
    at, end = part
    pieces = []
    for number, mark in enumerate(lit):
        stop = min([mark.end, end, *(following.start for following in lit[number + 1 : number + 2])])
        begin = max(at, mark.start)
        if begin >= stop:
            continue
        if begin > at:
            pieces.append(Piece(text[at:begin]))
        # Only the piece where a stretch begins carries its anchor.
        pieces.append(Piece(text[begin:stop], mark.kind, begin == mark.start))
        at = stop
    if at < end:
        pieces.append(Piece(text[at:end]))
    return pieces
