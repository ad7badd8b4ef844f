"""The rate limit: a token bucket for each client, in the memory of the process."""

import math
import time
from collections.abc import Callable

from cachetools import LRUCache
from litestar.types import HTTPScope, Receive, Send

from search_api.server.caller import caller_of
from search_api.server.layers.asgi import HTTPApp, refuse

MOST_CLIENTS = 65_536
"""The most clients that are remembered, in 15 MB; the least recently active one is forgotten first."""


class Buckets:
    """Token buckets: full at first, filled with `rate` tokens per second up to `burst`; a request takes one token."""

    def __init__(
        self, rate: float, burst: int, most: int = MOST_CLIENTS, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._rate, self._burst, self._clock = rate, burst, clock
        self._clients: LRUCache[str, tuple[float, float]] = LRUCache(most)

    def __len__(self) -> int:
        """The number of clients that are remembered."""
        return len(self._clients)

    def take(self, client: str) -> float:
        """Take a token of a client. Returns 0, or the seconds until there is a token."""
        now = self._clock()
        tokens, then = self._clients.get(client, (float(self._burst), now))
        tokens = min(float(self._burst), tokens + (now - then) * self._rate)
        wait = 0.0 if tokens >= 1 else (1 - tokens) / self._rate
        self._clients[client] = (tokens if wait else tokens - 1, now)
        return wait


class RateLayer:
    """Refuses with 429 the requests of a client beyond its rate. Clients on this machine are not limited."""

    def __init__(self, app: HTTPApp, buckets: Buckets) -> None:
        self._app = app
        self._buckets = buckets

    async def __call__(self, scope: HTTPScope, receive: Receive, send: Send) -> None:
        caller = caller_of(scope)
        wait = 0.0 if caller.is_local else self._buckets.take(caller.bucket)
        if not wait:
            await self._app(scope, receive, send)
            return
        seconds = math.ceil(wait)
        detail = f"you send more requests than this server allows; wait {seconds} s and send them more slowly."
        await refuse(scope, send, 429, detail, seconds)
