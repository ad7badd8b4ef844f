"""Transcripts: the list, a transcript by turns, and its text."""

from typing import Annotated

import msgspec
from litestar import MediaType, Response, get

from indexer.catalog.listing import Order
from search_api.browse.listing import MAX_LIMIT, MAX_WORDS, ListRequest, TranscriptsAnswer, list_transcripts
from search_api.browse.transcript import TranscriptAnswer, read_page
from search_api.http.answering import (
    CSV,
    JSON,
    NDJSON,
    AnyRequest,
    Forms,
    Validators,
    answer,
    encode_lines,
    etag_of,
    indexed,
)
from search_api.http.description.responses import reading
from search_api.http.parameters import Cursor, DateFrom, DateTo, Speakers, TranscriptId, parameter
from search_api.http.tables import entries_table, turns_table
from search_api.search.turns import TURNS_A_PAGE
from search_api.server.state import searcher_of

LIST_FORMS: Forms = {
    JSON: msgspec.json.encode,
    CSV: entries_table,
    NDJSON: lambda page: encode_lines(page.transcripts),
}
PAGE_FORMS: Forms = {
    JSON: lambda page: msgspec.json.encode(page.answer()),
    CSV: lambda page: turns_table(page.transcript()),
    NDJSON: lambda page: encode_lines(page.quotes()),
}
TEXT_FORMS: Forms = {"text/plain": lambda transcript: str(transcript.text).encode()}


@get(
    "/v1/transcripts", responses=reading(404, 409), sync_to_thread=True, summary="The transcripts in the index"
)
def transcripts(  # noqa: PLR0913 - one argument a query parameter
    request: AnyRequest,
    q: Annotated[
        str | None,
        parameter(
            "Words, each of which is in the title, the venue or the id.", "Morning Joe", maxLength=MAX_WORDS
        ),
    ] = None,
    speaker: Speakers = None,
    date_from: DateFrom = None,
    date_to: DateTo = None,
    order: Annotated[
        Order, parameter("Order by date; transcripts without a date come last in either order.")
    ] = "newest",
    limit: Annotated[
        int, parameter(f"Transcripts per page, 1 to {MAX_LIMIT:,}.", minimum=1, maximum=MAX_LIMIT)
    ] = 100,
    cursor: Cursor = None,
) -> Response[TranscriptsAnswer]:
    """Metadata of transcripts, by date and id."""
    list_request = ListRequest(q, tuple(speaker or ()), date_from, date_to, order, limit, cursor)
    snapshot = searcher_of(request.app).snapshot
    return answer(request, indexed(request), lambda: list_transcripts(snapshot, list_request), LIST_FORMS)


@get(
    "/v1/transcripts/{transcript_id:str}",
    responses=reading(404),
    sync_to_thread=True,
    summary="A transcript by turns",
)
def transcript(
    request: AnyRequest,
    transcript_id: TranscriptId,
    limit: Annotated[
        int, parameter(f"Turns per page, 1 to {TURNS_A_PAGE}.", minimum=1, maximum=TURNS_A_PAGE)
    ] = TURNS_A_PAGE,
    cursor: Cursor = None,
) -> Response[TranscriptAnswer]:
    """A transcript's metadata and its turns in order, up to 500 per page.

    A cursor is bound to the state of the transcript, and refused after a change of it.
    """
    searcher = searcher_of(request.app)
    catalog, version = searcher.catalog, searcher.version()
    with catalog.reading():
        # The tag begins with the text's hash, for `If-Match`; the rest depends on the attribution.
        digest = catalog.heading(transcript_id).text_sha256
        rest = etag_of(catalog.record_sum(transcript_id), version.program, request.headers.get("accept"))
        validators = Validators(f'"{digest}.{rest[1:17]}"', version.changed)
        return answer(request, validators, lambda: read_page(catalog, transcript_id, limit, cursor), PAGE_FORMS)


@get(
    "/v1/transcripts/{transcript_id:str}/text",
    responses=reading(404),
    sync_to_thread=True,
    media_type=MediaType.TEXT,
    summary="A transcript's text",
)
def transcript_text(request: AnyRequest, transcript_id: TranscriptId) -> Response[str]:
    """The stored text, to which all offsets refer, as UTF-8."""
    searcher = searcher_of(request.app)
    catalog = searcher.catalog
    with catalog.reading():
        digest = catalog.heading(transcript_id).text_sha256
        validators = Validators(f'"{digest}"', searcher.version().changed)
        return answer(request, validators, lambda: catalog.transcript_text(transcript_id), TEXT_FORMS)
