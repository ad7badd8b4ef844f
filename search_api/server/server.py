"""uvicorn's server, which ends without losing a request that was sent before."""

import asyncio
import contextlib
import os
import selectors
import signal
import socket
from types import FrameType

import uvicorn

from search_api.server.protocol import ServerConfig

BACKLOG = 2048
"""Connections that may wait to be accepted."""
BEAT = 1.0
"""Seconds between two signs of life of a worker."""
_PASSES = 4
"""Turns of the event loop in which a connection that was accepted is set up, and what it has sent is read."""


class Server(uvicorn.Server):
    """Serves until told to end, then answers what arrived before that."""

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Accept the connections that wait, read what they have sent, take no more, and finish."""
        with selectors.DefaultSelector() as waiting:
            for server in self.servers:
                for listening in server.sockets:
                    waiting.register(listening, selectors.EVENT_READ)
            for _ in range(BACKLOG):
                if not waiting.select(0):
                    break
                await asyncio.sleep(0)
        for _ in range(_PASSES):
            await asyncio.sleep(0)
        await super().shutdown(sockets)


class WorkerServer(Server):
    """The server of a worker: gives signs of life to the process that started it, and ends when that is gone."""

    def __init__(self, config: ServerConfig, parent: socket.socket) -> None:
        super().__init__(config)
        self._parent = parent
        self._beating: asyncio.Task[None] | None = None

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Begin to serve."""
        await super().startup(sockets)
        asyncio.get_running_loop().add_reader(self._parent, self._left_alone)
        self._beating = asyncio.create_task(self._beat())

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """End on SIGTERM. A terminal sends SIGINT to all processes; the parent passes it on as SIGTERM."""
        if sig != signal.SIGINT:
            super().handle_exit(sig, frame)

    async def _beat(self) -> None:
        while True:
            # The parent may not read for the moment, or be gone, of which `_left_alone` hears.
            with contextlib.suppress(OSError):
                self._parent.send(b".")
            await asyncio.sleep(BEAT)

    def _left_alone(self) -> None:
        """The parent writes nothing: that there is something to read means that it is gone, killed perhaps."""
        asyncio.get_running_loop().remove_reader(self._parent)
        os.kill(os.getpid(), signal.SIGTERM)
