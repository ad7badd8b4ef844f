"""Text cut into paragraphs and into pieces that are lit or not. Nothing is changed but where lines are broken."""

import re
from collections.abc import Iterable, Sequence

import msgspec

_BLANK_LINE = re.compile(r"\n[ \t\r\u00a0]*\n\s*")

Span = tuple[int, int]
"""A stretch of a text in code points, half-open."""


class Piece(msgspec.Struct, frozen=True):
    """A stretch of text. `kind` is empty, or says why it is lit: "answer", "cited", "found"."""

    text: str
    kind: str = ""
    first: bool = False


class Lit(msgspec.Struct, frozen=True):
    """A stretch that is lit, in code points, and why."""

    start: int
    end: int
    kind: str


def paragraphs(text: str, span: Span, lit: Iterable[Lit] = ()) -> list[list[Piece]]:
    """The paragraphs of `text[start:end]`, each in pieces. A blank line parts paragraphs, and is not shown itself.

    Where two stretches overlap, the one that begins first is lit up to the other's beginning.
    """
    start, end = span
    within = sorted((one for one in lit if one.start < end and one.end > start), key=lambda one: one.start)
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
    for number, one in enumerate(lit):
        stop = min([one.end, end, *(later.start for later in lit[number + 1 : number + 2])])
        begin = max(at, one.start)
        if begin >= stop:
            continue
        if begin > at:
            pieces.append(Piece(text[at:begin]))
        # Only the piece where a stretch begins carries its anchor.
        pieces.append(Piece(text[begin:stop], one.kind, begin == one.start))
        at = stop
    if at < end:
        pieces.append(Piece(text[at:end]))
    return pieces
