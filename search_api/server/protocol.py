"""uvicorn's HTTP protocol with bounds that it lacks: on heads, trailers, pipelines, and clients that do not read."""

import asyncio
import re
from typing import Any

import msgspec
import uvicorn
from uvicorn.protocols.http.httptools_impl import STATUS_LINE, HttpToolsProtocol, RequestResponseCycle

from search_api.server.layers.headers import SAFE
from search_api.server.problems import MEDIA_TYPE, problem

LARGEST_HEAD = 64 * 1024
"""Bytes of the request line and all headers, as other servers have it; also of trailers, and of chunk extensions."""
PIPELINED = 8
"""Requests of one connection that may wait behind the one that is answered."""
LINGER = 2.0
"""Seconds in which a client that is refused may finish what it sends, and read why."""
FIRST_REQUEST = 1.0
"""Seconds in which a client that has just connected may still send its request when the server ends."""


class Bounds(msgspec.Struct, frozen=True):
    """Seconds that a request's head may take, and the reading of an answer; and how many connections there may be."""

    head: float = 10.0
    reading: float = 120.0
    connections: int = 1000


class ServerConfig(uvicorn.Config):
    """uvicorn's configuration, with our bounds."""

    bounds: Bounds = Bounds()


_HOST = re.compile(rb"([A-Za-z0-9._~!$&'()*+,;=%-]*|\[[0-9A-Fa-f:.]+\])(:[0-9]{0,5})?")


class _NotTaken(Exception):
    """Raised inside the parser's callbacks so that it stops; `_refuse` has said why."""


