"""Turns."""

from litestar import Response, get
from litestar.datastructures import State

from search_api.browse.transcript import TurnAnswer, read_turn
from search_api.http.answering import AnyRequest, answer, indexed
from search_api.http.description.responses import reading
from search_api.http.parameters import TurnId
from search_api.server.state import searcher_of


@get("/v1/turns/{turn_id:str}", responses=reading(404), sync_to_thread=True, summary="A turn")
def turn(
    state: State,
    request: AnyRequest,
    turn_id: TurnId,
) -> Response[TurnAnswer]:
    """A turn, whole, with its speaker, source and event."""
    return answer(request, indexed(request), lambda: read_turn(searcher_of(state).catalog, turn_id))
