"""What a page of results reads: many transcripts and stretches of them, in a statement each."""

from abc import abstractmethod
from collections.abc import Iterable, Sequence
from typing import Any

import msgspec

from indexer.catalog.rows import HEADING, SELECT_STRETCHES, Heading, StoredTurn, heading, stored_turn


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

    def stretches(self, wanted: Sequence[tuple[str, range]]) -> list[list[StoredTurn]]:
        """The turns of the given ordinals of a transcript, in order, for each transcript that is given."""
        rows = self._all(
            SELECT_STRETCHES,
            [msgspec.json.encode([(one, ordinals.start, ordinals.stop) for one, ordinals in wanted]).decode()],
        )
        found: list[list[StoredTurn]] = [[] for _ in wanted]
        for *row, number in rows:
            found[number].append(stored_turn(tuple(row)))
        return found
