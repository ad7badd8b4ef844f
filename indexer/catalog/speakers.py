"""The table of speakers: what it says of each follows from the speaker directory and the turns alone.

Whoever the directory has is there as the directory has them. Of anybody else there is a name, which is the last in the
order of code points of those under which the turns name them: `George W. Bush` before `George W Bush`.
"""

import sqlite3
from collections.abc import Iterable, Mapping

import msgspec

from indexer.catalog.rows import decoded
from indexer.directory.records import Directory
from indexer.model import Speaker

NAME = "CASE WHEN json_valid(attribution) THEN json_extract(attribution, '$.name') END"
# The index came after the schema's version 3. One made before gets it with its first change.
NAMES = f"CREATE INDEX IF NOT EXISTS turns_by_name ON turns (speaker, {NAME});"
SPELLED = f"SELECT max({NAME}) FROM turns WHERE speaker = ?"


def put_entries(connection: sqlite3.Connection, entries: Iterable[Speaker]) -> None:
    """Put speakers in, or in the place of what is there of them."""
    connection.executemany(
        "INSERT INTO speakers VALUES (?, ?, ?) "
        "ON CONFLICT (id) DO UPDATE SET name = excluded.name, entry = excluded.entry",
        [(entry.id, entry.name, msgspec.json.encode(entry).decode()) for entry in entries],
    )


def put_name(connection: sqlite3.Connection, identity: str, name: str) -> None:
    """See to it that there is a speaker of an id; `settle_names` sees to the name."""
    entry = Speaker(identity, name)
    connection.execute(
        "INSERT OR IGNORE INTO speakers VALUES (?, ?, ?)",
        (identity, name, msgspec.json.encode(entry).decode()),
    )


def settle_names(connection: sqlite3.Connection, ids: Iterable[str]) -> None:
    """After turns came or went: take out speakers without any, and bring the names of others into line."""
    connection.execute(NAMES)
    for identity in sorted(set(ids)):
        ((spelled,),) = connection.execute(SPELLED, (identity,)).fetchall()
        if spelled is None:
            connection.execute("DELETE FROM speakers WHERE id = ?", (identity,))
            continue
        held = connection.execute("SELECT entry FROM speakers WHERE id = ?", (identity,)).fetchone()
        entry = decoded(held[0], Speaker)
        # One with nothing but a name is not the directory's, or is called the same by all turns.
        if entry == Speaker(identity, entry.name) and entry.name != spelled:
            put_entries(connection, [Speaker(identity, spelled)])


def take_people(connection: sqlite3.Connection, people: Directory) -> bool:
    """Bring all speakers into line with a directory; says whether anything changed. Inside a transaction.

    The directory is kept: `stale_speakers` holds the table to it.
    """
    connection.execute(NAMES)
    written = msgspec.json.encode(people).decode()
    held = connection.execute("SELECT value FROM meta WHERE key = 'people'").fetchone()
    if held is not None and held[0] == written:
        return False
    connection.execute(
        "INSERT INTO meta VALUES ('people', ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
        (written,),
    )
    changed = list(_changed(connection, {entry.id: entry for entry in people.speakers}))
    put_entries(connection, changed)
    return bool(changed)


def _changed(connection: sqlite3.Connection, known: Mapping[str, Speaker]) -> Iterable[Speaker]:
    for identity, entry in connection.execute("SELECT id, entry FROM speakers").fetchall():
        ((spelled,),) = connection.execute(SPELLED, (identity,)).fetchall()
        wanted = known.get(identity) or Speaker(identity, spelled or identity)
        if decoded(entry, Speaker) != wanted:
            yield wanted
