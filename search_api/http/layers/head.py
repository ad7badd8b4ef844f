"""HEAD wherever there is GET: the same headers, without the body (RFC 9110, 9.3.2)."""

from litestar.types import ASGIApp, HTTPScope, Message, Receive, Send


class HeadLayer:
    """Asks the application for the whole answer and sends its head; `Allow` says that it does."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: HTTPScope, receive: Receive, send: Send) -> None:
        """One request."""
        is_head = scope["method"] == "HEAD"

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [_allowing(*pair) for pair in message.get("headers", [])]
            if message["type"] == "http.response.body" and is_head:
                message["body"] = b""
            await send(message)

        if is_head:
            scope["method"] = "GET"
        try:
            await self._app(scope, receive, sending)
        finally:
            if is_head:
                # The log tells what was asked.
                scope["method"] = "HEAD"


def _allowing(name: bytes, value: bytes) -> tuple[bytes, bytes]:
    methods = value.split(b", ")
    if name.lower() == b"allow" and b"GET" in methods and b"HEAD" not in methods:
        return name, value + b", HEAD"
    return name, value
