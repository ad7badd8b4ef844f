"""Transcripts: metadata with turns, and text."""

import datetime

import msgspec
from litestar import MediaType, Response, get
from litestar.datastructures import State

from search_api.http.state import searcher_of
from search_api.records import TurnQuote
from search_api.turns import turn_quote


class TranscriptAnswer(msgspec.Struct, frozen=True):
    """A transcript's metadata and turns."""

    id: str
    title: str | None
    date: datetime.date | None
    url: str | None
    venue: str | None
    format: str
    text_sha256: str
    turns: tuple[TurnQuote, ...]


@get("/v1/transcripts/{transcript_id:str}", sync_to_thread=True, summary="A transcript by turns")
def transcript(state: State, transcript_id: str) -> TranscriptAnswer:
    """A transcript's metadata and all its turns."""
    catalog = searcher_of(state).catalog
    with catalog.reading():
        heading = catalog.heading(transcript_id)
        text = catalog.text(transcript_id)
        turns = catalog.turns_of(transcript_id)
    return TranscriptAnswer(
        heading.id,
        heading.title,
        heading.date,
        heading.url,
        heading.venue,
        heading.format,
        heading.text_sha256,
        tuple(turn_quote(stored, text, heading) for stored in turns),
    )


@get(
    "/v1/transcripts/{transcript_id:str}/text",
    sync_to_thread=True,
    media_type=MediaType.TEXT,
    summary="A transcript's text",
)
def transcript_text(state: State, transcript_id: str) -> Response[bytes]:
    """The stored text, which all offsets count in, as UTF-8."""
    text = searcher_of(state).catalog.text(transcript_id)
    return Response(
        text.encode(),
        media_type=MediaType.TEXT,
        headers={"X-Content-Type-Options": "nosniff"},
    )
