"""Changing the catalog: one transaction a change, which counts one generation."""

import contextlib
import hashlib
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec
import numpy as np
from slugify import slugify

from embeddings.encoder import Vectors
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
    """What a transaction did to the passages: keys taken out, keys put in, and the generation that it made."""

    generation: int
    removed: tuple[int, ...]
    added: tuple[int, ...]


def passage_hash(text: str) -> bytes:
    """Under what the vector of a passage is kept: SHA-256 of its text in UTF-8."""
    return hashlib.sha256(text.encode()).digest()


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
            "INSERT OR IGNORE INTO vectors VALUES (?, ?)",
            ((key, np.asarray(vector, "<f4").tobytes()) for key, vector in vectors.items()),
        )


def replace_source(
    connection: sqlite3.Connection, path: str, sha256: str, prepared: Sequence[PreparedTranscript]
) -> Change:
    """Put the transcripts of a source in the place of whatever it held; their vectors must be stored."""
    with transaction(connection):
        removed = _remove_passages(connection, "sources.path = ?", (path,))
        connection.execute("DELETE FROM sources WHERE path = ?", (path,))
        source = connection.execute(
            "INSERT INTO sources (path, sha256) VALUES (?, ?)", (path, sha256)
        ).lastrowid
        added = [
            key
            for position, one in enumerate(prepared)
            for key in _insert_transcript(connection, source, position, one)
        ]
        return _finish(connection, removed, added)


def store_directory(connection: sqlite3.Connection, directory: Directory) -> None:
    """Keep the user's speaker directory, for later runs that name none."""
    connection.execute(
        "INSERT INTO meta VALUES ('directory', ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
        (msgspec.json.encode(directory).decode(),),
    )


def remove_transcripts(connection: sqlite3.Connection, ids: Iterable[str]) -> Change:
    """Remove transcripts by id, with the sources that hold nothing else."""
    with transaction(connection):
        removed: list[int] = []
        for transcript_id in ids:
            removed += _remove_passages(connection, "transcripts.id = ?", (transcript_id,))
            connection.execute("DELETE FROM transcripts WHERE id = ?", (transcript_id,))
        connection.execute("DELETE FROM sources WHERE key NOT IN (SELECT source FROM transcripts)")
        return _finish(connection, removed, [])


def _remove_passages(connection: sqlite3.Connection, where: str, values: tuple[str, ...]) -> list[int]:
    rows = connection.execute(
        "SELECT passages.key FROM passages JOIN turns ON turns.key = passages.turn "
        "JOIN transcripts ON transcripts.key = turns.transcript "
        f"JOIN sources ON sources.key = transcripts.source WHERE {where}",
        values,
    )
    return [key for (key,) in rows]


def _insert_transcript(
    connection: sqlite3.Connection, source: int | None, position: int, prepared: PreparedTranscript
) -> list[int]:
    transcript = prepared.transcript
    key = connection.execute(
        "INSERT INTO transcripts (id, source, position, format, title, date, url, venue, text, text_sha256, "
        "warnings, outside) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
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
        ),
    ).lastrowid
    for person in prepared.people:
        connection.execute(
            "INSERT INTO speakers VALUES (?, ?, ?) "
            "ON CONFLICT (id) DO UPDATE SET name = excluded.name, entry = excluded.entry",
            (person.id, person.name, msgspec.json.encode(person).decode()),
        )
    turn_keys = {turn.ordinal: _insert_turn(connection, key, turn) for turn in transcript.turns}
    return [
        int(
            connection.execute(
                "INSERT INTO passages (turn, start, end, hash) VALUES (?, ?, ?, ?)",
                (
                    turn_keys[passage.turn],
                    passage.start,
                    passage.end,
                    passage_hash(prepared.passage_text(passage)),
                ),
            ).lastrowid
            or 0
        )
        for passage in prepared.passages
    ]


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


def _finish(connection: sqlite3.Connection, removed: Sequence[int], added: Sequence[int]) -> Change:
    if removed:
        # A name goes with its last turn.
        connection.execute(
            "DELETE FROM speakers WHERE id NOT IN (SELECT speaker FROM turns WHERE speaker IS NOT NULL)"
        )
    (generation,) = connection.execute(
        "UPDATE meta SET value = CAST(value AS INTEGER) + 1 WHERE key = 'generation' RETURNING value"
    ).fetchone()
    return Change(int(generation), tuple(removed), tuple(added))


def drop_unused_vectors(connection: sqlite3.Connection) -> None:
    """Forget vectors of passages that are gone."""
    with transaction(connection):
        connection.execute("DELETE FROM vectors WHERE hash NOT IN (SELECT hash FROM passages)")
