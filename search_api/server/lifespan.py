"""What the application does when its server starts and ends."""

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
    """Threads for the requests that are admitted, and one for the server; from SIGTERM on it is not ready."""
    settings = settings_of(app)
    loop = asyncio.get_running_loop()
    loop.set_default_executor(ThreadPoolExecutor(places(settings) + 1, "requests"))
    if threading.current_thread() is threading.main_thread():
        _handle_sigterm(app, loop, settings.shutdown_delay)
    yield
    # In a thread, so that a worker that waits for a change sends signs of life.
    await asyncio.to_thread(changes_of(app).close)
    searcher_of(app).close()


def _handle_sigterm(app: Litestar, loop: asyncio.AbstractEventLoop, delay: float) -> None:
    """Install a handler that runs before the server's own, which ends the server."""
    server = signal.getsignal(signal.SIGTERM)
    if not callable(server):
        return

    def handle(number: int, frame: FrameType | None) -> Any:
        app.state.closing.set()
        if delay:
            # A balancer has time to learn that the server is not ready, and sends requests elsewhere.
            return loop.call_soon_threadsafe(loop.call_later, delay, server, number, frame)
        return server(number, frame)

    signal.signal(signal.SIGTERM, handle)
