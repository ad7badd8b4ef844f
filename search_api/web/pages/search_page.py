"""The search page: one box, the reading of the question, quotes, and what they can be narrowed to."""

from typing import Any

import msgspec
from litestar import Request, Response, get
from litestar.datastructures import State

from indexer.errors import NotFound, RequestInvalid, SpeakerAmbiguous, SpeakerUnknown
from search_api.contract.records import Interpretation
from search_api.questions.people import People
from search_api.runtime.stages import Watch
from search_api.search.searcher import Searcher
from search_api.server.address import address_of
from search_api.server.state import measures_of, searcher_of
from search_api.web.addresses import SearchState, read_state
from search_api.web.attribution_evidence import person_of
from search_api.web.chips import Chip, Choice, reading_of
from search_api.web.narrowing import narrowing_of, undated_state
from search_api.web.pages.front_page import front_of
from search_api.web.quotes import Shelf, quotes_of
from search_api.web.rendering import rendered

_LIMIT = 10


class Trouble(msgspec.Struct, frozen=True):
    """Why nothing was searched, and what may be meant instead."""

    status: int
    text: str
    choices: tuple[Choice, ...] = ()


@get("/", sync_to_thread=True, include_in_schema=False)
def search_page(request: Request[Any, Any, Any], state: State) -> Response[str]:
    """The front page, and the answer to a question."""
    searcher = searcher_of(state)
    try:
        asked = read_state(request.query_params)
    except RequestInvalid as error:
        plain = SearchState(q=(request.query_params.get("q") or "").strip())
        return _troubled(searcher, plain, Trouble(400, str(error)))
    if not asked.q:
        return _front(searcher, asked)
    try:
        return _answer(searcher, asked, address_of(request, state), measures_of(state).searched)
    except SpeakerUnknown as error:
        near = tuple(Choice(name, "", asked.address(speakers=(name,))) for name in error.near)
        text = "Nobody of that name speaks in this index." + (" Did you mean:" if near else "")
        return _troubled(searcher, asked, Trouble(404, text, near))
    except SpeakerAmbiguous as error:
        people = searcher.snapshot.people
        found = [(key, person_of(key, people)) for key in error.candidates]
        several = tuple(Choice(one.name, one.post, asked.address(speakers=(key,))) for key, one in found)
        return _troubled(
            searcher, asked, Trouble(409, "More than one person has that name. Who is meant?", several)
        )
    except RequestInvalid as error:
        return _troubled(searcher, asked, Trouble(400, str(error)))


def _answer(searcher: Searcher, asked: SearchState, base: str, watch: Watch) -> Response[str]:
    people = searcher.snapshot.people
    # By id, so that what is chosen is known as chosen however it was written.
    ids = tuple(dict.fromkeys(people.require(one).id for one in asked.speakers))
    asked = asked.with_(speakers=ids, cursor=asked.cursor)
    answer = searcher.search(asked.request(_LIMIT), watch)
    catalog = searcher.catalog
    with catalog.reading():
        shelf = Shelf(catalog, people, base)
        titles = {key: _title(shelf, key) for key in asked.transcripts}
        quotes = quotes_of(shelf, answer.results)
    read = answer.interpretation
    narrowing = narrowing_of(searcher, asked, read)
    return rendered(
        "search.html",
        state=asked,
        answered=answer.answered,
        quotes=quotes,
        reading=reading_of(asked, read, people, titles),
        narrowing=narrowing,
        more=asked.address(cursor=answer.next_cursor) if answer.next_cursor else None,
        first=asked.address() if asked.cursor else None,
        undated=undated_state(asked).address() if read.date_from or read.date_to else None,
        feed=asked.address(asked="").replace("/?", "/v1/feeds/search.atom?", 1),
        passages=searcher.snapshot.store.count(),
    )


def _title(shelf: Shelf, transcript_id: str) -> str:
    try:
        return shelf.heading(transcript_id).title or transcript_id
    except NotFound:
        return transcript_id


def _front(searcher: Searcher, asked: SearchState) -> Response[str]:
    snapshot = searcher.snapshot
    with snapshot.catalog.reading():
        front = front_of(snapshot)
        titles = {key: _title(Shelf(snapshot.catalog, snapshot.people, ""), key) for key in asked.transcripts}
    return rendered("front.html", state=asked, front=front, chips=_filters(asked, snapshot.people, titles))


def _filters(asked: SearchState, people: People, titles: dict[str, str]) -> tuple[Chip, ...]:
    read = Interpretation("", asked.date_from, asked.date_to, ())
    return reading_of(asked, read, people, titles).chips


def _troubled(searcher: Searcher, asked: SearchState, trouble: Trouble) -> Response[str]:
    chips = _filters(asked, searcher.snapshot.people, {})
    return rendered("trouble.html", status=trouble.status, state=asked, trouble=trouble, chips=chips)
