"""Feeds: what is new about a question."""

import datetime
import hashlib
from importlib.metadata import version
from typing import Annotated, Any

import msgspec
from litestar import MediaType, Request, Response, get
from litestar.datastructures import State
from litestar.params import Parameter

from indexer.model import Role
from search_api.feed import Feed, atom
from search_api.http.address import address_of
from search_api.http.state import searcher_of
from search_api.records import SearchRequest

MEDIA_TYPE = "application/atom+xml; charset=utf-8"


@get(
    "/v1/feeds/search.atom",
    sync_to_thread=True,
    media_type=MediaType.TEXT,
    summary="New matches of a question, as an Atom feed",
    operation_id="searchFeed",
    tags=["search"],
)
def search_feed(  # noqa: PLR0913 - one argument a query parameter
    request: Request[Any, Any, Any],
    state: State,
    q: Annotated[str, Parameter(description="The question or keywords, 1 to 1,000 characters.")],
    speaker: Annotated[list[str] | None, Parameter(description="Id or name; any of them.")] = None,
    date_from: Annotated[datetime.date | None, Parameter(description="First day, inclusive.")] = None,
    date_to: Annotated[datetime.date | None, Parameter(description="Last day, inclusive.")] = None,
    transcript: Annotated[list[str] | None, Parameter(description="Transcript ids; any of them.")] = None,
    role: Annotated[list[Role] | None, Parameter(description="Roles of the turn; any of them.")] = None,
    limit: Annotated[int, Parameter(description="Entries, 1 to 100.")] = 50,
    interpret: Annotated[bool, Parameter(description="Read speaker and dates out of q.")] = True,
) -> Response[bytes]:
    """Turns of the fifty transcripts that were indexed last, where a transcript answers the question; the newest first.

    An entry keeps its id and its times as long as its words stand. With `If-None-Match` the answer is 304 unless
    something new came.
    """
    wanted = SearchRequest(
        q=q,
        speakers=tuple(speaker or ()),
        date_from=date_from,
        date_to=date_to,
        transcripts=tuple(transcript or ()),
        roles=tuple(role or ()),
        limit=limit,
        interpret=interpret,
    )
    searcher = searcher_of(state)
    base = address_of(request, state)
    # Of one state of the index, and one day, since "last week" moves: it tells without a search that nothing is new.
    asked = _digest(msgspec.json.encode((wanted, base, str(request.url.query), version("onrecord"), _today())))
    now = f"{searcher.held().generation}-{asked}"
    known = _known_tags(request.headers.get("If-None-Match", ""))
    for tag in known:
        if tag.rpartition("-")[0] == now:
            return _unchanged(tag)
    query = f"?{request.url.query}"
    feed = Feed(
        q,
        f"urn:onrecord:feed:{_digest(msgspec.json.encode(msgspec.structs.replace(wanted, limit=1)))}",
        f"{base}{request.url.path}{query}",
        f"{base}/{query}",
        base,
    )
    body = atom(feed, searcher.newest(wanted))
    content = _digest(body)
    tag = f"{now}-{content}"
    if any(one.rpartition("-")[2] == content for one in known):
        return _unchanged(tag)
    return Response(body, headers={"Content-Type": MEDIA_TYPE, "ETag": f'W/"{tag}"'})


def _unchanged(tag: str) -> Response[bytes]:
    return Response(b"", status_code=304, headers={"ETag": f'W/"{tag}"'})


def _known_tags(header: str) -> list[str]:
    return [part.strip().removeprefix("W/").strip('"') for part in header.split(",") if part.strip()]


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:32]


def _today() -> datetime.date:
    return datetime.datetime.now(tz=datetime.UTC).date()
