"""What speeches in XML have in common: paragraphs, and notes between and inside them that are no part of a quote."""

from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from indexer.model import Kind
from indexer.readers.assemble import Aside, SpokenPart
from indexer.readers.xml_tree import BLOCKS, collect, name_of, paragraphs_in, words_of


class Note(msgspec.Struct, frozen=True):
    """What a reporter or editor adds to a speech. `is_inside` is whether it stands inside a paragraph."""

    text: str
    is_inside: bool = False
    kind: Kind = "procedure"


def pieces_of(
    element: Any,
    notes: frozenset[str] = frozenset(),
    headings: frozenset[str] = frozenset(),
    skipped: frozenset[str] = frozenset(),
    apart: frozenset[str] = frozenset(),
) -> Iterator[Any]:
    """The paragraphs (`str`) and notes (`Note`) in an element, in order; notes inside a paragraph follow it.

    `notes` and `headings` are names of elements; those in `skipped` are left out. A child that is one of `apart`, or
    holds one, is given as it is.
    """
    is_paragraph = name_of(element).lower() in BLOCKS
    paragraphs = _Paragraphs(element.text or "")
    for part in element:
        name = name_of(part)
        kind: Kind | None = "heading" if name in headings else "procedure" if name in notes else None
        if apart and any(name_of(inside) in apart for inside in part.iter()):
            yield from paragraphs.taken()
            yield part
        elif kind and not is_paragraph:
            yield from paragraphs.taken()
            if words := words_of(part):
                yield Note(words, kind=kind)
        elif kind or (name and name not in skipped):
            paragraphs.add(part, notes, notes | headings | skipped)
        paragraphs.pieces[-1].append(part.tail or "")
    yield from paragraphs.taken()


class _Paragraphs:
    """Paragraphs being collected, with the notes in each by its position."""

    def __init__(self, text: str) -> None:
        self.pieces = [[text]]
        self.inside: dict[int, list[str]] = {}

    def add(self, part: Any, notes: frozenset[str], outside: frozenset[str]) -> None:
        is_block = name_of(part).lower() in BLOCKS
        if is_block:
            self.pieces.append([])
        if name_of(part) not in outside:
            collect(part, outside, BLOCKS, self.pieces)
        inside = [words for note in _outermost(part, notes) if (words := words_of(note))]
        self.inside.setdefault(len(self.pieces) - 1, []).extend(inside)
        if is_block:
            self.pieces.append([])

    def taken(self) -> Iterator[str | Note]:
        for position, pieces in enumerate(self.pieces):
            yield from paragraphs_in([pieces])
            yield from (Note(words, is_inside=True) for words in self.inside.get(position, ()))
        self.pieces, self.inside = [[]], {}


def _outermost(element: Any, notes: frozenset[str]) -> Iterator[Any]:
    """The notes in an element, or the element itself, but none in another note."""
    if name_of(element) in notes:
        yield element
        return
    for part in element:
        yield from _outermost(part, notes)


def speech(speaker: SpokenPart, pieces: Iterable[str | Note]) -> Iterator[SpokenPart | Aside]:
    """The turns of a speech, with the speaker of `speaker`: a note between paragraphs ends one.

    Notes inside paragraphs follow the turn. A speech without words has no turn.
    """
    paragraphs: list[str] = []
    inside: list[Aside] = []

    def spoken() -> Iterator[SpokenPart | Aside]:
        if paragraphs:
            yield msgspec.structs.replace(speaker, text="\n\n".join(paragraphs))
        yield from inside
        paragraphs.clear()
        inside.clear()

    for piece in pieces:
        if isinstance(piece, str):
            paragraphs.append(piece)
        elif piece.is_inside:
            inside.append(Aside(piece.kind, piece.text))
        else:
            yield from spoken()
            yield Aside(piece.kind, piece.text)
    yield from spoken()


def spoken_texts(parts: Iterable[SpokenPart | Aside]) -> bool:
    """Whether any of the parts is spoken."""
    return any(isinstance(part, SpokenPart) for part in parts)


_MOST_WORDS_OF_NAME = 7


def full_name(name: str | None) -> str | None:
    """A name on a single line if it may be a person's full name: two words at least, and no digit."""
    words = (name or "").split()
    is_full = 2 <= len(words) <= _MOST_WORDS_OF_NAME and not any(map(str.isdigit, name or ""))
    return " ".join(words) if is_full else None


def name_in_order(listed: str) -> str | None:
    """The name as it is spoken from that of a list: `Paul Stone` of `Stone, Paul, MP`."""
    parts = [" ".join(part.split()) for part in listed.split(",")]
    if len(parts) == 1:
        return full_name(parts[0])
    return full_name(f"{parts[1]} {parts[0]}") if parts[0] and parts[1] else None
