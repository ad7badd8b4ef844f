"""When transcripts first came into an index, and since when words stand in them: what is new to a feed's reader.

The table came after the schema's version 3. An index made before gets it with its first change; until then, and for
what it holds then, the day of the event stands for that of its coming.
"""

import datetime
import sqlite3

# A row outlives its transcript: one that was removed and comes back is not new.
ARRIVALS = """
CREATE TABLE IF NOT EXISTS arrivals (
    transcript TEXT PRIMARY KEY,
    first TEXT NOT NULL     -- UTC
) STRICT;
"""
BEFORE = "coalesce(date || 'T00:00:00+00:00', '1970-01-01T00:00:00+00:00')"
HAS_ARRIVALS = "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'arrivals'"


def prepare_arrivals(connection: sqlite3.Connection) -> None:
    """See to the table, inside a transaction and before anything is changed."""
    if connection.execute(HAS_ARRIVALS).fetchone() is None:
        connection.execute(ARRIVALS)
        connection.execute(f"INSERT INTO arrivals SELECT id, {BEFORE} FROM transcripts")


def note_arrival(connection: sqlite3.Connection, transcript_id: str) -> None:
    """A transcript is stored now; one that came before keeps its time."""
    now = datetime.datetime.now(tz=datetime.UTC).isoformat(timespec="seconds")
    connection.execute("INSERT OR IGNORE INTO arrivals VALUES (?, ?)", (transcript_id, now))
