"""A transcript as pages show it: turns, between them the text that nobody speaks, and links to the other pages."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise
from urllib.parse import urlencode

import msgspec

from indexer.model import NonSpeech
from indexer.stored_records import StoredTurn
from search_api.browse.transcript import ScriptPage, TurnsPage
from search_api.contract.records import SourceRef
from search_api.quotes.citation_source import permalink
from search_api.search.turns import TURNS_A_PAGE
from search_api.web.addresses import transcript_address
from search_api.web.marked_text import Lit, Piece, Span, paragraph_spans, paragraphs

_KINDS = {
    "front matter": "Front matter",
    "dateline": "Dateline",
    "heading": "Heading",
    "procedure": "Procedure",
    "unassigned": "No speech",
}
"""What is shown between turns, muted. Labels, which turns show themselves, page marks and rules are left out."""


class Part(msgspec.Struct, frozen=True):
    """A turn with its `link`, or a part between turns, which has no `stored` turn and is described by its `name`.

    `times` are seconds or None: when the turn begins, and one for each paragraph that is shown; None for the first.
    """

    shown: list[list[Piece]]
    name: str = ""
    stored: StoredTurn | None = None
    link: str = ""
    times: tuple[float | None, ...] = ()

    @property
    def folded(self) -> bool:
        """Whether it is shown on demand only: it is about the file and not part of the event."""
        return self.name == _KINDS["front matter"]

    @property
    def lit(self) -> bool:
        """Whether any of it is highlighted."""
        return any(piece.kind for row in self.shown for piece in row)


def parts_of(page: ScriptPage, lit: Sequence[Lit]) -> Iterator[Part]:
    """The parts of a page in the order of the text; `lit` is in order."""
    outside = [part for part in page.outside if part.kind in _KINDS]
    following = 0
    for stored in page.turns:
        while following < len(outside) and outside[following].start < stored.turn.start:
            yield _between(page, outside[following], lit)
            following += 1
        yield turn_part(page, stored, lit, page.passages)
    for part in outside[following:]:
        yield _between(page, part, lit)


def turn_part(
    page: TurnsPage, stored: StoredTurn, lit: Sequence[Lit] = (), passages: Sequence[int] = ()
) -> Part:
    """A turn of a page; where it has times, it has a paragraph for each of its `passages`."""
    turn = stored.turn
    link = permalink(stored, SourceRef(turn.start, turn.end, page.heading.text_sha256))
    rows: list[list[Piece]] = []
    times = [page.times.of(page.text, turn, turn.start)]
    for span in _paragraphs(page, stored, passages):
        for row in paragraphs(page.text, span, page.heading.format, lit):
            times.append(page.times.of(page.text, turn, span[0]) if rows and len(page.times) else None)
            rows.append(row)
    return Part(rows, stored=stored, link=link, times=tuple(times))


def _paragraphs(page: TurnsPage, stored: StoredTurn, passages: Sequence[int]) -> Iterator[Span]:
    """The paragraphs of a turn, divided where a passage begins if the turn has times."""
    turn = stored.turn
    timed = bool(page.times.within(turn.start, turn.end))
    for start, end in paragraph_spans(page.text, turn.start, turn.end):
        inside = passages[bisect_right(passages, start) : bisect_left(passages, end)] if timed else ()
        yield from pairwise([start, *inside, end])


def _between(page: ScriptPage, part: NonSpeech, lit: Sequence[Lit]) -> Part:
    # Front matter is no Markdown.
    source_format = "" if part.kind == "front matter" else page.heading.format
    return Part(paragraphs(page.text, (part.start, part.end), source_format, lit), _KINDS[part.kind])


class Pager(msgspec.Struct, frozen=True):
    """Links from a page to the others; an address is empty where there is no such page. `shown` says which turns are
    shown.
    """

    shown: str
    first: str
    previous: str
    following: str
    last: str


def page_holding(ordinal: int, count: int) -> range:
    """The ordinals of the page that holds a turn; those of the last page where there is no such turn."""
    first = max(0, min(ordinal, count - 1)) // TURNS_A_PAGE * TURNS_A_PAGE
    return range(first, min(first + TURNS_A_PAGE, count))


def pager_of(transcript_id: str, shown: range, count: int, words: str) -> Pager | None:
    """Links to the other pages, which search for the same `words`; None where there is one page."""
    if count <= TURNS_A_PAGE:
        return None

    def address(first: int) -> str:
        pairs = ([("turn", str(first))] if first or words else []) + ([("find", words)] if words else [])
        return transcript_address(transcript_id) + ("?" + urlencode(pairs) if pairs else "")

    last = (count - 1) // TURNS_A_PAGE * TURNS_A_PAGE
    return Pager(
        f"Turns {shown.start:,} to {shown.stop - 1:,} of {count:,}",
        address(0) if shown.start > TURNS_A_PAGE else "",
        address(shown.start - TURNS_A_PAGE) if shown.start else "",
        address(shown.stop) if shown.stop < count else "",
        address(last) if shown.start + TURNS_A_PAGE < last else "",
    )
