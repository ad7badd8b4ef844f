"""Searching, and facets of a search."""

from typing import Annotated

import msgspec
from litestar import Response, get

from indexer.languages.language import Sort
from search_api.browse.facets import Facets, count_facets
from search_api.contract.bounds import MAX_CONTEXT, MAX_LIMIT
from search_api.contract.records import Mode, SearchAnswer
from search_api.http.answering import CSV, JSON, NDJSON, AnyRequest, Forms, answer, encode_lines, indexed
from search_api.http.description.responses import reading
from search_api.http.parameters import SHARED_PARAMETERS, Cursor, SharedRequest, parameter
from search_api.http.tables import results_table
from search_api.server.state import measures_of, searcher_of

FORMS: Forms = {
    JSON: msgspec.json.encode,
    CSV: results_table,
    NDJSON: lambda found: encode_lines(found.results),
}


@get(
    "/v1/search",
    dependencies=SHARED_PARAMETERS,
    responses=reading(404, 409),
    sync_to_thread=True,
    summary="Quoted passages that answer a question",
)
def search(  # noqa: PLR0913 - one argument a query parameter of the contract
    request: AnyRequest,
    search_request: SharedRequest,
    mode: Annotated[
        Mode, parameter("Ranking: the trained model (ranked), both retrievers fused (hybrid), or one.")
    ] = "ranked",
    sort: Annotated[
        Sort | None,
        parameter(
            "Order of the results: the best first (relevance), or only those that answer, by date (oldest, newest). "
            "Without it the question decides: what somebody said first is searched oldest first."
        ),
    ] = None,
    limit: Annotated[int, parameter(f"Results per page, 1 to {MAX_LIMIT}.", minimum=1, maximum=MAX_LIMIT)] = 10,
    cursor: Cursor = None,
    context: Annotated[
        int,
        parameter(f"Turns before and after each quote, 0 to {MAX_CONTEXT}.", minimum=0, maximum=MAX_CONTEXT),
    ] = 0,
) -> Response[SearchAnswer]:
    """Ranked quotes, each with its speaker, its source and the question that it replies to."""
    page = msgspec.structs.replace(
        search_request, mode=mode, sort=sort, limit=limit, cursor=cursor, context=context
    )
    searcher, measures = searcher_of(request.app), measures_of(request.app)
    return answer(request, indexed(request), lambda: searcher.search(page, measures.count_search), FORMS)


@get(
    "/v1/facets",
    dependencies=SHARED_PARAMETERS,
    responses=reading(404, 409),
    sync_to_thread=True,
    summary="Matches by speaker, month and transcript",
)
def facets(request: AnyRequest, search_request: SharedRequest) -> Response[Facets]:
    """How many turns match a question, by speaker, month and transcript.

    A turn matches when it has at least half of the topic's weight in words, or is among the first ten results. Without
    a topic every turn within the filters matches.
    """
    return answer(
        request, indexed(request), lambda: count_facets(searcher_of(request.app).snapshot, search_request)
    )
