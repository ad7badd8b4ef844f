"""A page being written: lines of pieces, each of which knows whose words it holds."""

import re
from collections.abc import Iterable, Sequence

import msgspec

LABEL = -1
"""The owner of a label, with its marks and times."""
OTHER = -2
"""The owner of text that nobody says: headings, notes, page numbers."""
MARKUP = -3
"""The owner of markup, which is not part of the text that a reader extracts."""


class Piece(msgspec.Struct, frozen=True):
    """Text of one owner: the ordinal of a turn, or LABEL, OTHER or MARKUP."""

    text: str
    owner: int


Line = tuple[Piece, ...]
"""A line of a page; empty for a blank line."""


class Span(msgspec.Struct, frozen=True):
    """`text[start:end]` belongs to an owner, see `Piece`."""

    start: int
    end: int
    owner: int


class LabelledTurn(msgspec.Struct, frozen=True):
    """A turn as it was written. `labels` are the forms of its label that count as right, `name` is whose words it has.

    `carries_name` is whether the label holds the full name.
    """

    labels: tuple[str, ...]
    name: str | None
    carries_name: bool = False


class GoldPage(msgspec.Struct, frozen=True):
    """A file whose words have known owners. `text` is the file's text without markup; `spans` cover it in order."""

    file: str
    data: bytes
    text: str
    spans: tuple[Span, ...]
    turns: tuple[LabelledTurn, ...]


def is_blank(line: Line) -> bool:
    """Whether a line has no words."""
    return not any(piece.text.strip() for piece in line)


def opens_turn(line: Line) -> bool:
    """Whether a line holds a label."""
    return any(piece.owner == LABEL for piece in line)


def speaker_of(line: Line) -> int | None:
    """The ordinal of the turn whose words a line holds, or None."""
    return next((piece.owner for piece in line if piece.owner >= 0), None)


def other(text: str) -> Line:
    """A line that nobody says."""
    return (Piece(text, OTHER),)


def wrap(line: Line, width: int, indent: str = "") -> list[Line]:
    """A line broken at spaces into lines of at most `width` characters where words allow it.

    Each line after the first begins with `indent`.
    """
    lines: list[Line] = []
    current: list[Piece] = []
    length = 0
    for piece in line:
        for word in re.findall(r"\s*\S+|\s+$", piece.text):
            if length + len(word.rstrip()) > width and length > len(indent) and word[0].isspace():
                lines.append(tuple(current))
                current, length = ([Piece(indent, OTHER)] if indent else []), len(indent)
                word = word.lstrip()  # noqa: PLW2901
            current.append(Piece(word, piece.owner))
            length += len(word)
    return [*lines, joined(current)]


def joined(pieces: Sequence[Piece]) -> Line:
    """Pieces with neighbours of the same owner put together."""
    result: list[Piece] = []
    for piece in pieces:
        if result and result[-1].owner == piece.owner:
            result[-1] = Piece(result[-1].text + piece.text, piece.owner)
        else:
            result.append(piece)
    return tuple(result)


def spans_of(lines: Iterable[Line]) -> tuple[str, tuple[Span, ...]]:
    """The text of lines without markup, and the owner of each part of it."""
    texts: list[str] = []
    spans: list[Span] = []
    length = 0
    for line in lines:
        for piece in line:
            if piece.owner != MARKUP and piece.text:
                texts.append(piece.text)
                spans.append(Span(length, length + len(piece.text), piece.owner))
                length += len(piece.text)
        texts.append("\n")
        length += 1
    return "".join(texts), tuple(spans)
