"""The search page: the question, its interpretation, quotes, and facets."""

from typing import Any

from litestar import Request, Response, get

from indexer.errors import RequestInvalid, SpeakerAmbiguous, SpeakerUnknown
from search_api.contract.records import Interpretation
from search_api.questions.labels import speaking
from search_api.questions.people import People
from search_api.questions.wanted_words import ORDERS, counted_turns
from search_api.runtime.stages import Watch
from search_api.search.searcher import Searcher
from search_api.search.snapshot import Snapshot
from search_api.server.address import address_of
from search_api.server.state import measures_of, searcher_of
from search_api.web.addresses import Link, SearchState, read_state
from search_api.web.chips import Chip, chips_of, choices_of
from search_api.web.narrowing import narrowing_of
from search_api.web.pages.front_page import front_of
from search_api.web.quotes import Shelf, quotes_of
from search_api.web.rendering import rendered

_LIMIT = 10


@get("/", sync_to_thread=True, include_in_schema=False)
def search_page(request: Request[Any, Any, Any]) -> Response[str]:
    """The front page, or the answer to a question."""
    searcher = searcher_of(request.app)
    try:
        page_state = read_state(request.query_params)
    except RequestInvalid as error:
        plain = SearchState(q=(request.query_params.get("q") or "").strip())
        return _troubled(searcher, plain, 400, str(error))
    if not page_state.q:
        return _front(searcher.snapshot, page_state)
    try:
        return _answer(searcher, page_state, address_of(request), measures_of(request.app).count_search)
    except SpeakerUnknown as error:
        near = tuple(Link(name, "", page_state.address(speakers=(name,))) for name in error.near)
        text = "No speaker and no label in this index has that name." + (" Did you mean:" if near else "")
        return _troubled(searcher, page_state, 404, text, near)
    except SpeakerAmbiguous as error:
        namesakes = choices_of(error.candidates, searcher.snapshot.people, page_state)
        text = "More than one person has that name. Whom do you mean?"
        return _troubled(searcher, page_state, 409, text, namesakes)
    except RequestInvalid as error:
        return _troubled(searcher, page_state, 400, str(error))


def _answer(searcher: Searcher, page_state: SearchState, base: str, watch: Watch) -> Response[str]:
    snapshot = searcher.snapshot
    people = snapshot.people
    # By id, so that facets recognise a chosen speaker by any name; a label has none.
    names = (speaking([name], people, snapshot.labels).ids or (name,) for name in page_state.speakers)
    ids = tuple(dict.fromkeys(name for chosen in names for name in chosen))
    page_state = page_state.with_(speakers=ids, cursor=page_state.cursor)
    answer = searcher.search(page_state.request(_LIMIT), watch)
    with snapshot.catalog.reading():
        shelf = Shelf(snapshot, base)
        titles = {key: shelf.title(key) for key in page_state.transcripts}
        quotes = quotes_of(shelf, answer.results)
    interpretation = answer.interpretation
    return rendered(
        "search.html",
        state=page_state,
        answered=answer.answered,
        quotes=quotes,
        reading=chips_of(page_state, interpretation, people, titles),
        interpretation=interpretation,
        narrowing=narrowing_of(snapshot, page_state, interpretation),
        more=page_state.address(cursor=answer.next_cursor) if answer.next_cursor else None,
        first=page_state.address() if page_state.cursor else None,
        orders=[
            Link(text, "", "" if sort == interpretation.sort else page_state.address(sort=sort))
            for sort, text in ORDERS.items()
        ],
        order=ORDERS[interpretation.sort],
        count=None if answer.count is None else counted_turns(answer.count),
        feed=page_state.address(typed="", sort=None).replace("/?", "/v1/feeds/search.atom?", 1),
        passages=snapshot.store.count(),
    )


def _front(snapshot: Snapshot, page_state: SearchState) -> Response[str]:
    shelf = Shelf(snapshot, "")
    with snapshot.catalog.reading():
        front = front_of(snapshot)
        titles = {key: shelf.title(key) for key in page_state.transcripts}
    return rendered(
        "front.html", state=page_state, front=front, chips=_filters(page_state, snapshot.people, titles)
    )


def _filters(page_state: SearchState, people: People, titles: dict[str, str]) -> tuple[Chip, ...]:
    interpretation = Interpretation("", page_state.date_from, page_state.date_to, (), (), ())
    return chips_of(page_state, interpretation, people, titles).chips


def _troubled(
    searcher: Searcher, page_state: SearchState, status: int, text: str, choices: tuple[Link, ...] = ()
) -> Response[str]:
    """Why nothing was searched, and choices of what may be meant."""
    chips = _filters(page_state, searcher.snapshot.people, {})
    return rendered("trouble.html", status=status, state=page_state, text=text, choices=choices, chips=chips)
