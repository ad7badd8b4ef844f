"""Reading the catalog: transcripts, turns, speakers, sources, and what a store of passages is made from."""

import contextlib
import datetime
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import Any

import numpy as np

from embeddings.encoder import Vectors
from indexer.catalog.conditions import ANSWERED_BY, where
from indexer.catalog.connect import IndexSettings, read_generation, read_settings
from indexer.catalog.listing import Listing, where_listed
from indexer.catalog.pool import ConnectionPool
from indexer.catalog.rows import (
    AMONG,
    HEADING,
    HIT,
    PASSAGES,
    SELECT_TURNS,
    TURN_IN_JSON,
    TURNS,
    as_json,
    day,
    decoded,
    heading,
    role_of,
    stored_times,
    stored_turn,
)
from indexer.catalog.schema import DAY_OF_EVENT, HAS_ARRIVALS, language_column, media_column, times_column
from indexer.catalog.speakers import NAME, SPELLED
from indexer.directory.records import Directory
from indexer.errors import IndexDamaged, TranscriptUnknown, TurnUnknown
from indexer.filters import Filters
from indexer.model import NonSpeech, Speaker, Transcript, Turn
from indexer.stored_records import (
    Activity,
    Arrival,
    Heading,
    Hit,
    Keys,
    PassageRow,
    Revision,
    StoredSource,
    StoredTurn,
    TranscriptText,
)

_BLOCK = 20_000
_TURN_COUNT = "(SELECT count(*) FROM turns WHERE turns.transcript = transcripts.key)"


