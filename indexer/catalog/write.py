"""Writing the catalog: one transaction a change, which counts one generation."""

import contextlib
import datetime
import hashlib
import sqlite3
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import msgspec
import numpy as np

from embeddings.encoder import Vectors
from indexer.catalog.connect import put_meta
from indexer.catalog.schema import add_missing_tables
from indexer.catalog.speakers import put_entries, put_name, settle_names, take_people
from indexer.directory.records import Directory
from indexer.languages import DEFAULT
from indexer.model import Passage, Speaker, Transcript, Turn
from indexer.recording_times import recording_times


class PreparedTranscript(msgspec.Struct, frozen=True):
    """A transcript with its passages, ready to be stored.

    `people` are the directory's entries that it names; `ids` are the speaker ids of others, by their names.
    """

    transcript: Transcript
    passages: tuple[Passage, ...]
    people: tuple[Speaker, ...] = ()
    ids: dict[str, str] = {}

    @property
    def texts(self) -> dict[bytes, str]:
        """The distinct texts of its passages, by their hashes."""
        texts = (self.transcript.text[passage.start : passage.end] for passage in self.passages)
        return {passage_hash(text): text for text in texts}


class Change(msgspec.Struct, frozen=True):
    """What a transaction changed: the generation that it made, the keys of the removed passages, and the hashes of
    their texts.
    """

    generation: int
    removed: tuple[int, ...] = ()
    hashes: frozenset[bytes] = frozenset()


def _now() -> str:
    return datetime.datetime.now(tz=datetime.UTC).isoformat(timespec="seconds")


def passage_hash(text: str) -> bytes:
    """The key of a passage's vector: SHA-256 of its text in UTF-8."""
    return hashlib.sha256(text.encode()).digest()


def record_sum(transcript: Transcript) -> str:
    """SHA-256 over a transcript's whole record with its turns, as 64 hexadecimal digits.

    The default language, a recording that is not known and times where there are none are left out: the records of an
    index made before these were recorded keep their sums.
    """
    if transcript.language in {None, DEFAULT}:
        transcript = msgspec.structs.replace(transcript, language=msgspec.UNSET)
    if transcript.media is None:
        transcript = msgspec.structs.replace(transcript, media=msgspec.UNSET)
    if not transcript.times:
        transcript = msgspec.structs.replace(transcript, times=msgspec.UNSET)
    return hashlib.sha256(msgspec.json.encode(transcript)).hexdigest()


@contextlib.contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """A transaction: committed, or rolled back where anything is raised inside."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


def store_vectors(connection: sqlite3.Connection, vectors: Mapping[bytes, Vectors]) -> None:
    """Store vectors by their passages' hashes, in a transaction of their own: they survive a later failure."""
    with transaction(connection):
        insert_vectors(connection, "vectors", vectors)


def insert_vectors(connection: sqlite3.Connection, table: str, vectors: Mapping[bytes, Vectors]) -> None:
    """Insert those vectors into a table of hashes, vectors and checksums that it lacks."""
    data = [np.asarray(vector, "<f4").tobytes() for vector in vectors.values()]
    rows = zip(vectors, data, map(zlib.crc32, data), strict=True)
    connection.executemany(f"INSERT OR IGNORE INTO {table} VALUES (?, ?, ?)", rows)


def replace_source(
    connection: sqlite3.Connection,
    path: str,
    digest: str,
    prepared: Sequence[PreparedTranscript],
    instead_of: Iterable[str] = (),
) -> Change:
    """Replace the transcripts of a source; their vectors must be stored.

    The sources `instead_of` are removed: they held ids that these transcripts take over.
    """
    with transaction(connection):
        add_missing_tables(connection)
        texts = {item.transcript.id: item.transcript.text_sha256 for item in prepared}
        removed = [row for old in (path, *instead_of) for row in _remove_source(connection, old, texts)]
        source = connection.execute(
            "INSERT INTO sources (path, sha256) VALUES (?, ?)", (path, digest)
        ).lastrowid
        for position, item in enumerate(prepared):
            _insert_transcript(connection, source, position, item)
            # An earlier time is kept.
            connection.execute("INSERT OR IGNORE INTO arrivals VALUES (?, ?)", (item.transcript.id, _now()))
        return _finish(connection, removed, [identity for item in prepared for identity in item.ids.values()])


def rename_source(connection: sqlite3.Connection, path: str, new: str) -> None:
    """Move a source to another path; its transcripts are unchanged."""
    with transaction(connection):
        connection.execute("UPDATE sources SET path = ? WHERE path = ?", (new, path))


def remove_source(connection: sqlite3.Connection, path: str) -> Change:
    """Remove a source with its transcripts; their texts become revisions."""
    with transaction(connection):
        return _finish(connection, _remove_source(connection, path, {}))


def store_people(
    connection: sqlite3.Connection, people: Directory, own: Directory | None = None
) -> Change | None:
    """Update the speakers from a directory; None where nothing changes.

    `own` is the user's part of it, which is stored for later runs that name none.
    """
    with transaction(connection):
        if own is not None:
            put_meta(connection, "directory", msgspec.json.encode(own).decode())
        return _finish(connection, []) if take_people(connection, people) else None


