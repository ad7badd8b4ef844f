"""What the catalog gives to what is derived from it: rows of words, vectors, the passage table."""

from abc import abstractmethod
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import msgspec
import numpy as np

from embeddings.encoder import Vectors
from indexer.catalog.conditions import ANSWERED_BY
from indexer.catalog.connect import IndexSettings
from indexer.errors import IndexDamaged
from indexer.stored_records import Keys, PassageRow, day, role_of

_BLOCK = 20_000

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

    def passage_rows(self, above: int = 0) -> Iterator[PassageRow]:
        """The passages with keys above one, ascending."""
        current, text = "", ""
        sql = (
            "SELECT passages.key, passages.start, passages.end, transcripts.id, transcripts.key, turns.key, "
            f"turns.label, turns.role, turns.speaker, transcripts.date, {ANSWERED_BY} {PASSAGES}"
        )
        for rows in self._in_blocks(sql, above):
            for key, start, end, transcript, number, turn, label, role, speaker, date, answered in rows:
                if transcript != current:
                    current, text = transcript, self.text(transcript)
                words = text[start:end]
                yield PassageRow(
                    key, words, transcript, number, turn, label, role_of(role), speaker, day(date), answered
                )

    def _in_blocks(self, sql: str, above: int) -> Iterator[list[tuple[Any, ...]]]:
        """Rows of passages in the order of their keys, which stand first, some thousands at a time."""
        while True:
            rows = self._all(f"{sql} WHERE passages.key > ? ORDER BY passages.key LIMIT {_BLOCK}", [above])
            if not rows:
                return
            yield rows
            above = rows[-1][0]

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


def as_json(keys: Sequence[int]) -> str:
    """Keys for `json_each`, which takes any number of them; bound parameters stop at 32,766."""
    return msgspec.json.encode([int(key) for key in keys]).decode()
