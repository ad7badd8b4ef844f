"""The page of a speaker: posts, names, distinctive words, events, latest quotes."""

from typing import Any

from litestar import Request, Response, get

from search_api.browse.distinctive import distinctive_words
from search_api.browse.speaker_activity import events_of, latest_of
from search_api.browse.speakers import describe_speaker
from search_api.server.address import address_of
from search_api.server.state import searcher_of
from search_api.web.addresses import SearchState
from search_api.web.quotes import Shelf
from search_api.web.rendering import rendered

_QUOTES, _WORDS, _EVENTS = 5, 24, 50


@get("/speakers/{speaker_id:str}", sync_to_thread=True, include_in_schema=False)
def speaker_page(request: Request[Any, Any, Any], speaker_id: str) -> Response[str]:
    """A speaker."""
    snapshot = searcher_of(request.app).snapshot
    with snapshot.catalog.reading():
        speaker = describe_speaker(snapshot, speaker_id)
        events = events_of(snapshot, speaker_id, _EVENTS)
        shelf = Shelf(snapshot, address_of(request))
        latest = latest_of(snapshot, speaker_id, _QUOTES)
        quotes = [shelf.quote(stored, place, rank=rank) for rank, (stored, place) in enumerate(latest, start=1)]
        words = distinctive_words(snapshot, speaker_id, _WORDS)
    return rendered(
        "speaker.html",
        speaker=speaker,
        words=words,
        events=events,
        quotes=quotes,
        state=SearchState(speakers=(speaker_id,)),
    )
