"""Many searches at once: an answer or an error for each, in the order of the queries."""

import time
from collections.abc import Callable, Sequence
from typing import Annotated, Any

import msgspec

from indexer.errors import OnrecordError, OutOfTime, RequestInvalid
from indexer.model import Role
from search_api.contract.allowed import convert
from search_api.contract.bounds import MAX_CONTEXT, MAX_LIMIT, MAX_QUERY
from search_api.contract.records import SearchAnswer, SearchRequest

MOST_QUERIES = 100
MOST_RESULTS = 1000
"""The most results of all queries of a batch together."""


class BatchQuery(SearchRequest, frozen=True, forbid_unknown_fields=True):
    """A search with the parameters of `GET /v1/search` as fields."""

    q: Annotated[str, msgspec.Meta(min_length=1, max_length=MAX_QUERY)]
    speakers: tuple[str, ...] = msgspec.field(name="speaker", default=())
    transcripts: tuple[str, ...] = msgspec.field(name="transcript", default=())
    roles: tuple[Role, ...] = msgspec.field(name="role", default=())
    limit: Annotated[int, msgspec.Meta(ge=1, le=MAX_LIMIT)] = 10
    context: Annotated[int, msgspec.Meta(ge=0, le=MAX_CONTEXT)] = 0

    def request(self) -> SearchRequest:
        """The query as a search request, whose cursor is that of the same `GET`."""
        return SearchRequest(*msgspec.structs.astuple(self))


def search_all(
    search: Callable[[SearchRequest], SearchAnswer], queries: Sequence[Any], seconds: float
) -> list[SearchAnswer | OnrecordError]:
    """An answer or an error for each query of a body, in order; `queries` are decoded JSON.

    A query that is not begun within `seconds` is an error too.

    Raises:
        RequestInvalid: there are no queries or too many, or they ask for too many results together.
    """
    if not 1 <= len(queries) <= MOST_QUERIES:
        raise RequestInvalid("queries", f"the list has {len(queries)} queries; send 1 to {MOST_QUERIES}.")
    requests = [_read(query) for query in queries]
    results = sum(request.limit for request in requests if isinstance(request, SearchRequest))
    if results > MOST_RESULTS:
        raise RequestInvalid(
            "queries", f"the limits add up to {results:,} results; request {MOST_RESULTS:,} or fewer."
        )
    until = time.monotonic() + seconds
    return [_answer(search, request, until) for request in requests]


def _answer(
    search: Callable[[SearchRequest], SearchAnswer], request: SearchRequest | RequestInvalid, until: float
) -> SearchAnswer | OnrecordError:
    if isinstance(request, RequestInvalid):
        return request
    if time.monotonic() >= until:
        return OutOfTime("the time of the batch was over before this query; send it again with fewer queries.")
    try:
        return search(request)
    except OnrecordError as error:
        return error


def _read(query: Any) -> SearchRequest | RequestInvalid:
    try:
        return convert(query, BatchQuery).request()
    except RequestInvalid as error:
        return error