def remove_transcripts(connection: sqlite3.Connection, ids: Iterable[str]) -> Change:
    """Remove transcripts by id, with the sources that hold nothing else."""
    with transaction(connection):
        removed: list[_Removed] = []
        for transcript_id in ids:
            removed += _keep_revisions(connection, "transcripts.id = ?", transcript_id, {})
            # The source no longer holds all transcripts of its file: the next run reads it again.
            connection.execute(
                "UPDATE sources SET sha256 = '' WHERE key IN (SELECT source FROM transcripts WHERE id = ?)",
                (transcript_id,),
            )
            connection.execute("DELETE FROM transcripts WHERE id = ?", (transcript_id,))
        connection.execute("DELETE FROM sources WHERE key NOT IN (SELECT source FROM transcripts)")
        return _finish(connection, removed)


_Removed = tuple[int | None, bytes | None, str | None]
"""A passage's key, the hash of its text, and the speaker of its turn."""


def _remove_source(connection: sqlite3.Connection, path: str, unchanged: Mapping[str, str]) -> list[_Removed]:
    removed = _keep_revisions(connection, "sources.path = ?", path, unchanged)
    connection.execute("DELETE FROM sources WHERE path = ?", (path,))
    return removed


def _keep_revisions(
    connection: sqlite3.Connection, where: str, value: str, unchanged: Mapping[str, str]
) -> list[_Removed]:
    """Keep the texts of transcripts that are about to be removed, except `unchanged` ones, by id and hash.

    Returns their passages.
    """
    source = "FROM sources JOIN transcripts ON transcripts.source = sources.key"
    connection.execute(
        "INSERT OR REPLACE INTO revisions (transcript, text_sha256, text, title, date, url, until) "
        f"SELECT transcripts.id, text_sha256, text, title, date, url, ? {source} WHERE {where} "
        "AND (transcripts.id, text_sha256) NOT IN (SELECT json_each.key, json_each.value FROM json_each(?))",
        (_now(), value, msgspec.json.encode(unchanged).decode()),
    )
    return connection.execute(
        f"SELECT passages.key, passages.hash, turns.speaker {source} JOIN turns ON turns.transcript = "
        f"transcripts.key LEFT JOIN passages ON passages.turn = turns.key WHERE {where}",
        (value,),
    ).fetchall()


def _insert_transcript(
    connection: sqlite3.Connection, source: int | None, position: int, prepared: PreparedTranscript
) -> None:
    transcript = prepared.transcript
    key = connection.execute(
        "INSERT INTO transcripts (id, source, position, format, title, date, url, venue, language, media, times, "
        "text, text_sha256, warnings, outside, sum) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            transcript.id,
            source,
            position,
            transcript.format,
            transcript.title,
            transcript.date.isoformat() if transcript.date else None,
            transcript.url,
            transcript.venue,
            transcript.language or DEFAULT,
            transcript.media,
            recording_times(transcript.times).packed(),
            transcript.text,
            transcript.text_sha256,
            msgspec.json.encode(transcript.warnings).decode(),
            msgspec.json.encode(transcript.outside).decode(),
            record_sum(transcript),
        ),
    ).lastrowid
    put_entries(connection, prepared.people)
    for name, identity in prepared.ids.items():
        put_name(connection, identity, name)
    connection.executemany(
        "INSERT INTO turns (transcript, ordinal, label, role, start, end, start_time, speaker, attribution) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (_turn_values(key, turn, prepared.ids) for turn in transcript.turns),
    )
    keys = dict(connection.execute("SELECT ordinal, key FROM turns WHERE transcript = ?", (key,)))
    spans = ((keys[passage.turn], passage.start, passage.end) for passage in prepared.passages)
    connection.executemany(
        "INSERT INTO passages (turn, start, end, hash) VALUES (?, ?, ?, ?)",
        ((turn, start, end, passage_hash(transcript.text[start:end])) for turn, start, end in spans),
    )


def _turn_values(transcript: int | None, turn: Turn, ids: Mapping[str, str]) -> tuple[Any, ...]:
    place = (transcript, turn.ordinal, turn.label, turn.role, turn.start, turn.end, turn.start_time)
    speaker = turn.attribution.person or ids.get(turn.attribution.name or "")
    return (*place, speaker, msgspec.json.encode(turn.attribution).decode())


def _finish(connection: sqlite3.Connection, removed: Sequence[_Removed], added: Iterable[str] = ()) -> Change:
    settle_names(connection, [*added, *(speaker for _, _, speaker in removed if speaker is not None)])
    put_meta(connection, "changed", _now())
    (generation,) = connection.execute(
        "UPDATE meta SET value = CAST(value AS INTEGER) + 1 WHERE key = 'generation' RETURNING value"
    ).fetchone()
    return Change(
        int(generation),
        tuple(key for key, _, _ in removed if key is not None),
        frozenset(digest for _, digest, _ in removed if digest is not None),
    )


def drop_unused_vectors(connection: sqlite3.Connection, hashes: Iterable[bytes]) -> None:
    """Delete those of the given vectors that no passage has."""
    with transaction(connection):
        connection.executemany(
            "DELETE FROM vectors WHERE hash = ? AND NOT EXISTS "
            "(SELECT 1 FROM passages WHERE passages.hash = vectors.hash)",
            [(digest,) for digest in hashes],
        )
