"""uvicorn's HTTP protocol with bounds that it lacks: on a request's head, and on clients that do not read."""

import asyncio
from typing import Any

import msgspec
import uvicorn
from uvicorn.protocols.http.httptools_impl import STATUS_LINE, HttpToolsProtocol, RequestResponseCycle

from search_api.http.layers.headers import SAFE
from search_api.http.problems import MEDIA_TYPE, problem

LARGEST_HEAD = 64 * 1024
"""Bytes of the request line and all headers, as other servers have it."""
LINGER = 2.0
"""Seconds in which a client that is refused may finish what it sends, and read why."""


class Bounds(msgspec.Struct, frozen=True):
    """Seconds that a request's head may take, and the reading of an answer; and how many connections there may be."""

    head: float = 10.0
    reading: float = 120.0
    connections: int = 1000


class ServerConfig(uvicorn.Config):
    """uvicorn's configuration, with our bounds."""

    bounds: Bounds = Bounds()


class BoundedProtocol(HttpToolsProtocol):
    """Closes connections of clients that keep the server waiting, and tells them why where it can."""

    _head: int | None = 0
    _timer: asyncio.TimerHandle | None = None
    _unread: asyncio.TimerHandle | None = None
    _running: RequestResponseCycle | None = None
    _ended = False

    @property
    def _bounds(self) -> Bounds:
        return self.config.bounds if isinstance(self.config, ServerConfig) else Bounds()

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn does
        """A client connects."""
        super().connection_made(transport)
        if len(self.connections) > self._bounds.connections:
            self._end(503, "there are too many connections; try again soon.")
        else:
            self._wait()

    def connection_lost(self, exc: Exception | None) -> None:
        """It is gone."""
        self._arrived()
        if self._running is not None:
            # uvicorn tells the latest request alone, which may still wait behind this one.
            self._running.disconnected = True
        self.pipeline.clear()
        super().connection_lost(exc)
        self.resume_writing()

    def _start_asgi_task(self, cycle: RequestResponseCycle, app: Any) -> None:
        self._running = cycle
        super()._start_asgi_task(cycle, app)

    def data_received(self, data: bytes) -> None:
        """Some bytes, of a head or a body."""
        if self._ended:
            return
        before = self._head
        super().data_received(data)
        if self._head is not None and before is not None and not self.transport.is_closing():
            self._head += len(data)
            if self._head > LARGEST_HEAD:
                self._end(431, f"the request's head has more than {LARGEST_HEAD:,} bytes; shorten it.")

    def send_400_response(self, msg: str) -> None:
        """What came is no HTTP."""
        self._end(400, msg)

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

    def pause_writing(self) -> None:
        """The client does not read as fast as it is answered."""
        super().pause_writing()
        if self._unread is None:
            self._unread = self.loop.call_later(self._bounds.reading, self.transport.abort)

    def resume_writing(self) -> None:
        """It has read."""
        super().resume_writing()
        if self._unread is not None:
            self._unread.cancel()
            self._unread = None

    def _wait(self) -> None:
        self._arrived()
        self._head = 0
        detail = "the request did not arrive in time; send it faster."
        self._timer = self.loop.call_later(self._bounds.head, self._end, 408, detail)

    def _arrived(self) -> None:
        self._head = None
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _end(self, status: int, detail: str) -> None:
        if self._ended or self.transport.is_closing():
            return
        self._ended = True
        self._arrived()
        body = msgspec.json.encode(problem(status, detail, ""))
        headers = (
            *self.server_state.default_headers,
            *SAFE,
            (b"content-type", MEDIA_TYPE.encode()),
            (b"content-length", str(len(body)).encode()),
            (b"connection", b"close"),
        )
        head = STATUS_LINE[status] + b"".join(name + b": " + value + b"\r\n" for name, value in headers)
        self.transport.write(head + b"\r\n" + body)
        # Closed at once with bytes unread, the answer would be lost with them.
        self.transport.write_eof()
        self._timer = self.loop.call_later(LINGER, self.transport.close)
