"""Changing the catalog: one transaction a change, which counts one generation."""

import contextlib
import datetime
import hashlib
import sqlite3
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec
import numpy as np
from slugify import slugify

from embeddings.encoder import Vectors
from indexer.catalog.arrivals import note_arrival, prepare_arrivals
from indexer.directory.records import Directory
from indexer.model import Attribution, Passage, Speaker, Transcript, Turn


class PreparedTranscript(msgspec.Struct, frozen=True):
    """A transcript with its passages, ready to be stored; `people` are the directory's entries it names."""

    transcript: Transcript
    passages: tuple[Passage, ...]
    people: tuple[Speaker, ...] = ()

    def passage_text(self, passage: Passage) -> str:
        """The words of a passage."""
        return self.transcript.text[passage.start : passage.end]


class Change(msgspec.Struct, frozen=True):
    """What a transaction did: the generation that it made, the keys of the passages that it took out, and the hashes
    of their texts.
    """

    generation: int
    removed: tuple[int, ...] = ()
    hashes: frozenset[bytes] = frozenset()


def passage_hash(text: str) -> bytes:
    """Under what the vector of a passage is kept: SHA-256 of its text in UTF-8."""
    return hashlib.sha256(text.encode()).digest()


def record_sum(transcript: Transcript) -> str:
    """SHA-256 over a transcript's whole record with its turns, as 64 hexadecimal digits."""
    return hashlib.sha256(msgspec.json.encode(transcript)).hexdigest()


def speaker_id(name: str) -> str:
    """The id of a speaker: the name in lower-case ASCII words joined by hyphens."""
    # Straight and curly apostrophes are one: O’Neil and O'Neil.
    return slugify(name.replace("’", "'")) or hashlib.sha256(name.encode()).hexdigest()[:12]


@contextlib.contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """All or nothing, whatever is raised inside."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


def store_vectors(connection: sqlite3.Connection, vectors: Mapping[bytes, Vectors]) -> None:
    """Keep vectors under their passages' hashes, even if what follows fails: nothing is embedded twice."""
    with transaction(connection):
        connection.executemany(
            "INSERT OR IGNORE INTO vectors VALUES (?, ?, ?)",
            (
                (key, data, zlib.crc32(data))
                for key, vector in vectors.items()
                for data in [np.asarray(vector, "<f4").tobytes()]
            ),
        )


def replace_source(
    connection: sqlite3.Connection, path: str, sha256: str, prepared: Sequence[PreparedTranscript]
) -> Change:
    """Put the transcripts of a source in the place of whatever it held; their vectors must be stored."""
    with transaction(connection):
        prepare_arrivals(connection)
        gone = _going(connection, "sources.path = ?", path)
        texts = {one.transcript.id: one.transcript.text_sha256 for one in prepared}
        _keep_revisions(connection, "sources.path = ?", path, texts)
        connection.execute("DELETE FROM sources WHERE path = ?", (path,))
        source = connection.execute(
            "INSERT INTO sources (path, sha256) VALUES (?, ?)", (path, sha256)
        ).lastrowid
        for position, one in enumerate(prepared):
            _insert_transcript(connection, source, position, one)
            note_arrival(connection, one.transcript.id)
        return _finish(connection, gone)


def rename_source(connection: sqlite3.Connection, path: str, new: str) -> None:
    """A source is found under another path: its transcripts stay what they are."""
    with transaction(connection):
        connection.execute("UPDATE sources SET path = ? WHERE path = ?", (new, path))


def remove_source(connection: sqlite3.Connection, path: str) -> Change:
    """Remove a source with its transcripts; their texts are kept as revisions."""
    with transaction(connection):
        gone = _going(connection, "sources.path = ?", path)
        _keep_revisions(connection, "sources.path = ?", path, {})
        connection.execute("DELETE FROM sources WHERE path = ?", (path,))
        return _finish(connection, gone)


def store_directory(connection: sqlite3.Connection, directory: Directory) -> None:
    """Keep the user's speaker directory, for later runs that name none."""
    connection.execute(
        "INSERT INTO meta VALUES ('directory', ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
        (msgspec.json.encode(directory).decode(),),
    )


def remove_transcripts(connection: sqlite3.Connection, ids: Iterable[str]) -> Change:
    """Remove transcripts by id, with the sources that hold nothing else."""
    with transaction(connection):
        gone: list[_Gone] = []
        for transcript_id in ids:
            gone += _going(connection, "transcripts.id = ?", transcript_id)
            _keep_revisions(connection, "transcripts.id = ?", transcript_id, {})
            connection.execute("DELETE FROM transcripts WHERE id = ?", (transcript_id,))
        connection.execute("DELETE FROM sources WHERE key NOT IN (SELECT source FROM transcripts)")
        return _finish(connection, gone)


_Gone = tuple[int | None, bytes | None, str | None]
"""A passage's key, the hash of its text, and its turn's speaker."""


