"""What a page of results reads: many passages, turns and transcripts, in a statement each."""

from abc import abstractmethod
from collections.abc import Iterable, Sequence
from typing import Any

import msgspec

from indexer.catalog.derived import PASSAGES, as_json
from indexer.catalog.rows import HEADING, HIT, SELECT_TURNS, Heading, Hit, StoredTurn, heading, stored_turn


class PageRows:
    """The part of a catalog that pages of results are read from."""

    @abstractmethod
    def _all(self, sql: str, values: Iterable[Any] = ()) -> list[tuple[Any, ...]]: ...

    def texts(self, ids: Iterable[str]) -> dict[str, tuple[Heading, str]]:
        """The metadata and text of the transcripts of the given ids that exist."""
        rows = self._all(
            f"SELECT text, {HEADING} FROM transcripts WHERE id IN (SELECT value FROM json_each(?))",
            [msgspec.json.encode(list(ids)).decode()],
        )
        return {found.id: (found, str(text)) for text, found in ((text, heading(row)) for text, *row in rows)}

    def hits(self, passages: Sequence[int]) -> dict[int, Hit]:
        """The passages of the given keys that still exist."""
        rows = self._all(
            f"SELECT {HIT} {PASSAGES} WHERE passages.key IN (SELECT value FROM json_each(?))",
            [as_json(passages)],
        )
        return {row[0]: Hit(*row) for row in rows}

    def turns_by_key(self, keys: Sequence[int]) -> dict[int, StoredTurn]:
        """The turns of the given keys that still exist."""
        rows = self._all(SELECT_TURNS + "WHERE turns.key IN (SELECT value FROM json_each(?))", [as_json(keys)])
        return {row[0]: stored_turn(row) for row in rows}
