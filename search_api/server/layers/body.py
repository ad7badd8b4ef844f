"""Bodies: read whole, within bounds of size and time, before the application runs."""

import asyncio

from litestar.types import HTTPReceiveMessage, HTTPRequestEvent, HTTPScope, Receive, Send

from search_api.server.caller import caller_of
from search_api.server.layers.asgi import HTTPApp, refuse
from search_api.server.layers.headers import header

WITHOUT_KEY = 1024**2
"""The most bytes without a key: enough for a hundred questions with their filters."""


class _TooLarge(Exception):
    pass


class BodyLayer:
    """Gives the application complete bodies, so that a slow sender occupies nothing but its connection."""

    def __init__(self, app: HTTPApp, most: int, seconds: float) -> None:
        self._app = app
        self._most, self._seconds = most, seconds

    async def __call__(self, scope: HTTPScope, receive: Receive, send: Send) -> None:
        if scope["method"] in {"GET", "HEAD", "OPTIONS"}:
            await self._app(scope, receive, send)
            return
        has_key = caller_of(scope).key is not None
        if not has_key and scope["method"] in {"PUT", "DELETE"}:
            # The application will refuse it without its body.
            await self._app(scope, receive, send)
            return
        most = self._most if has_key else min(self._most, WITHOUT_KEY)
        try:
            async with asyncio.timeout(self._seconds):
                body = await _whole(scope, receive, most)
        except _TooLarge:
            await refuse(scope, send, 413, f"the body has more than {most:,} bytes; send less at once.")
        except TimeoutError:
            await refuse(
                scope, send, 408, f"the body did not arrive within {self._seconds:g} s; send it faster."
            )
        else:
            if body is not None:
                await self._app(scope, _given(body, receive), send)


async def _whole(scope: HTTPScope, receive: Receive, most: int) -> bytes | None:
    """The body, or None where the client disconnected."""
    declared = header(scope, b"content-length") or ""
    if declared.isdigit() and int(declared) > most:
        raise _TooLarge
    body = bytearray()
    while True:
        message = await receive()
        if message["type"] != "http.request":
            return None
        body += message.get("body", b"")
        if len(body) > most:
            raise _TooLarge
        if not message.get("more_body", False):
            return bytes(body)


def _given(body: bytes, receive: Receive) -> Receive:
    """A `receive` that returns the whole body at once."""
    first: list[HTTPRequestEvent] = [{"type": "http.request", "body": body, "more_body": False}]

    async def receiving() -> HTTPReceiveMessage:
        return first.pop() if first else await receive()  # type: ignore[return-value]  # no websocket comes here

    return receiving
