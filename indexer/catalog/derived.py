"""What the catalog gives to what is derived from it: rows of words, vectors, the outline."""

from abc import abstractmethod
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import msgspec
import numpy as np

from embeddings.encoder import Vectors
from indexer.catalog.connect import IndexSettings
from indexer.catalog.filters import ANSWERED_BY
from indexer.catalog.rows import Keys, LexicalRow, day
from indexer.outline import Outline

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

    def vector_sizes(self) -> list[tuple[int, int]]:
        """Every passage's key with the size of its vector in bytes."""
        rows = self._all("SELECT passages.key, length(vector) FROM passages JOIN vectors USING (hash)")
        return [(int(key), int(size)) for key, size in rows]

    def lexical_rows(self, keys: Sequence[int] | None = None) -> Iterator[LexicalRow]:
        """What the lexical index holds of all passages, or of the given keys."""
        condition = "" if keys is None else "WHERE passages.key IN (SELECT value FROM json_each(?)) "
        rows = self._all(
            "SELECT passages.key, passages.start, passages.end, turns.speaker, turns.role, transcripts.id, "
            f"transcripts.date, {ANSWERED_BY} {PASSAGES} {condition} ORDER BY passages.key",
            [] if keys is None else [as_json(keys)],
        )
        current, text = "", ""
        for key, start, end, speaker, role, transcript, date, answered in rows:
            if transcript != current:
                current, text = transcript, self.text(transcript)
            yield LexicalRow(key, text[start:end], speaker, role, transcript, day(date), answered)

    def outline(self) -> Outline:
        """Who says what where, of all passages."""
        rows = self._all(
            "SELECT passages.key, turns.transcript, turns.key, turns.label, turns.speaker, "
            "turns.role = 'questioner', passages.end - passages.start "
            "FROM passages JOIN turns ON turns.key = passages.turn ORDER BY passages.key"
        )
        columns = zip(*rows, strict=True) if rows else ((),) * 7
        keys, transcripts, turns, labels, speakers, questioners, lengths = columns
        label_numbers = {label: number for number, label in enumerate(dict.fromkeys(labels))}
        speaker_numbers = {
            speaker: number
            for number, speaker in enumerate(dict.fromkeys(one for one in speakers if one is not None))
        }
        return Outline(
            np.array(keys, np.int64),
            np.array(transcripts, np.int32),
            np.array(turns, np.int64),
            np.array([label_numbers[label] for label in labels], np.int32),
            np.array([-1 if one is None else speaker_numbers[one] for one in speakers], np.int32),
            np.array(questioners, np.bool_),
            np.array(lengths, np.int32),
            tuple(label_numbers),
            tuple(speaker_numbers),
        )

    def vectors(self, keys: Sequence[int] | None = None) -> tuple[Keys, Vectors]:
        """The vectors of all passages or of the given keys: keys int64 (n,), vectors float32 (n, d)."""
        sql = "SELECT passages.key, vector FROM passages JOIN vectors USING (hash) "
        if keys is None:
            rows = self._all(sql + "ORDER BY passages.key")
        else:
            rows = self._all(
                sql + "WHERE passages.key IN (SELECT value FROM json_each(?)) ORDER BY passages.key",
                [as_json(keys)],
            )
        if not rows:
            return np.empty(0, np.int64), np.empty((0, self.settings().encoder.dimension), np.float32)
        found = np.frombuffer(b"".join(row[1] for row in rows), "<f4").reshape(len(rows), -1)
        return np.fromiter((row[0] for row in rows), np.int64, len(rows)), found.astype(np.float32)


def as_json(keys: Sequence[int]) -> str:
    """Keys for `json_each`, which takes any number of them; bound parameters stop at 32,766."""
    return msgspec.json.encode([int(key) for key in keys]).decode()
