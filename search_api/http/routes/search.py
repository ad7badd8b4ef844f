"""Searching."""

from typing import Annotated

import msgspec
from litestar import Response, get
from litestar.datastructures import State

from search_api.contract.bounds import MAX_CONTEXT, MAX_LIMIT
from search_api.contract.records import Mode, SearchAnswer
from search_api.http.answering import CSV, JSON, NDJSON, AnyRequest, Forms, answer, indexed
from search_api.http.description.responses import reading
from search_api.http.parameters import SHARED_PARAMETERS, Cursor, SharedRequest, parameter
from search_api.http.tables import result_lines, results_table
from search_api.server.state import measures_of, searcher_of

FORMS: Forms = {JSON: msgspec.json.encode, CSV: results_table, NDJSON: result_lines}


@get(
    "/v1/search",
    dependencies=SHARED_PARAMETERS,
    responses=reading(404, 409),
    sync_to_thread=True,
    summary="Quoted passages that answer a question",
)
def search(  # noqa: PLR0913 - one argument a query parameter of the contract
    state: State,
    request: AnyRequest,
    search_request: SharedRequest,
    mode: Annotated[
        Mode, parameter("Ranking: the trained model (ranked), both retrievers fused (hybrid), or one of them.")
    ] = "ranked",
    limit: Annotated[int, parameter(f"Results per page, 1 to {MAX_LIMIT}.", minimum=1, maximum=MAX_LIMIT)] = 10,
    cursor: Cursor = None,
    context: Annotated[
        int,
        parameter(
            f"Turns to add before and after each quote, 0 to {MAX_CONTEXT}.", minimum=0, maximum=MAX_CONTEXT
        ),
    ] = 0,
) -> Response[SearchAnswer]:
    """Ranked quotes, each with its speaker, its source and the question that it replies to."""
    page_request = msgspec.structs.replace(
        search_request, mode=mode, limit=limit, cursor=cursor, context=context
    )
    searcher, measures = searcher_of(state), measures_of(state)
    return answer(request, indexed(request), lambda: searcher.search(page_request, measures.searched), FORMS)
