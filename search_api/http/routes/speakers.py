"""Speakers: the list, and one."""

from typing import Annotated

from litestar import get
from litestar.datastructures import State
from litestar.params import Parameter

from search_api.http.state import searcher_of
from search_api.speakers import SpeakerAnswer, SpeakersAnswer, describe_speaker, list_speakers


@get("/v1/speakers", sync_to_thread=True, summary="Who speaks in the index")
def speakers(
    state: State,
    prefix: Annotated[str, Parameter(description="How a word of the name or an alias begins.")] = "",
    limit: Annotated[int, Parameter(description="Speakers a page, 1 to 1,000.")] = 100,
    cursor: Annotated[str | None, Parameter(description="From next_cursor.")] = None,
) -> SpeakersAnswer:
    """Speakers in the order of their names, with how much they say."""
    catalog = searcher_of(state).catalog
    with catalog.reading():
        return list_speakers(catalog, prefix, limit, cursor)


@get("/v1/speakers/{speaker_id:str}", sync_to_thread=True, summary="A speaker")
def speaker(state: State, speaker_id: str) -> SpeakerAnswer:
    """A speaker's names, posts and labels."""
    catalog = searcher_of(state).catalog
    with catalog.reading():
        return describe_speaker(catalog, speaker_id)
