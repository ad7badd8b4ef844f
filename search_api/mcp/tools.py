"""The tools, over a searcher. Assistants read their docstrings and the descriptions of their parameters."""

import datetime
from typing import Annotated

import msgspec
from pydantic import Field

from indexer.errors import RequestInvalid
from indexer.languages.language import Sort
from indexer.web_address import recording_address
from search_api.browse.speakers import list_speakers
from search_api.browse.transcript import read_window
from search_api.contract.records import Result, SearchRequest, SourceRef, TurnQuote
from search_api.mcp.records import (
    CheckedQuote,
    Context,
    Corrected,
    ListedSpeaker,
    MayBeMeant,
    Quote,
    QuoteDifference,
    QuotedPlace,
    Quotes,
    Said,
    Speakers,
    VerifiedQuote,
)
from search_api.quotes.citation_formats import credited, source_of
from search_api.quotes.citation_source import CitationRequest, read_citation, read_citation_at
from search_api.quotes.cited_quote import verify_quote
from search_api.quotes.judging.judge import judge_quote
from search_api.quotes.judging.records import QuoteMatch
from search_api.quotes.wording import find_wording
from search_api.search.render import interpretation_line
from search_api.search.searcher import Searcher
from search_api.search.turns import turn_quote

MOST_TURNS = 10
"""The most turns before or after a turn that get_context returns."""

Strings = list[str] | None


