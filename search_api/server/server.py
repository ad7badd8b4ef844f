"""uvicorn's server, extended so that it ends without losing a request that was sent before."""

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
"""Seconds between two heartbeats of a worker."""
_PASSES = 4
"""Turns of the event loop in which an accepted connection is set up and its first bytes are read."""


class Server(uvicorn.Server):
    """Serves until it is asked to end, and answers all requests that arrived before."""

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Accept the waiting connections, read their requests, accept no more, and finish."""
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
    """The server of a worker: sends heartbeats to its parent process, and ends when the parent is gone."""

    def __init__(self, config: ServerConfig, parent: socket.socket) -> None:
        super().__init__(config)
        self._parent = parent
        self._beating: asyncio.Task[None] | None = None

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start serving."""
        await super().startup(sockets)
        asyncio.get_running_loop().add_reader(self._parent, self._orphaned)
        self._beating = asyncio.create_task(self._beat())

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """End on SIGTERM. A terminal sends SIGINT to all processes; the parent turns it into SIGTERM."""
        if sig != signal.SIGINT:
            super().handle_exit(sig, frame)

    async def _beat(self) -> None:
        while True:
            # The parent may be slow to read, or gone, which `_orphaned` handles.
            with contextlib.suppress(OSError):
                self._parent.send(b".")
            await asyncio.sleep(BEAT)

    def _orphaned(self) -> None:
        """End: the parent writes nothing, so a readable link means that it is gone, perhaps killed."""
        asyncio.get_running_loop().remove_reader(self._parent)
        os.kill(os.getpid(), signal.SIGTERM)
