"""The table of speakers, which follows from the speaker directory and the turns alone.

A speaker of the directory has the directory's entry. Any other speaker has a name only: of the names in the turns the
last in the order of code points, so that `George W. Bush` wins over `George W Bush`.
"""

import sqlite3
from collections.abc import Iterable

import msgspec

from indexer.catalog.connect import put_meta
from indexer.catalog.rows import decoded
from indexer.directory.records import Directory
from indexer.model import Speaker

NAME = "CASE WHEN json_valid(attribution) THEN json_extract(attribution, '$.name') END"
# Newer than schema version 3: an older catalog gets this index with its first change.
NAMES = f"CREATE INDEX IF NOT EXISTS turns_by_name ON turns (speaker, {NAME});"
SPELLED = f"SELECT max({NAME}) FROM turns WHERE speaker = ?"


def put_entries(connection: sqlite3.Connection, entries: Iterable[Speaker]) -> None:
    """Insert speakers, or replace their entries."""
    connection.executemany(
        "INSERT INTO speakers VALUES (?, ?, ?) "
        "ON CONFLICT (id) DO UPDATE SET name = excluded.name, entry = excluded.entry",
        [(entry.id, entry.name, msgspec.json.encode(entry).decode()) for entry in entries],
    )


def put_name(connection: sqlite3.Connection, identity: str, name: str) -> None:
    """Insert a speaker unless the id exists; `settle_names` decides on the name."""
    entry = Speaker(identity, name)
    connection.execute(
        "INSERT OR IGNORE INTO speakers VALUES (?, ?, ?)", (identity, name, msgspec.json.encode(entry).decode())
    )


def settle_names(connection: sqlite3.Connection, ids: Iterable[str]) -> None:
    """After turns were added or removed: delete speakers without turns, and update the names of the others."""
    connection.execute(NAMES)
    for identity in sorted(set(ids)):
        (spelled,) = connection.execute(SPELLED, (identity,)).fetchone()
        if spelled is None:
            connection.execute("DELETE FROM speakers WHERE id = ?", (identity,))
            continue
        row = connection.execute("SELECT entry FROM speakers WHERE id = ?", (identity,)).fetchone()
        entry = decoded(row[0], Speaker)
        # An entry of the directory has more than a name, or the name that all turns have.
        if entry == Speaker(identity, entry.name) and entry.name != spelled:
            put_entries(connection, [Speaker(identity, spelled)])


def take_people(connection: sqlite3.Connection, people: Directory) -> bool:
    """Update all speakers from a directory; returns whether anything changed. Inside a transaction.

    The directory is stored: `Catalog.stale_speakers` compares the table with it.
    """
    connection.execute(NAMES)
    written = msgspec.json.encode(people).decode()
    stored = connection.execute("SELECT value FROM meta WHERE key = 'people'").fetchone()
    if stored is not None and stored[0] == written:
        return False
    put_meta(connection, "people", written)
    changed = []
    for identity, entry in connection.execute("SELECT id, entry FROM speakers").fetchall():
        (spelled,) = connection.execute(SPELLED, (identity,)).fetchone()
        expected = people.by_id.get(identity) or Speaker(identity, spelled or identity)
        if decoded(entry, Speaker) != expected:
            changed.append(expected)
    put_entries(connection, changed)
    return bool(changed)