class Tools:
    """The tools over an index; `base` is the address of the server whose pages citations link to."""

    def __init__(self, searcher: Searcher, base: str | None = None) -> None:
        self._searcher, self._base = searcher, base

    def search_quotes(  # noqa: PLR0913, PLR0917 - one argument a parameter of the tool
        self,
        q: Annotated[
            str,
            Field(
                description="A question or keywords, such as: what did Blinken say about cyber attacks. Words in "
                "quotation marks must be in the quote word for word; -word must not be."
            ),
        ],
        speaker: Annotated[Strings, Field(description="Names, ids or labels of speakers; any of them.")] = None,
        date_from: Annotated[
            datetime.date | None, Field(description="First day, as YYYY-MM-DD, inclusive.")
        ] = None,
        date_to: Annotated[
            datetime.date | None, Field(description="Last day, as YYYY-MM-DD, inclusive.")
        ] = None,
        transcript: Annotated[Strings, Field(description="Ids of transcripts; any of them.")] = None,
        limit: Annotated[int, Field(description="Number of quotes, 1 to 100.")] = 5,
        sort: Annotated[
            Sort | None,
            Field(
                description="Order of the quotes that answer: relevance, oldest or newest; null leaves it to q."
            ),
        ] = None,
    ) -> Quotes:
        """Find what was said on the record: verbatim quotes from transcripts that answer a question, best first.

        Quote `readable` unchanged, credit `said_by` as it is given, and put `citation` below. Where `answered` is
        false, say that the archive has no answer; do not answer from memory.
        """
        request = SearchRequest(
            q,
            speakers=tuple(speaker or ()),
            date_from=date_from,
            date_to=date_to,
            transcripts=tuple(transcript or ()),
            limit=limit,
            sort=sort,
        )
        answer = self._searcher.search(request)
        with self._searcher.catalog.reading():
            quotes = [self._quote(result) for result in answer.results]
        interpretation = answer.interpretation
        return Quotes(
            answered=answer.answered,
            answer_probability=answer.answer_probability,
            read_as=interpretation_line(answer),
            several=[
                MayBeMeant(mention=mention.mention, id=person.id, name=person.name)
                for mention in (*interpretation.speakers, *interpretation.answered_by)
                for person in mention.candidates
            ],
            unknown=list(interpretation.unknown),
            corrections=[
                Corrected(given=each.given, searched=each.searched) for each in interpretation.corrections
            ],
            count=answer.count,
            quotes=quotes,
        )

    def get_context(
        self,
        turn: Annotated[str, Field(description="The turn's id, from search_quotes: blinken-morning-joe:16")],
        before: Annotated[int, Field(description="Turns before it, 0 to 10.")] = 3,
        after: Annotated[int, Field(description="Turns after it, 0 to 10.")] = 3,
    ) -> Context:
        """Read what was said before and after a quote: whole turns, verbatim, in order.

        Use it before you quote a reply whose question matters, or a sentence whose meaning depends on its context.
        """
        for name, count in (("before", before), ("after", after)):
            if not 0 <= count <= MOST_TURNS:
                raise RequestInvalid(name, f"{count} is out of range; give 0 to {MOST_TURNS}.")
        _, page = read_window(self._searcher.catalog, turn, before, after)
        heading = page.heading
        return Context(
            at=turn,
            transcript=heading.id,
            title=heading.title,
            date=heading.date,
            turns=[_said(turn_quote(stored, page)) for stored in page.turns],
        )

    def verify_quote(
        self,
        transcript: Annotated[str, Field(description="The transcript's id.")],
        words: Annotated[
            str | None, Field(description="The words to look for, as you intend to quote them.")
        ] = None,
        start: Annotated[int | None, Field(description="Instead of words: where the quote begins.")] = None,
        end: Annotated[int | None, Field(description="Where the quote ends.")] = None,
        text_sha256: Annotated[str | None, Field(description="SHA-256 of the text that was cited.")] = None,
    ) -> VerifiedQuote:
        """Check a quote before you publish it: does the transcript have exactly these words, and who says them?

        Give `words`, or `start`, `end` and `text_sha256` of an earlier citation. `readable` is the wording of the
        transcript: use that. Where `stands` is false, correct your quote to it or drop it.
        """
        catalog = self._searcher.catalog
        with catalog.reading():
            if words is not None:
                wording = find_wording(catalog, transcript, words)
                return self._verified(transcript, wording.verdict, wording.quote, wording.place)
            if start is None or end is None:
                raise RequestInvalid("words", "give the words, or both start and end.")
            check = verify_quote(catalog, transcript, start, end, text_sha256)
            return self._verified(transcript, check.verdict, check.quote, check.current)

    def check_quote(
        self,
        text: Annotated[
            str,
            Field(
                description="What somebody is said to have said, as it was written, of any length to 10,000."
            ),
        ],
        speaker: Annotated[
            str | None, Field(description="Who is said to have said it: a name, id or label.")
        ] = None,
    ) -> CheckedQuote:
        """Check a quote from anywhere over the whole archive: did anybody say this, who, and in these words?

        Use it where no transcript is known. Say `explanation`, quote `readable` of the first place, and put its
        `citation` below. A quote that is not verbatim must be corrected to `readable` or dropped.
        """
        judgement = judge_quote(self._searcher.snapshot, text, speaker)
        with self._searcher.catalog.reading():
            places = [self._place(match) for match in judgement.matches]
        return CheckedQuote(
            verdict=judgement.verdict,
            explanation=judgement.explanation,
            speakers=[person.name for person in judgement.speakers],
            places=places,
        )

    def list_speakers(
        self,
        prefix: Annotated[str, Field(description="Beginning of a word of the name; empty for all.")] = "",
        limit: Annotated[int, Field(description="Number of speakers, 1 to 1,000.")] = 50,
    ) -> Speakers:
        """List the speakers of this archive by name, with their numbers of turns and transcripts.

        Use it to find the id of a speaker, or to learn whether somebody speaks in the archive.
        """
        answer = list_speakers(self._searcher.snapshot, prefix, limit, None)
        speakers = [ListedSpeaker(**msgspec.structs.asdict(speaker)) for speaker in answer.speakers]
        return Speakers(speakers=speakers, more=answer.next_cursor is not None)

    def _quote(self, result: Result) -> Quote:
        place = result.source
        request = CitationRequest(result.turn.id, place.start, place.end, place.text_sha256)
        source = read_citation(self._searcher.catalog, request, self._base)
        return Quote(
            **_said(result).model_dump(),
            transcript=result.transcript.id,
            text_sha256=place.text_sha256,
            title=result.transcript.title,
            date=result.transcript.date,
            source_url=result.transcript.url,
            question=result.question.readable if result.question else None,
            citation=source_of(source),
        )

    def _place(self, match: QuoteMatch) -> QuotedPlace:
        place = match.source
        request = CitationRequest(match.turn.id, place.start, place.end, place.text_sha256)
        return QuotedPlace(
            turn=match.turn.id,
            transcript=match.transcript.id,
            said_by=credited(match.speaker),
            status=match.speaker.status,
            readable=match.readable,
            differences=[
                QuoteDifference(kind=each.kind, given=each.given, said=each.said) for each in match.differences
            ],
            left_out=list(match.left_out),
            negation_before=match.negation_before,
            citation=source_of(read_citation(self._searcher.catalog, request, self._base)),
        )

    def _verified(
        self, transcript: str, verdict: str, quote: str | None, place: SourceRef | None
    ) -> VerifiedQuote:
        source = read_citation_at(self._searcher.catalog, transcript, place, self._base) if place else None
        return VerifiedQuote(
            stands=verdict in {"exact", "typography", "unchanged", "stands", "moved"},
            verdict=verdict,
            readable=source.words if source else quote,
            quote=quote,
            said_by=credited(source.speaker) if source else None,
            status=source.speaker.status if source else None,
            citation=source_of(source) if source else None,
        )


def _said(quoted: TurnQuote | Result) -> Said:
    return Said(
        turn=quoted.turn.id,
        said_by=credited(quoted.speaker),
        status=quoted.speaker.status,
        readable=quoted.readable,
        words=quoted.quote,
        start=quoted.source.start,
        end=quoted.source.end,
        start_time=quoted.source.start_time,
        recording=recording_address(quoted.source.media_url, quoted.source.start_time)
        or quoted.source.media_url,
    )
