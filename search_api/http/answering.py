"""Responses: in the form that the client wants, and 304 where it has the answer already (RFC 9110, 13)."""

import datetime
import hashlib
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeAlias
from urllib.parse import urlencode

import msgspec
from litestar import Request, Response
from litestar.exceptions import HTTPException
from werkzeug.datastructures import MIMEAccept
from werkzeug.http import http_date, parse_accept_header, parse_etags
from werkzeug.sansio.http import is_resource_modified

from search_api.server.state import searcher_of

JSON = "application/json"
CSV = "text/csv"
NDJSON = "application/x-ndjson"
Forms: TypeAlias = Mapping[str, Callable[[Any], bytes]]
"""Encoders by media type; the first is the default."""
ONLY_JSON: Forms = {JSON: msgspec.json.encode}
AnyRequest: TypeAlias = Request[Any, Any, Any]
encode_lines = msgspec.json.Encoder().encode_lines
"""Records as JSON Lines."""


class Validators(msgspec.Struct, frozen=True):
    """A state of an answer: its entity tag, in quotation marks, and when it may have changed last, in UTC."""

    etag: str
    modified: datetime.datetime | None = None

    def headers(self, now: datetime.datetime) -> dict[str, str]:
        """The headers of an answer. `no-cache` makes a cache revalidate the answer each time."""
        # A weak tag: the bytes differ where an answer is compressed.
        headers = {"ETag": f"W/{self.etag}", "Cache-Control": "no-cache", "Vary": "Accept"}
        # There may be another change within the same second (RFC 9110, 8.8.2.2).
        if self.modified is not None and now - self.modified >= datetime.timedelta(seconds=2):
            headers["Last-Modified"] = http_date(self.modified)
        return headers


def etag_of(*parts: object) -> str:
    """The entity tag of an answer that depends on some parts alone."""
    return f'"{hashlib.sha256(repr(parts).encode()).hexdigest()[:32]}"'


def indexed(request: AnyRequest) -> Validators:
    """The validators of an answer that depends on the index, the request and the day, which "last week" refers to."""
    version = searcher_of(request.app).version()
    today = datetime.datetime.now(tz=datetime.UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    parts = (request.url.path, request.scope["query_string"], request.headers.get("accept"))
    modified = max(version.changed, today) if version.changed is not None else None
    return Validators(etag_of(version.tag, today.date(), *parts), modified)


def answer(
    request: AnyRequest, validators: Validators, make: Callable[[], Any], forms: Forms = ONLY_JSON
) -> Response[Any]:
    """The result of `make` in the form that the client wants; 304, if possible without `make`, where the client has it.

    Raises:
        HTTPException: 406, the client accepts none of the forms.
    """
    form = choose(request.headers.get("accept"), tuple(forms))
    headers = validators.headers(datetime.datetime.now(tz=datetime.UTC))
    unchanged = Response(b"", status_code=304, headers=headers)
    tags = parse_etags(request.headers.get("if-none-match"))
    if validators.etag.strip('"') in tags.as_set(include_weak=True):
        return unchanged
    made = make()
    if has_latest(request.headers, validators):
        return unchanged
    # In JSON it is a field: a long cursor in a header may exceed what proxies take.
    cursor = getattr(made, "next_cursor", None)
    if form != JSON and cursor is not None:
        headers["Link"] = f'<{_with_cursor(request, cursor)}>; rel="next"'
    # Our CSV always has a line of column names (RFC 4180). Litestar adds the charset.
    kind = f"{CSV}; header=present" if form == CSV else form
    return Response(forms[form](made), media_type=kind, headers=headers)


def has_latest(headers: Mapping[str, str], validators: Validators) -> bool:
    """Whether the client has an answer of this state, or `If-None-Match: *` forbids any answer."""
    return not is_resource_modified(
        http_if_none_match=headers.get("if-none-match"),
        http_if_modified_since=headers.get("if-modified-since"),
        etag=validators.etag,
        last_modified=validators.modified,
    )


def choose(accept: str | None, offered: Sequence[str]) -> str:
    """The media type that a client wants most (RFC 9110, 12.5.1); of those it wants alike, the one it names, then the
    first offered.

    Raises:
        HTTPException: 406, the client accepts none of them.
    """
    # Our forms have no parameters, so those of a range do not count; what is no range is ignored.
    ranges = MIMEAccept(
        (media_range.partition(";")[0], quality)
        for media_range, quality in parse_accept_header(accept)
        if "/" in media_range
    )
    form = ranges.best_match(offered) if ranges else offered[0]
    if form is None:
        raise HTTPException(
            status_code=406, detail=f"Accept: this is answered as {', '.join(offered)}; accept one of them."
        )
    return form


def _with_cursor(request: AnyRequest, cursor: str) -> str:
    parameters = [pair for pair in request.query_params.multi_items() if pair[0] != "cursor"]
    # Percent-encoded as it came, so that it cannot end the header.
    path = request.scope["raw_path"].decode("latin-1").partition("?")[0]
    return f"{path}?{urlencode([*parameters, ('cursor', cursor)])}"
