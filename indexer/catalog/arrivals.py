"""When transcripts first came into an index, and since when words stand in them: what is new to a feed's reader.

The table came after the schema's version 3. An index made before gets it with its first change; until then, and for
what it holds then, the day of the event stands for that of its coming.
"""

import datetime
import sqlite3
from abc import abstractmethod
from collections.abc import Iterable
from typing import Any

import msgspec

from indexer.catalog.conditions import where
from indexer.filters import Filters

# A row outlives its transcript: one that was removed and comes back is not new.
ARRIVALS = """
CREATE TABLE IF NOT EXISTS arrivals (
    transcript TEXT PRIMARY KEY,
    first TEXT NOT NULL     -- UTC
) STRICT;
"""
_BEFORE = "coalesce(date || 'T00:00:00+00:00', '1970-01-01T00:00:00+00:00')"
_KNOWN = "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'arrivals'"


class Arrival(msgspec.Struct, frozen=True):
    """A transcript's id and when it first came, in UTC."""

    transcript: str
    first: datetime.datetime


class ArrivalRows:
    """The part of a catalog that says what is new."""

    @abstractmethod
    def _all(self, sql: str, values: Iterable[Any] = ()) -> list[tuple[Any, ...]]: ...

    def newest(self, filters: Filters, limit: int) -> list[Arrival]:
        """The transcripts with any turn that a filter lets through, those that came or were revised last first."""
        clause, values = where(filters)
        known = "arrivals.first" if self._all(_KNOWN) else "NULL"
        joined = "LEFT JOIN arrivals ON arrivals.transcript = transcripts.id" if known != "NULL" else ""
        revised = "(SELECT max(until) FROM revisions WHERE revisions.transcript = transcripts.id)"
        rows = self._all(
            f"SELECT id, came FROM (SELECT id, coalesce({known}, {_BEFORE}) AS came, {revised} AS revised "
            f"FROM transcripts {joined} WHERE EXISTS "
            f"(SELECT 1 FROM turns WHERE turns.transcript = transcripts.key AND {clause})) "
            "ORDER BY max(coalesce(revised, came), came) DESC, id LIMIT ?",
            [*values, limit],
        )
        return [Arrival(key, datetime.datetime.fromisoformat(came)) for key, came in rows]

    def said_since(self, arrival: Arrival, words: str) -> datetime.datetime:
        """Since when words that a transcript has now have stood in it."""
        rows = self._all(
            "SELECT text, until FROM revisions WHERE transcript = ? ORDER BY until DESC, key DESC",
            [arrival.transcript],
        )
        for text, until in rows:
            if words not in text:
                return datetime.datetime.fromisoformat(until)
        return arrival.first


def prepare_arrivals(connection: sqlite3.Connection) -> None:
    """See to the table, inside a transaction and before anything is changed."""
    if connection.execute(_KNOWN).fetchone() is None:
        connection.execute(ARRIVALS)
        connection.execute(f"INSERT INTO arrivals SELECT id, {_BEFORE} FROM transcripts")


def note_arrival(connection: sqlite3.Connection, transcript_id: str) -> None:
    """A transcript is stored now; one that came before keeps its time."""
    now = datetime.datetime.now(tz=datetime.UTC).isoformat(timespec="seconds")
    connection.execute("INSERT OR IGNORE INTO arrivals VALUES (?, ?)", (transcript_id, now))
