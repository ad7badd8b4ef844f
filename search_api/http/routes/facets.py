"""Facets of a search."""

from litestar import Response, get
from litestar.datastructures import State

from search_api.browse.facets import Facets, count_facets
from search_api.http.answering import AnyRequest, answer, indexed
from search_api.http.description.responses import reading
from search_api.http.parameters import SHARED_PARAMETERS, SharedRequest
from search_api.server.state import searcher_of


@get(
    "/v1/facets",
    dependencies=SHARED_PARAMETERS,
    responses=reading(404, 409),
    sync_to_thread=True,
    summary="Matches by speaker, month and transcript",
)
def facets(state: State, request: AnyRequest, search_request: SharedRequest) -> Response[Facets]:
    """How many turns match a question, by speaker, month and transcript.

    A turn matches when it has at least half of the topic's weight in words, or is among the first ten results. Without
    a topic every turn within the filters matches.
    """
    return answer(request, indexed(request), lambda: count_facets(searcher_of(state).snapshot, search_request))
