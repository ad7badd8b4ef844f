"""HEAD wherever there is GET: the same headers, without the body (RFC 9110, 9.3.2)."""

from typing import Any

from litestar.types import ASGIApp, HTTPScope, Message, Receive, Send


class HeadLayer:
    """Requests the whole answer from the application and sends its head; adds HEAD to `Allow`."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: HTTPScope, receive: Receive, send: Send) -> None:
        is_head = scope["method"] == "HEAD"

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [_allowing(*pair) for pair in message.get("headers", [])]
            if message["type"] == "http.response.body" and is_head:
                message["body"] = b""
            await send(message)

        if not is_head:
            await self._app(scope, receive, sending)
            return
        # A copy, since the server reads the method of its own scope to expect no body.
        inner: Any = {**scope, "method": "GET"}
        try:
            await self._app(inner, receive, sending)
        finally:
            # Metrics need the route.
            if "path_template" in inner:
                scope["path_template"] = inner["path_template"]


def _allowing(name: bytes, value: bytes) -> tuple[bytes, bytes]:
    methods = value.split(b", ")
    if name.lower() == b"allow" and b"GET" in methods and b"HEAD" not in methods:
        return name, value + b", HEAD"
    return name, value
