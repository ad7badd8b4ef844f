"""A transcript as the page shows it: turns, and between them the text that nobody speaks."""

from collections.abc import Iterator, Sequence

import msgspec

from indexer.model import NonSpeech
from indexer.stored_records import StoredTurn
from search_api.browse.transcript import ScriptPage, TurnsPage
from search_api.contract.records import SourceRef
from search_api.quotes.citation_source import permalink
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
    return Part(paragraphs(page.text, (start, end), lit), stored=stored, link=link)


def _between(page: ScriptPage, part: NonSpeech, lit: Sequence[Lit]) -> Part:
    return Part(paragraphs(page.text, (part.start, part.end), lit), _KINDS[part.kind])
