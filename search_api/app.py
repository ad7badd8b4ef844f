"""The HTTP API, version 1. Handlers are synchronous and run in threads: nothing blocks the event loop."""

import datetime
from importlib.metadata import version
from typing import Annotated, Any

import msgspec
from litestar import Litestar, MediaType, Response, get
from litestar.datastructures import State
from litestar.openapi.config import OpenAPIConfig
from litestar.openapi.plugins import JsonRenderPlugin
from litestar.params import Parameter

from indexer.model import Role
from search_api.problems import respond
from search_api.quotes import QuoteCheck, check_quote
from search_api.records import Mode, SearchAnswer, SearchRequest, TranscriptRef, TurnQuote
from search_api.search import Searcher
from search_api.speakers import SpeakerAnswer, SpeakersAnswer, describe_speaker, list_speakers
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


class TurnAnswer(TurnQuote, frozen=True, kw_only=True):
    """A turn, whole, with the event that it belongs to."""

    transcript: TranscriptRef


class Health(msgspec.Struct, frozen=True):
    """How the server does."""

    status: str


def _searcher(state: State) -> Searcher:
    searcher: Searcher = state.searcher
    return searcher


@get("/v1/search", sync_to_thread=True, summary="Quoted passages that answer a question")
def search(  # noqa: PLR0913 - one argument a query parameter of the contract
    state: State,
    q: Annotated[str, Parameter(description="The question or keywords, 1 to 1,000 characters.")],
    speaker: Annotated[list[str] | None, Parameter(description="Id or name; any of them.")] = None,
    date_from: Annotated[datetime.date | None, Parameter(description="First day, inclusive.")] = None,
    date_to: Annotated[datetime.date | None, Parameter(description="Last day, inclusive.")] = None,
    transcript: Annotated[list[str] | None, Parameter(description="Transcript ids; any of them.")] = None,
    role: Annotated[list[Role] | None, Parameter(description="Roles of the turn; any of them.")] = None,
    mode: Annotated[Mode, Parameter(description="How to rank.")] = "ranked",
    limit: Annotated[int, Parameter(description="Results a page, 1 to 100.")] = 10,
    cursor: Annotated[str | None, Parameter(description="From next_cursor.")] = None,
    interpret: Annotated[bool, Parameter(description="Read speaker and dates out of q.")] = True,
    context: Annotated[int, Parameter(description="Turns before and after each hit, 0 to 5.")] = 0,
) -> SearchAnswer:
    """Ranked quotes, each with its speaker, source and the question that it replies to."""
    return _searcher(state).search(
        SearchRequest(
            q=q,
            speakers=tuple(speaker or ()),
            date_from=date_from,
            date_to=date_to,
            transcripts=tuple(transcript or ()),
            roles=tuple(role or ()),
            mode=mode,
            limit=limit,
            cursor=cursor,
            interpret=interpret,
            context=context,
        )
    )


@get("/v1/transcripts/{transcript_id:str}", sync_to_thread=True, summary="A transcript by turns")
def transcript(state: State, transcript_id: str) -> TranscriptAnswer:
    """A transcript's metadata and all its turns."""
    catalog = _searcher(state).catalog
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
    text = _searcher(state).catalog.text(transcript_id)
    return Response(
        text.encode(),
        media_type=MediaType.TEXT,
        headers={"X-Content-Type-Options": "nosniff"},
    )


@get("/v1/turns/{turn_id:str}", sync_to_thread=True, summary="A turn")
def turn(state: State, turn_id: str) -> TurnAnswer:
    """One turn, whole."""
    catalog = _searcher(state).catalog
    with catalog.reading():
        stored = catalog.turn(turn_id)
        heading = catalog.heading(stored.transcript)
        quoted = turn_quote(stored, catalog.text(stored.transcript), heading)
    return TurnAnswer(
        quoted.turn,
        quoted.speaker,
        quoted.quote,
        quoted.source,
        transcript=TranscriptRef(heading.id, heading.title, heading.date, heading.url),
    )


@get("/v1/speakers", sync_to_thread=True, summary="Who speaks in the index")
def speakers(
    state: State,
    prefix: Annotated[str, Parameter(description="How a word of the name or an alias begins.")] = "",
    limit: Annotated[int, Parameter(description="Speakers a page, 1 to 1,000.")] = 100,
    cursor: Annotated[str | None, Parameter(description="From next_cursor.")] = None,
) -> SpeakersAnswer:
    """Speakers in the order of their names, with how much they say."""
    catalog = _searcher(state).catalog
    with catalog.reading():
        return list_speakers(catalog, prefix, limit, cursor)


@get("/v1/speakers/{speaker_id:str}", sync_to_thread=True, summary="A speaker")
def speaker(state: State, speaker_id: str) -> SpeakerAnswer:
    """A speaker's names, posts and labels."""
    catalog = _searcher(state).catalog
    with catalog.reading():
        return describe_speaker(catalog, speaker_id)


@get("/v1/quotes/verify", sync_to_thread=True, summary="Whether a quote still stands")
def verify_quote(
    state: State,
    transcript: Annotated[str, Parameter(description="The transcript's id.")],
    start: Annotated[int, Parameter(description="Where the quote begins in the text, in code points.")],
    end: Annotated[int, Parameter(description="Where it ends.")],
    text_sha256: Annotated[str | None, Parameter(description="The hash of the text that was cited.")] = None,
) -> QuoteCheck:
    """The slice as it stands, whether the text is still the one cited, and what changed if it is not."""
    catalog = _searcher(state).catalog
    with catalog.reading():
        return check_quote(catalog, transcript, start, end, text_sha256)


@get("/health/live", sync_to_thread=False, summary="Whether the process runs")
def live() -> Health:
    """Always the same answer: the process runs."""
    return Health("live")


@get("/health/ready", sync_to_thread=True, summary="Whether searches are answered")
def ready(state: State) -> Health:
    """Ready when the index can be read; otherwise an error."""
    _searcher(state).catalog.generation()
    return Health("ready")


def create_app(searcher: Searcher) -> Litestar:
    """The application over an opened searcher."""
    handlers: list[Any] = [
        search,
        transcript,
        transcript_text,
        turn,
        speakers,
        speaker,
        verify_quote,
        live,
        ready,
    ]
    return Litestar(
        handlers,
        state=State({"searcher": searcher}),
        exception_handlers={Exception: respond},
        openapi_config=OpenAPIConfig(
            title="onrecord",
            version=version("onrecord"),
            description="Who said what, word for word.",
            path="/schema",
            # The other renderers load scripts from elsewhere; ours ask nobody.
            render_plugins=[JsonRenderPlugin()],
        ),
    )
