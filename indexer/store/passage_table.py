"""The passage table: the columns of all passages as arrays in memory, for filters, windows and ranking.

It is derived from the catalog, and kept in files (`indexer.store.passage_table_file`).
"""

import datetime
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import msgspec
import numpy as np
import numpy.typing as npt

from embeddings.encoder import Vectors
from indexer.compiled import compiled
from indexer.filters import Filters
from indexer.model import ROLES
from indexer.store.analysis import stem_hash, stem_hashes
from indexer.store.centroids import Centroids, centroids_of
from indexer.store.protocol import PassageColumns
from indexer.store.sorted_lookup import positions
from indexer.stored_records import Keys, PassageRow

Rows = npt.NDArray[np.int64]
"""Positions in a passage table: int64, shape (n,); -1 for none."""
Flags = npt.NDArray[np.bool_]

StemsOf = Callable[[str, str | None], Sequence[str]]
"""The stems of all words of a text in the language of a code."""

_FEW = 8
"""Up to how many values a column is compared with each, which is faster than a lookup."""
_NAMED = {"label": "labels", "speaker": "speakers", "answered_by": "speakers"}
"""The columns that are indexes into names; the values of the others mean the same in every table."""


class PassageTable(PassageColumns, frozen=True, eq=False):
    """All passages of an index in the order of their keys, which is that of the transcripts' text.

    The passages of a transcript are contiguous, and so are those of a turn. `answered_by`, of shape (n,), is an index
    into `speakers` (-1: nobody). The distinct stems of a row are `stems[stem_ends[row - 1]:stem_ends[row]]`, as
    CRC-32. `centroids` belong to the transcripts.
    """

    answered_by: npt.NDArray[np.int32]
    stem_ends: npt.NDArray[np.int64]
    stems: npt.NDArray[np.uint32]
    labels: Sequence[str]
    speakers: Sequence[str]
    centroids: Centroids

    def rows(self, keys: Keys) -> Rows:
        """The rows of keys; -1 for a key that is not in the passage table."""
        return positions(self.keys, keys)

    def windows(self, rows: Rows, radius: int) -> tuple[Rows, Rows, Rows]:
        """The windows of n ascending rows.

        The distinct rows of all; the rows of each, -1 outside the transcript, of shape (n, 2 * radius + 1); and the
        indexes of these among the distinct ones, of the same shape.
        """
        return _windows(self.transcript, rows, radius)

    def allowed(self, filters: Filters, transcripts: Sequence[int]) -> Flags:
        """Which rows filters let through; `transcripts` are the keys of those that they name by id."""
        flags = np.ones(len(self.keys), np.bool_)
        if filters.speakers or filters.labels:
            labels = {label: number for number, label in enumerate(self.labels)} if filters.labels else {}
            said_by = _among(self.speaker, self._numbers(filters.speakers))
            flags &= said_by | _among(
                self.label, [labels[label] for label in filters.labels if label in labels]
            )
        if filters.answered_by:
            flags &= _among(self.answered_by, self._numbers(filters.answered_by))
        if filters.roles:
            flags &= _among(self.role, [ROLES.index(role) for role in filters.roles])
        if filters.transcripts:
            flags &= _among(self.transcript, transcripts)
        if filters.date_from or filters.date_to:
            flags &= self.day >= (filters.date_from or datetime.date.min).toordinal()
            flags &= self.day <= (filters.date_to or datetime.date.max).toordinal()
        return flags

    def _numbers(self, speakers: Sequence[str]) -> list[int]:
        return [number for number, speaker in enumerate(self.speakers) if speaker in speakers]

    def stem_bits(self, stems: Sequence[str], rows: Rows) -> npt.NDArray[np.int64]:
        """Which of up to 62 stems rows hold, a bit a stem: int64, shape (len(rows),)."""
        return _stem_bits(self.stem_ends, self.stems, rows, stem_hashes(stems))

    def rows_with(self, stem: str) -> Rows:
        """The rows that hold a stem, ascending; compares all stems of the index."""
        return np.searchsorted(self.stem_ends, np.flatnonzero(self.stems == stem_hash(stem)), side="right")

    def agrees(self, other: "PassageTable") -> bool:
        """Whether two passage tables hold the same values; their numbers of labels and speakers may differ."""
        centroids, others = self.centroids, other.centroids
        return (
            all(
                np.array_equal(getattr(self, name), getattr(other, name))
                for name in COLUMNS | STEM_COLUMNS
                if name not in _NAMED
            )
            and np.array_equal(centroids.transcripts, others.transcripts)
            and np.array_equal(centroids.counts, others.counts)
            and np.allclose(centroids.sums, others.sums, atol=1e-3)
            and all(
                [*map([*getattr(self, names), None].__getitem__, getattr(self, column))]
                == [*map([*getattr(other, names), None].__getitem__, getattr(other, column))]
                for column, names in _NAMED.items()
            )
        )

    def without(self, keys: Iterable[int]) -> "PassageTable":
        """The passage table without some passages."""
        kept = ~np.isin(self.keys, np.fromiter(keys, np.int64))
        if kept.all():
            return self
        counts = np.diff(self.stem_ends, prepend=0)
        return msgspec.structs.replace(
            self,
            stem_ends=np.cumsum(counts[kept]),
            stems=self.stems[np.repeat(kept, counts)],
            centroids=self.centroids.of(self.transcript[kept]),
            **{name: getattr(self, name)[kept] for name in COLUMNS},
        )

    def numbered_after(self, other: "PassageTable") -> "PassageTable":
        """These passages as they follow those of another table, whose keys are lower.

        Labels and speakers have the other's numbers, and new ones after those.
        """
        labels = {label: number for number, label in enumerate(dict.fromkeys([*other.labels, *self.labels]))}
        people = {
            speaker: number for number, speaker in enumerate(dict.fromkeys([*other.speakers, *self.speakers]))
        }
        return msgspec.structs.replace(
            self,
            label=_renumbered(self.label, self.labels, labels),
            speaker=_renumbered(self.speaker, self.speakers, people),
            answered_by=_renumbered(self.answered_by, self.speakers, people),
            stem_ends=self.stem_ends + len(other.stems),
            labels=tuple(labels),
            speakers=tuple(people),
        )

    def extended(self, other: "PassageTable") -> "PassageTable":
        """The passage table with the passages of another after its own, whose keys are higher."""
        more = other.numbered_after(self)
        columns = {
            name: np.concatenate([getattr(self, name), getattr(more, name)]) for name in COLUMNS | STEM_COLUMNS
        }
        return PassageTable(
            **columns,
            labels=more.labels,
            speakers=more.speakers,
            centroids=self.centroids.merged(other.centroids),
        )


