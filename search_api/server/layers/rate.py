"""How much one client may ask: a token bucket each, in the memory of the process."""

import math
import time
from collections import OrderedDict
from collections.abc import Callable

from litestar.types import HTTPScope, Receive, Send

from search_api.server.caller import caller_of
from search_api.server.layers.asgi import HTTPApp
from search_api.server.layers.refusal import refuse

MOST_CLIENTS = 65_536
"""Clients that are remembered, 15 MB of them; the one that was silent for longest is forgotten first."""


class Buckets:
    """A bucket a client: full at first, filled by `rate` tokens a second up to `burst`; a request takes one."""

    def __init__(
        self,
        rate: float,
        burst: int,
        most: int = MOST_CLIENTS,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._rate, self._burst, self._most, self._clock = rate, burst, most, clock
        self._held: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def __len__(self) -> int:
        """How many clients are remembered."""
        return len(self._held)

    def take(self, client: str) -> float:
        """Take a token of a client: 0 if there was one, else the seconds until there is."""
        now = self._clock()
        tokens, then = self._held.get(client, (float(self._burst), now))
        tokens = min(float(self._burst), tokens + (now - then) * self._rate)
        wait = 0.0 if tokens >= 1 else (1 - tokens) / self._rate
        self._held[client] = (tokens if wait else tokens - 1, now)
        self._held.move_to_end(client)
        if len(self._held) > self._most:
            self._held.popitem(last=False)
        return wait


class RateLayer:
    """Refuses with 429 what a client asks beyond its rate. The machine itself is not limited."""

    def __init__(self, app: HTTPApp, buckets: Buckets | None) -> None:
        self._app = app
        self._buckets = buckets

    async def __call__(self, scope: HTTPScope, receive: Receive, send: Send) -> None:
        """One request."""
        if self._buckets is not None:
            caller = caller_of(scope)
            wait = 0.0 if caller.is_local else self._buckets.take(caller.bucket)
            if wait:
                seconds = math.ceil(wait)
                detail = f"you ask more often than this server allows; wait {seconds} s and ask more slowly."
                await refuse(scope, send, 429, detail, seconds)
                return
        await self._app(scope, receive, send)
