"""Results as pages show them: a quote with its speaker, the evidence for the speaker, its event and its question."""

import contextlib
from collections.abc import Iterable
from urllib.parse import quote as percent

import msgspec

from indexer.errors import NotFound
from indexer.stored_records import StoredTurn
from indexer.web_address import is_web_address
from search_api.browse.transcript import TranscriptText, read_text
from search_api.contract.records import Result, SourceRef, TurnQuote
from search_api.quotes.citation_formats import FORMATS, CitationFormat, cite
from search_api.quotes.citation_source import citation_source, permalink
from search_api.search.snapshot import Snapshot
from search_api.search.turns import turn_id
from search_api.web.addresses import speaker_address, transcript_address, window_address
from search_api.web.attribution_evidence import AttributionEvidence, how_known
from search_api.web.marked_text import Lit, Piece, paragraphs
from search_api.web.plain_words import beginning, clock, day_in_words

_PREVIEW = 110
"""How many code points of a folded question are shown."""
_FORMATS: dict[CitationFormat, str] = {
    "text": "Plain text",
    "markdown": "Markdown",
    "bibtex": "BibTeX",
    "ris": "RIS",
    "csl": "CSL JSON",
}


class Who(msgspec.Struct, frozen=True):
    """A speaker: the name, or the label where there is no name; `address` is the speaker's page, or empty."""

    name: str
    label: str
    address: str
    evidence: AttributionEvidence


class QuotedQuestion(msgspec.Struct, frozen=True):
    """The question that a quote replies to."""

    who: Who
    preview: str
    whole: list[list[Piece]]


class QuoteCitations(msgspec.Struct, frozen=True):
    """A quote as a citation: in plain text, and the addresses of all formats by their names."""

    text: str
    formats: tuple[tuple[str, str], ...]


class Quote(msgspec.Struct, frozen=True):
    """A result. `words` is the quote to the character; `link` is its address in the transcript."""

    rank: int
    words: str
    shown: list[list[Piece]]
    who: Who
    question: QuotedQuestion | None
    title: str
    day: str
    iso_day: str
    clock: str
    link: str
    window: str
    event: str
    source: str
    citing: QuoteCitations


class Shelf:
    """What quotes are made from: a snapshot of the index, and the address of this server.

    It reads each transcript's text once.
    """

    def __init__(self, snapshot: Snapshot, base: str) -> None:
        self._catalog = snapshot.catalog
        self._people = snapshot.people
        self._base = base
        self._texts: dict[str, TranscriptText] = {}

    def transcript(self, transcript_id: str) -> TranscriptText:
        """A transcript's metadata and text."""
        if transcript_id not in self._texts:
            self._texts[transcript_id] = read_text(self._catalog, transcript_id)
        return self._texts[transcript_id]

    def title(self, transcript_id: str) -> str:
        """A transcript's title; its id where it has none or is not in the index."""
        try:
            return self._catalog.heading(transcript_id).title or transcript_id
        except NotFound:
            return transcript_id

    def who(self, stored: StoredTurn) -> Who:
        """The speaker of a turn, and how the speaker is known."""
        attribution, label = stored.turn.attribution, stored.turn.label
        return Who(
            attribution.name or label.strip() or "Speaker not named",
            label if attribution.name and label.strip() != attribution.name else "",
            speaker_address(stored.speaker) if stored.speaker else "",
            how_known(label, attribution, self.transcript(stored.transcript), self._people),
        )

    def quote(self, stored: StoredTurn, place: SourceRef, lit: Iterable[Lit] = (), rank: int = 0) -> Quote:
        """The part of a turn at a place, without the question before it."""
        found, turn = self.transcript(stored.transcript), stored.turn
        heading, text = found.heading, found.text
        source = citation_source(stored, heading, text, place, self._base)
        return Quote(
            rank=rank,
            words=source.words,
            shown=paragraphs(text, (place.start, place.end), lit),
            who=self.who(stored),
            question=None,
            title=heading.title or heading.id,
            day=day_in_words(heading.date) if heading.date else "",
            iso_day=heading.date.isoformat() if heading.date else "",
            clock=clock(turn.start_time) if turn.start_time is not None else "",
            link=permalink(stored, place),
            window=window_address(stored.transcript, turn.ordinal),
            event=transcript_address(stored.transcript),
            source=heading.url if heading.url and is_web_address(heading.url) else "",
            citing=QuoteCitations(cite(source, "text"), citation_addresses(stored, place)),
        )

    def result(self, result: Result) -> Quote:
        """A result of a search.

        Raises:
            NotFound: it was removed or revised since.
        """
        stored = self._catalog.turn(result.turn.id)
        if self.transcript(stored.transcript).heading.text_sha256 != result.source.text_sha256:
            raise NotFound("the transcript was revised since it was searched")
        starts = [(result.source.start + part.start, part.length) for part in result.highlights]
        lit = [Lit(start, start + length, "answer") for start, length in starts]
        quote = self.quote(stored, result.source, lit, result.rank)
        return msgspec.structs.replace(
            quote, question=self._question(result.question) if result.question else None
        )

    def _question(self, question: TurnQuote) -> QuotedQuestion:
        stored = self._catalog.turn(question.turn.id)
        whole = paragraphs(question.quote, (0, len(question.quote)))
        return QuotedQuestion(self.who(stored), beginning(question.quote, _PREVIEW), whole)


def quotes_of(shelf: Shelf, results: Iterable[Result]) -> list[Quote]:
    """Results as pages show them, without those that were removed or revised since the search."""
    quotes = []
    for result in results:
        with contextlib.suppress(NotFound):
            quotes.append(shelf.result(result))
    return quotes


def citation_addresses(stored: StoredTurn, place: SourceRef) -> tuple[tuple[str, str], ...]:
    """The formats of a citation by their names, with the addresses that give them."""
    query = f"&start={place.start}&end={place.end}&text_sha256={place.text_sha256}"
    turn = f"/v1/turns/{percent(turn_id(stored), safe='')}/citation"
    return tuple((_FORMATS[form], f"{turn}?format={form}{query}") for form in FORMATS)
