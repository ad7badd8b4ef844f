"""Results as pages show them: a quote with its speaker, the evidence for the speaker, its event and its question."""

import contextlib
from collections.abc import Iterable
from urllib.parse import quote as percent

import msgspec

from indexer.errors import NotFound
from indexer.stored_records import Heading, StoredTurn, TranscriptText
from search_api.contract.records import Result, SourceRef, TurnQuote
from search_api.quotes.citation_formats import CitationFormat, cite
from search_api.quotes.citation_source import citation_source, permalink
from search_api.search.snapshot import Snapshot
from search_api.search.turns import turn_id
from search_api.web.attribution_evidence import AttributionEvidence, how_known
from search_api.web.marked_text import Lit, Piece, paragraphs
from search_api.web.plain_words import beginning

_PREVIEW = 110
"""How many code points of a folded question are shown."""
_FORMATS: dict[CitationFormat, str] = {
    "text": "Plain text",
    "markdown": "Markdown",
    "bibtex": "BibTeX",
    "ris": "RIS",
    "csl": "CSL JSON",
}


class QuotedQuestion(msgspec.Struct, frozen=True):
    """The question that a quote replies to."""

    stored: StoredTurn
    evidence: AttributionEvidence
    preview: str
    whole: list[list[Piece]]


class Quote(msgspec.Struct, frozen=True):
    """A result. `words` is the quote as people read it; `link` is its address in the transcript, `time` when it
    begins, in seconds.

    `citation` is in plain text; `formats` are the addresses of all formats by their names.
    """

    rank: int
    words: str
    shown: list[list[Piece]]
    stored: StoredTurn
    evidence: AttributionEvidence
    heading: Heading
    link: str
    citation: str
    formats: list[tuple[str, str]]
    time: float | None = None
    question: QuotedQuestion | None = None


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
            self._texts[transcript_id] = self._catalog.transcript_text(transcript_id)
        return self._texts[transcript_id]

    def title(self, transcript_id: str) -> str:
        """A transcript's title; its id where it has none or is not in the index."""
        try:
            return self._catalog.heading(transcript_id).title or transcript_id
        except NotFound:
            return transcript_id

    def evidence(self, stored: StoredTurn) -> AttributionEvidence:
        """How the speaker of a turn is known."""
        return how_known(stored.turn, self.transcript(stored.transcript), self._people)

    def quote(self, stored: StoredTurn, place: SourceRef, lit: Iterable[Lit] = (), rank: int = 0) -> Quote:
        """The part of a turn at a place, without the question before it."""
        transcript = self.transcript(stored.transcript)
        turn = f"/v1/turns/{percent(turn_id(stored), safe='')}/citation"
        cited = f"&start={place.start}&end={place.end}&text_sha256={place.text_sha256}"
        source = citation_source(stored, transcript, (place.start, place.end), self._base)
        return Quote(
            rank=rank,
            words=source.words,
            shown=paragraphs(transcript.text, (place.start, place.end), transcript.heading.format, lit),
            stored=stored,
            time=source.place.start_time,
            evidence=self.evidence(stored),
            heading=transcript.heading,
            link=permalink(stored, place),
            citation=cite(source, "text"),
            formats=[(name, f"{turn}?format={form}{cited}") for form, name in _FORMATS.items()],
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
        question = self._question(result.question) if result.question else None
        return msgspec.structs.replace(self.quote(stored, result.source, lit, result.rank), question=question)

    def _question(self, question: TurnQuote) -> QuotedQuestion:
        stored = self._catalog.turn(question.turn.id)
        transcript, place = self.transcript(stored.transcript), question.source
        whole = paragraphs(transcript.text, (place.start, place.end), transcript.heading.format)
        return QuotedQuestion(stored, self.evidence(stored), beginning(question.readable, _PREVIEW), whole)


def quotes_of(shelf: Shelf, results: Iterable[Result]) -> list[Quote]:
    """Results as pages show them, without those that were removed or revised since the search."""
    quotes = []
    for result in results:
        with contextlib.suppress(NotFound):
            quotes.append(shelf.result(result))
    return quotes
