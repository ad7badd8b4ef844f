"""How many requests run at once: some run, some wait, and the rest is refused.

Work in a thread cannot be stopped. A request that takes too long is answered, but keeps its place until its thread is
done, so that there are never more busy threads than places.
"""

import asyncio
import math
from collections.abc import Callable

from litestar.types import HTTPScope, Message, Receive, Send

from embeddings.processor import usable_cores
from search_api.server.layers.asgi import HTTPApp, refuse
from search_api.server.measures import Measures
from search_api.settings import Settings

_EXEMPT = ("/health/", "/metrics", "/static/")
"""Paths that are always answered at once."""
_RETRY = 1


def places(settings: Settings) -> int:
    """Requests that run at once in a process: one for each core, and two that wait for files."""
    if settings.searches_at_once:
        return settings.searches_at_once
    return max(2, math.ceil((usable_cores() + 2) / settings.workers))


class GateLayer:
    """Admits as many requests as there are places."""

    def __init__(self, app: HTTPApp, settings: Settings, measures: Measures) -> None:
        self._app = app
        self._measures = measures
        self._places = asyncio.Semaphore(places(settings))
        self._queue, self._seconds = settings.queue, settings.request_timeout
        self._waiting = 0
        # The event loop keeps only weak references to tasks.
        self._running: set[asyncio.Task[None]] = set()

    async def __call__(self, scope: HTTPScope, receive: Receive, send: Send) -> None:
        """One request. Changes are exempt: they have a queue of their own (`search_api.server.changes`)."""
        if scope["path"].startswith(_EXEMPT) or scope["method"] in {"PUT", "DELETE"}:
            await self._app(scope, receive, send)
        elif self._places.locked() and self._waiting >= self._queue:
            await refuse(scope, send, 503, "the server is overloaded; try again soon.", _RETRY)
        else:
            await self._admitted(scope, receive, send)

    async def _admitted(self, scope: HTTPScope, receive: Receive, send: Send) -> None:
        outlet = _Outlet(send, self._places.release)
        try:
            async with asyncio.timeout(self._seconds):
                await self._place()
                task = asyncio.create_task(self._run(scope, receive, outlet))
                self._running.add(task)
                task.add_done_callback(self._running.discard)
                await asyncio.shield(task)
        except TimeoutError:
            if outlet.close():
                detail = f"there was no answer within {self._seconds:g} s; request less, or try again later."
                await refuse(scope, send, 503, detail, _RETRY)
            else:
                # The answer is being sent already.
                await task

    async def _place(self) -> None:
        self._waiting += 1
        self._measures.waiting.inc()
        try:
            await self._places.acquire()
        finally:
            self._waiting -= 1
            self._measures.waiting.dec()

    async def _run(self, scope: HTTPScope, receive: Receive, outlet: "_Outlet") -> None:
        try:
            await self._app(scope, receive, outlet)
        finally:
            outlet.done()


class _Outlet:
    """A `send` that can be closed as long as nothing was sent.

    It gives the place back when the answer begins: the work is done then, and a client that reads slowly does not
    occupy a place.
    """

    def __init__(self, send: Send, release: Callable[[], None]) -> None:
        self._send = send
        self._release = release
        self._started = self._closed = self._done = False

    def close(self) -> bool:
        """Send nothing from now on; returns whether nothing was sent."""
        self._closed = not self._started
        return self._closed

    def done(self) -> None:
        """Give the place back, if that was not done."""
        if not self._done:
            self._done = True
            self._release()

    async def __call__(self, message: Message) -> None:
        """Send a message, unless this is closed."""
        self.done()
        if not self._closed:
            self._started = True
            await self._send(message)
