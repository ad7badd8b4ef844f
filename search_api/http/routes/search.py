"""Searching."""

import datetime
from typing import Annotated

from litestar import get
from litestar.datastructures import State
from litestar.params import Parameter

from indexer.model import Role
from search_api.http.state import measures_of, searcher_of
from search_api.records import Mode, SearchAnswer, SearchRequest


@get("/v1/search", sync_to_thread=True, summary="Quoted passages that answer a question")
def search(  # noqa: PLR0913 - one argument a query parameter of the contract
    state: State,
    q: Annotated[str, Parameter(description="The question or keywords, 1 to 1,000 characters.")],
    speaker: Annotated[list[str] | None, Parameter(description="Id or name; any of them.")] = None,
    date_from: Annotated[datetime.date | None, Parameter(description="First day, inclusive.")] = None,
    date_to: Annotated[datetime.date | None, Parameter(description="Last day, inclusive.")] = None,
    transcript: Annotated[list[str] | None, Parameter(description="Transcript ids; any of them.")] = None,
    role: Annotated[list[Role] | None, Parameter(description="Roles of the turn; any of them.")] = None,
    mode: Annotated[Mode, Parameter(description="How to rank.")] = "ranked",
    limit: Annotated[int, Parameter(description="Results a page, 1 to 100.")] = 10,
    cursor: Annotated[str | None, Parameter(description="From next_cursor.")] = None,
    interpret: Annotated[bool, Parameter(description="Read speaker and dates out of q.")] = True,
    context: Annotated[int, Parameter(description="Turns before and after each hit, 0 to 5.")] = 0,
) -> SearchAnswer:
    """Ranked quotes, each with its speaker, source and the question that it replies to."""
    return searcher_of(state).search(
        SearchRequest(
            q=q,
            speakers=tuple(speaker or ()),
            date_from=date_from,
            date_to=date_to,
            transcripts=tuple(transcript or ()),
            roles=tuple(role or ()),
            mode=mode,
            limit=limit,
            cursor=cursor,
            interpret=interpret,
            context=context,
        ),
        measures_of(state).searched,
    )
