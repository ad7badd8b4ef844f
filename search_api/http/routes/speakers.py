"""Speakers: the list, and a speaker."""

from typing import Annotated

from litestar import Response, get

from search_api.browse.speakers import (
    MAX_LIMIT,
    MAX_PREFIX,
    SpeakerAnswer,
    SpeakersAnswer,
    describe_speaker,
    list_speakers,
)
from search_api.http.answering import AnyRequest, answer, indexed
from search_api.http.description.responses import reading
from search_api.http.parameters import Cursor, SpeakerId, parameter
from search_api.server.state import searcher_of


@get("/v1/speakers", responses=reading(), sync_to_thread=True, summary="Who speaks in the index")
def speakers(
    request: AnyRequest,
    prefix: Annotated[
        str, parameter("Beginning of a word of the name or an alias.", "blin", maxLength=MAX_PREFIX)
    ] = "",
    limit: Annotated[
        int, parameter(f"Speakers per page, 1 to {MAX_LIMIT:,}.", minimum=1, maximum=MAX_LIMIT)
    ] = 100,
    cursor: Cursor = None,
) -> Response[SpeakersAnswer]:
    """Speakers in the order of their names, with their numbers of turns and transcripts."""
    snapshot = searcher_of(request.app).snapshot
    return answer(request, indexed(request), lambda: list_speakers(snapshot, prefix, limit, cursor))


@get("/v1/speakers/{speaker_id:str}", responses=reading(404), sync_to_thread=True, summary="A speaker")
def speaker(request: AnyRequest, speaker_id: SpeakerId) -> Response[SpeakerAnswer]:
    """A speaker's names, posts, labels and numbers of turns and transcripts."""
    snapshot = searcher_of(request.app).snapshot
    return answer(request, indexed(request), lambda: describe_speaker(snapshot, speaker_id))
