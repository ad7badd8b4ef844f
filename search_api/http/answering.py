"""From what was worked out to a response: in the form that is wanted, and only if the client has not got it."""

import datetime
from collections.abc import Callable, Mapping
from typing import Any, TypeAlias
from urllib.parse import urlencode

import msgspec
from litestar import Request, Response

from search_api.http.conditional import Validators, etag_of, has_latest, has_same
from search_api.http.negotiation import choose
from search_api.server.state import searcher_of

JSON = "application/json"
CSV = "text/csv"
NDJSON = "application/x-ndjson"
Forms: TypeAlias = Mapping[str, Callable[[Any], bytes]]
"""How something is written, by media type; the first is that of clients that do not mind."""
ONLY_JSON: Forms = {JSON: msgspec.json.encode}
Requested: TypeAlias = Request[Any, Any, Any]


def indexed(request: Requested) -> Validators:
    """The validators of what depends on the whole index, on the request, and on the day: "last week" moves on."""
    version = searcher_of(request.app.state).version()
    today = datetime.datetime.now(tz=datetime.UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    asked = (request.url.path, request.scope["query_string"], request.headers.get("accept"))
    modified = max(version.changed, today) if version.changed is not None else None
    return Validators(etag_of(version.tag, today.date(), *asked), modified)


def answer(
    request: Requested, validators: Validators, make: Callable[[], Any], forms: Forms = ONLY_JSON
) -> Response[Any]:
    """What `make` gives, in the form that the client wants; 304 where it has it, and then it may not even be made.

    Raises:
        HTTPException: 406, there is no form that the client takes.
    """
    form = choose(request.headers.get("accept"), tuple(forms))
    headers = validators.headers(datetime.datetime.now(tz=datetime.UTC))
    if has_same(request.headers, validators):
        return _unchanged(headers)
    made = make()
    if has_latest(request.headers, validators):
        return _unchanged(headers)
    # JSON has it inside; in a header a long one may be more than proxies take.
    cursor = getattr(made, "next_cursor", None)
    if form != JSON and cursor is not None:
        headers["Link"] = f'<{_with_cursor(request, cursor)}>; rel="next"'
    # CSV of ours always begins with a line of names (RFC 4180); Litestar adds the charset.
    kind = f"{CSV}; header=present" if form == CSV else form
    return Response(forms[form](made), media_type=kind, headers=headers)


def _unchanged(headers: dict[str, str]) -> Response[Any]:
    return Response(b"", status_code=304, headers=headers)


def _with_cursor(request: Requested, cursor: str) -> str:
    parameters = [pair for pair in request.query_params.multi_items() if pair[0] != "cursor"]
    # As it came: nothing in it can end the header.
    path = request.scope["raw_path"].decode("latin-1").partition("?")[0]
    return f"{path}?{urlencode([*parameters, ('cursor', cursor)])}"
