"""Finding the parts of a spliced quote: runs of its words that stand in one transcript, but not together."""

import itertools
from collections.abc import Callable, Mapping, Sequence

import msgspec

from search_api.quotes.judging.alignment import longest_run, numbered
from search_api.quotes.judging.candidate_regions import Region
from search_api.quotes.judging.matching import SaidText
from search_api.quotes.judging.words import Words

LEFT_OUT_AT_MOST = 12
"""Words of one turn that stand at most so many words apart are not spliced: the words between are left out."""
_SHORTEST = 3
_MOST_PIECES = 8


class Piece(msgspec.Struct, frozen=True, eq=False):
    """The words of the quote from `first` to `end`, which stand in a region from its word `start` to `stop`."""

    region: Region
    said: SaidText
    first: int
    end: int
    start: int
    stop: int

    @property
    def place(self) -> tuple[int, int]:
        """The place in the readable text of the region."""
        spans = self.said.spoken.spans
        return spans[self.start][0], spans[self.stop - 1][1]

    @property
    def source(self) -> tuple[int, int]:
        """The place in the transcript's text."""
        return self.said.source(*self.place)


class Searched(msgspec.Struct, frozen=True):
    """A transcript in which the parts of a quote are looked for.

    `known` are regions in which words of the quote stand, `find` gives those in which some words may stand, and `read`
    their words. A run of words counts from a `least` sum of its words' `evidence`.
    """

    known: Sequence[Region]
    find: Callable[[Sequence[str]], Sequence[Region]]
    read: Callable[[Region], SaidText]
    evidence: Mapping[str, float]
    least: float


def pieces_of(words: Words, searched: Searched) -> list[Piece]:
    """The longest runs of a quote's words in one transcript, in the order of the quote; none overlap."""
    stretches = [(0, len(words))]
    pieces: list[Piece] = []
    while stretches and len(pieces) < _MOST_PIECES:
        stretches.sort(key=lambda stretch: stretch[0] - stretch[1])
        first, end = stretches.pop(0)
        if end - first < _SHORTEST:
            break
        forms = words.forms[first:end]
        known = searched.known
        piece = _longest(forms, first, [*known, *searched.find(forms)] if pieces else known, searched.read)
        if piece is None or _weight(words.forms[piece.first : piece.end], searched.evidence) < searched.least:
            continue
        pieces.append(piece)
        stretches += [(first, piece.first), (piece.end, end)]
    return sorted(pieces, key=lambda piece: piece.first)


def _weight(forms: Sequence[str], evidence: Mapping[str, float]) -> float:
    return sum(evidence[form] for form in forms)


def _longest(
    forms: Sequence[str], first: int, regions: Sequence[Region], read: Callable[[Region], SaidText]
) -> Piece | None:
    best: Piece | None = None
    for region in regions:
        said = read(region)
        given, there = numbered(forms, said.spoken.forms)
        if not len(there):
            continue
        start, place, length = longest_run(given, there)
        if length >= _SHORTEST and (best is None or length > best.end - best.first):
            best = Piece(region, said, first + start, first + start + length, place, place + length)
    return best


def stand_together(pieces: Sequence[Piece]) -> bool:
    """Whether the pieces stand in one turn, in order, with few words between: then some were left out."""
    for piece, after in itertools.pairwise(pieces):
        if piece.region.turn != after.region.turn:
            return False
        (_, end), (start, _) = piece.source, after.source
        if start < end or _words_between(piece, after) > LEFT_OUT_AT_MOST:
            return False
    return True


def _words_between(piece: Piece, after: Piece) -> int:
    if piece.region == after.region:
        return after.start - piece.stop
    # Regions of one turn are far apart.
    return LEFT_OUT_AT_MOST + 1
