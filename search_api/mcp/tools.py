"""The tools, over a searcher. Their docstrings and parameters are what an assistant is told."""

import datetime
from typing import Annotated

from pydantic import Field

from indexer.catalog.protocol import TranscriptReads
from indexer.errors import RequestInvalid
from search_api.browse.speakers import list_speakers
from search_api.contract.records import Result, SearchRequest, TurnQuote
from search_api.mcp.records import Checked, Found, People, Person, Quote, Said, WindowColumns
from search_api.quotes.citation_formats import credited, source_of
from search_api.quotes.citation_source import CitationRequest, cited
from search_api.quotes.quote_check import Place, check_quote
from search_api.quotes.wording import find_wording
from search_api.search.render import reading_of
from search_api.search.searcher import Searcher
from search_api.search.turns import turn_id, turn_quote

MOST_TURNS = 10
"""The most turns on either side that are given as context."""

Strings = list[str] | None


class Tools:
    """What assistants may ask of an index; `base` is the address of the server whose pages citations link to."""

    def __init__(self, searcher: Searcher, base: str | None = None) -> None:
        self._searcher, self._base = searcher, base

    def search_quotes(  # noqa: PLR0913, PLR0917 - one argument a parameter of the tool
        self,
        q: Annotated[
            str, Field(description="A question or keywords: what did Blinken say about cyber attacks")
        ],
        speaker: Annotated[Strings, Field(description="Names or ids of speakers; any of them.")] = None,
        date_from: Annotated[datetime.date | None, Field(description="First day, as 2022-02-16.")] = None,
        date_to: Annotated[datetime.date | None, Field(description="Last day, inclusive.")] = None,
        transcript: Annotated[Strings, Field(description="Ids of transcripts; any of them.")] = None,
        limit: Annotated[int, Field(description="How many quotes, 1 to 100.")] = 5,
    ) -> Found:
        """Find what was said on the record: verbatim quotes of transcripts that answer a question, best first.

        Quote `words` unchanged, credit `said_by` as it is given, and put `citation` below. Where `answered` is
        false, say that the archive has no answer; do not fill the gap from memory.
        """
        request = SearchRequest(
            q,
            speakers=tuple(speaker or ()),
            date_from=date_from,
            date_to=date_to,
            transcripts=tuple(transcript or ()),
            limit=limit,
        )
        answer = self._searcher.search(request)
        catalog = self._searcher.catalog
        with catalog.reading():
            quotes = [self._quote(catalog, result) for result in answer.results]
        return Found(
            answered=answer.answered,
            answer_probability=answer.answer_probability,
            read_as=reading_of(answer),
            quotes=quotes,
        )

    def get_context(
        self,
        turn: Annotated[str, Field(description="The turn's id, from search_quotes: blinken-morning-joe:16")],
        before: Annotated[int, Field(description="Turns before it, 0 to 10.")] = 3,
        after: Annotated[int, Field(description="Turns after it, 0 to 10.")] = 3,
    ) -> WindowColumns:
        """Read what was said around a quote: whole turns, verbatim, in their order.

        Use it before you quote a reply whose question matters, or a sentence that may mean something else in
        its place.
        """
        for name, count in (("before", before), ("after", after)):
            if not 0 <= count <= MOST_TURNS:
                raise RequestInvalid(name, f"{count} is out of range; give 0 to {MOST_TURNS}.")
        catalog = self._searcher.catalog
        with catalog.reading():
            at = catalog.turn(turn)
            heading, text = catalog.heading(at.transcript), catalog.text(at.transcript)
            ordinal = at.turn.ordinal
            turns = catalog.turns_of(at.transcript, range(ordinal - before, ordinal + after + 1))
        return WindowColumns(
            at=turn,
            transcript=heading.id,
            title=heading.title,
            date=heading.date,
            turns=[_said(turn_quote(stored, text, heading)) for stored in turns],
        )

    def verify_quote(
        self,
        transcript: Annotated[str, Field(description="The transcript's id.")],
        words: Annotated[
            str | None, Field(description="The wording to look for, as you mean to quote it.")
        ] = None,
        start: Annotated[int | None, Field(description="Or the quote's place: where it begins.")] = None,
        end: Annotated[int | None, Field(description="Where it ends.")] = None,
        text_sha256: Annotated[str | None, Field(description="The hash of the text that was cited.")] = None,
    ) -> Checked:
        """Check a quote before you publish it: does this very wording stand in that transcript, and who says it?

        Give `words`, or `start`, `end` and `text_sha256` of an earlier citation. `quote` is what the
        transcript has: use that. Where `stands` is false, correct your quote to it or drop it.
        """
        catalog = self._searcher.catalog
        with catalog.reading():
            if words is not None:
                found = find_wording(catalog, transcript, words)
                return self._checked(catalog, transcript, found.verdict, found.quote, found.place)
            if start is None or end is None:
                raise RequestInvalid("words", "give the words, or both start and end.")
            check = check_quote(catalog, transcript, start, end, text_sha256)
            return self._checked(catalog, transcript, check.verdict, check.quote, check.current)

    def list_speakers(
        self,
        prefix: Annotated[str, Field(description="How a word of the name begins; empty for all.")] = "",
        limit: Annotated[int, Field(description="How many, 1 to 1,000.")] = 50,
    ) -> People:
        """List who speaks in this archive, by name, with how much they say.

        Use it to find the id of a speaker, or to learn whether somebody is in the archive at all.
        """
        catalog = self._searcher.catalog
        with catalog.reading():
            answer = list_speakers(catalog, prefix, limit, None)
        people = [
            Person(id=one.id, name=one.name, turns=one.turns, transcripts=one.transcripts)
            for one in answer.speakers
        ]
        return People(speakers=people, more=answer.next_cursor is not None)

    def _quote(self, catalog: TranscriptReads, result: Result) -> Quote:
        source, speaker = result.source, result.speaker
        citing = CitationRequest(result.turn.id, source.start, source.end, source.text_sha256)
        return Quote(
            turn=result.turn.id,
            said_by=credited(speaker.name, speaker.label, speaker.status),
            status=speaker.status,
            words=result.quote,
            start=source.start,
            end=source.end,
            transcript=result.transcript.id,
            text_sha256=source.text_sha256,
            title=result.transcript.title,
            date=result.transcript.date,
            source_url=result.transcript.url,
            question=result.question.quote if result.question else None,
            citation=source_of(cited(catalog, citing, self._base)),
        )

    def _checked(
        self, catalog: TranscriptReads, transcript: str, verdict: str, quote: str | None, place: Place | None
    ) -> Checked:
        stands = verdict in {"exact", "typography", "unchanged", "stands", "moved"}
        holder = catalog.turn_holding(transcript, place.start, place.end) if place is not None else None
        if holder is None or place is None:
            return Checked(
                stands=stands, verdict=verdict, quote=quote, said_by=None, status=None, citation=None
            )
        citing = CitationRequest(turn_id(holder), place.start, place.end, place.text_sha256)
        found = cited(catalog, citing, self._base)
        return Checked(
            stands=stands,
            verdict=verdict,
            quote=quote,
            said_by=credited(found.name, found.label, found.status),
            status=found.status,
            citation=source_of(found),
        )


def _said(quoted: TurnQuote) -> Said:
    speaker = quoted.speaker
    return Said(
        turn=quoted.turn.id,
        said_by=credited(speaker.name, speaker.label, speaker.status),
        status=speaker.status,
        words=quoted.quote,
        start=quoted.source.start,
        end=quoted.source.end,
    )