class BoundedProtocol(HttpToolsProtocol):
    """Closes connections of clients that send what is out of bounds, and tells them why where it can."""

    _timer: asyncio.TimerHandle | None = None
    _unread: asyncio.TimerHandle | None = None
    _running: RequestResponseCycle | None = None
    _in_head = True
    _unframed = 0
    """Bytes that came since the last of a body: of a head, of chunk framing, or of trailers."""
    _received = _body = 0
    """Bytes that came since a head, and those of them that are the body's own."""
    _named = 0
    """Bytes of the names and values of one head or of one request's trailers."""
    _deaf = False
    """Whether nothing more is read: the connection ends when what was taken is answered."""
    _leaving = False

    @property
    def _bounds(self) -> Bounds:
        return self.config.bounds if isinstance(self.config, ServerConfig) else Bounds()

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn does
        """A client connects."""
        super().connection_made(transport)
        if len(self.connections) > self._bounds.connections:
            self._refuse(503, "there are too many connections; try again soon.")
        else:
            self._await_head()

    def connection_lost(self, exc: Exception | None) -> None:
        """It is gone."""
        self._cancel_timer()
        if self._running is not None:
            # uvicorn tells the latest request alone, which may still wait behind this one.
            self._running.disconnected = True
        self.pipeline.clear()
        super().connection_lost(exc)
        self.resume_writing()

    def shutdown(self) -> None:
        """The server ends: finish what was asked, and give a client that has just connected a moment to ask."""
        self._leaving = True
        if self.cycle is not None and not self.cycle.response_complete:
            self.cycle.keep_alive = False
        elif self._timer is not None and (self.cycle is None or self._unframed):
            # A head is on its way, or a refusal; the timer ends it.
            if not self._unframed and not self._deaf:
                self._set_timer(min(FIRST_REQUEST, self._bounds.head), self.transport.close)
        else:
            self.transport.close()

    def _start_asgi_task(self, cycle: RequestResponseCycle, app: Any) -> None:
        self._running = cycle
        super()._start_asgi_task(cycle, app)

    def data_received(self, data: bytes) -> None:
        """Some bytes, of a head or a body."""
        if self._deaf:
            return
        self._unframed += len(data)
        self._received += len(data)
        super().data_received(data)
        # `_count` has not seen a name or value that is not whole yet, nor chunk sizes and extensions. A chunk of a
        # byte costs what a large one does.
        if max(self._unframed, self._received - 2 * self._body) > LARGEST_HEAD:
            self._refuse_size()
        elif not self._in_head and self.cycle.response_complete and self._timer is None:
            # The rest of what was refused is thrown away, for a while.
            self._set_timer(LINGER, self.transport.close)
        elif self._is_idle() and self._timer is None:
            # Blank lines begin no request, but have ended uvicorn's timer of an idle connection.
            self._await_head()

    def send_400_response(self, msg: str) -> None:
        """What came is no HTTP, or was refused inside a callback."""
        self._refuse(400, msg)

    def on_message_begin(self) -> None:
        """A request begins. Where it will not be answered the client asks again (RFC 9112, 9.3.2 and 9.6)."""
        if self.cycle is not None and (not self.cycle.keep_alive or len(self.pipeline) >= PIPELINED):
            self._stop_listening()
            raise _NotTaken
        super().on_message_begin()
        self._await_head()

    def on_url(self, url: bytes) -> None:
        """Some of the address."""
        self._count(len(url))
        super().on_url(url)

    def on_header(self, name: bytes, value: bytes) -> None:
        """A header. A trailer, which uvicorn would append to the headers, is counted and dropped."""
        self._count(len(name) + len(value) + len(": \r\n"))
        if self._in_head:
            super().on_header(name, value)

    def on_headers_complete(self) -> None:
        """Its head is whole."""
        self._check_host()
        # The parser passes over the body of a request to upgrade, and takes it for the next request.
        upgrades = self.parser.should_upgrade()
        if upgrades and any(name in {b"content-length", b"transfer-encoding"} for name, _ in self.headers):
            self._refuse(400, "this server upgrades no connection; send a body without the header Upgrade.")
            raise _NotTaken
        super().on_headers_complete()
        self._cancel_timer()
        self._begin_part(in_head=False)
        if upgrades:
            self._stop_listening()
        elif self._leaving:
            self.cycle.keep_alive = False

    def on_body(self, body: bytes) -> None:
        """Some of a body."""
        self._unframed = 0
        self._body += len(body)
        super().on_body(body)

    def on_message_complete(self) -> None:
        """A request is whole."""
        self._cancel_timer()
        self._begin_part(in_head=True)
        super().on_message_complete()

    def on_response_complete(self) -> None:
        """A request is answered. Nothing more is read while others wait behind it."""
        super().on_response_complete()
        if self.pipeline and not self.transport.is_closing():
            self.flow.pause_reading()

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

    def _is_idle(self) -> bool:
        """Whether all requests are answered, none has begun, and more may come."""
        answered = self.cycle is not None and self.cycle.response_complete
        return answered and self._in_head and not (self._deaf or self.pipeline or self.transport.is_closing())

    def _begin_part(self, *, in_head: bool) -> None:
        self._in_head = in_head
        self._unframed = self._received = self._body = self._named = 0

    def _await_head(self) -> None:
        self._begin_part(in_head=True)
        detail = "the request did not arrive in time; send it faster."
        self._set_timer(self._bounds.head, lambda: self._refuse(408, detail))

    def _set_timer(self, seconds: float, action: Any) -> None:
        self._cancel_timer()
        self._timer = self.loop.call_later(seconds, action)

    def _cancel_timer(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _count(self, size: int) -> None:
        self._named += size
        if self._named > LARGEST_HEAD:
            self._refuse_size()
            raise _NotTaken

    def _check_host(self) -> None:
        """Exactly one Host, in form; HTTP/1.0 may go without (RFC 9112, 3.2)."""
        hosts = [value for name, value in self.headers if name == b"host"]
        if len(hosts) > 1:
            self._refuse(400, f"the request has {len(hosts)} Host headers; send one.")
        elif not hosts and self.parser.get_http_version() != "1.0":
            self._refuse(400, "the request has no Host header; send one.")
        elif hosts and not _HOST.fullmatch(hosts[0]):
            self._refuse(
                400, "the Host header is no host with an optional port; send one such as example.org:8000."
            )
        else:
            return
        raise _NotTaken

    def _refuse_size(self) -> None:
        if self._in_head:
            self._refuse(431, f"the request's head has more than {LARGEST_HEAD:,} bytes; shorten it.")
        else:
            detail = f"the body brings {LARGEST_HEAD:,} bytes that are none of it; send larger chunks, and no trailers."
            self._refuse(431, detail)

    def _stop_listening(self) -> None:
        """Read nothing more; the connection ends with the answer to the latest request."""
        self._deaf = True
        self._cancel_timer()
        self.cycle.keep_alive = False

    def _refuse(self, status: int, detail: str) -> None:
        if self._deaf or self.transport.is_closing():
            return
        if self._owes():
            return
        self._deaf = True
        self._cancel_timer()
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

    def _owes(self) -> bool:
        """Whether the next answer is another request's: then the refused one gets none, and the connection ends.

        An answer in its place would be taken for it.
        """
        cycle, running = self.cycle, self._running
        if cycle is None or running is None:
            return False
        if self._in_head:
            if not cycle.response_complete:
                self._stop_listening()
                return True
            return False
        if cycle.response_complete:
            self._deaf = True
            self._set_timer(LINGER, self.transport.close)
            return True
        # It is the latest request's body that is refused: nobody waits for the rest of it.
        cycle.disconnected = True
        cycle.message_event.set()
        if cycle is running:
            if cycle.response_started:
                self.transport.close()
            return cycle.response_started
        self.pipeline.popleft()
        self.cycle = self.pipeline[0][0] if self.pipeline else running
        self._stop_listening()
        return True
