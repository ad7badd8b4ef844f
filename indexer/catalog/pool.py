"""Connections that read the catalog, one for each read at a time."""

import contextlib
import sqlite3
import threading
import weakref
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from indexer.catalog.connect import CatalogConnection, is_current, open_catalog


class ConnectionPool:
    """Connections to an index's catalog; safe to share between threads."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        # The connection that a thread reads with.
        self._local = threading.local()
        self._idle: list[CatalogConnection] = [open_catalog(folder, readonly=True)]
        # A pool that is garbage collected leaves no file open.
        self._closing = weakref.finalize(self, _close_all, self._idle)

    def close(self) -> None:
        """Close the connections; one that is in use is closed after its read."""
        self._closing()

    def release(self) -> None:
        """Close the idle connections; others are opened when they are needed.

        An open connection must not be used after a fork (sqlite.org, "How To Corrupt", 2.6).
        """
        _close_all(self._idle)

    @contextlib.contextmanager
    def reading(self) -> Iterator[None]:
        """One state of the catalog for all that this thread reads inside, also during writes."""
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
        """The connection of this thread, else an idle one, for as long as the block lasts."""
        own: CatalogConnection | None = getattr(self._local, "connection", None)
        if own is not None:
            yield own
            return
        try:
            # A list needs no lock for pop and append.
            connection = self._idle.pop()
            if not is_current(self.folder, connection):
                self._idle.append(connection)
                self.release()
                connection = open_catalog(self.folder, readonly=True)
        except IndexError:
            connection = open_catalog(self.folder, readonly=True)
        self._local.connection = connection
        try:
            yield connection
        finally:
            self._local.connection = None
            if self._closing.alive:
                self._idle.append(connection)
            else:
                connection.close()

    def all(self, sql: str, values: Iterable[Any] = ()) -> list[tuple[Any, ...]]:
        """The rows of a query."""
        with self.connection() as connection:
            return connection.execute(sql, tuple(values)).fetchall()


def _close_all(connections: list[CatalogConnection]) -> None:
    while connections:
        connections.pop().close()
