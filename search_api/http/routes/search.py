"""Searching."""

from typing import Annotated

import msgspec
from litestar import Response, get
from litestar.datastructures import State

from search_api.contract.bounds import MAX_CONTEXT, MAX_LIMIT
from search_api.contract.records import Mode, SearchAnswer
from search_api.http.answering import CSV, JSON, NDJSON, Forms, Requested, answer, indexed
from search_api.http.description.responses import reading
from search_api.http.parameters import FILTERED, Cursor, Filtered, told
from search_api.http.tables import result_lines, results_table
from search_api.server.state import measures_of, searcher_of

FORMS: Forms = {JSON: msgspec.json.encode, CSV: results_table, NDJSON: result_lines}


@get(
    "/v1/search",
    dependencies=FILTERED,
    responses=reading(404, 409),
    sync_to_thread=True,
    summary="Quoted passages that answer a question",
)
def search(  # noqa: PLR0913 - one argument a query parameter of the contract
    state: State,
    request: Requested,
    filtered: Filtered,
    mode: Annotated[Mode, told("How to rank.")] = "ranked",
    limit: Annotated[int, told(f"Results a page, 1 to {MAX_LIMIT}.", minimum=1, maximum=MAX_LIMIT)] = 10,
    cursor: Cursor = None,
    context: Annotated[
        int, told(f"Turns before and after each hit, 0 to {MAX_CONTEXT}.", minimum=0, maximum=MAX_CONTEXT)
    ] = 0,
) -> Response[SearchAnswer]:
    """Ranked quotes, each with its speaker, source and the question that it replies to."""
    asked = msgspec.structs.replace(filtered, mode=mode, limit=limit, cursor=cursor, context=context)
    searcher, measures = searcher_of(state), measures_of(state)
    return answer(request, indexed(request), lambda: searcher.search(asked, measures.searched), FORMS)
