"""Connections that read the catalog: as many as there are reads at once."""

import contextlib
import sqlite3
import threading
import weakref
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from indexer.catalog.connect import is_current, open_catalog


class ConnectionPool:
    """Connections to an index's catalog; safe to share between threads."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        # What this thread reads with, while it reads.
        self._local = threading.local()
        self._idle: list[sqlite3.Connection] = [open_catalog(folder, readonly=True)]
        # A catalog that is simply let go of leaves no file open.
        self._closing = weakref.finalize(self, _close_all, self._idle)

    def close(self) -> None:
        """Close the connections; one that is just read with is closed when it is done."""
        self._closing()

    def release(self) -> None:
        """Close the idle connections, for others to be opened when they are needed.

        One that is open does not survive the forking of a process (sqlite.org, "How To Corrupt", 2.6).
        """
        while self._idle:
            self._idle.pop().close()

    @contextlib.contextmanager
    def reading(self) -> Iterator[None]:
        """One state of the catalog for all that this thread reads inside, whatever is written meanwhile."""
        with self.connection() as connection:
            if connection.in_transaction:
                yield
                return
            connection.execute("BEGIN")
            try:
                yield
            finally:
                connection.execute("COMMIT")

    @contextlib.contextmanager
    def connection(self) -> Iterator[sqlite3.Connection]:
        """The connection that this thread holds, else an idle one, for as long as the block lasts."""
        held: sqlite3.Connection | None = getattr(self._local, "held", None)
        if held is not None:
            yield held
            return
        try:
            # Taking from a list and putting into it need no lock.
            connection = self._idle.pop()
            if not is_current(self.folder, connection):
                self._idle.append(connection)
                self.release()
                connection = open_catalog(self.folder, readonly=True)
        except IndexError:
            connection = open_catalog(self.folder, readonly=True)
        self._local.held = connection
        try:
            yield connection
        finally:
            self._local.held = None
            if self._closing.alive:
                self._idle.append(connection)
            else:
                connection.close()

    def all(self, sql: str, values: Iterable[Any] = ()) -> list[tuple[Any, ...]]:
        """The rows of a query."""
        with self.connection() as connection:
            return connection.execute(sql, tuple(values)).fetchall()


def _close_all(connections: list[sqlite3.Connection]) -> None:
    while connections:
        connections.pop().close()
