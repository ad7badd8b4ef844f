"""When transcripts were first added to an index, which tells a feed's reader what is new.

The table is newer than schema version 3: an older index gets it with its first change. Until then, and for the
transcripts that it holds then, the day of the event counts as the day of arrival.
"""

import datetime
import sqlite3

# A row outlives its transcript: a transcript that was removed and added again is not new.
ARRIVALS = """
CREATE TABLE IF NOT EXISTS arrivals (
    transcript TEXT PRIMARY KEY,
    first TEXT NOT NULL     -- UTC
) STRICT;
"""
BEFORE = "coalesce(date || 'T00:00:00+00:00', '1970-01-01T00:00:00+00:00')"
HAS_ARRIVALS = "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'arrivals'"


def prepare_arrivals(connection: sqlite3.Connection) -> None:
    """Create the table where it is missing, inside a transaction and before any change."""
    if connection.execute(HAS_ARRIVALS).fetchone() is None:
        connection.execute(ARRIVALS)
        connection.execute(f"INSERT INTO arrivals SELECT id, {BEFORE} FROM transcripts")


def note_arrival(connection: sqlite3.Connection, transcript_id: str) -> None:
    """Record that a transcript is stored now; an earlier time is kept."""
    now = datetime.datetime.now(tz=datetime.UTC).isoformat(timespec="seconds")
    connection.execute("INSERT OR IGNORE INTO arrivals VALUES (?, ?)", (transcript_id, now))
