"""The catalog's tables. SQLite is the source of truth; the retrieval store is derived from it.

Arrivals, languages, recordings, times and the index of names came after version 3 of the schema: an index made before
gets them with its first change. Until then, and for the transcripts that it holds then, the day of the event counts as
the day of arrival. Its transcripts are in the default language.
"""

import sqlite3
from collections.abc import Callable
from typing import Any

from indexer.languages import DEFAULT

SCHEMA_VERSION = 3

# `generation` in meta counts committed changes; derived indexes record the one that they hold.
# Passage and turn keys are never used again (AUTOINCREMENT), so a lagging index never points to the wrong text.
TABLES = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;

CREATE TABLE sources (
    key INTEGER PRIMARY KEY,
    path TEXT NOT NULL UNIQUE,
    sha256 TEXT NOT NULL
) STRICT;
CREATE INDEX sources_by_sha256 ON sources (sha256);

-- What transcripts said before: a text that was replaced or removed, so that quotes of it can still be checked.
CREATE TABLE revisions (
    key INTEGER PRIMARY KEY,
    transcript TEXT NOT NULL,
    text_sha256 TEXT NOT NULL,
    text TEXT NOT NULL,
    title TEXT, date TEXT, url TEXT,
    until TEXT NOT NULL,    -- when it ceased to be the transcript's text, UTC
    UNIQUE (transcript, text_sha256)
) STRICT;

CREATE TABLE speakers (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    entry TEXT NOT NULL     -- the whole record as JSON, with aliases and tenures
) STRICT;

CREATE TABLE transcripts (
    key INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    source INTEGER NOT NULL REFERENCES sources (key) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    format TEXT NOT NULL,
    title TEXT, date TEXT, url TEXT, venue TEXT,
    language TEXT,          -- an ISO 639 code
    media TEXT,             -- the address of the recording
    times BLOB,             -- when its words are said, as `indexer.recording_times` packs it
    text TEXT NOT NULL,
    text_sha256 TEXT NOT NULL,
    warnings TEXT NOT NULL,
    outside TEXT NOT NULL,  -- what of the text is no turn's, as JSON
    sum TEXT NOT NULL       -- SHA-256 over the whole record with its turns: finds what was altered on disk
) STRICT;
CREATE INDEX transcripts_by_source ON transcripts (source);
CREATE INDEX transcripts_by_date ON transcripts (date);

CREATE TABLE turns (
    key INTEGER PRIMARY KEY AUTOINCREMENT,
    transcript INTEGER NOT NULL REFERENCES transcripts (key) ON DELETE CASCADE,
    ordinal INTEGER NOT NULL,
    label TEXT NOT NULL,
    role TEXT NOT NULL,
    start INTEGER NOT NULL,
    end INTEGER NOT NULL,
    start_time REAL,
    speaker TEXT REFERENCES speakers (id),
    attribution TEXT NOT NULL,
    UNIQUE (transcript, ordinal),
    CHECK (0 <= start AND start <= end)
) STRICT;
CREATE INDEX turns_by_speaker ON turns (speaker);

CREATE TABLE vectors (
    hash BLOB PRIMARY KEY,  -- SHA-256 of the passage's text
    vector BLOB NOT NULL,   -- little-endian float32
    crc INTEGER NOT NULL    -- CRC-32 of the vector
) STRICT;

CREATE TABLE passages (
    key INTEGER PRIMARY KEY AUTOINCREMENT,
    turn INTEGER NOT NULL REFERENCES turns (key) ON DELETE CASCADE,
    start INTEGER NOT NULL,
    end INTEGER NOT NULL,
    hash BLOB NOT NULL REFERENCES vectors (hash),
    CHECK (0 <= start AND start < end)
) STRICT;
CREATE INDEX passages_by_turn ON passages (turn);
CREATE INDEX passages_by_hash ON passages (hash);
"""

# When transcripts were first added, which tells a feed's reader what is new.
# A row outlives its transcript: a transcript that was removed and added again is not new.
ARRIVALS = """
CREATE TABLE IF NOT EXISTS arrivals (
    transcript TEXT PRIMARY KEY,
    first TEXT NOT NULL     -- UTC
) STRICT;
"""
DAY_OF_EVENT = "coalesce(date || 'T00:00:00+00:00', '1970-01-01T00:00:00+00:00')"
HAS_ARRIVALS = "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'arrivals'"
_HAS_COLUMN = "SELECT 1 FROM pragma_table_info('transcripts') WHERE name = '{}'"
LANGUAGE_INDEX = "CREATE INDEX IF NOT EXISTS transcripts_by_language ON transcripts (language);"

Rows = Callable[[str], list[tuple[Any, ...]]]
"""Runs a query and gives its rows."""


def add_missing_tables(connection: sqlite3.Connection) -> None:
    """Add what is newer than version 3 where it is missing, inside a transaction and before any change."""
    if connection.execute(HAS_ARRIVALS).fetchone() is None:
        connection.execute(ARRIVALS)
        connection.execute(f"INSERT INTO arrivals SELECT id, {DAY_OF_EVENT} FROM transcripts")
    for column, kind in (("language", "TEXT"), ("media", "TEXT"), ("times", "BLOB")):
        if connection.execute(_HAS_COLUMN.format(column)).fetchone() is None:
            connection.execute(f"ALTER TABLE transcripts ADD COLUMN {column} {kind}")
    connection.execute(LANGUAGE_INDEX)


def language_column(rows: Rows) -> str:
    """The SQL expression for a transcript's language."""
    has_column = rows(_HAS_COLUMN.format("language"))
    return f"coalesce(transcripts.language, '{DEFAULT}')" if has_column else f"'{DEFAULT}'"


def media_column(rows: Rows) -> str:
    """The SQL expression for the address of a transcript's recording."""
    return "transcripts.media" if rows(_HAS_COLUMN.format("media")) else "NULL"


def times_column(rows: Rows) -> str:
    """The SQL expression for the times of a transcript's words."""
    return "transcripts.times" if rows(_HAS_COLUMN.format("times")) else "NULL"
