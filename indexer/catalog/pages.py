"""What a page of results reads: many passages, turns and transcripts, in a statement each.

Rows come as one text of JSON. Python's SQLite lets go of the interpreter's lock for each row, and for each of its
columns: with several searches at work, they took it from each other a hundred times a page.
"""

from abc import abstractmethod
from collections.abc import Iterable, Sequence
from typing import Any

import msgspec

from indexer.catalog.derived import PASSAGES, as_json
from indexer.catalog.rows import (
    HEADING,
    HIT,
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

    def _listed(self, columns: str, source: str, keys: Sequence[int]) -> list[list[Any]]:
        [(rows,)] = self._all(
            f"SELECT json_group_array(json_array({columns})) {source} IN (SELECT value FROM json_each(?))",
            [as_json(keys)],
        )
        return decoded(rows, list[list[Any]])
