"""The page of a speaker: posts, names, words that set them apart, events, latest quotes."""

from typing import Any

from litestar import Request, Response, get
from litestar.datastructures import State

from search_api.browse.distinctive import distinctive_words
from search_api.browse.speaker_activity import events_of, latest_of
from search_api.browse.speakers import describe_speaker
from search_api.server.address import address_of
from search_api.server.state import searcher_of
from search_api.web.addresses import SearchState, transcript_address
from search_api.web.plain_words import day_in_words, days_in_words
from search_api.web.quotes import Shelf
from search_api.web.rendering import rendered

_QUOTES, _WORDS, _EVENTS = 5, 24, 50


@get("/speakers/{speaker_id:str}", sync_to_thread=True, include_in_schema=False)
def speaker_page(request: Request[Any, Any, Any], state: State, speaker_id: str) -> Response[str]:
    """A speaker."""
    searcher = searcher_of(state)
    snapshot = searcher.snapshot
    catalog = snapshot.catalog
    with catalog.reading():
        speaker = describe_speaker(catalog, speaker_id)
        events = events_of(snapshot, speaker_id, _EVENTS)
        shelf = Shelf(catalog, snapshot.people, address_of(request, state))
        latest = latest_of(snapshot, speaker_id, _QUOTES)
        quotes = [shelf.quote(*found, rank=rank) for rank, found in enumerate(latest, start=1)]
        words = distinctive_words(snapshot, speaker_id, _WORDS)
    ask = SearchState(speakers=(speaker_id,))
    return rendered(
        "speaker.html",
        speaker=speaker,
        posts=[(one.title, days_in_words(one.date_from, one.date_to)) for one in speaker.roles],
        first=day_in_words(speaker.first_date) if speaker.first_date else "",
        last=day_in_words(speaker.last_date) if speaker.last_date else "",
        words=[(word, ask.address(q=word, interpret=False)) for word in words],
        events=[
            (
                one.heading.title or one.heading.id,
                day_in_words(one.heading.date) if one.heading.date else "",
                one.turns,
                transcript_address(one.heading.id, one.first),
            )
            for one in events
        ],
        quotes=quotes,
        state=SearchState(),
    )
