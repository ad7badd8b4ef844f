"""Many searches at once: each has its answer, or what is wrong with it, in its place."""

import datetime
import re
import time
from collections.abc import Callable, Iterator, Sequence
from typing import Annotated, Any

import msgspec

from indexer.errors import OnrecordError, OutOfTime, RequestInvalid
from indexer.model import Role
from search_api.contract.bounds import MAX_CONTEXT, MAX_LIMIT, MAX_QUERY
from search_api.contract.records import Mode, SearchAnswer, SearchRequest

MOST_QUERIES = 100
MOST_RESULTS = 1000
"""How many results the queries of a batch may ask for together."""
_FIELD = re.compile(r"`\$\.?([A-Za-z_]\w*)|unknown field `([^`]*)`|field `([^`]*)`")


class BatchQuery(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A search as `GET /v1/search` takes it, by the same names."""

    q: Annotated[str, msgspec.Meta(min_length=1, max_length=MAX_QUERY)]
    speaker: tuple[str, ...] = ()
    date_from: datetime.date | None = None
    date_to: datetime.date | None = None
    transcript: tuple[str, ...] = ()
    role: tuple[Role, ...] = ()
    mode: Mode = "ranked"
    limit: Annotated[int, msgspec.Meta(ge=1, le=MAX_LIMIT)] = 10
    cursor: str | None = None
    interpret: bool = True
    context: Annotated[int, msgspec.Meta(ge=0, le=MAX_CONTEXT)] = 0

    def request(self) -> SearchRequest:
        """The search that is asked for."""
        return SearchRequest(
            self.q, self.speaker, self.date_from, self.date_to, self.transcript, self.role,
            self.mode, self.limit, self.cursor, self.interpret, self.context,
        )  # fmt: skip


def search_all(
    search: Callable[[SearchRequest], SearchAnswer], queries: Sequence[Any], seconds: float
) -> Iterator[SearchAnswer | OnrecordError]:
    """The answers to queries as they came in a body, or the errors in their places.

    Those that are not begun within so many seconds are errors too.

    Raises:
        RequestInvalid: there are none, too many, or they ask for too many results together.
    """
    if not 1 <= len(queries) <= MOST_QUERIES:
        raise RequestInvalid("queries", f"there are {len(queries)} queries; send 1 to {MOST_QUERIES}.")
    read = [_read(one) for one in queries]
    wanted = sum(one.limit for one in read if isinstance(one, SearchRequest))
    if wanted > MOST_RESULTS:
        raise RequestInvalid(
            "queries", f"they ask for {wanted:,} results together; ask for {MOST_RESULTS:,} or fewer."
        )
    return _answers(search, read, time.monotonic() + seconds)


def _answers(
    search: Callable[[SearchRequest], SearchAnswer],
    requests: Sequence[SearchRequest | RequestInvalid],
    until: float,
) -> Iterator[SearchAnswer | OnrecordError]:
    for request in requests:
        if isinstance(request, RequestInvalid):
            yield request
        elif time.monotonic() >= until:
            yield OutOfTime("the batch took too long to come to this query; send it again, with fewer others.")
        else:
            try:
                yield search(request)
            except OnrecordError as error:
                yield error


def _read(query: Any) -> SearchRequest | RequestInvalid:
    try:
        return msgspec.convert(query, BatchQuery).request()
    except msgspec.ValidationError as error:
        found = _FIELD.search(str(error))
        field = next((name for name in found.groups() if name), "") if found else ""
        return RequestInvalid(field[:100], f"{str(error)[:300]}.")
