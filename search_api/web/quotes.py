"""Results as they are shown: a quote with who said it, how that is known, where, and in reply to what."""

from collections.abc import Callable, Iterable
from urllib.parse import quote as percent

import msgspec

from indexer.catalog.protocol import TranscriptReads
from indexer.errors import NotFound
from indexer.stored_records import Heading, StoredTurn
from indexer.web_address import is_web_address
from search_api.contract.records import Result, SourceRef, TurnQuote
from search_api.questions.people import People
from search_api.quotes.citation_formats import FORMATS, CitationFormat, CitationSource, cite
from search_api.search.turns import turn_id
from search_api.web.addresses import around_address, speaker_address, transcript_address
from search_api.web.attribution_evidence import AttributionEvidence, Event, how_known
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
    """Who speaks: the name, or the label where there is none; `address` is the speaker's page, or empty."""

    name: str
    label: str
    address: str
    known: AttributionEvidence


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
    """A result. `words` is the quote to the character; `link` leads to it in its transcript."""

    rank: int
    words: str
    shown: list[list[Piece]]
    who: Who
    asked: QuotedQuestion | None
    title: str
    day: str
    iso_day: str
    clock: str
    link: str
    around: str
    event: str
    source: str
    citing: QuoteCitations


class Shelf:
    """What quotes are made from: one state of the catalog, its people, and the address of this server.

    A transcript's text is read once, however many quotes are from it.
    """

    def __init__(self, catalog: TranscriptReads, people: People, base: str) -> None:
        self.catalog = catalog
        self.people = people
        self._base = base
        self._held: dict[str, tuple[Heading, str]] = {}

    def heading(self, transcript_id: str) -> Heading:
        """A transcript's metadata."""
        return self._of(transcript_id)[0]

    def text(self, transcript_id: str) -> str:
        """A transcript's text."""
        return self._of(transcript_id)[1]

    def _of(self, transcript_id: str) -> tuple[Heading, str]:
        if transcript_id not in self._held:
            found = self.catalog.heading(transcript_id), self.catalog.text(transcript_id)
            self._held[transcript_id] = found
        return self._held[transcript_id]

    def who(self, stored: StoredTurn) -> Who:
        """Who speaks a turn, and how that is known."""
        heading, text = self._of(stored.transcript)
        attribution, label = stored.turn.attribution, stored.turn.label
        event = Event(text, heading.title, heading.date)
        return Who(
            attribution.name or label.strip() or "Speaker not named",
            label if attribution.name and label.strip() != attribution.name else "",
            speaker_address(stored.speaker) if stored.speaker else "",
            how_known(label, attribution, event, self.people),
        )

    def quote(self, stored: StoredTurn, source: SourceRef, lit: Iterable[Lit] = (), rank: int = 0) -> Quote:
        """The part of a turn that `source` names, without the question before it."""
        heading, text = self._of(stored.transcript)
        turn = stored.turn
        link = transcript_address(stored.transcript, turn.ordinal, source)
        return Quote(
            rank=rank,
            words=text[source.start : source.end],
            shown=paragraphs(text, (source.start, source.end), lit),
            who=self.who(stored),
            asked=None,
            title=heading.title or heading.id,
            day=day_in_words(heading.date) if heading.date else "",
            iso_day=heading.date.isoformat() if heading.date else "",
            clock=clock(turn.start_time) if turn.start_time is not None else "",
            link=link,
            around=around_address(stored.transcript, turn.ordinal),
            event=transcript_address(stored.transcript),
            source=heading.url if heading.url and is_web_address(heading.url) else "",
            citing=self._citing(stored, source, heading, link),
        )

    def _citing(self, stored: StoredTurn, source: SourceRef, heading: Heading, link: str) -> QuoteCitations:
        cited = CitationSource(
            words=self.text(heading.id)[source.start : source.end],
            name=stored.turn.attribution.name,
            label=stored.turn.label,
            status=stored.turn.attribution.status,
            transcript=heading.id,
            turn=stored.turn.ordinal,
            start=source.start,
            end=source.end,
            text_sha256=heading.text_sha256,
            title=heading.title,
            date=heading.date,
            venue=heading.venue,
            url=heading.url,
            link=self._base + link,
        )
        return QuoteCitations(cite(cited, "text"), citation_addresses(stored, source))

    def result(self, result: Result) -> Quote:
        """A result of a search.

        Raises:
            NotFound: it was removed since.
        """
        stored = self.catalog.turn(result.turn.id)
        if self.heading(stored.transcript).text_sha256 != result.source.text_sha256:
            raise NotFound("the transcript was revised since it was searched")
        at = result.source.start
        lit = [Lit(at + one.start, at + one.start + one.length, "answer") for one in result.highlights]
        found = self.quote(stored, result.source, lit, result.rank)
        return msgspec.structs.replace(found, asked=self._asked(result.question) if result.question else None)

    def _asked(self, question: TurnQuote) -> QuotedQuestion:
        stored = self.catalog.turn(question.turn.id)
        whole = paragraphs(question.quote, (0, len(question.quote)))
        return QuotedQuestion(self.who(stored), beginning(question.quote, _PREVIEW), whole)


def quotes_of(shelf: Shelf, results: Iterable[Result]) -> list[Quote]:
    """Results as they are shown; what was removed or revised since it was found is passed over."""
    return list(_there(results, shelf.result))


def _there(results: Iterable[Result], show: Callable[[Result], Quote]) -> Iterable[Quote]:
    for result in results:
        try:
            yield show(result)
        except NotFound:
            continue


def citation_addresses(stored: StoredTurn, source: SourceRef) -> tuple[tuple[str, str], ...]:
    """The formats of a citation by their names, with the addresses that give them."""
    place = f"&start={source.start}&end={source.end}&text_sha256={source.text_sha256}"
    turn = f"/v1/turns/{percent(turn_id(stored), safe='')}/citation"
    return tuple((_FORMATS[form], f"{turn}?format={form}{place}") for form in FORMATS)
