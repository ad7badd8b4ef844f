"""Feeds: new matches of a question."""

import hashlib
from typing import Annotated

import msgspec
from litestar import Response, get
from werkzeug.http import parse_etags

from search_api.browse.atom import Feed, atom
from search_api.browse.matches import newest_matches
from search_api.contract.bounds import MAX_LIMIT
from search_api.http.answering import AnyRequest, indexed
from search_api.http.description.responses import problems, unchanged
from search_api.http.parameters import SHARED_PARAMETERS, SharedRequest, parameter
from search_api.server.address import address_of
from search_api.server.state import searcher_of

MEDIA_TYPE = "application/atom+xml; charset=utf-8"


@get(
    "/v1/feeds/search.atom",
    dependencies=SHARED_PARAMETERS,
    sync_to_thread=True,
    media_type="application/atom+xml",
    responses=unchanged() | problems(404, 409),
    summary="New matches of a question, as an Atom feed",
)
def search_feed(
    request: AnyRequest,
    search_request: SharedRequest,
    limit: Annotated[int, parameter(f"Entries, 1 to {MAX_LIMIT}.", minimum=1, maximum=MAX_LIMIT)] = 50,
) -> Response[bytes]:
    """Turns of those of the fifty newest transcripts that answer the question; the newest first.

    An entry keeps its id and times as long as its words are in the transcript. With `If-None-Match` the answer is 304
    unless there is something new.
    """
    feed_request = msgspec.structs.replace(search_request, limit=limit)
    # A tag has two parts: the state of the index, so that nothing is searched where it is the same, and a digest of the
    # feed, for changes of the index that are not in it.
    state_tag = indexed(request).etag.strip('"')
    tags = parse_etags(request.headers.get("If-None-Match")).as_set(include_weak=True)
    for tag in tags:
        if tag.partition("-")[0] == state_tag:
            return _response(b"", tag, 304)
    base, query = address_of(request), f"?{request.url.query}"
    feed = Feed(
        question=feed_request.q,
        id=f"urn:onrecord:feed:{_digest(msgspec.json.encode(search_request))}",
        address=f"{base}{request.url.path}{query}",
        page=f"{base}/{query}",
        base=base,
    )
    body = atom(feed, newest_matches(searcher_of(request.app).snapshot, feed_request))
    content = _digest(body)
    if any(tag.partition("-")[2] == content for tag in tags):
        return _response(b"", f"{state_tag}-{content}", 304)
    return _response(body, f"{state_tag}-{content}", 200)


def _response(body: bytes, tag: str, status: int) -> Response[bytes]:
    headers = {"ETag": f'W/"{tag}"', "Cache-Control": "no-cache", "Content-Type": MEDIA_TYPE}
    return Response(body, status_code=status, headers=headers)


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:32]
