"""A transcript as pages show it: turns, between them the text that nobody speaks, and links to the other pages."""

from collections.abc import Iterator, Sequence
from urllib.parse import urlencode

import msgspec

from indexer.model import NonSpeech
from indexer.stored_records import StoredTurn
from search_api.browse.transcript import ScriptPage, TurnsPage
from search_api.contract.records import SourceRef
from search_api.quotes.citation_source import permalink
from search_api.search.turns import TURNS_A_PAGE
from search_api.web.addresses import transcript_address
from search_api.web.marked_text import Lit, Piece, paragraphs

_KINDS = {
    "front matter": "Front matter",
    "dateline": "Dateline",
    "heading": "Heading",
    "procedure": "Procedure",
    "unassigned": "No speech",
}
"""What is shown between turns, muted. Labels, which turns show themselves, page marks and rules are left out."""


class Part(msgspec.Struct, frozen=True):
    """A turn with its `link`, or a part between turns, which has no `stored` turn and is described by its `name`."""

    shown: list[list[Piece]]
    name: str = ""
    stored: StoredTurn | None = None
    link: str = ""

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
        yield turn_part(page, stored, lit)
    for part in outside[following:]:
        yield _between(page, part, lit)


def turn_part(page: TurnsPage, stored: StoredTurn, lit: Sequence[Lit] = ()) -> Part:
    """A turn of a page."""
    start, end = stored.turn.start, stored.turn.end
    link = permalink(stored, SourceRef(start, end, page.heading.text_sha256))
    return Part(paragraphs(page.text, (start, end), page.heading.format, lit), stored=stored, link=link)


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
