"""Reading the catalog: transcripts, turns, speakers, sources, and what a store of passages is made from."""

import contextlib
import datetime
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from embeddings.encoder import Vectors
from indexer.catalog.added_columns import language_column, media_column
from indexer.catalog.arrivals import BEFORE, HAS_ARRIVALS
from indexer.catalog.conditions import ANSWERED_BY, where
from indexer.catalog.connect import IndexSettings, read_generation, read_settings
from indexer.catalog.listing import Listing, where_listed
from indexer.catalog.pool import ConnectionPool
from indexer.catalog.rows import (
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
    stored_turn,
)
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
        return {table: self._all(f"SELECT count(*) FROM {table}")[0][0] for table in tables}

    def directory(self) -> Directory:
        """The user's speaker directory of the last run that named one; else empty."""
        rows = self._all("SELECT value FROM meta WHERE key = 'directory'")
        return decoded(rows[0][0], Directory) if rows else Directory()

    def people(self) -> Directory | None:
        """The whole directory that speakers are named from; None in an index made before it was stored."""
        rows = self._all("SELECT value FROM meta WHERE key = 'people'")
        return decoded(rows[0][0], Directory) if rows else None

    # Transcripts.

    def transcript(self, transcript_id: str) -> Transcript:
        """A transcript, whole.

        Raises:
            TranscriptUnknown: no transcript has that id.
        """
        rows = self._all(
            "SELECT id, format, text, title, date, url, venue, warnings, outside, "
            f"{language_column(self._all)}, {media_column(self._all)} FROM transcripts WHERE id = ?",
            [transcript_id],
        )
        if not rows:
            raise TranscriptUnknown(transcript_id)
        key, form, text, title, date, url, venue, warnings, outside, language, media = rows[0]
        return Transcript(
            id=key,
            format=form,
            text=text,
            title=title,
            date=day(date),
            url=url,
            venue=venue,
            turns=tuple(stored.turn for stored in self.turns_of(transcript_id)),
            warnings=decoded(warnings, tuple[str, ...]),
            outside=decoded(outside, tuple[NonSpeech, ...]),
            language=language,
            media=media,
        )

    def heading(self, transcript_id: str) -> Heading:
        for row in self._headings("WHERE transcripts.id = ?", [transcript_id]):
            return row
        raise TranscriptUnknown(transcript_id)

    def headings(self) -> Iterator[Heading]:
        return self._headings("ORDER BY transcripts.id", [])

    def headings_by_key(self, keys: Sequence[int]) -> dict[int, Heading]:
        clause = "WHERE transcripts.key IN (SELECT value FROM json_each(?))"
        rows = self._all(f"SELECT key, {self._heading_columns()} FROM transcripts {clause}", [as_json(keys)])
        return {key: heading(row) for key, *row in rows}

    def _headings(self, clause: str, values: Sequence[str]) -> Iterator[Heading]:
        return map(heading, self._all(f"SELECT {self._heading_columns()} FROM transcripts {clause}", values))

    def _heading_columns(self) -> str:
        return f"{HEADING}, {media_column(self._all)}"

    def languages(self) -> list[str]:
        sql = f"SELECT DISTINCT {language_column(self._all)} AS code FROM transcripts ORDER BY code"
        return [code for (code,) in self._all(sql)]

    def titles(self) -> dict[int, str]:
        return dict(self._all("SELECT key, title FROM transcripts WHERE title IS NOT NULL", []))

    def transcript_ids(self, keys: Sequence[int]) -> dict[int, str]:
        return dict(
            self._all(
                "SELECT key, id FROM transcripts WHERE key IN (SELECT value FROM json_each(?))", [as_json(keys)]
            )
        )

    def transcript_keys(self, ids: Sequence[str]) -> list[int]:
        """The keys of the transcripts of the given ids that exist."""
        rows = self._all(
            "SELECT key FROM transcripts WHERE id IN (SELECT value FROM json_each(?))",
            [as_json(ids)],
        )
        return [key for (key,) in rows]

    def text(self, transcript_id: str) -> str:
        rows = self._all("SELECT text FROM transcripts WHERE id = ?", [transcript_id])
        if not rows:
            raise TranscriptUnknown(transcript_id)
        return str(rows[0][0])

    def texts(self, ids: Iterable[str]) -> dict[str, tuple[Heading, str]]:
        rows = self._all(
            f"SELECT json_array({self._heading_columns()}), text FROM transcripts "
            "WHERE id IN (SELECT value FROM json_each(?))",
            [as_json(list(ids))],
        )
        # As they are: in JSON, long texts would be written and read once more.
        headings = [heading(decoded(row, list[Any])) for row, _ in rows]
        return {own.id: (own, str(text)) for own, (_, text) in zip(headings, rows, strict=True)}

    def outside(self, transcript_id: str) -> tuple[NonSpeech, ...]:
        rows = self._all("SELECT outside FROM transcripts WHERE id = ?", [transcript_id])
        return decoded(rows[0][0], tuple[NonSpeech, ...]) if rows else ()

    def warnings(self, transcript_id: str) -> tuple[str, ...]:
        rows = self._all("SELECT warnings FROM transcripts WHERE id = ?", [transcript_id])
        return decoded(rows[0][0], tuple[str, ...]) if rows else ()

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
            f"SELECT id, came FROM (SELECT id, coalesce({first}, {BEFORE}) AS came, {revised} AS revised "
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
        if ordinals is None:
            rows = self._all(SELECT_TURNS + "WHERE transcripts.id = ? ORDER BY turns.ordinal", [transcript_id])
        else:
            rows = self._all(
                SELECT_TURNS + "WHERE transcripts.id = ? AND turns.ordinal >= ? AND turns.ordinal < ? "
                "ORDER BY turns.ordinal",
                [transcript_id, ordinals.start, ordinals.stop],
            )
        return [stored_turn(row) for row in rows]

    def turn(self, turn_id: str) -> StoredTurn:
        transcript_id, _, ordinal = turn_id.rpartition(":")
        if ordinal.isascii() and ordinal.isdigit() and len(ordinal) < 10:
            for stored in self.turns_of(transcript_id, range(int(ordinal), int(ordinal) + 1)):
                return stored
        raise TurnUnknown(turn_id)

    def turns_by_key(self, keys: Sequence[int]) -> dict[int, StoredTurn]:
        return {
            row[0]: stored_turn(row) for row in self._listed(TURN_IN_JSON, f"{TURNS} WHERE turns.key", keys)
        }

    def turn_count(self, transcript_id: str) -> int:
        return int(self._all(f"SELECT count(*) {TURNS} WHERE transcripts.id = ?", [transcript_id])[0][0])

    def ordinal_at(self, transcript_id: str, offset: int) -> int:
        rows = self._all(
            f"SELECT turns.ordinal {TURNS} WHERE transcripts.id = ? AND turns.start <= ? "
            "ORDER BY turns.ordinal DESC LIMIT 1",
            [transcript_id, offset],
        )
        return int(rows[0][0]) if rows else 0

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
            "WHERE speaker IS NOT NULL AND transcripts.id IN (SELECT value FROM json_each(?))",
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
        return dict(
            self._all(
                "SELECT label, count(*) FROM turns WHERE speaker = ? GROUP BY label ORDER BY count(*) DESC, label",
                [speaker],
            )
        )

    def cast(self, transcript_id: str) -> list[tuple[str, str, int]]:
        return [
            (str(name), str(key), int(turns))
            for name, key, turns in self._all(
                f"SELECT speakers.name, speakers.id, count(*) {TURNS} JOIN speakers ON speakers.id = turns.speaker "
                "WHERE transcripts.id = ? GROUP BY speakers.id ORDER BY count(*) DESC, min(turns.ordinal)",
                [transcript_id],
            )
        ]

    def stale_speakers(self) -> list[str]:
        """The ids of the speakers whose rows differ from what the directory and the turns say."""
        people = self.people()
        if people is None:
            return []
        entries = {entry.id: entry for entry in people.speakers}
        stale = []
        for identity, name, entry in self._all("SELECT id, name, entry FROM speakers ORDER BY id"):
            ((spelled,),) = self._all(SPELLED, [identity])
            expected = entries.get(identity) or (Speaker(identity, spelled) if spelled is not None else None)
            if expected is None or (name, decoded(entry, Speaker)) != (expected.name, expected):
                stale.append(identity)
        return stale

    def named_turns(self) -> list[tuple[str, str | None, str | None]]:
        """Each speaker's id with the name and the person of the directory of their turns."""
        person = "CASE WHEN json_valid(attribution) THEN json_extract(attribution, '$.person') END"
        return self._all(f"SELECT DISTINCT speaker, {NAME}, {person} FROM turns WHERE speaker IS NOT NULL")

    # Earlier texts.

    def record_sum(self, transcript_id: str) -> str:
        rows = self._all("SELECT sum FROM transcripts WHERE id = ?", [transcript_id])
        if not rows:
            raise TranscriptUnknown(transcript_id)
        return str(rows[0][0])

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
        rows = self._all("SELECT sha256 FROM sources WHERE path = ?", [path])
        return rows[0][0] if rows else None

    def stored_sources(self) -> dict[str, StoredSource]:
        """All sources by their paths, in the order of paths."""
        ids: dict[int, list[str]] = {}
        for source, identity in self._all("SELECT source, id FROM transcripts ORDER BY source, position"):
            ids.setdefault(source, []).append(identity)
        rows = self._all("SELECT key, path, sha256 FROM sources ORDER BY path")
        return {path: StoredSource(digest, tuple(ids.get(key, ()))) for key, path, digest in rows}

    def source_of(self, transcript_id: str) -> str | None:
        """The path of the source that holds a transcript, or None."""
        rows = self._all(
            "SELECT path FROM sources JOIN transcripts ON transcripts.source = sources.key WHERE id = ?",
            [transcript_id],
        )
        return rows[0][0] if rows else None

    # What a store of passages is made from: see `indexer.store.protocol.PassageSource`.

    def matching(self, filters: Filters) -> Keys:
        """The keys of the passages that filters let through: int64, ascending."""
        clause, values = where(filters)
        rows = self._all(
            f"SELECT passages.key {PASSAGES} WHERE {clause} ORDER BY passages.key",
            values,
        )
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
        for rows in self._in_blocks(sql, above):
            for key, start, end, transcript, number, turn, label, role, speaker, *others in rows:
                if transcript != current:
                    current, text = transcript, self.text(transcript)
                date, answered, language = others
                yield PassageRow(
                    key,
                    text[start:end],
                    transcript,
                    number,
                    turn,
                    label,
                    role_of(role),
                    speaker,
                    day(date),
                    answered,
                    language,
                )

    def vectors(self, above: int = 0) -> Iterator[tuple[Keys, Vectors]]:
        """Vectors of passages with keys above one, in blocks: keys int64 (n,), vectors float32 (n, dimension)."""
        for rows in self._in_blocks(
            "SELECT passages.key, vector FROM passages JOIN vectors USING (hash)", above
        ):
            vectors = _vectors([row[1] for row in rows], self.settings().encoder.dimension)
            yield np.fromiter((row[0] for row in rows), np.int64, len(rows)), vectors

    def stored_vectors(self) -> Iterator[tuple[int, bytes, int]]:
        """Every passage's key with the bytes of its vector and their recorded CRC-32."""
        sql = "SELECT passages.key, vector, crc FROM passages JOIN vectors USING (hash)"
        for rows in self._in_blocks(sql, 0):
            yield from rows

    def known_vectors(self, hashes: Sequence[bytes]) -> set[bytes]:
        """Those of the given passage hashes whose vectors are stored."""
        stored = "SELECT hash FROM vectors WHERE hash = ?"
        return {one for one in hashes if self._all(stored, [one])}

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
            f"SELECT json_group_array(json_array({columns})) {source} IN (SELECT value FROM json_each(?))",
            [as_json(keys)],
        )
        return decoded(rows, list[list[Any]])


def _vectors(stored: list[bytes], dimension: int) -> Vectors:
    if any(len(vector) != 4 * dimension for vector in stored):
        raise IndexDamaged("the catalog holds a vector that was altered on disk; restore it from a backup.")
    return np.frombuffer(b"".join(stored), "<f4").reshape(len(stored), dimension).astype(np.float32)
