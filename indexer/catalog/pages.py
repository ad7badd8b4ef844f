"""What pages read: of results many passages, turns and transcripts in a statement each; of a transcript a part.

Rows come as one text of JSON. Python's SQLite lets go of the interpreter's lock for each row, and for each of its
columns: with several searches at work, they took it from each other a hundred times a page.
"""

from abc import abstractmethod
from collections.abc import Iterable, Sequence
from typing import Any

import msgspec

from indexer.catalog.derived import PASSAGES, as_json
from indexer.model import NonSpeech
from indexer.stored_records import (
    HEADING,
    HIT,
    SELECT_TURNS,
    TURN_IN_JSON,
    TURNS,
    Heading,
    Hit,
    StoredTurn,
    decoded,
    heading,
    stored_turn,
)


class PageRows:
    """The part of a catalog that pages of results are read from."""

    @abstractmethod
    def _all(self, sql: str, values: Iterable[Any] = ()) -> list[tuple[Any, ...]]: ...

    def texts(self, ids: Iterable[str]) -> dict[str, tuple[Heading, str]]:
        """The metadata and text of the transcripts of the given ids that exist."""
        rows = self._all(
            f"SELECT json_array({HEADING}), text FROM transcripts WHERE id IN (SELECT value FROM json_each(?))",
            [msgspec.json.encode(list(ids)).decode()],
        )
        # As they are: in JSON, long texts would be written and read once more.
        headings = [heading(decoded(row, list[Any])) for row, _ in rows]
        return {one.id: (one, str(text)) for one, (_, text) in zip(headings, rows, strict=True)}

    def hits(self, passages: Sequence[int]) -> dict[int, Hit]:
        """The passages of the given keys that still exist."""
        rows = self._listed(HIT, f"{PASSAGES} WHERE passages.key", passages)
        return {row[0]: Hit(*row) for row in rows}

    def turns_by_key(self, keys: Sequence[int]) -> dict[int, StoredTurn]:
        """The turns of the given keys that still exist."""
        return {
            row[0]: stored_turn(row) for row in self._listed(TURN_IN_JSON, f"{TURNS} WHERE turns.key", keys)
        }

    def turn_count(self, transcript_id: str) -> int:
        """How many turns a transcript has."""
        return int(self._all(f"SELECT count(*) {TURNS} WHERE transcripts.id = ?", [transcript_id])[0][0])

    def ordinal_at(self, transcript_id: str, place: int) -> int:
        """The ordinal of the last turn that begins at a place in the text or before it; 0 where none does."""
        rows = self._all(
            f"SELECT turns.ordinal {TURNS} WHERE transcripts.id = ? AND turns.start <= ? "
            "ORDER BY turns.ordinal DESC LIMIT 1",
            [transcript_id, place],
        )
        return int(rows[0][0]) if rows else 0

    def turn_holding(self, transcript_id: str, start: int, end: int) -> StoredTurn | None:
        """The turn in which a stretch of the text lies, if one does."""
        rows = self._all(
            f"{SELECT_TURNS} WHERE transcripts.id = ? AND turns.start <= ? AND turns.end >= ? "
            "ORDER BY turns.ordinal LIMIT 1",
            [transcript_id, start, end],
        )
        return stored_turn(rows[0]) if rows else None

    def outside(self, transcript_id: str) -> tuple[NonSpeech, ...]:
        """What of a transcript's text is no turn's."""
        rows = self._all("SELECT outside FROM transcripts WHERE id = ?", [transcript_id])
        return decoded(rows[0][0], tuple[NonSpeech, ...]) if rows else ()

    def cast(self, transcript_id: str) -> list[tuple[str, str, int]]:
        """Who speaks in a transcript: name, id and number of turns, those with the most turns first."""
        return [
            (str(name), str(key), int(turns))
            for name, key, turns in self._all(
                f"SELECT speakers.name, speakers.id, count(*) {TURNS} JOIN speakers ON speakers.id = turns.speaker "
                "WHERE transcripts.id = ? GROUP BY speakers.id ORDER BY count(*) DESC, min(turns.ordinal)",
                [transcript_id],
            )
        ]

    def _listed(self, columns: str, source: str, keys: Sequence[int]) -> list[list[Any]]:
        [(rows,)] = self._all(
            f"SELECT json_group_array(json_array({columns})) {source} IN (SELECT value FROM json_each(?))",
            [as_json(keys)],
        )
        return decoded(rows, list[list[Any]])
