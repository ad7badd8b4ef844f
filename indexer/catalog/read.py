"""Reading the catalog: transcripts, turns, hits, speakers; as many connections as there are reads at once."""

import contextlib
import sqlite3
import threading
import weakref
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import msgspec
import numpy as np

from indexer.catalog.arrivals import ArrivalRows
from indexer.catalog.conditions import where
from indexer.catalog.connect import IndexSettings, is_current, open_catalog, read_generation, read_settings
from indexer.catalog.derived import PASSAGES, DerivedRows, as_json
from indexer.catalog.listing import ListedRows
from indexer.catalog.pages import PageRows
from indexer.catalog.sources import SourceRows
from indexer.catalog.speakers import SpeakerRows
from indexer.directory.records import Directory
from indexer.errors import TranscriptUnknown, TurnUnknown
from indexer.filters import Filters
from indexer.model import NonSpeech, Transcript, Turn
from indexer.stored_records import (
    HEADING,
    HIT,
    SELECT_TURNS,
    Activity,
    Heading,
    Hit,
    Keys,
    StoredTurn,
    day,
    decoded,
    heading,
    stored_turn,
)


class Catalog(DerivedRows, SourceRows, SpeakerRows, ListedRows, ArrivalRows, PageRows):
    """Reads an index's catalog; safe to share between threads."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        # What this thread reads with, while it reads.
        self._local = threading.local()
        self._idle: list[sqlite3.Connection] = [open_catalog(folder, readonly=True)]
        # A catalog that is simply let go of leaves no file open.
        self._closing = weakref.finalize(self, _close_all, self._idle)

    def close(self) -> None:
        """Close the connections; one that is just read with is closed when it is done."""
        self._closing()

    def release(self) -> None:
        """Close the idle connections, for others to be opened when they are needed.

        One that is open does not survive the forking of a process (sqlite.org, "How To Corrupt", 2.6).
        """
        while self._idle:
            self._idle.pop().close()

    @contextlib.contextmanager
    def reading(self) -> Iterator[None]:
        """One state of the catalog for all that this thread reads inside, whatever is written meanwhile."""
        with self._connection() as connection:
            if connection.in_transaction:
                yield
                return
            connection.execute("BEGIN")
            try:
                yield
            finally:
                connection.execute("COMMIT")

    @contextlib.contextmanager
    def _connection(self) -> Iterator[sqlite3.Connection]:
        """The connection that this thread holds, else an idle one, for as long as the block lasts."""
        held: sqlite3.Connection | None = getattr(self._local, "held", None)
        if held is not None:
            yield held
            return
        try:
            # Taking from a list and putting into it need no lock.
            connection = self._idle.pop()
            if not is_current(self.folder, connection):
                self._idle.append(connection)
                self.release()
                connection = open_catalog(self.folder, readonly=True)
        except IndexError:
            connection = open_catalog(self.folder, readonly=True)
        self._local.held = connection
        try:
            yield connection
        finally:
            self._local.held = None
            if self._closing.alive:
                self._idle.append(connection)
            else:
                connection.close()

    def _all(self, sql: str, values: Iterable[Any] = ()) -> list[tuple[Any, ...]]:
        with self._connection() as connection:
            return connection.execute(sql, tuple(values)).fetchall()

    def settings(self) -> IndexSettings:
        """What the index was made with."""
        with self._connection() as connection:
            return read_settings(connection)

    def generation(self) -> int:
        """How many changes the catalog has seen."""
        with self._connection() as connection:
            return read_generation(connection)

    def directory(self) -> Directory:
        """The user's speaker directory, as the last run that named one gave it; else empty."""
        rows = self._all("SELECT value FROM meta WHERE key = 'directory'")
        return decoded(rows[0][0], Directory) if rows else Directory()

    def counts(self) -> dict[str, int]:
        """How many rows each table of interest holds."""
        tables = ("sources", "transcripts", "turns", "passages", "speakers", "vectors")
        return {table: self._all(f"SELECT count(*) FROM {table}")[0][0] for table in tables}

    def transcript(self, transcript_id: str) -> Transcript:
        """A transcript, whole.

        Raises:
            TranscriptUnknown: there is none of that id.
        """
        rows = self._all(
            "SELECT id, format, text, title, date, url, venue, warnings, outside FROM transcripts WHERE id = ?",
            [transcript_id],
        )
        if not rows:
            raise TranscriptUnknown(transcript_id)
        key, form, text, title, date, url, venue, warnings, outside = rows[0]
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
        )

    def heading(self, transcript_id: str) -> Heading:
        """A transcript's metadata.

        Raises:
            TranscriptUnknown: there is none of that id.
        """
        for found in self._headings("WHERE transcripts.id = ?", [transcript_id]):
            return found
        raise TranscriptUnknown(transcript_id)

    def headings(self) -> Iterator[Heading]:
        """Every transcript's metadata, in the order of ids."""
        return self._headings("ORDER BY transcripts.id", [])

    def headings_by_key(self, keys: Sequence[int]) -> dict[int, Heading]:
        """The metadata of the transcripts of the given keys that still exist."""
        clause = "WHERE transcripts.key IN (SELECT value FROM json_each(?))"
        rows = self._all(f"SELECT key, {HEADING} FROM transcripts {clause}", [as_json(keys)])
        return {key: heading(row) for key, *row in rows}

    def _headings(self, clause: str, values: Sequence[str]) -> Iterator[Heading]:
        return map(heading, self._all(f"SELECT {HEADING} FROM transcripts {clause}", values))

    def titles(self) -> dict[int, str]:
        """The titles of all transcripts that have one, by their keys."""
        return dict(self._all("SELECT key, title FROM transcripts WHERE title IS NOT NULL", []))

    def transcript_ids(self, keys: Sequence[int]) -> dict[int, str]:
        """The ids of transcripts by their keys."""
        return dict(
            self._all(
                "SELECT key, id FROM transcripts WHERE key IN (SELECT value FROM json_each(?))", [as_json(keys)]
            )
        )

    def transcript_keys(self, ids: Sequence[str]) -> list[int]:
        """The keys of transcripts by their ids; those that there are."""
        rows = self._all(
            "SELECT key FROM transcripts WHERE id IN (SELECT value FROM json_each(?))",
            [msgspec.json.encode(ids).decode()],
        )
        return [key for (key,) in rows]

    def text(self, transcript_id: str) -> str:
        """The text of a transcript.

        Raises:
            TranscriptUnknown: there is none of that id.
        """
        rows = self._all("SELECT text FROM transcripts WHERE id = ?", [transcript_id])
        if not rows:
            raise TranscriptUnknown(transcript_id)
        return str(rows[0][0])

    def turns_of(self, transcript_id: str, ordinals: range | None = None) -> list[StoredTurn]:
        """The turns of a transcript, or those of the given ordinals, in order."""
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
        """A turn by its id, `<transcript id>:<ordinal>`.

        Raises:
            TurnUnknown: there is none of that id.
        """
        transcript_id, _, ordinal = turn_id.rpartition(":")
        if ordinal.isascii() and ordinal.isdigit() and len(ordinal) < 10:
            for stored in self.turns_of(transcript_id, range(int(ordinal), int(ordinal) + 1)):
                return stored
        raise TurnUnknown(turn_id)

    def matching(self, filters: Filters) -> Keys:
        """The keys of the passages that a filter lets through: int64, ascending."""
        clause, values = where(filters)
        rows = self._all(
            f"SELECT passages.key {PASSAGES} WHERE {clause} ORDER BY passages.key",
            values,
        )
        return np.fromiter((key for (key,) in rows), np.int64, len(rows))

    def passage_keys(self) -> Keys:
        """The keys of all passages: int64, ascending."""
        return self.matching(Filters())

    def passages_of(self, transcript_id: str) -> Iterator[tuple[Hit, bytes, Turn]]:
        """A transcript's passages with the hashes that their vectors stand under, and their turns."""
        turns = {stored.key: stored.turn for stored in self.turns_of(transcript_id)}
        rows = self._all(
            f"SELECT {HIT}, passages.hash {PASSAGES} WHERE transcripts.id = ? ORDER BY passages.key",
            [transcript_id],
        )
        for *hit, digest in rows:
            yield Hit(*hit), digest, turns[hit[3]]

    def speakers_in(self, transcripts: Sequence[str]) -> frozenset[str]:
        """The ids of those who speak in some transcripts."""
        rows = self._all(
            "SELECT DISTINCT speaker FROM turns JOIN transcripts ON transcripts.key = turns.transcript "
            "WHERE speaker IS NOT NULL AND transcripts.id IN (SELECT value FROM json_each(?))",
            [msgspec.json.encode(transcripts).decode()],
        )
        return frozenset(speaker for (speaker,) in rows)

    def speaker_activity(self) -> dict[str, Activity]:
        """How much everybody speaks, by speaker id."""
        rows = self._all(
            "SELECT speaker, count(*), count(DISTINCT transcript), min(date), max(date) FROM turns "
            "JOIN transcripts ON transcripts.key = turns.transcript WHERE speaker IS NOT NULL GROUP BY speaker"
        )
        return {key: Activity(turns, many, day(first), day(last)) for key, turns, many, first, last in rows}

    def labels_of(self, speaker: str) -> dict[str, int]:
        """Under which labels somebody speaks, and how often, the most frequent first."""
        return dict(
            self._all(
                "SELECT label, count(*) FROM turns WHERE speaker = ? GROUP BY label ORDER BY count(*) DESC, label",
                [speaker],
            )
        )


def _close_all(connections: list[sqlite3.Connection]) -> None:
    while connections:
        connections.pop().close()