class Catalog:
    """Reads an index's catalog; safe to share between threads. `TranscriptReads` describes what a search reads.

    Pages of results read many rows as one text of JSON: Python's SQLite releases the interpreter's lock for each row
    and each of its columns, and searches that run at once took it from each other a hundred times a page.
    """

    def __init__(self, folder: Path) -> None:
        self._pool = ConnectionPool(folder)
        self._all = self._pool.all

    def close(self) -> None:
        self._pool.close()

    def release(self) -> None:
        self._pool.release()

    def reading(self) -> contextlib.AbstractContextManager[None]:
        return self._pool.reading()

    # The index as a whole.

    def settings(self) -> IndexSettings:
        """What the index was made with."""
        with self._pool.connection() as connection:
            return read_settings(connection)

    def generation(self) -> int:
        with self._pool.connection() as connection:
            return read_generation(connection)

    def state(self) -> tuple[int, datetime.datetime | None]:
        rows = dict(self._all("SELECT key, value FROM meta WHERE key IN ('generation', 'changed')"))
        changed = rows.get("changed")
        return int(rows["generation"]), datetime.datetime.fromisoformat(changed) if changed else None

    def counts(self) -> dict[str, int]:
        """The numbers of rows of the main tables."""
        tables = ("sources", "transcripts", "turns", "passages", "speakers", "vectors")
        return {table: self._value(f"SELECT count(*) FROM {table}") for table in tables}

    def directory(self) -> Directory:
        """The user's speaker directory of the last run that named one; else empty."""
        own = self._value("SELECT value FROM meta WHERE key = 'directory'")
        return Directory() if own is None else decoded(own, Directory)

    def people(self) -> Directory | None:
        """The whole directory that speakers are named from; None in an index made before it was stored."""
        people = self._value("SELECT value FROM meta WHERE key = 'people'")
        return None if people is None else decoded(people, Directory)

    # Transcripts.

    def transcript(self, transcript_id: str) -> Transcript:
        """A transcript, whole.

        Raises:
            TranscriptUnknown: no transcript has that id.
        """
        added = f"{language_column(self._all)}, {media_column(self._all)}, {times_column(self._all)}"
        columns = f"id, format, text, title, date, url, venue, warnings, outside, {added}"
        key, form, text, title, date, url, venue, *others = self._columns(columns, transcript_id)
        warnings, outside, language, media, packed = others
        turns = tuple(stored.turn for stored in self.turns_of(transcript_id))
        notes = decoded(warnings, tuple[str, ...]), decoded(outside, tuple[NonSpeech, ...])
        times = stored_times(packed).within(0, len(text))
        return Transcript(key, form, text, title, day(date), url, venue, turns, *notes, language, media, times)

    def heading(self, transcript_id: str) -> Heading:
        return heading(self._columns(self._heading_columns(), transcript_id))

    def headings(self) -> Iterator[Heading]:
        return map(heading, self._all(f"SELECT {self._heading_columns()} FROM transcripts ORDER BY id"))

    def headings_by_key(self, keys: Sequence[int]) -> dict[int, Heading]:
        rows = self._all(
            f"SELECT key, {self._heading_columns()} FROM transcripts WHERE key {AMONG}", [as_json(keys)]
        )
        return {key: heading(row) for key, *row in rows}

    def _heading_columns(self) -> str:
        return f"{HEADING}, {media_column(self._all)}"

    def languages(self) -> list[str]:
        sql = f"SELECT DISTINCT {language_column(self._all)} AS code FROM transcripts ORDER BY code"
        return [code for (code,) in self._all(sql)]

    def titles(self) -> dict[int, str]:
        return dict(self._all("SELECT key, title FROM transcripts WHERE title IS NOT NULL"))

    def transcript_ids(self, keys: Sequence[int]) -> dict[int, str]:
        return dict(self._all(f"SELECT key, id FROM transcripts WHERE key {AMONG}", [as_json(keys)]))

    def transcript_keys(self, ids: Sequence[str]) -> list[int]:
        """The keys of the transcripts of the given ids that exist."""
        rows = self._all(f"SELECT key FROM transcripts WHERE id {AMONG}", [as_json(ids)])
        return [key for (key,) in rows]

    def text(self, transcript_id: str) -> str:
        return str(self._columns("text", transcript_id)[0])

    def transcript_text(self, transcript_id: str) -> TranscriptText:
        for text in self.texts([transcript_id]).values():
            return text
        raise TranscriptUnknown(transcript_id)

    def texts(self, ids: Iterable[str]) -> dict[str, TranscriptText]:
        columns = f"json_array({self._heading_columns()}), text, {times_column(self._all)}"
        rows = self._all(f"SELECT {columns} FROM transcripts WHERE id {AMONG}", [as_json(list(ids))])
        # Texts as they are: in JSON, long ones would be written and read once more.
        texts = [
            TranscriptText(heading(decoded(row, list[Any])), str(text), stored_times(packed))
            for row, text, packed in rows
        ]
        return {own.heading.id: own for own in texts}

    def outside(self, transcript_id: str) -> tuple[NonSpeech, ...]:
        outside = self._value("SELECT outside FROM transcripts WHERE id = ?", transcript_id)
        return () if outside is None else decoded(outside, tuple[NonSpeech, ...])

    def warnings(self, transcript_id: str) -> tuple[str, ...]:
        warnings = self._value("SELECT warnings FROM transcripts WHERE id = ?", transcript_id)
        return () if warnings is None else decoded(warnings, tuple[str, ...])

    def listed(self, listing: Listing, limit: int) -> list[tuple[Heading, int]]:
        clause, values = where_listed(listing)
        direction = "DESC" if listing.order == "newest" else "ASC"
        rows = self._all(
            f"SELECT {self._heading_columns()}, {_TURN_COUNT} FROM transcripts WHERE {clause} "
            f"ORDER BY date IS NULL, date {direction}, id LIMIT ?",
            [*values, limit],
        )
        return [(heading(row[:-1]), row[-1]) for row in rows]

    def newest(self, filters: Filters, limit: int) -> list[Arrival]:
        clause, values = where(filters)
        first = "arrivals.first" if self._all(HAS_ARRIVALS) else "NULL"
        joined = "LEFT JOIN arrivals ON arrivals.transcript = transcripts.id" if first != "NULL" else ""
        revised = "(SELECT max(until) FROM revisions WHERE revisions.transcript = transcripts.id)"
        rows = self._all(
            f"SELECT id, came FROM (SELECT id, coalesce({first}, {DAY_OF_EVENT}) AS came, {revised} AS revised "
            f"FROM transcripts {joined} WHERE EXISTS "
            f"(SELECT 1 FROM turns WHERE turns.transcript = transcripts.key AND {clause})) "
            "ORDER BY max(coalesce(revised, came), came) DESC, id LIMIT ?",
            [*values, limit],
        )
        return [Arrival(key, datetime.datetime.fromisoformat(came)) for key, came in rows]

    def said_since(self, arrival: Arrival, words: str) -> datetime.datetime:
        rows = self._all(
            "SELECT text, until FROM revisions WHERE transcript = ? ORDER BY until DESC, key DESC",
            [arrival.transcript],
        )
        for text, until in rows:
            if words not in text:
                return datetime.datetime.fromisoformat(until)
        return arrival.first

    # Turns and passages.

    def turns_of(self, transcript_id: str, ordinals: range | None = None) -> list[StoredTurn]:
        clause = "WHERE transcripts.id = ?"
        values: list[str | int] = [transcript_id]
        if ordinals is not None:
            clause += " AND turns.ordinal >= ? AND turns.ordinal < ?"
            values += [ordinals.start, ordinals.stop]
        rows = self._all(f"{SELECT_TURNS} {clause} ORDER BY turns.ordinal", values)
        return [stored_turn(row) for row in rows]

    def turn(self, turn_id: str) -> StoredTurn:
        transcript_id, _, ordinal = turn_id.rpartition(":")
        if ordinal.isascii() and ordinal.isdigit() and len(ordinal) < 10:
            for stored in self.turns_of(transcript_id, range(int(ordinal), int(ordinal) + 1)):
                return stored
        raise TurnUnknown(turn_id)

    def turns_by_key(self, keys: Sequence[int]) -> dict[int, StoredTurn]:
        rows = self._listed(TURN_IN_JSON, f"{TURNS} WHERE turns.key", keys)
        return {row[0]: stored_turn(row) for row in rows}

    def turn_count(self, transcript_id: str) -> int:
        return int(self._value(f"SELECT count(*) {TURNS} WHERE transcripts.id = ?", transcript_id))

    def ordinal_at(self, transcript_id: str, offset: int) -> int:
        condition = "WHERE transcripts.id = ? AND turns.start <= ? ORDER BY turns.ordinal DESC LIMIT 1"
        return self._value(f"SELECT turns.ordinal {TURNS} {condition}", transcript_id, offset) or 0

    def turn_holding(self, transcript_id: str, start: int, end: int) -> StoredTurn | None:
        rows = self._all(
            f"{SELECT_TURNS} WHERE transcripts.id = ? AND turns.start <= ? AND turns.end >= ? "
            "ORDER BY turns.ordinal LIMIT 1",
            [transcript_id, start, end],
        )
        return stored_turn(rows[0]) if rows else None

    def hits(self, passages: Sequence[int]) -> dict[int, Hit]:
        rows = self._listed(HIT, f"{PASSAGES} WHERE passages.key", passages)
        return {row[0]: Hit(*row) for row in rows}

    def passage_starts(self, transcript_id: str, ordinals: range) -> list[int]:
        rows = self._all(
            f"SELECT passages.start {PASSAGES} WHERE transcripts.id = ? AND turns.ordinal >= ? AND turns.ordinal < ? "
            "ORDER BY passages.start",
            [transcript_id, ordinals.start, ordinals.stop],
        )
        return [start for (start,) in rows]

    def passages_of(self, transcript_id: str) -> Iterator[tuple[Hit, bytes, Turn]]:
        turns = {stored.key: stored.turn for stored in self.turns_of(transcript_id)}
        rows = self._all(
            f"SELECT {HIT}, passages.hash {PASSAGES} WHERE transcripts.id = ? ORDER BY passages.key",
            [transcript_id],
        )
        for *hit, digest in rows:
            yield Hit(*hit), digest, turns[hit[3]]

    # Speakers.

    def speakers(self) -> list[Speaker]:
        rows = self._all("SELECT entry FROM speakers ORDER BY id")
        return [decoded(entry, Speaker) for (entry,) in rows]

    def speakers_in(self, transcripts: Sequence[str]) -> frozenset[str]:
        rows = self._all(
            "SELECT DISTINCT speaker FROM turns JOIN transcripts ON transcripts.key = turns.transcript "
            f"WHERE speaker IS NOT NULL AND transcripts.id {AMONG}",
            [as_json(transcripts)],
        )
        return frozenset(speaker for (speaker,) in rows)

    def speaker_activity(self) -> dict[str, Activity]:
        rows = self._all(
            "SELECT speaker, count(*), count(DISTINCT transcript), min(date), max(date) FROM turns "
            "JOIN transcripts ON transcripts.key = turns.transcript WHERE speaker IS NOT NULL GROUP BY speaker"
        )
        return {key: Activity(turns, many, day(first), day(last)) for key, turns, many, first, last in rows}

    def labels_of(self, speaker: str) -> dict[str, int]:
        sql = "SELECT label, count(*) FROM turns WHERE speaker = ? GROUP BY label ORDER BY count(*) DESC, label"
        return dict(self._all(sql, [speaker]))

    def cast(self, transcript_id: str) -> list[tuple[str, str, int]]:
        rows = self._all(
            f"SELECT speakers.name, speakers.id, count(*) {TURNS} JOIN speakers ON speakers.id = turns.speaker "
            "WHERE transcripts.id = ? GROUP BY speakers.id ORDER BY count(*) DESC, min(turns.ordinal)",
            [transcript_id],
        )
        return [(str(name), str(key), int(turns)) for name, key, turns in rows]

    def unnamed(self, transcript_id: str) -> list[tuple[str, int]]:
        sql = (
            f"SELECT turns.label, count(*) {TURNS} WHERE transcripts.id = ? AND turns.speaker IS NULL "
            "GROUP BY turns.label ORDER BY count(*) DESC, min(turns.ordinal)"
        )
        return [(str(label), int(turns)) for label, turns in self._all(sql, [transcript_id])]

    def stale_speakers(self) -> list[str]:
        """The ids of the speakers whose rows differ from what the directory and the turns say."""
        people = self.people()
        if people is None:
            return []
        stale = []
        for identity, name, entry in self._all("SELECT id, name, entry FROM speakers ORDER BY id"):
            spelled = self._value(SPELLED, identity)
            expected = people.by_id.get(identity) or (None if spelled is None else Speaker(identity, spelled))
            if expected is None or (name, decoded(entry, Speaker)) != (expected.name, expected):
                stale.append(identity)
        return stale

    def named_turns(self) -> list[tuple[str, str | None, str | None]]:
        """Each speaker's id with the name and the person of the directory of their turns."""
        person = "CASE WHEN json_valid(attribution) THEN json_extract(attribution, '$.person') END"
        return self._all(f"SELECT DISTINCT speaker, {NAME}, {person} FROM turns WHERE speaker IS NOT NULL")

    # Earlier texts.

    def record_sum(self, transcript_id: str) -> str:
        return str(self._columns("sum", transcript_id)[0])

    def sums(self) -> dict[str, str]:
        """The checksum of every transcript's record, by id."""
        return dict(self._all("SELECT id, sum FROM transcripts"))

    def revision(self, transcript_id: str, text_sha256: str) -> Revision | None:
        rows = self._all(
            "SELECT text_sha256, text, title, date, url, until FROM revisions "
            "WHERE transcript = ? AND text_sha256 = ?",
            [transcript_id, text_sha256],
        )
        for digest, text, title, date, url, until in rows:
            return Revision(digest, text, title, day(date), url, datetime.datetime.fromisoformat(until))
        return None

    def revised(self, transcript_id: str) -> list[tuple[str, datetime.datetime]]:
        rows = self._all(
            "SELECT text_sha256, until FROM revisions WHERE transcript = ? ORDER BY until DESC, key DESC",
            [transcript_id],
        )
        return [(digest, datetime.datetime.fromisoformat(until)) for digest, until in rows]

    # Sources.

    def source_digest(self, path: str) -> str | None:
        """The digest of a source as it was indexed, or None."""
        digest: str | None = self._value("SELECT sha256 FROM sources WHERE path = ?", path)
        return digest

    def stored_sources(self) -> dict[str, StoredSource]:
        """All sources by their paths, in the order of paths."""
        ids: dict[int, list[str]] = {}
        for source, identity in self._all("SELECT source, id FROM transcripts ORDER BY source, position"):
            ids.setdefault(source, []).append(identity)
        rows = self._all("SELECT key, path, sha256 FROM sources ORDER BY path")
        return {path: StoredSource(digest, tuple(ids.get(key, ()))) for key, path, digest in rows}

    def source_of(self, transcript_id: str) -> str | None:
        """The path of the source that holds a transcript, or None."""
        sql = "SELECT path FROM sources JOIN transcripts ON transcripts.source = sources.key WHERE id = ?"
        path: str | None = self._value(sql, transcript_id)
        return path

    # What a store of passages is made from: see `indexer.store.protocol.PassageSource`.

    def matching(self, filters: Filters) -> Keys:
        """The keys of the passages that filters let through: int64, ascending."""
        clause, values = where(filters)
        rows = self._all(f"SELECT passages.key {PASSAGES} WHERE {clause} ORDER BY passages.key", values)
        return np.fromiter((key for (key,) in rows), np.int64, len(rows))

    def passage_keys(self) -> Keys:
        """The keys of all passages: int64, ascending."""
        return self.matching(Filters())

    def passage_rows(self, above: int = 0) -> Iterator[PassageRow]:
        """The passages with keys above one, ascending."""
        current, text = "", ""
        sql = (
            "SELECT passages.key, passages.start, passages.end, transcripts.id, transcripts.key, turns.key, "
            f"turns.label, turns.role, turns.speaker, transcripts.date, {ANSWERED_BY}, "
            f"{language_column(self._all)} {PASSAGES}"
        )
        for key, start, end, transcript, *others in chain.from_iterable(self._in_blocks(sql, above)):
            if transcript != current:
                current, text = transcript, self.text(transcript)
            *keys, label, role, speaker, date, answered_by, language = others
            columns = (*keys, label, role_of(role), speaker, day(date), answered_by, language)
            yield PassageRow(key, text[start:end], transcript, *columns)

    def vectors(self, above: int = 0) -> Iterator[tuple[Keys, Vectors]]:
        """Vectors of passages with keys above one, in blocks: keys int64 (n,), vectors float32 (n, dimension)."""
        sql = "SELECT passages.key, vector FROM passages JOIN vectors USING (hash)"
        for rows in self._in_blocks(sql, above):
            keys, stored = zip(*rows, strict=True)
            dimension = self.settings().encoder.dimension
            if any(len(vector) != 4 * dimension for vector in stored):
                raise IndexDamaged(
                    "the catalog holds a vector that was altered on disk; restore it from a backup."
                )
            vectors = np.frombuffer(b"".join(stored), "<f4").reshape(len(rows), dimension)
            yield np.array(keys, np.int64), vectors.astype(np.float32)

    def stored_vectors(self) -> Iterator[tuple[int, bytes, int]]:
        """Every passage's key with the bytes of its vector and their recorded CRC-32."""
        sql = "SELECT passages.key, vector, crc FROM passages JOIN vectors USING (hash)"
        return chain.from_iterable(self._in_blocks(sql, 0))

    def known_vectors(self, hashes: Sequence[bytes]) -> set[bytes]:
        """Those of the given passage hashes whose vectors are stored."""
        stored = "SELECT hash FROM vectors WHERE hash = ?"
        return {digest for digest in hashes if self._all(stored, [digest])}

    def _columns(self, columns: str, transcript_id: str) -> tuple[Any, ...]:
        """Columns of a transcript; TranscriptUnknown where there is none."""
        for row in self._all(f"SELECT {columns} FROM transcripts WHERE id = ?", [transcript_id]):
            return row
        raise TranscriptUnknown(transcript_id)

    def _value(self, sql: str, *values: Any) -> Any:
        """The first value of the first row of a query, or None."""
        rows = self._all(sql, values)
        return rows[0][0] if rows else None

    def _in_blocks(self, sql: str, above: int) -> Iterator[list[tuple[Any, ...]]]:
        """Rows of passages in the order of their keys, the first column, in blocks."""
        while True:
            rows = self._all(f"{sql} WHERE passages.key > ? ORDER BY passages.key LIMIT {_BLOCK}", [above])
            if not rows:
                return
            yield rows
            above = rows[-1][0]

    def _listed(self, columns: str, source: str, keys: Sequence[int]) -> list[list[Any]]:
        [(rows,)] = self._all(
            f"SELECT json_group_array(json_array({columns})) {source} {AMONG}", [as_json(keys)]
        )
        return decoded(rows, list[list[Any]])
