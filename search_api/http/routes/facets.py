"""Facets of a search."""

from litestar import Response, get
from litestar.datastructures import State

from search_api.browse.facets import Facets, count_facets
from search_api.http.answering import Requested, answer, indexed
from search_api.http.description.responses import reading
from search_api.http.parameters import FILTERED, Filtered
from search_api.server.state import searcher_of


@get(
    "/v1/facets",
    dependencies=FILTERED,
    responses=reading(404, 409),
    sync_to_thread=True,
    summary="Matches by speaker, month and transcript",
)
def facets(state: State, request: Requested, filtered: Filtered) -> Response[Facets]:
    """How many turns match a question, and whose, when and where they are.

    A turn matches when it holds at least half of the topic's weight in words, or is among the first ten results;
    without a topic every turn within the filters does.
    """
    return answer(request, indexed(request), lambda: count_facets(searcher_of(state).snapshot, filtered))
