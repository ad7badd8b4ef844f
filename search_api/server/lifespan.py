"""What an application does when its server starts and ends."""

import asyncio
import contextlib
import signal
import threading
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from types import FrameType
from typing import Any

from litestar import Litestar

from search_api.server.layers.gate import places
from search_api.server.state import changes_of, searcher_of, settings_of


@contextlib.asynccontextmanager
async def lifespan(app: Litestar) -> AsyncIterator[None]:
    """Threads for as many requests as are let in and one for the server itself; on SIGTERM not ready any more."""
    settings = settings_of(app.state)
    loop = asyncio.get_running_loop()
    loop.set_default_executor(ThreadPoolExecutor(places(settings) + 1, "requests"))
    if threading.current_thread() is threading.main_thread():
        _watch_for_the_end(app, loop, settings.shutdown_delay)
    yield
    # In a thread: a worker that waits for a change gives signs of life meanwhile.
    await asyncio.to_thread(changes_of(app.state).close)
    searcher_of(app.state).close()


def _watch_for_the_end(app: Litestar, loop: asyncio.AbstractEventLoop, delay: float) -> None:
    """Put ourselves before the server's own handler, which goes on to end it."""
    server = signal.getsignal(signal.SIGTERM)
    if not callable(server):
        return

    def handle(number: int, frame: FrameType | None) -> Any:
        app.state.closing.set()
        if delay:
            # Whoever sends requests here learns that we are not ready, and sends them elsewhere.
            return loop.call_soon_threadsafe(loop.call_later, delay, server, number, frame)
        return server(number, frame)

    signal.signal(signal.SIGTERM, handle)