COLUMNS: dict[str, type[np.generic]] = {
    "keys": np.int64,
    "transcript": np.int32,
    "turn": np.int64,
    "label": np.int32,
    "speaker": np.int32,
    "role": np.int8,
    "length": np.int32,
    "day": np.int32,
    "answered_by": np.int32,
}
STEM_COLUMNS: dict[str, type[np.generic]] = {"stem_ends": np.int64, "stems": np.uint32}


def _among(column: npt.NDArray[np.signedinteger[Any]], values: Sequence[int]) -> Flags:
    if len(values) > _FEW:
        return np.isin(column, values)
    flags = np.zeros(len(column), np.bool_)
    for value in values:
        flags |= column == value
    return flags


@compiled
def _windows(transcript: npt.NDArray[np.int32], rows: Rows, radius: int) -> tuple[Rows, Rows, Rows]:
    width = 2 * radius + 1
    windows = np.full((len(rows), width), -1, np.int64)
    at = windows.copy()
    distinct = np.empty(len(rows) * width, np.int64)
    count, last = 0, -1
    for number in range(len(rows)):
        row = rows[number]
        if row < 0:
            continue
        for near in range(max(0, row - radius), min(len(transcript), row + radius + 1)):
            if transcript[near] == transcript[row]:
                if near > last:
                    distinct[count] = near
                    count += 1
                    last = near
                # The rows from this one to the last are all taken: windows of a transcript overlap in order.
                at[number, near - row + radius] = count - 1 - (last - near)
                windows[number, near - row + radius] = near
    return distinct[:count].copy(), windows, at


@compiled
def _stem_bits(
    stem_ends: npt.NDArray[np.int64], stems: npt.NDArray[np.uint32], rows: Rows, wanted: npt.NDArray[np.uint32]
) -> npt.NDArray[np.int64]:
    bits = np.zeros(len(rows), np.int64)
    for number in range(len(rows)):
        row = rows[number]
        own = stems[stem_ends[row - 1] if row > 0 else 0 : stem_ends[row]]
        for bit in range(len(wanted)):
            holds = False
            # Without a break: several stems are compared at once.
            for at in range(len(own)):
                holds |= own[at] == wanted[bit]
            bits[number] |= np.int64(holds) << bit
    return bits


def table_of(rows: Sequence[PassageRow], vectors: Vectors, stems_of: StemsOf) -> PassageTable:
    """The passage table of passages in the order of their keys, with their vectors, float32 (n, dimension)."""
    labels = {label: number for number, label in enumerate(dict.fromkeys(row.label for row in rows))}
    named = dict.fromkeys(
        speaker for row in rows for speaker in (row.speaker, row.answered_by) if speaker is not None
    )
    speakers: dict[str | None, int] = {speaker: number for number, speaker in enumerate(named)}
    speakers[None] = -1
    stems = [sorted({stem_hash(stem) for stem in stems_of(row.text, row.language)}) for row in rows]
    transcripts = np.array([row.transcript_key for row in rows], np.int32)
    return PassageTable(
        np.array([row.key for row in rows], np.int64),
        transcripts,
        np.array([row.turn for row in rows], np.int64),
        np.array([labels[row.label] for row in rows], np.int32),
        np.array([speakers[row.speaker] for row in rows], np.int32),
        np.array([ROLES.index(row.role) for row in rows], np.int8),
        np.array([len(row.text) for row in rows], np.int32),
        np.array([row.date.toordinal() if row.date else 0 for row in rows], np.int32),
        np.array([speakers[row.answered_by] for row in rows], np.int32),
        np.cumsum([len(hashes) for hashes in stems], dtype=np.int64),
        np.array([value for hashes in stems for value in hashes], np.uint32),
        tuple(labels),
        tuple(named),
        centroids_of(transcripts, vectors),
    )


def _renumbered(
    values: npt.NDArray[np.int32], names: Sequence[str], numbers: Mapping[str, int]
) -> npt.NDArray[np.int32]:
    # The last number is for -1, nobody.
    table = np.array([*(numbers[name] for name in names), -1], np.int32)
    return table[values]
