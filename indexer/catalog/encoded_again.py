"""Vectors of newer arithmetic, collected next to the old ones and swapped in all at once."""

import sqlite3
from collections.abc import Mapping

import msgspec

from embeddings.encoder import EncoderSpec, Vectors
from indexer.catalog.connect import put_meta, read_settings
from indexer.catalog.write import insert_vectors, transaction

_TABLE = "encoded_again"


def gathered(connection: sqlite3.Connection, encoder: EncoderSpec) -> set[bytes]:
    """The hashes whose vectors an earlier run collected with the same encoder; those of another one are dropped."""
    made_with = msgspec.json.encode(encoder).decode()
    with transaction(connection):
        row = connection.execute("SELECT value FROM meta WHERE key = ?", [_TABLE]).fetchone()
        if row != (made_with,):
            connection.execute(f"DROP TABLE IF EXISTS {_TABLE}")
            put_meta(connection, _TABLE, made_with)
        connection.execute(
            f"CREATE TABLE IF NOT EXISTS {_TABLE} "
            "(hash BLOB PRIMARY KEY, vector BLOB NOT NULL, crc INTEGER NOT NULL) STRICT"
        )
    return {digest for (digest,) in connection.execute(f"SELECT hash FROM {_TABLE}")}


def gather(connection: sqlite3.Connection, vectors: Mapping[bytes, Vectors]) -> None:
    """Store vectors for later, by their passages' hashes."""
    with transaction(connection):
        insert_vectors(connection, _TABLE, vectors)


def replace_all(connection: sqlite3.Connection, encoder: EncoderSpec) -> None:
    """Replace all vectors by the collected ones, in one transaction; counts a generation.

    Every passage's vector must have been collected. Vectors without a passage are deleted.
    """
    settings = read_settings(connection)
    kept = msgspec.structs.replace(encoder, model=settings.encoder.model)
    changed = msgspec.json.encode(msgspec.structs.replace(settings, encoder=kept)).decode()
    with transaction(connection):
        connection.execute("DELETE FROM vectors WHERE hash NOT IN (SELECT hash FROM passages)")
        connection.execute(
            f"UPDATE vectors SET (vector, crc) = "
            f"(SELECT vector, crc FROM {_TABLE} WHERE {_TABLE}.hash = vectors.hash)"
        )
        connection.execute(f"DROP TABLE {_TABLE}")
        connection.execute("DELETE FROM meta WHERE key = ?", [_TABLE])
        put_meta(connection, "settings", changed)
        connection.execute("UPDATE meta SET value = CAST(value AS INTEGER) + 1 WHERE key = 'generation'")
