"""Turns."""

from litestar import Response, get
from litestar.datastructures import State

from indexer.catalog.protocol import TranscriptReads
from search_api.contract.records import TranscriptRef, TurnQuote
from search_api.http.answering import Requested, answer, indexed
from search_api.http.description.responses import reading
from search_api.http.parameters import TurnId
from search_api.search.turns import turn_quote
from search_api.server.state import searcher_of


class TurnAnswer(TurnQuote, frozen=True, kw_only=True):
    """A turn, whole, with the event that it belongs to."""

    transcript: TranscriptRef


@get("/v1/turns/{turn_id:str}", responses=reading(404), sync_to_thread=True, summary="A turn")
def turn(
    state: State,
    request: Requested,
    turn_id: TurnId,
) -> Response[TurnAnswer]:
    """One turn, whole."""
    return answer(request, indexed(request), lambda: _read(searcher_of(state).catalog, turn_id))


def _read(catalog: TranscriptReads, turn_id: str) -> TurnAnswer:
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
