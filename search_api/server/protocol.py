"""uvicorn's HTTP protocol with bounds that it lacks: on heads, trailers, pipelines, and clients that do not read."""

import asyncio
import re
from collections.abc import Callable
from typing import Any

import msgspec
import uvicorn
from litestar.types import ASGIApp
from uvicorn.protocols.http.httptools_impl import STATUS_LINE, HttpToolsProtocol, RequestResponseCycle

from search_api.server.layers.headers import SAFE
from search_api.server.problems import MEDIA_TYPE, problem
from search_api.settings import Settings

LARGEST_HEAD = 64 * 1024
"""The most bytes of the request line and all headers, as in other servers; also of trailers and chunk extensions."""
PIPELINED = 8
"""Requests of a connection that may wait while another is answered."""
LINGER = 2.0
"""Seconds in which a refused client may finish sending and read the refusal."""
FIRST_REQUEST = 1.0
"""Seconds in which a client that has just connected may send a request when the server ends."""


_HOST = re.compile(rb"([A-Za-z0-9._~!$&'()*+,;=%-]*|\[[0-9A-Fa-f:.]+\])(:[0-9]{0,5})?")


class _Refused(Exception):
    """Raised in a callback of the parser to stop it, after the refusal was sent."""


class BoundedProtocol(HttpToolsProtocol):
    """Closes connections of clients that exceed a bound, and answers with the reason where it can."""

    _timer: asyncio.TimerHandle | None = None
    _unread: asyncio.TimerHandle | None = None
    _running: RequestResponseCycle | None = None
    _in_head = True
    _unframed = 0
    """Bytes since the last byte of a body: of a head, of chunk framing, or of trailers."""
    _received = _body = 0
    """Bytes since the end of a head, and how many of them are of the body itself."""
    _named = 0
    """Bytes of the names and values of a head, or of a request's trailers."""
    _deaf = False
    """Whether nothing more is read: the connection ends when the requests so far are answered."""
    _leaving = False

    @property
    def _settings(self) -> Settings:
        return self.config.settings if isinstance(self.config, ServerConfig) else Settings()

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn does
        """A client connects."""
        super().connection_made(transport)
        if len(self.connections) > self._settings.connections:
            self._refuse(503, "there are too many connections; try again soon.")
        else:
            self._await_head()

    def connection_lost(self, exc: Exception | None) -> None:
        """The connection is closed."""
        self._cancel_timer()
        if self._running is not None:
            # uvicorn notifies the latest request alone, which may still wait for this one.
            self._running.disconnected = True
        self.pipeline.clear()
        super().connection_lost(exc)
        self.resume_writing()

    def shutdown(self) -> None:
        """The server ends: finish the requests, and give a client that has just connected a moment to send one."""
        self._leaving = True
        if self.cycle is not None and not self.cycle.response_complete:
            self.cycle.keep_alive = False
        elif self._timer is not None and (self.cycle is None or self._unframed):
            # A head is being received, or a refusal is being sent; the timer ends it.
            if not self._unframed and not self._deaf:
                self._set_timer(min(FIRST_REQUEST, self._settings.header_timeout), self.transport.close)
        else:
            self.transport.close()

    def _start_asgi_task(self, cycle: RequestResponseCycle, app: Any) -> None:
        self._running = cycle
        super()._start_asgi_task(cycle, app)

    def data_received(self, data: bytes) -> None:
        """Bytes have arrived, of a head or a body."""
        if self._deaf:
            return
        self._unframed += len(data)
        self._received += len(data)
        super().data_received(data)
        # `_count` does not see an incomplete name or value, nor chunk sizes and extensions. A chunk of one byte costs
        # as much as a large one.
        if max(self._unframed, self._received - 2 * self._body) > LARGEST_HEAD:
            self._refuse_size()
        elif not self._in_head and self.cycle.response_complete and self._timer is None:
            # The rest of a refused body is read and dropped for a while.
            self._set_timer(LINGER, self.transport.close)
        elif self._is_idle() and self._timer is None:
            # Blank lines begin no request, but end uvicorn's timer of an idle connection.
            self._await_head()

    def eof_received(self) -> bool:  # type: ignore[override]  # asyncio asks whether to stay open
        """The client sends no more. It may still wait for the answers to whole requests (RFC 9112, 9.6)."""
        waits = self.cycle is not None and not self.cycle.response_complete
        if not waits or not self._in_head or self._unframed:
            return False
        self._stop_listening()
        return True

    def send_400_response(self, msg: str) -> None:
        """The parser failed: the bytes are not HTTP, or a callback refused them."""
        self._refuse(400, msg)

    def on_message_begin(self) -> None:
        """A request begins. A client repeats one that is not answered (RFC 9112, 9.3.2 and 9.6)."""
        if self.cycle is not None and (not self.cycle.keep_alive or len(self.pipeline) >= PIPELINED):
            self._stop_listening()
            raise _Refused
        super().on_message_begin()
        self._await_head()

    def on_url(self, url: bytes) -> None:
        """A part of the address has arrived."""
        self._count(len(url))
        super().on_url(url)

    def on_header(self, name: bytes, value: bytes) -> None:
        """A header has arrived. A trailer, which uvicorn would append to the headers, is counted and dropped."""
        self._count(len(name) + len(value) + len(": \r\n"))
        if self._in_head:
            super().on_header(name, value)

    def on_headers_complete(self) -> None:
        """The head is complete."""
        self._check_host()
        # The parser skips the body of a request to upgrade, and would take it for the next request.
        upgrades = self.parser.should_upgrade()
        if upgrades and any(name in {b"content-length", b"transfer-encoding"} for name, _ in self.headers):
            self._refuse(
                400, "this server does not upgrade connections; send a body without the header Upgrade."
            )
            raise _Refused
        super().on_headers_complete()
        self._cancel_timer()
        self._begin_part(in_head=False)
        if upgrades:
            self._stop_listening()
        elif self._leaving:
            self.cycle.keep_alive = False

    def on_body(self, body: bytes) -> None:
        """A part of the body has arrived."""
        self._unframed = 0
        self._body += len(body)
        super().on_body(body)

    def on_message_complete(self) -> None:
        """A request is complete."""
        self._cancel_timer()
        self._begin_part(in_head=True)
        super().on_message_complete()

    def on_response_complete(self) -> None:
        """A request is answered. Nothing more is read while others wait."""
        super().on_response_complete()
        if self.pipeline and not self.transport.is_closing():
            self.flow.pause_reading()

    def pause_writing(self) -> None:
        """The client reads more slowly than the answer is written."""
        super().pause_writing()
        if self._unread is None:
            self._unread = self.loop.call_later(self._settings.send_timeout, self.transport.abort)

    def resume_writing(self) -> None:
        """The client has read."""
        super().resume_writing()
        if self._unread is not None:
            self._unread.cancel()
            self._unread = None

    def _is_idle(self) -> bool:
        """Whether all requests are answered, none has begun, and more may arrive."""
        answered = self.cycle is not None and self.cycle.response_complete
        return answered and self._in_head and not (self._deaf or self.pipeline or self.transport.is_closing())

    def _begin_part(self, *, in_head: bool) -> None:
        self._in_head = in_head
        self._unframed = self._received = self._body = self._named = 0

    def _await_head(self) -> None:
        self._begin_part(in_head=True)
        detail = "the request did not arrive in time; send it faster."
        self._set_timer(self._settings.header_timeout, lambda: self._refuse(408, detail))

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
            raise _Refused

    def _check_host(self) -> None:
        """Require exactly one valid Host; HTTP/1.0 needs none (RFC 9112, 3.2)."""
        hosts = [value for name, value in self.headers if name == b"host"]
        if len(hosts) > 1:
            self._refuse(400, f"the request has {len(hosts)} Host headers; send one.")
        elif not hosts and self.parser.get_http_version() != "1.0":
            self._refuse(400, "the request has no Host header; send one.")
        elif hosts and not _HOST.fullmatch(hosts[0]):
            self._refuse(
                400, "the Host header is not a host with an optional port; send one such as example.org:8000."
            )
        else:
            return
        raise _Refused

    def _refuse_size(self) -> None:
        if self._in_head:
            self._refuse(431, f"the request's head has more than {LARGEST_HEAD:,} bytes; shorten it.")
        else:
            detail = f"the body has {LARGEST_HEAD:,} bytes of framing; send larger chunks, and no trailers."
            self._refuse(431, detail)

    def _stop_listening(self) -> None:
        """Read nothing more. The connection ends after the answer to the latest request."""
        self._deaf = True
        self._cancel_timer()
        self.cycle.keep_alive = False

    def _refuse(self, status: int, detail: str) -> None:
        if self._deaf or self.transport.is_closing() or self._owes():
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
        # Closing at once with unread bytes would reset the connection, and lose the answer.
        self.transport.write_eof()
        self._timer = self.loop.call_later(LINGER, self.transport.close)

    def _owes(self) -> bool:
        """Whether an earlier request is still to be answered; then the refused one gets no answer.

        The client would take the refusal for the answer to the earlier request. The connection ends after that answer.
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
        # The body of the latest request is refused, so its application must not wait for the rest.
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


class ServerConfig(uvicorn.Config):
    """uvicorn's configuration for an application or, with `factory`, for a function that makes it."""

    def __init__(self, app: ASGIApp | Callable[[], ASGIApp], settings: Settings, **more: Any) -> None:
        super().__init__(
            app,
            host=settings.host,
            port=settings.port,
            http=BoundedProtocol,
            ws="none",
            access_log=False,
            server_header=False,
            timeout_graceful_shutdown=settings.shutdown_timeout,
            **more,
        )
        self.settings = settings
