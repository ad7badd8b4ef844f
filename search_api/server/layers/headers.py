"""Headers: reading one of a request, adding some to an answer, and the security headers."""

from collections.abc import Iterable

from litestar.types import HTTPScope, Message, Receive, Send

from search_api.server.layers.asgi import HTTPApp

POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
SAFE = (
    (b"content-security-policy", POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"same-origin"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
)


def header(scope: HTTPScope, name: bytes) -> str | None:
    """The first header of a request by its lower-case name, or None."""
    return next((value.decode("latin-1") for key, value in scope["headers"] if key == name), None)


def with_headers(send: Send, added: Iterable[tuple[bytes, bytes]]) -> Send:
    """A `send` that adds headers to the answer, except those that it has already; `Vary` may have several values."""

    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            own = list(message.get("headers", []))
            names = {name.lower() for name, _ in own}
            message["headers"] = [*own, *(pair for pair in added if pair[0] not in names or pair[0] == b"vary")]
        await send(message)

    return sending


class SafetyLayer:
    """Adds the security headers: browsers run only our own files, and no page may frame ours."""

    def __init__(self, app: HTTPApp, hsts: int) -> None:
        self._app = app
        strict = ((b"strict-transport-security", f"max-age={hsts}".encode()),) if hsts else ()
        self._headers = (*SAFE, *strict)

    async def __call__(self, scope: HTTPScope, receive: Receive, send: Send) -> None:
        await self._app(scope, receive, with_headers(send, self._headers))
