"""uvicorn's HTTP protocol with bounds on a request's head, which it lacks: of time and of size."""

import asyncio

import uvicorn
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

LARGEST_HEAD = 64 * 1024
"""Bytes of the request line and all headers, as other servers have it."""
LINGER = 2.0
"""Seconds in which a client that is refused may finish what it sends, and read why."""
_TOO_SLOW = b"HTTP/1.1 408 Request Timeout\r\ncontent-length: 0\r\nconnection: close\r\n\r\n"
_TOO_LARGE = b"HTTP/1.1 431 Request Header Fields Too Large\r\ncontent-length: 0\r\nconnection: close\r\n\r\n"


class ServerConfig(uvicorn.Config):
    """uvicorn's configuration, with the seconds that a request's head may take."""

    header_timeout: float = 10.0


class BoundedProtocol(HttpToolsProtocol):
    """Closes connections whose next request's head does not arrive in time, or does not end."""

    _head: int | None = 0
    _timer: asyncio.TimerHandle | None = None
    _ended = False

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn does
        """A client connects."""
        super().connection_made(transport)
        self._wait()

    def connection_lost(self, exc: Exception | None) -> None:
        """It is gone."""
        self._arrived()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Some bytes, of a head or a body."""
        if self._ended:
            return
        before = self._head
        super().data_received(data)
        if self._head is not None and before is not None and not self.transport.is_closing():
            self._head += len(data)
            if self._head > LARGEST_HEAD:
                self._end(_TOO_LARGE)

    def on_message_begin(self) -> None:
        """A request begins."""
        super().on_message_begin()
        self._wait()

    def on_headers_complete(self) -> None:
        """Its head is whole."""
        self._arrived()
        super().on_headers_complete()

    def on_body(self, body: bytes) -> None:
        """Some of a body. What still comes when it was refused is thrown away, for a while."""
        if self.cycle.response_complete and self._timer is None:
            self._timer = self.loop.call_later(LINGER, self.transport.close)
        super().on_body(body)

    def on_message_complete(self) -> None:
        """A request is whole."""
        self._arrived()
        super().on_message_complete()

    def _wait(self) -> None:
        self._arrived()
        self._head = 0
        seconds = self.config.header_timeout if isinstance(self.config, ServerConfig) else 10.0
        self._timer = self.loop.call_later(seconds, self._end, _TOO_SLOW)

    def _arrived(self) -> None:
        self._head = None
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _end(self, answer: bytes) -> None:
        if self._ended or self.transport.is_closing():
            return
        self._ended = True
        self._arrived()
        self.transport.write(answer)
        # Closed at once with bytes unread, the answer would be lost with them.
        self.transport.write_eof()
        self._timer = self.loop.call_later(LINGER, self.transport.close)
