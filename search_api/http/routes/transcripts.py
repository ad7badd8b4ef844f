"""Transcripts: the list, metadata with turns, and text."""

import datetime
from typing import Annotated

import msgspec
from litestar import MediaType, Response, get
from litestar.datastructures import State

from indexer.catalog.listing import Order
from indexer.catalog.protocol import TranscriptReads
from indexer.model import Transcript
from search_api.browse.listing import MAX_LIMIT, MAX_WORDS, ListRequest, TranscriptsAnswer, list_transcripts
from search_api.contract.bounds import check_limit
from search_api.contract.keyset import decode_place, encode_place
from search_api.contract.records import TurnQuote
from search_api.http.answering import CSV, JSON, NDJSON, Forms, Requested, answer, indexed
from search_api.http.conditional import Validators, etag_of
from search_api.http.description.responses import reading
from search_api.http.parameters import Cursor, DateFrom, DateTo, Speakers, TranscriptId, told
from search_api.http.tables import entries_table, entry_lines, turns_table
from search_api.search.snapshot import Version
from search_api.search.turns import TURNS_A_PAGE, turn_quote
from search_api.server.state import searcher_of


class _NextPage(msgspec.Struct, frozen=True):
    """Where a page of turns begins, by ordinal; below what SQLite takes for a number."""

    first: Annotated[int, msgspec.Meta(ge=0, lt=2**31)]


class TranscriptAnswer(msgspec.Struct, frozen=True):
    """A transcript's metadata and a page of its turns, of which it has `turn_count`."""

    id: str
    title: str | None
    date: datetime.date | None
    url: str | None
    venue: str | None
    format: str
    text_sha256: str
    turn_count: int
    turns: tuple[TurnQuote, ...]
    next_cursor: str | None


LIST_FORMS: Forms = {JSON: msgspec.json.encode, CSV: entries_table, NDJSON: entry_lines}


@get(
    "/v1/transcripts", responses=reading(404, 409), sync_to_thread=True, summary="The transcripts in the index"
)
def transcripts(  # noqa: PLR0913 - one argument a query parameter
    state: State,
    request: Requested,
    q: Annotated[
        str | None, told("Words, each in the title, the venue or the id.", "Morning Joe", maxLength=MAX_WORDS)
    ] = None,
    speaker: Speakers = None,
    date_from: DateFrom = None,
    date_to: DateTo = None,
    order: Annotated[Order, told("By date; transcripts without one come last either way.")] = "newest",
    limit: Annotated[int, told(f"Transcripts a page, 1 to {MAX_LIMIT:,}.", minimum=1, maximum=MAX_LIMIT)] = 100,
    cursor: Cursor = None,
) -> Response[TranscriptsAnswer]:
    """Transcripts by date and id, without their words."""
    asked = ListRequest(q, tuple(speaker or ()), date_from, date_to, order, limit, cursor)
    catalog = searcher_of(state).catalog
    return answer(request, indexed(request), lambda: list_transcripts(catalog, asked), LIST_FORMS)


@get(
    "/v1/transcripts/{transcript_id:str}",
    responses=reading(404),
    sync_to_thread=True,
    summary="A transcript by turns",
)
def transcript(
    state: State,
    request: Requested,
    transcript_id: TranscriptId,
    limit: Annotated[
        int, told(f"Turns a page, 1 to {TURNS_A_PAGE}.", minimum=1, maximum=TURNS_A_PAGE)
    ] = TURNS_A_PAGE,
    cursor: Cursor = None,
) -> Response[TranscriptAnswer]:
    """A transcript's metadata and its turns, in their order, up to 500 a page.

    A cursor is good for the transcript as it was: where it changed since, it is refused.
    """
    check_limit(limit, TURNS_A_PAGE)
    searcher = searcher_of(state)
    catalog = searcher.catalog
    with catalog.reading():
        return answer(
            request,
            _validators(catalog, searcher.version(), request, transcript_id),
            lambda: _read(catalog, transcript_id, limit, cursor),
            _forms(catalog),
        )


@get(
    "/v1/transcripts/{transcript_id:str}/text",
    responses=reading(404),
    sync_to_thread=True,
    media_type=MediaType.TEXT,
    summary="A transcript's text",
)
def transcript_text(state: State, request: Requested, transcript_id: TranscriptId) -> Response[str]:
    """The stored text, which all offsets count in, as UTF-8."""
    searcher = searcher_of(state)
    catalog = searcher.catalog
    with catalog.reading():
        digest = catalog.heading(transcript_id).text_sha256
        validators = Validators(f'"{digest}"', searcher.version().changed)
        forms: Forms = {"text/plain": lambda text: str(text).encode()}
        return answer(request, validators, lambda: catalog.text(transcript_id), forms)


def _forms(catalog: TranscriptReads) -> Forms:
    return {
        JSON: msgspec.json.encode,
        CSV: lambda made: turns_table(_page_of(catalog, made)),
        NDJSON: lambda made: msgspec.json.Encoder().encode_lines(made.turns),
    }


def _validators(
    catalog: TranscriptReads, version: Version, request: Requested, transcript_id: str
) -> Validators:
    """Those of a transcript with its attribution; the tag begins with the text's hash, as `If-Match` takes it."""
    digest = catalog.heading(transcript_id).text_sha256
    rest = etag_of(catalog.record_sum(transcript_id), version.program, request.headers.get("accept"))
    return Validators(f'"{digest}.{rest[1:17]}"', version.changed)


def _page_of(catalog: TranscriptReads, answered: TranscriptAnswer) -> Transcript:
    """The transcript with the turns of a page alone."""
    ordinals = [one.turn.ordinal for one in answered.turns]
    stored = catalog.turns_of(answered.id, range(ordinals[0], ordinals[-1] + 1)) if ordinals else []
    return Transcript(
        id=answered.id,
        format=answered.format,
        text=catalog.text(answered.id),
        title=answered.title,
        date=answered.date,
        url=answered.url,
        venue=answered.venue,
        turns=tuple(one.turn for one in stored),
    )


def _read(catalog: TranscriptReads, transcript_id: str, limit: int, cursor: str | None) -> TranscriptAnswer:
    heading = catalog.heading(transcript_id)
    # Turns of one state must not be joined with those of another.
    asked = (transcript_id, catalog.record_sum(transcript_id))
    first = 0 if cursor is None else decode_place(asked, cursor, _NextPage).first
    text = catalog.text(transcript_id)
    stored = catalog.turns_of(transcript_id, range(first, first + limit))
    count = catalog.turn_count(transcript_id)
    following = first + len(stored)
    return TranscriptAnswer(
        heading.id,
        heading.title,
        heading.date,
        heading.url,
        heading.venue,
        heading.format,
        heading.text_sha256,
        count,
        tuple(turn_quote(one, text, heading) for one in stored),
        encode_place(asked, _NextPage(following)) if following < count else None,
    )
