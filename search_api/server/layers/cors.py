"""Which pages of other origins may read the API (CORS, in the Fetch standard); never with credentials.

Litestar's CORSConfig acts inside its routing, so such pages could not read refusals of the layers, and it replaces
other `Vary` headers.
"""

from collections.abc import Sequence

from litestar.types import HTTPScope, Receive, Send

from search_api.server.layers.asgi import HTTPApp
from search_api.server.layers.headers import header, with_headers

_METHODS = b"GET, HEAD, POST, PUT, DELETE, OPTIONS"
_SENT = b"Accept, Authorization, Content-Type, If-Match, If-Modified-Since, If-None-Match, X-Request-ID"
_SHOWN = b"ETag, Last-Modified, Link, Retry-After, Deprecation, Sunset, X-Request-ID"
_DAY = b"86400"


class CorsLayer:
    """Answers preflight requests, and marks answers that pages of the given origins may read."""

    def __init__(self, app: HTTPApp, origins: Sequence[str]) -> None:
        self._app = app
        self._origins = frozenset(origin.rstrip("/") for origin in origins)

    async def __call__(self, scope: HTTPScope, receive: Receive, send: Send) -> None:
        origin = header(scope, b"origin")
        if "*" in self._origins:
            allowed = b"*" if origin else None
        else:
            allowed = origin.encode("latin-1") if origin in self._origins and origin else None
        added = [] if "*" in self._origins else [(b"vary", b"Origin")]
        if allowed is not None:
            added += [(b"access-control-allow-origin", allowed), (b"access-control-expose-headers", _SHOWN)]
        marking = with_headers(send, added)
        preflight = scope["method"] == "OPTIONS" and header(scope, b"access-control-request-method") is not None
        if not (preflight and allowed):
            await self._app(scope, receive, marking)
            return
        headers = [
            (b"access-control-allow-methods", _METHODS),
            (b"access-control-allow-headers", _SENT),
            (b"access-control-max-age", _DAY),
        ]
        await marking({"type": "http.response.start", "status": 204, "headers": headers})
        await marking({"type": "http.response.body", "body": b"", "more_body": False})
