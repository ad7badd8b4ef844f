"""What the catalog gives to what is derived from it: rows of words, vectors, the passage table."""

from abc import abstractmethod
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

import msgspec
import numpy as np

from embeddings.encoder import Vectors
from indexer.catalog.conditions import ANSWERED_BY
from indexer.catalog.connect import IndexSettings
from indexer.catalog.languages import language_column
from indexer.errors import IndexDamaged
from indexer.model import ROLES
from indexer.store.centroids import centroids_of
from indexer.store.passage_table import PassageTable, stem_hash
from indexer.stored_records import Keys, LexicalRow, day, role_of

_BLOCK = 20_000

StemsOf = Callable[[str, str], Sequence[str]]
"""The stems of all words of a text in the language of a code."""

PASSAGES = (
    "FROM passages JOIN turns ON turns.key = passages.turn "
    "JOIN transcripts ON transcripts.key = turns.transcript "
)


class DerivedRows:
    """The part of a catalog that derived indexes are made from."""

    @abstractmethod
    def settings(self) -> IndexSettings:
        """What the index was made with."""

    @abstractmethod
    def text(self, transcript_id: str) -> str:
        """The text of a transcript."""

    @abstractmethod
    def _all(self, sql: str, values: Iterable[Any] = ()) -> list[tuple[Any, ...]]: ...

    def stored_vectors(self) -> Iterator[tuple[int, bytes, int]]:
        """Every passage's key with its vector as it is stored, and the CRC-32 that it should have."""
        sql = "SELECT passages.key, vector, crc FROM passages JOIN vectors USING (hash)"
        for rows in self._in_blocks(sql, 0):
            yield from rows

    def lexical_rows(self, above: int = 0) -> Iterator[LexicalRow]:
        """What the lexical index holds of the passages whose keys are above one."""
        current, text = "", ""
        sql = (
            "SELECT passages.key, passages.start, passages.end, turns.speaker, turns.role, transcripts.id, "
            f"transcripts.date, {ANSWERED_BY}, {language_column(self._all)} {PASSAGES}"
        )
        for rows in self._in_blocks(sql, above):
            for key, start, end, speaker, role, transcript, date, answered, language in rows:
                if transcript != current:
                    current, text = transcript, self.text(transcript)
                yield LexicalRow(key, text[start:end], speaker, role, transcript, day(date), answered, language)

    def _in_blocks(self, sql: str, above: int) -> Iterator[list[tuple[Any, ...]]]:
        """Rows of passages in the order of their keys, which stand first, some thousands at a time."""
        while True:
            rows = self._all(f"{sql} WHERE passages.key > ? ORDER BY passages.key LIMIT {_BLOCK}", [above])
            if not rows:
                return
            yield rows
            above = rows[-1][0]

    def table(self, stems_of: StemsOf, above: int = 0) -> PassageTable:
        """Who says what where, of the passages whose keys are above one."""
        sql = (
            "SELECT passages.key, turns.transcript, turns.key, turns.label, turns.speaker, turns.role, "
            f"passages.end - passages.start, transcripts.date, {ANSWERED_BY}, passages.start, transcripts.id, vector, "
            f"{language_column(self._all)} {PASSAGES} JOIN vectors USING (hash)"
        )
        dimension = self.settings().encoder.dimension
        whole: PassageTable | None = None
        for rows in self._in_blocks(sql, above):
            part = _outline(rows, self._stems(rows, stems_of), _vectors([row[11] for row in rows], dimension))
            whole = part if whole is None else whole.with_more(part)
        return whole if whole is not None else _outline([], [], _vectors([], dimension))

    def _stems(self, rows: list[tuple[Any, ...]], stems_of: StemsOf) -> list[list[int]]:
        current, text = "", ""
        found = []
        for row in rows:
            length, start, transcript, language = row[6], row[9], row[10], row[12]
            if transcript != current:
                current, text = transcript, self.text(transcript)
            found.append(sorted({stem_hash(stem) for stem in stems_of(text[start : start + length], language)}))
        return found

    def vectors(self, above: int = 0) -> Iterator[tuple[Keys, Vectors]]:
        """The vectors of the passages whose keys are above one, in blocks: keys int64 (n,), vectors float32 (n, d)."""
        for rows in self._in_blocks(
            "SELECT passages.key, vector FROM passages JOIN vectors USING (hash)", above
        ):
            vectors = _vectors([row[1] for row in rows], self.settings().encoder.dimension)
            yield np.fromiter((row[0] for row in rows), np.int64, len(rows)), vectors


def _vectors(stored: list[bytes], dimension: int) -> Vectors:
    if any(len(one) != 4 * dimension for one in stored):
        raise IndexDamaged("the catalog holds a vector that was altered on disk; restore it from a backup.")
    return np.frombuffer(b"".join(stored), "<f4").reshape(len(stored), dimension).astype(np.float32)


def _outline(rows: list[tuple[Any, ...]], stems: list[list[int]], vectors: Vectors) -> PassageTable:
    columns = zip(*rows, strict=True) if rows else ((),) * 13
    keys, transcripts, turns, labels, speakers, roles, lengths, days, answered, *_ = columns
    labels_held = {label: number for number, label in enumerate(dict.fromkeys(labels))}
    named = dict.fromkeys(one for one in (*speakers, *answered) if one is not None)
    people: dict[str | None, int] = {speaker: number for number, speaker in enumerate(named)}
    people[None] = -1
    day_numbers = {date: found.toordinal() if (found := day(date)) else 0 for date in set(days)}
    return PassageTable(
        np.array(keys, np.int64),
        np.array(transcripts, np.int32),
        np.array(turns, np.int64),
        np.array([labels_held[label] for label in labels], np.int32),
        np.array([people[one] for one in speakers], np.int32),
        np.array([ROLES.index(role_of(role)) for role in roles], np.int8),
        np.array(lengths, np.int32),
        np.array([day_numbers[date] for date in days], np.int32),
        np.array([people[one] for one in answered], np.int32),
        np.cumsum([len(one) for one in stems], dtype=np.int64),
        np.array([stem for one in stems for stem in one], np.uint32),
        tuple(labels_held),
        tuple(named),
        centroids_of(np.array(transcripts, np.int32), vectors),
    )


def as_json(keys: Sequence[int]) -> str:
    """Keys for `json_each`, which takes any number of them; bound parameters stop at 32,766."""
    return msgspec.json.encode([int(key) for key in keys]).decode()