def _going(connection: sqlite3.Connection, where: str, value: str) -> list[_Gone]:
    return connection.execute(
        "SELECT passages.key, passages.hash, turns.speaker FROM sources "
        "JOIN transcripts ON transcripts.source = sources.key JOIN turns ON turns.transcript = transcripts.key "
        f"LEFT JOIN passages ON passages.turn = turns.key WHERE {where}",
        (value,),
    ).fetchall()


def _keep_revisions(connection: sqlite3.Connection, where: str, value: str, staying: Mapping[str, str]) -> None:
    """Keep the texts of transcripts that are about to go, but those that stay as they are."""
    rows = connection.execute(
        "SELECT transcripts.id, text_sha256, text, title, date, url FROM transcripts "
        f"JOIN sources ON sources.key = transcripts.source WHERE {where}",
        (value,),
    ).fetchall()
    until = datetime.datetime.now(tz=datetime.UTC).isoformat(timespec="seconds")
    connection.executemany(
        "INSERT OR REPLACE INTO revisions (transcript, text_sha256, text, title, date, url, until) "
        "VALUES (?, ?, ?, ?, ?, ?, ?)",
        [(*row, until) for row in rows if staying.get(row[0]) != row[1]],
    )


def _insert_transcript(
    connection: sqlite3.Connection, source: int | None, position: int, prepared: PreparedTranscript
) -> None:
    transcript = prepared.transcript
    key = connection.execute(
        "INSERT INTO transcripts (id, source, position, format, title, date, url, venue, text, text_sha256, "
        "warnings, outside, sum) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            transcript.id,
            source,
            position,
            transcript.format,
            transcript.title,
            transcript.date.isoformat() if transcript.date else None,
            transcript.url,
            transcript.venue,
            transcript.text,
            transcript.text_sha256,
            msgspec.json.encode(transcript.warnings).decode(),
            msgspec.json.encode(transcript.outside).decode(),
            record_sum(transcript),
        ),
    ).lastrowid
    for person in prepared.people:
        connection.execute(
            "INSERT INTO speakers VALUES (?, ?, ?) "
            "ON CONFLICT (id) DO UPDATE SET name = excluded.name, entry = excluded.entry",
            (person.id, person.name, msgspec.json.encode(person).decode()),
        )
    turn_keys = {turn.ordinal: _insert_turn(connection, key, turn) for turn in transcript.turns}
    connection.executemany(
        "INSERT INTO passages (turn, start, end, hash) VALUES (?, ?, ?, ?)",
        [
            (turn_keys[one.turn], one.start, one.end, passage_hash(prepared.passage_text(one)))
            for one in prepared.passages
        ],
    )


def _insert_turn(connection: sqlite3.Connection, transcript: int | None, turn: Turn) -> int | None:
    speaker = _insert_speaker(connection, turn.attribution)
    return connection.execute(
        "INSERT INTO turns (transcript, ordinal, label, role, start, end, start_time, speaker, attribution) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            transcript,
            turn.ordinal,
            turn.label,
            turn.role,
            turn.start,
            turn.end,
            turn.start_time,
            speaker,
            msgspec.json.encode(turn.attribution).decode(),
        ),
    ).lastrowid


def _insert_speaker(connection: sqlite3.Connection, attribution: Attribution) -> str | None:
    if attribution.person is not None or attribution.name is None:
        return attribution.person
    # A first name alone is no speaker: the Peter of one briefing need not be the Peter of another.
    if " " not in attribution.name:
        return None
    speaker = Speaker(speaker_id(attribution.name), attribution.name)
    connection.execute(
        "INSERT OR IGNORE INTO speakers VALUES (?, ?, ?)",
        (speaker.id, speaker.name, msgspec.json.encode(speaker).decode()),
    )
    return speaker.id


def _finish(connection: sqlite3.Connection, gone: Sequence[_Gone]) -> Change:
    # A name goes with its last turn.
    connection.executemany(
        "DELETE FROM speakers WHERE id = ? AND NOT EXISTS (SELECT 1 FROM turns WHERE turns.speaker = speakers.id)",
        [(speaker,) for speaker in {speaker for _, _, speaker in gone} if speaker is not None],
    )
    connection.execute(
        "INSERT INTO meta VALUES ('changed', ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
        (datetime.datetime.now(tz=datetime.UTC).isoformat(timespec="seconds"),),
    )
    (generation,) = connection.execute(
        "UPDATE meta SET value = CAST(value AS INTEGER) + 1 WHERE key = 'generation' RETURNING value"
    ).fetchone()
    return Change(
        int(generation),
        tuple(key for key, _, _ in gone if key is not None),
        frozenset(digest for _, digest, _ in gone if digest is not None),
    )


def drop_unused_vectors(connection: sqlite3.Connection, hashes: Iterable[bytes]) -> None:
    """Forget those of the given vectors whose passages are all gone."""
    with transaction(connection):
        connection.executemany(
            "DELETE FROM vectors WHERE hash = ? AND NOT EXISTS "
            "(SELECT 1 FROM passages WHERE passages.hash = vectors.hash)",
            [(digest,) for digest in hashes],
        )
